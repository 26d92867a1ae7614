import { describe, expect, it } from 'vitest';
import type { DeskRules, Policy } from '../model/policy.ts';
import type { Ticket } from '../model/ticket.ts';
import { validateDocument } from '../model/validate.ts';
import { aTicket, fakeContext } from '../testkit/factories.ts';
import { CommandError } from './command.ts';
import {
  closesAt,
  DEFAULT_DESK_RULES,
  deskRulesOf,
  otherPriority,
  reevaluatePriority,
  restorePriority,
  saveDeskRules,
  saveMatrix,
} from './desk-rules.ts';
import { changeTicketState } from './ticket-commands.ts';

const next = fakeContext();
const fixed = { resolutionCode: 'fixed', resolution: 'New head.' } as const;
const DAY_MS = 86_400_000;

describe('the rules of the desk', () => {
  it('are the same document, whoever makes it first', () => {
    const body = { ...DEFAULT_DESK_RULES, autoCloseDays: 7 };
    const [here, there] = [saveDeskRules(null, body, next()), saveDeskRules(null, body, next())];
    const first = here.writes[0]!.document as DeskRules;
    expect(validateDocument(first)).toMatchObject({ ok: true });
    expect(there.writes[0]!.document.id).toBe(first.id);
    expect(deskRulesOf([first as Policy])).toMatchObject({ autoCloseDays: 7, base: first });
    expect(saveDeskRules(first, body, next()).writes).toEqual([]);
    const never = { ...DEFAULT_DESK_RULES };
    expect(saveDeskRules(first, never, next()).writes[0]!.document).not.toHaveProperty(
      'autoCloseDays',
    );
  });

  it('are the usual ones where nobody decided', () => {
    expect(deskRulesOf([])).toEqual({ ...DEFAULT_DESK_RULES, base: null });
  });

  it.each([0, 366, 1.5])('refuse %s days', (days) => {
    expect(() =>
      saveDeskRules(null, { ...DEFAULT_DESK_RULES, autoCloseDays: days }, next()),
    ).toThrow(CommandError);
  });
});

describe('closing by itself', () => {
  const ticket = aTicket(next());
  const resolved = changeTicketState(ticket, 'resolved', fixed, next()).writes[0]!
    .document as Ticket;

  it('comes days after the resolution, and only where a rule says so', () => {
    const due = Date.parse(resolved.resolvedAt!) + 3 * DAY_MS;
    expect(closesAt(resolved, { autoCloseDays: 3 })).toBe(due);
    expect(closesAt(resolved, {})).toBeNull();
  });

  it('never comes to what is open, closed, or has no closed state', () => {
    const closed = changeTicketState(resolved, 'closed', {}, next()).writes[0]!.document as Ticket;
    const task = aTicket(next(), { kind: 'task' });
    const done = changeTicketState(task, 'done', fixed, next()).writes[0]!.document as Ticket;
    for (const each of [ticket, closed, done]) {
      expect(closesAt(each, { autoCloseDays: 3 })).toBeNull();
    }
  });
});

it('a matrix tells which records would have another priority', () => {
  const rows = [
    [1, 1, 2],
    [1, 2, 3],
    [2, 3, 4],
  ] as const;
  const made = saveMatrix(null, rows, next()).writes[0]!.document;
  expect(validateDocument(made)).toMatchObject({ ok: true });
  expect(otherPriority({ impact: 2, urgency: 1, priority: 2 }, rows)).toBe(1);
  expect(otherPriority({ impact: 1, urgency: 1, priority: 1 }, rows)).toBeUndefined();
});

it('a record gets the priority of the matrix by an entry, and its own back', () => {
  const ticket = aTicket(next());
  const matrix = [
    [1, 1, 2],
    [1, 2, 3],
    [2, 3, 4],
  ] as const;
  const changed = reevaluatePriority(ticket, { ...next(), matrix });
  const after = changed.writes[0]!.document as Ticket;
  expect(after.priority).toBe(1);
  expect(changed.writes[1]!.document).toMatchObject({
    changes: [{ field: 'priority', before: 2, after: 1 }],
  });
  expect(reevaluatePriority(after, { ...next(), matrix }).writes).toEqual([]);
  const back = restorePriority(ticket, after, 1, next()).writes[0]!.document as Ticket;
  expect(back.priority).toBe(2);
  const moved = { ...after, urgency: 3 } as Ticket;
  expect(() => restorePriority(ticket, moved, 1, next())).toThrow(CommandError);
});

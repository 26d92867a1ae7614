import { describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/model/entry.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { validateDocument } from '../../shared/model/validate.ts';
import { aTicket, fakeContext } from '../../shared/testkit/factories.ts';
import { changeTicketState } from '../../shared/workflow/ticket-commands.ts';
import { decideAutoClose } from './auto-close.ts';

const DAY = 24 * 60 * 60_000;
const rules = { autoCloseDays: 3 };
const next = fakeContext();
const solution = { resolutionCode: 'fixed', resolution: 'New drum.' } as const;

function resolve(ticket: Ticket): Ticket {
  return changeTicketState(ticket, 'resolved', solution, next()).writes[0]!.document as Ticket;
}
const resolved = resolve(aTicket(next()));
const dueMs = Date.parse(resolved.resolvedAt!) + 3 * DAY;
const decide = (ticket: Ticket, nowMs: number, entries: readonly Entry[] = [], given = rules) =>
  decideAutoClose({ ticket, entries, rules: given, nowMs });

describe('closing what was resolved', () => {
  it('waits until it is due, and then closes with an entry everybody can read', () => {
    expect(decide(resolved, dueMs - 1)).toEqual({ ticket: null, entries: [], wakeAtMs: dueMs });
    const { ticket, entries, wakeAtMs } = decide(resolved, dueMs);
    expect(wakeAtMs).toBeNull();
    expect(ticket).toMatchObject({ state: 'closed', open: 0, version: resolved.version + 1 });
    expect(entries).toMatchObject([{ from: 'resolved', to: 'closed', reason: 'auto-close' }]);
    for (const each of [ticket!, ...entries]) {
      expect(validateDocument(each)).toMatchObject({ ok: true });
    }
  });

  it('has the same id from every server, and another after each resolution', () => {
    const [first] = decide(resolved, dueMs).entries;
    expect(decide(resolved, dueMs + DAY).entries[0]!.id).toBe(first!.id);
    const reopened = changeTicketState(resolved, 'in-progress', {}, next()).writes[0]!
      .document as Ticket;
    const again = resolve(reopened);
    expect(decide(again, dueMs + DAY).entries[0]!.id).not.toBe(first!.id);
  });

  it('writes the entry that a crash cut off, and no second one', () => {
    const { ticket, entries } = decide(resolved, dueMs);
    const late = decide(ticket!, dueMs + DAY);
    expect(late.ticket).toBeNull();
    expect(late.entries).toEqual(entries);
    expect(decide(ticket!, dueMs + DAY, entries).entries).toEqual([]);
  });

  it('leaves alone what is open, what a person closed, and everything where no rule says so', () => {
    const open = aTicket(next());
    const closed = changeTicketState(resolved, 'closed', {}, next()).writes[0]!.document as Ticket;
    const nothing = { ticket: null, entries: [], wakeAtMs: null };
    expect(decide(open, dueMs + DAY)).toEqual(nothing);
    expect(decide(closed, dueMs + DAY)).toEqual(nothing);
    expect(decide(resolved, dueMs + DAY, [], {} as typeof rules)).toEqual(nothing);
  });
});

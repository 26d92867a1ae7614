import { describe, expect, it } from 'vitest';
import type { Documents } from '../model/collections.ts';
import type { CollectionName } from '../model/ids.ts';
import type { Relation } from '../model/item.ts';
import type { Incident, Problem } from '../model/ticket.ts';
import { validateDocument } from '../model/validate.ts';
import { checkWrite } from '../policy/check-write.ts';
import { writePolicy } from '../policy/write-policy.ts';
import type { WrittenDocument } from '../policy/written-document.ts';
import { aTicket, fakeContext } from '../testkit/factories.ts';
import type { CommandResult, Write } from './command.ts';
import {
  createProblemOf,
  linkedToProblem,
  planPush,
  pushEntryId,
  pushToIncidents,
  setKnownError,
  takeBackProblem,
} from './problem-acts.ts';
import { fixProblem, planFix, resolveWaiting, takeBackFix } from './problem-fix.ts';
import { STATE_MACHINES } from './states.ts';
import { changeTicketState } from './ticket-commands.ts';

const next = fakeContext();
const policy = writePolicy('leipzig', STATE_MACHINES);
const asWritten = (value: unknown): WrittenDocument =>
  JSON.parse(JSON.stringify(value)) as WrittenDocument;

/** Every document is sound, and the server takes it from an agent. */
function expectAccepted({ writes }: CommandResult): void {
  for (const { document, base } of writes) {
    expect(validateDocument(document)).toMatchObject({ ok: true });
    const by = { name: document.updatedBy, roles: ['agent'] };
    expect(checkWrite(policy, asWritten(document), base && asWritten(base), by)).toBeNull();
  }
}

function documentsOf<C extends CollectionName>(result: CommandResult, name: C): Documents[C][] {
  return result.writes
    .filter((write: Write) => write.collection === name)
    .map(({ document }) => document as Documents[C]);
}

const problem = (): Problem => aTicket(next(), { kind: 'problem', number: 'PRB-7' }) as Problem;
const incident = (): Incident => aTicket(next()) as Incident;

function waiting(): Incident {
  const held = changeTicketState(incident(), 'on-hold', { holdReason: 'awaiting-problem' }, next());
  return held.writes[0]!.document as Incident;
}

describe('a known error', () => {
  it('is refused without a workaround, and says so at the field', () => {
    expect(() => setKnownError(problem(), true, next())).toThrow(
      expect.objectContaining({ name: 'CommandError', field: 'workaround' }) as Error,
    );
    expect(() => setKnownError(problem(), true, next(), '  ')).toThrow('workaround');
  });

  it('is marked with its workaround, and the mark comes off without taking the workaround', () => {
    const marked = setKnownError(problem(), true, next(), 'Use the other printer. ');
    expectAccepted(marked);
    const [known] = documentsOf(marked, 'tickets') as Problem[];
    expect(known).toMatchObject({ knownError: true, workaround: 'Use the other printer.' });
    const [open] = documentsOf(setKnownError(known!, false, next()), 'tickets') as Problem[];
    expect(open!.knownError).toBeUndefined();
    expect(open!.workaround).toBe('Use the other printer.');
  });
});

describe('telling the linked incidents', () => {
  const push = { what: 'workaround', audience: 'public', body: 'Use the other printer.' } as const;

  it('says it once on each, and the same again nowhere', () => {
    const cause = problem();
    const all = [incident(), incident()];
    const told = pushToIncidents(cause, all, push, next());
    expectAccepted(told);
    const entries = documentsOf(told, 'entries');
    expect(entries.map(({ kind, recordId }) => [kind, recordId])).toEqual(
      all.map(({ id }) => ['comment', id]),
    );
    const present = new Set<string>(entries.map(({ id }) => id));
    const again = planPush(
      cause,
      [...all, incident()],
      { ...push, body: ` ${push.body}\n` },
      present,
    );
    expect(again.told).toHaveLength(1);
    expect(again.refused.map(({ why }) => why)).toEqual(['told-already', 'told-already']);
  });

  it('has other ids for other words, another audience, another problem', () => {
    const [cause, one] = [problem(), incident()];
    const ids = [
      pushEntryId(cause, one, push),
      pushEntryId(cause, one, { ...push, body: 'Wait for the fix.' }),
      pushEntryId(cause, one, { ...push, audience: 'internal' }),
      pushEntryId(cause, one, { ...push, what: 'fix' }),
      pushEntryId(problem(), one, push),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('leaves closed ones alone, answers for the first time, keeps notes from the requester', () => {
    const cause = problem();
    const closed = { ...incident(), state: 'closed', open: 0 } as const;
    expect(planPush(cause, [closed], push, new Set()).refused[0]!.why).toBe('not-open');
    const [answered] = documentsOf(pushToIncidents(cause, [incident()], push, next()), 'tickets');
    expect(answered!.respondedAt).toBeDefined();
    const internal = pushToIncidents(
      cause,
      [incident()],
      { ...push, audience: 'internal' },
      next(),
    );
    expect(documentsOf(internal, 'entries')[0]!.kind).toBe('note');
    expect(documentsOf(internal, 'tickets')[0]!.respondedAt).toBeUndefined();
    expect(() => pushToIncidents(cause, [incident()], { ...push, body: ' ' }, next())).toThrow();
  });
});

describe('the fix', () => {
  const busy = incident();
  const forParts = changeTicketState(
    incident(),
    'on-hold',
    { holdReason: 'awaiting-parts' },
    next(),
  ).writes[0]!.document as Incident;
  const ended = { ...incident(), state: 'resolved', open: 0 } as const;
  const declared: Incident = { ...waiting(), major: true, majorStage: 'declared' };

  it.each([
    [busy, 'not-on-hold'],
    [forParts, 'waits-for-something-else'],
    [ended, 'ended-already'],
    [declared, 'major-incident'],
  ] as const)('leaves what does not wait for the problem, and says why (%#)', (one, why) => {
    const mine = waiting();
    expect(planFix([mine, one])).toEqual({ resolved: [mine], left: [{ incident: one, why }] });
    const args = { resolution: 'Driver replaced.', incidents: [one] };
    expect(() => fixProblem(problem(), args, next())).toThrow('does not wait for a problem');
  });

  it('resolves problem and waiting incidents in one act, and all of it can be taken back', () => {
    const cause = problem();
    const incidents = [waiting(), waiting()];
    const fixed = fixProblem(cause, { resolution: ' Driver replaced. ', incidents }, next());
    expectAccepted(fixed);
    const [now, ...resolved] = documentsOf(fixed, 'tickets');
    expect(now).toMatchObject({
      state: 'resolved',
      open: 0,
      resolutionCode: 'fix-applied',
      resolution: 'Driver replaced.',
    });
    for (const each of resolved) {
      expect(each).toMatchObject({ state: 'resolved', resolutionCode: 'fixed' });
      expect(each.holdReason).toBeUndefined();
    }
    const pairs = [cause, ...incidents].map((before, at) => ({
      before,
      now: [now!, ...resolved][at]!,
    }));
    const back = takeBackFix(pairs, next());
    expectAccepted(back);
    const [problemAgain, ...again] = documentsOf(back, 'tickets');
    // A resolved problem cannot be new again: root-cause analysis is as near as it gets.
    expect(problemAgain!.state).toBe('root-cause-analysis');
    for (const each of again) {
      expect(each).toMatchObject({ state: 'on-hold', holdReason: 'awaiting-problem', open: 1 });
      expect([each.resolvedAt, each.resolution, each.resolutionCode]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      expect(each.reopens).toBeUndefined();
    }
  });

  it('ends what still waits for a problem that was fixed by its state alone', () => {
    const args = { resolution: 'Driver replaced.', incidents: [] };
    const fixed = fixProblem(problem(), args, next()).writes[0]!.document as Problem;
    const mine = waiting();
    const done = resolveWaiting(fixed, [mine], next());
    expectAccepted(done);
    expect(documentsOf(done, 'tickets')).toMatchObject([
      { id: mine.id, state: 'resolved', resolution: 'Driver replaced.' },
    ]);
    expect(() => resolveWaiting(problem(), [mine], next())).toThrow('not fixed');
    expect(() => resolveWaiting(fixed, [busy], next())).toThrow('does not wait');
  });

  it('leaves alone on the way back what somebody moved on since', () => {
    const cause = problem();
    const mine = waiting();
    const args = { resolution: 'Driver replaced.', incidents: [mine] };
    const [now, resolved] = documentsOf(fixProblem(cause, args, next()), 'tickets');
    const closed = { ...resolved!, state: 'closed' } as Incident;
    const back = takeBackFix(
      [
        { before: cause, now: now! },
        { before: mine, now: closed },
      ],
      next(),
    );
    expect(documentsOf(back, 'tickets').map(({ id }) => id)).toEqual([cause.id]);
    expect(() => takeBackFix([{ before: mine, now: closed }], next())).toThrow('moved it on');
  });

  it('needs a sentence and an open problem', () => {
    const args = { resolution: 'Driver replaced.', incidents: [] };
    expect(() => fixProblem(problem(), { ...args, resolution: ' ' }, next())).toThrow('sentence');
    const resolved = fixProblem(problem(), args, next()).writes[0]!.document as Problem;
    expect(() => fixProblem(resolved, args, next())).toThrow('already');
  });
});

describe('a problem made of incidents', () => {
  const input = {
    scope: 'leipzig',
    number: 'PRB-8',
    title: 'Blank labels',
    impact: 2,
    urgency: 2,
    origin: 'monitoring',
  } as const;

  it('is linked with all of them in one act, whichever way links are read', () => {
    const incidents = [incident(), incident(), incident()];
    const { result, problem: made } = createProblemOf({ ...input, incidents }, next());
    expectAccepted(result);
    const relations = documentsOf(result, 'relations');
    expect(linkedToProblem(made.id, relations)).toEqual(incidents.map(({ id }) => id));
    expect(new Set(result.writes.map(({ document }) => document.mutationId)).size).toBe(1);
  });

  it.each([true, false])('can be taken back, by one who may remove or not: %s', (mayRemove) => {
    const incidents = [incident(), incident()];
    const { result, problem: made } = createProblemOf({ ...input, incidents }, next());
    const relations = documentsOf(result, 'relations');
    const back = takeBackProblem({ problem: made, relations, incidents }, mayRemove, next());
    if (!mayRemove) expectAccepted(back);
    expect(documentsOf(back, 'relations').every((each) => each.removedAt !== undefined)).toBe(true);
    const [gone] = documentsOf(back, 'tickets');
    expect(mayRemove ? gone!.removedAt : gone!.state).toBe(
      mayRemove ? gone!.updatedAt : 'resolved',
    );
    const moved = { ...made, state: 'assess' } as const;
    expect(() =>
      takeBackProblem({ problem: moved, relations, incidents }, mayRemove, next()),
    ).toThrow('moved it on');
  });

  it('finds incidents by every kind of link that means so', () => {
    const ends = (type: Relation['type'], fromId: string, toId: string) => ({ type, fromId, toId });
    expect(
      linkedToProblem('p', [
        ends('caused-by', 'a', 'p'),
        ends('created-from', 'p', 'b'),
        ends('relates-to', 'c', 'p'),
        ends('relates-to', 'p', 'd'),
        ends('caused-by', 'a', 'p'),
        ends('affects', 'p', 'item'),
        ends('duplicate-of', 'e', 'p'),
      ]),
    ).toEqual(['a', 'b', 'c', 'd']);
  });
});

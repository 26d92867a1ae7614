import { describe, expect, it } from 'vitest';
import type { Entry } from '../model/entry.ts';
import type { PersonId } from '../model/ids.ts';
import { makeUlid } from '../model/ids.ts';
import type { Incident, Problem } from '../model/ticket.ts';
import { validateDocument } from '../model/validate.ts';
import { aTicket, fakeContext } from '../testkit/factories.ts';
import { mulberry32 } from '../testkit/random.ts';
import type { CommandResult } from './command.ts';
import { reviewStand, saveReview, takeBackReview } from './major-incident-review.ts';
import { updateClock } from './major-incident-clock.ts';
import {
  changeMajor,
  communicate,
  declareMajor,
  declineMajor,
  endMajor,
  proposeMajor,
  takeBackMajor,
} from './major-incident.ts';

const next = fakeContext();
const random = mulberry32(7);
const person = (): PersonId => `person:${makeUlid(1, random)}` as PersonId;
const manager = person();

function incidentOf(result: CommandResult): Incident {
  for (const { document } of result.writes) {
    expect(validateDocument(document)).toMatchObject({ ok: true });
  }
  return result.writes.find((write) => write.collection === 'tickets')!.document as Incident;
}

const entriesOf = (result: CommandResult): Entry[] =>
  result.writes
    .filter((each) => each.collection === 'entries')
    .map((each) => each.document as Entry);

const incident = (): Incident => aTicket(next()) as Incident;
const declaration = { reason: 'All lines stand.', roles: { manager }, updateMinutes: 30 } as const;
const declared = (): Incident => incidentOf(declareMajor(incident(), declaration, next()));

describe('a major incident', () => {
  it('is proposed with a reason, declared, ended; each step is told on the timeline', () => {
    const proposal = proposeMajor(incident(), ' All lines stand. ', next());
    const candidate = incidentOf(proposal);
    expect(candidate).toMatchObject({ majorStage: 'candidate', majorReason: 'All lines stand.' });
    expect(candidate.major).toBeUndefined();
    expect(entriesOf(proposal)[0]).toMatchObject({ kind: 'change' });
    const now = incidentOf(declareMajor(candidate, declaration, next()));
    expect(now).toMatchObject({ major: true, majorStage: 'declared', majorUpdateMinutes: 30 });
    expect(now.majorDeclaredAt).toBe(now.updatedAt);
    const over = incidentOf(endMajor(now, next()));
    expect(over).toMatchObject({ major: true, majorStage: 'ended', majorEndedAt: over.updatedAt });
    // It flares up again: it was declared when it was.
    const again = incidentOf(declareMajor(over, declaration, next()));
    expect(again.majorDeclaredAt).toBe(now.majorDeclaredAt);
    expect(again.majorEndedAt).toBeUndefined();
  });

  it.each([
    [() => proposeMajor(incident(), ' ', next()), 'majorReason'],
    [() => declareMajor(incident(), { ...declaration, reason: '' }, next()), 'majorReason'],
    [() => declareMajor(incident(), { ...declaration, roles: {} }, next()), 'manager'],
    [
      () => declareMajor(incident(), { ...declaration, updateMinutes: 4 }, next()),
      'majorUpdateMinutes',
    ],
    [() => changeMajor(declared(), { roles: {}, updateMinutes: 30 }, next()), 'manager'],
  ] as const)('asks for what it needs (%#)', (act, field) => {
    expect(act).toThrow(expect.objectContaining({ name: 'CommandError', field }) as Error);
  });

  it('does not begin on what is closed, nor end before it began', () => {
    const closed = { ...incident(), state: 'closed', open: 0 } as const;
    expect(() => declareMajor(closed, declaration, next())).toThrow('closed');
    expect(() => proposeMajor(declared(), 'Again', next())).toThrow('already');
    expect(() => endMajor(incident(), next())).toThrow('not managed');
    expect(() => declineMajor(incident(), next())).toThrow('since');
  });

  it('can be taken back while nobody decided anything about it since', () => {
    const before = incident();
    const after = incidentOf(declareMajor(before, declaration, next()));
    const back = incidentOf(takeBackMajor(before, after, after, next()));
    expect([back.major, back.majorStage, back.majorRoles, back.majorDeclaredAt]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    const ended = incidentOf(endMajor(after, next()));
    expect(() => takeBackMajor(before, after, ended, next())).toThrow('since');
  });
});

describe('the clock of the next update', () => {
  const minute = 60_000;
  const at = (now: Incident): number => Date.parse(now.majorDeclaredAt!);

  it.each([
    [0, 'running'],
    [24, 'running'],
    [25, 'due'],
    [29, 'due'],
    [30, 'overdue'],
    [300, 'overdue'],
  ] as const)(
    'counts from the declaration before anything was said: after %i min %s',
    (after, state) => {
      const now = declared();
      const clock = updateClock(now, [], at(now) + after * minute);
      expect(clock).toMatchObject({ state, dueMs: at(now) + 30 * minute });
    },
  );

  it('then holds to what the last one promised, however the entries come', () => {
    const now = declared();
    const say = (nextUpdateAt: string | null, context = next()): Entry =>
      entriesOf(
        communicate(now, { audience: 'users', body: 'We are on it.', nextUpdateAt }, context),
      )[0]!;
    const promise = new Date(at(now) + 3_600_000).toISOString();
    const first = say(promise);
    const last = say(null);
    expect(updateClock(now, [first], at(now)).dueMs).toBe(Date.parse(promise));
    for (const entries of [
      [first, last],
      [last, first],
    ]) {
      expect(updateClock(now, entries, at(now))).toMatchObject({ state: 'none', dueMs: null });
    }
  });

  it('stands still before it was declared and after it ended', () => {
    const over = incidentOf(endMajor(declared(), next()));
    for (const each of [incident(), over]) {
      expect(updateClock(each, [], Date.parse(each.updatedAt)).state).toBe('none');
    }
  });

  it('is not promised into the past', () => {
    const now = declared();
    const past = { audience: 'team', body: 'x', nextUpdateAt: now.createdAt } as const;
    expect(() => communicate(now, past, next())).toThrow('past');
    expect(() => communicate(now, { ...past, body: ' ', nextUpdateAt: null }, next())).toThrow();
  });
});

describe('the review', () => {
  const DAY = 86_400_000;
  const whole = { summary: 'Labels stood.', cause: 'The driver.', lessons: 'Test first.' };

  it('is owed once the major incident ended, late after two weeks, written when it is finished', () => {
    const ended = incidentOf(endMajor(declared(), next()));
    const endedMs = Date.parse(ended.majorEndedAt!);
    expect(reviewStand(declared(), endedMs).state).toBe('none');
    expect(reviewStand(ended, endedMs).state).toBe('owed');
    expect(reviewStand(ended, endedMs + 15 * DAY).state).toBe('late');
    expect(() => saveReview(ended, { summary: 'x' }, true, next())).toThrow(
      expect.objectContaining({ field: 'cause' }) as Error,
    );
    const begun = incidentOf(saveReview(ended, whole, false, next()));
    expect(reviewStand(begun, endedMs).state).toBe('owed');
    const done = incidentOf(saveReview(begun, {}, true, next()));
    expect(done.majorStage).toBe('reviewed');
    expect(reviewStand(done, endedMs + 15 * DAY)).toMatchObject({ state: 'written', missing: [] });
  });

  it('is owed by a major problem that is resolved, and by no other', () => {
    const problem = aTicket(next(), { kind: 'problem' }) as Problem;
    const resolved = {
      ...problem,
      open: 0,
      state: 'resolved',
      resolvedAt: problem.createdAt,
    } as const;
    const nowMs = Date.parse(problem.createdAt);
    expect(reviewStand({ ...problem, major: true }, nowMs).state).toBe('none');
    expect(reviewStand(resolved, nowMs).state).toBe('none');
    expect(reviewStand({ ...resolved, major: true }, nowMs).state).toBe('owed');
    expect(reviewStand({ ...resolved, major: true, review: whole }, nowMs).state).toBe('written');
  });

  it('tells which answer changed, writes nothing twice, and can be taken back', () => {
    const ended = incidentOf(endMajor(declared(), next()));
    const saved = saveReview(ended, { ...whole, timeline: ' ' }, false, next());
    const after = incidentOf(saved);
    expect(after.review).toEqual(whole);
    expect(entriesOf(saved)[0]).toMatchObject({
      changes: [
        { field: 'review.summary' },
        { field: 'review.cause' },
        { field: 'review.lessons' },
      ],
    });
    expect(saveReview(after, whole, false, next()).writes).toEqual([]);
    const back = incidentOf(takeBackReview(ended, after, after, next()));
    expect(back.review).toBeUndefined();
    const other = incidentOf(saveReview(after, { cause: 'The update.' }, false, next()));
    expect(() => takeBackReview(ended, after, other, next())).toThrow('since');
  });
});

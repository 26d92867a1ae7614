import { describe, expect, it } from 'vitest';
import {
  at,
  comment,
  created,
  DONE,
  evaluate,
  hold,
  hours,
  policy,
  priority,
  state,
} from './story-kit.ts';

describe('a reopened ticket', () => {
  const events = [created('09:00'), state('12:00', 'resolved'), state('15:00', 'in-progress')];

  it('resumes: the time between does not count', () => {
    expect(evaluate('resolution', '13:00', events)).toMatchObject({
      state: 'met',
      stoppedAt: at('12:00'),
      dueAt: at('17:00'),
    });
    expect(evaluate('resolution', '16:00', events)).toMatchObject({
      state: 'running',
      stoppedAt: null,
      startedAt: at('09:00'),
      elapsedSeconds: hours(4),
      dueAt: at('2027-06-02 10:00'),
    });
  });

  it('restarts: the first verdict stays, a new run begins', () => {
    const result = evaluate('resolution', '16:00', events, [policy({}, { reopen: 'restart' })]);
    expect(result).toMatchObject({
      state: 'running',
      startedAt: at('15:00'),
      elapsedSeconds: hours(1),
      earlierRuns: [
        {
          startedAt: at('09:00'),
          endedAt: at('12:00'),
          state: 'met',
          elapsedSeconds: hours(3),
          targetSeconds: hours(8),
          breachedAt: null,
        },
      ],
    });
  });

  it('does nothing: the verdict is final', () => {
    const result = evaluate('resolution', '2027-06-03 16:00', events, [
      policy({}, { reopen: 'nothing' }),
    ]);
    expect(result).toMatchObject({
      state: 'met',
      stoppedAt: at('12:00'),
      elapsedSeconds: hours(3),
    });
  });

  it('owes no second response where the first was given, even if the target resumes', () => {
    const answered = [created('09:00'), comment('09:30'), ...events.slice(1)];
    const stopWhen = [{ kind: 'on-response' } as const, DONE];
    const result = evaluate('resolution', '16:00', answered, [policy({}, { stopWhen })]);
    expect(result).toMatchObject({ state: 'met', stoppedAt: at('09:30') });
  });

  it('resumes under the priority it has by then', () => {
    const raised = [created('09:00', 3), events[1]!, priority('13:00', 1), events[2]!];
    expect(evaluate('resolution', '14:00', raised).targetSeconds).toBe(hours(20));
    expect(evaluate('resolution', '15:30', raised)).toMatchObject({
      targetSeconds: hours(4),
      elapsedSeconds: hours(3.5),
    });
    const changed = [policy({ retroactive: 'fromChange' })];
    expect(evaluate('resolution', '15:30', raised, changed)).toMatchObject({
      startedAt: at('15:00'),
      elapsedSeconds: hours(0.5),
      earlierRuns: [{ state: 'met', targetSeconds: hours(20) }],
    });
  });

  it('is no reopening when it goes from resolved to closed', () => {
    const closed = [
      created('09:00'),
      state('12:00', 'resolved'),
      state('2027-06-08 12:00', 'closed'),
    ];
    expect(evaluate('resolution', '2027-06-09 12:00', closed).stoppedAt).toBe(at('12:00'));
  });

  it('that breached before stays breached after resuming', () => {
    const late = [created('2027-05-31 09:00'), state('12:00', 'resolved'), state('13:00', 'new')];
    const result = evaluate('resolution', '14:00', late);
    expect(result).toMatchObject({ state: 'breached', breachedAt: at('2027-05-31 17:00') });
  });
});

describe('a priority raised', () => {
  const events = [created('09:00', 3), hold('10:00'), state('11:00', 'new'), priority('13:30', 1)];

  it('fromStart counts all work since the report, pauses taken off', () => {
    const result = evaluate('resolution', '14:00', events);
    expect(result).toMatchObject({
      startedAt: at('09:00'),
      elapsedSeconds: hours(4),
      targetSeconds: hours(4),
      dueAt: at('14:00'),
      state: 'breached',
      earlierRuns: [],
    });
  });

  it('fromChange starts again at the change and keeps the old run', () => {
    const result = evaluate('resolution', '14:00', events, [policy({ retroactive: 'fromChange' })]);
    expect(result).toMatchObject({
      startedAt: at('13:30'),
      elapsedSeconds: hours(0.5),
      targetSeconds: hours(4),
      dueAt: at('17:30'),
      state: 'running',
      earlierRuns: [
        {
          state: 'superseded',
          endedAt: at('13:30'),
          elapsedSeconds: hours(3.5),
          targetSeconds: hours(20),
        },
      ],
    });
  });

  it('back and forth without effect on the target leaves one run', () => {
    const same = policy({ retroactive: 'fromChange' }, { minutesByPriority: { 2: 480, 3: 480 } });
    const result = evaluate(
      'resolution',
      '12:00',
      [created('09:00', 2), priority('10:00', 3)],
      [same],
    );
    expect(result).toMatchObject({ elapsedSeconds: hours(3), earlierRuns: [] });
  });

  it('after the stop changes no verdict', () => {
    const done = [created('09:00', 3), state('14:00', 'resolved'), priority('15:00', 1)];
    for (const retroactive of ['fromStart', 'fromChange'] as const) {
      const result = evaluate('resolution', '16:00', done, [policy({ retroactive })]);
      expect(result).toMatchObject({ state: 'met', targetSeconds: hours(20) });
    }
  });

  it('counts a breach under the target that is lowered again only fromChange', () => {
    const lowered = [created('09:00', 1), priority('13:30', 3)];
    expect(evaluate('resolution', '14:00', lowered)).toMatchObject({
      state: 'running',
      breachedAt: null,
    });
    const kept = evaluate('resolution', '14:00', lowered, [policy({ retroactive: 'fromChange' })]);
    expect(kept.earlierRuns[0]).toMatchObject({ state: 'breached', breachedAt: at('13:00') });
  });

  it('after work that had no target makes no verdict fromChange, and one fromStart', () => {
    const done = [created('09:00', null), state('11:00', 'resolved'), priority('12:00', 1)];
    expect(evaluate('resolution', '13:00', done).state).toBe('met');
    const changed = [policy({ retroactive: 'fromChange' })];
    expect(evaluate('resolution', '13:00', done, changed).state).toBe('not-started');
  });

  it('that has no target has no clock, until one comes', () => {
    const none = [created('09:00', null), hold('10:00'), state('11:00', 'new')];
    expect(evaluate('resolution', '12:00', none)).toMatchObject({
      state: 'not-started',
      targetSeconds: null,
      remainingSeconds: null,
    });
    const set = [...none, priority('12:00', 2)];
    expect(evaluate('resolution', '13:00', set)).toMatchObject({
      startedAt: at('09:00'),
      elapsedSeconds: hours(3),
    });
    const late = evaluate('resolution', '13:00', set, [policy({ retroactive: 'fromChange' })]);
    expect(late).toMatchObject({
      startedAt: at('12:00'),
      elapsedSeconds: hours(1),
      earlierRuns: [],
    });
    const gone = [...set, priority('14:00', null)];
    expect(evaluate('resolution', '15:00', gone).state).toBe('not-started');
  });
});

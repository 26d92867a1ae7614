import { describe, expect, it } from 'vitest';
import { evaluateSla } from './evaluate-sla.ts';
import { slaMarks } from './sla-marks.ts';
import { at, calendars, comment, created, hold, hours, id, policy, state } from './story-kit.ts';
import type { SlaEvent, SlaTarget } from './sla-types.ts';

/* Targets beyond response and resolution, and what fires on the way. */

const DONE = { kind: 'while-state', states: ['resolved', 'closed'] } as const;
const update: SlaTarget = {
  metric: 'next-update',
  minutesByPriority: { 2: 120 },
  pauseWhile: [{ states: ['on-hold'] }],
  stopWhen: [DONE],
  resetOn: [{ on: 'public-comment' }],
  reopen: 'restart',
  warnAtPercent: 75,
};
const assigned = (time: string, isAssigned = true): SlaEvent => ({
  id: id(),
  at: at(time),
  kind: 'assignment',
  isAssigned,
});
const evaluate = (target: SlaTarget, now: string, events: readonly SlaEvent[]) =>
  evaluateSla({ events, policies: [policy({ targets: [target] })], calendars, now: at(now) })
    .targets[0]!;

describe('the next update', () => {
  it('is owed again after every public comment, and each one is judged by itself', () => {
    const events = [created('09:00'), comment('10:00'), comment('13:00'), comment('13:30', false)];
    expect(evaluate(update, '14:00', events)).toMatchObject({
      state: 'running',
      startedAt: at('13:00'),
      dueAt: at('15:00'),
      earlierRuns: [
        { startedAt: at('09:00'), endedAt: at('10:00'), state: 'met' },
        {
          startedAt: at('10:00'),
          endedAt: at('13:00'),
          state: 'breached',
          breachedAt: at('12:00'),
        },
      ],
    });
  });

  it('waits on hold, ends with the work, and begins again with a reopening', () => {
    const events = [created('09:00'), hold('10:00'), state('12:00', 'in-progress')];
    expect(evaluate(update, '11:00', events).state).toBe('paused');
    expect(evaluate(update, '12:30', events)).toMatchObject({ dueAt: at('13:00') });
    const done = [...events, state('12:40', 'resolved'), state('15:00', 'in-progress')];
    expect(evaluate(update, '14:00', done)).toMatchObject({ state: 'met', stoppedAt: at('12:40') });
    expect(evaluate(update, '15:30', done)).toMatchObject({ startedAt: at('15:00') });
  });
});

describe('conditions of a target', () => {
  const resolution = policy().targets[1]!;

  it('starts it with the first thing that is named, not with the record', () => {
    const target = { ...resolution, startOn: [{ on: 'assigned' } as const] };
    const events = [created('09:00'), state('09:30', 'in-progress'), assigned('11:00')];
    expect(evaluate(target, '10:00', events)).toMatchObject({ state: 'not-started' });
    expect(evaluate(target, '12:00', events)).toMatchObject({
      startedAt: at('11:00'),
      elapsedSeconds: hours(1),
    });
  });

  it('goes on when the requester answers, although the record is still on hold', () => {
    const target = { ...resolution, resumeOn: [{ on: 'requester-comment' } as const] };
    const answer = comment('12:00', true, true);
    const events = [created('09:00'), hold('10:00'), answer, hold('14:00')];
    expect(evaluate(target, '13:00', events)).toMatchObject({
      state: 'running',
      elapsedSeconds: hours(2),
    });
    // Put on hold anew: it waits again.
    expect(evaluate(target, '15:00', events)).toMatchObject({
      state: 'paused',
      elapsedSeconds: hours(3),
    });
  });

  it('stops on an assignment, once and for all', () => {
    const target = { ...resolution, stopWhen: [{ kind: 'on-assignment' } as const] };
    const events = [created('09:00'), assigned('10:00'), assigned('11:00', false)];
    expect(evaluate(target, '12:00', events)).toMatchObject({
      state: 'met',
      stoppedAt: at('10:00'),
    });
  });
});

describe('business days', () => {
  const days: SlaTarget = {
    ...policy().targets[1]!,
    minutesByPriority: { 2: 2 },
    unit: 'business-days',
  };

  it('are days on which the calendar opens: due at the same time of the second one', () => {
    // Thursday before Easter: Good Friday and Easter Monday are closed.
    const result = evaluate(days, '2027-03-25 10:00', [created('2027-03-25 09:00')]);
    expect(result).toMatchObject({ dueAt: at('2027-03-31 09:00'), state: 'running' });
  });

  it('grow by exactly the open time of a pause', () => {
    const events = [
      created('2027-06-01 09:00'),
      hold('2027-06-01 10:00'),
      state('2027-06-01 12:00', 'in-progress'),
    ];
    expect(evaluate(days, '2027-06-01 13:00', events).dueAt).toBe(at('2027-06-03 11:00'));
  });

  it('have a sentence where the calendar never opens', () => {
    const input = {
      events: [created('09:00')],
      policies: [policy({ calendarId: 'never', targets: [days] })],
      calendars,
      now: at('10:00'),
    };
    expect(evaluateSla(input).targets[0]).toMatchObject({
      state: 'not-started',
      problem: 'The calendar of policy "Service desk" never opens.',
    });
  });
});

describe('marks', () => {
  const target: SlaTarget = {
    ...policy().targets[1]!,
    minutesByPriority: { 2: 480 },
    rules: [
      { id: 'half', at: 'percent', value: 50, actions: [] },
      { id: 'hour-before', at: 'before-due', value: 60, actions: [] },
      { id: 'hour-after', at: 'after-due', value: 60, actions: [] },
      { id: 'day-before', at: 'before-due', value: 1440, actions: [] },
    ],
  };
  const input = (now: string, events: readonly SlaEvent[]) => ({
    events,
    policies: [policy({ targets: [target] })],
    calendars,
    now: at(now),
  });
  const reached = (now: string, events: readonly SlaEvent[] = [created('09:00')]) =>
    Object.fromEntries(slaMarks(input(now, events)).map((mark) => [mark.ruleId, mark.reachedAt]));

  it('are reached when the counted time reaches them, not before', () => {
    expect(reached('15:00')).toEqual({
      warning: at('15:00'),
      breach: null,
      half: at('13:00'),
      'hour-before': null,
      'hour-after': null,
    });
    expect(reached('2027-06-02 09:00')).toMatchObject({
      'hour-before': at('16:00'),
      breach: at('17:00'),
      // Open time: until closing at 18:00.
      'hour-after': at('18:00'),
    });
  });

  it('wait with the clock', () => {
    const events = [created('09:00'), hold('12:00'), state('15:00', 'in-progress')];
    expect(reached('15:30', events)).toMatchObject({ half: null });
    expect(reached('16:00', events)).toMatchObject({ half: at('16:00') });
  });

  it('are none once the record is resolved', () => {
    expect(reached('17:30', [created('09:00'), state('10:00', 'resolved')])).toEqual({});
  });

  it('are each announced as the next change, so that one timer does for all', () => {
    const instants: string[] = [];
    let now = at('09:00');
    for (let i = 0; i < 10; i += 1) {
      const { nextChangeAt } = evaluateSla({ ...input('09:00', [created('09:00')]), now });
      if (nextChangeAt === null || nextChangeAt > at('2027-06-02 09:00')) break;
      instants.push(nextChangeAt);
      now = nextChangeAt;
    }
    expect(instants).toEqual(
      ['13:00', '15:00', '16:00', '17:00', '18:00', '2027-06-02 08:00'].map(at),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { evaluateSla } from './evaluate-sla.ts';
import type { SlaEvent } from './sla-types.ts';
import {
  at,
  calendars,
  comment,
  created,
  evaluate,
  hold,
  hours,
  id,
  policy,
  state,
} from './story-kit.ts';

describe('a clock', () => {
  it('runs from the report, and says what is left and when it is due', () => {
    const result = evaluate('resolution', '12:00', [created('09:00')]);
    expect(result).toMatchObject({
      policyId: 'policy:desk',
      policyKind: 'sla',
      state: 'running',
      clock: 'counting',
      startedAt: at('09:00'),
      elapsedSeconds: hours(3),
      targetSeconds: hours(8),
      remainingSeconds: hours(5),
      overSeconds: 0,
      percent: 37.5,
      dueAt: at('17:00'),
      breachedAt: null,
      stoppedAt: null,
      warning: false,
      nextChangeAt: at('15:00'),
      problem: null,
    });
  });

  it('warns at its share of the target, breaches when due, and goes on counting', () => {
    const events = [created('09:00')];
    expect(evaluate('resolution', '15:00', events)).toMatchObject({
      state: 'running',
      warning: true,
      nextChangeAt: at('17:00'),
    });
    expect(evaluate('resolution', '17:00', events)).toMatchObject({
      state: 'breached',
      warning: false,
      breachedAt: at('17:00'),
      nextChangeAt: at('18:00'),
    });
    expect(evaluate('resolution', '2027-06-02 08:30', events)).toMatchObject({
      state: 'breached',
      clock: 'counting',
      remainingSeconds: 0,
      overSeconds: hours(1.5),
      percent: 118.75,
    });
  });

  it('rests outside hours and says when it goes on', () => {
    const result = evaluate('resolution', '20:00', [created('14:00')]);
    expect(result).toMatchObject({
      state: 'running',
      clock: 'outside-hours',
      elapsedSeconds: hours(4),
      dueAt: at('2027-06-02 12:00'),
      nextChangeAt: at('2027-06-02 08:00'),
    });
  });

  it('that started outside hours starts to count at the opening', () => {
    const result = evaluate('response', '2027-06-07 08:30', [created('2027-06-05 11:00')]);
    expect(result.elapsedSeconds).toBe(hours(0.5));
    expect(result.dueAt).toBe(at('2027-06-07 09:00'));
  });

  it('counts Easter, and the night the clocks change, as what they were', () => {
    const events = [created('2027-03-25 16:00')];
    const result = evaluate('resolution', '2027-03-30 10:00', events);
    expect(result.elapsedSeconds).toBe(hours(4));
    expect(result.dueAt).toBe(at('2027-03-30 14:00'));
  });

  it('used up exactly at closing is breached in the evening, and by a stop after that', () => {
    const events = [created('10:00')];
    expect(evaluate('resolution', '21:00', events)).toMatchObject({
      state: 'breached',
      breachedAt: at('18:00'),
      overSeconds: 0,
    });
    const late = [...events, state('19:00', 'resolved')];
    expect(evaluate('resolution', '21:00', late).state).toBe('breached');
    const just = [...events, state('18:00', 'resolved')];
    expect(evaluate('resolution', '21:00', just).state).toBe('met');
  });
});

describe('a pause', () => {
  it('over the weekend takes only open time off', () => {
    const events = [
      created('2027-06-04 09:00'),
      hold('2027-06-04 17:00'),
      state('2027-06-07 10:00', 'in-progress'),
    ];
    const result = evaluate('resolution', '2027-06-07 11:00', events, [
      policy({}, { minutesByPriority: { 2: 600 } }),
    ]);
    expect(result.elapsedSeconds).toBe(hours(9));
    expect(result.dueAt).toBe(at('2027-06-07 12:00'));
  });

  it('has no due instant while it lasts, and changes only by an event', () => {
    const result = evaluate('resolution', '2027-07-01 12:00', [created('09:00'), hold('10:00')]);
    expect(result).toMatchObject({
      state: 'paused',
      clock: 'paused',
      elapsedSeconds: hours(1),
      remainingSeconds: hours(7),
      dueAt: null,
      nextChangeAt: null,
    });
  });

  it('needs a reason that the policy names', () => {
    const events = [created('09:00'), state('10:00', 'on-hold', 'awaiting-vendor')];
    expect(evaluate('resolution', '12:00', events).elapsedSeconds).toBe(hours(3));
    expect(
      evaluate('resolution', '12:00', [created('09:00'), state('10:00', 'on-hold')]).state,
    ).toBe('running');
  });

  it('does not stop the response clock, and a response met on hold is met', () => {
    const events = [created('09:00'), hold('09:10')];
    expect(evaluate('response', '09:30', events).elapsedSeconds).toBe(hours(0.5));
    const answered = [...events, comment('09:40')];
    expect(evaluate('response', '12:00', answered)).toMatchObject({
      state: 'met',
      stoppedAt: at('09:40'),
      elapsedSeconds: 40 * 60,
      dueAt: at('10:00'),
    });
    expect(evaluate('resolution', '12:00', answered).state).toBe('paused');
  });

  it('after the breach leaves it breached', () => {
    const events = [created('2027-06-01 09:00'), hold('2027-06-02 09:00')];
    expect(evaluate('resolution', '2027-06-03 12:00', events)).toMatchObject({
      state: 'breached',
      clock: 'paused',
      breachedAt: at('17:00'),
      overSeconds: hours(2),
    });
  });

  it('may begin with the ticket', () => {
    const events = [
      created('09:00', 2, 'in-progress'),
      hold('09:00'),
      state('11:00', 'in-progress'),
    ];
    expect(evaluate('resolution', '12:00', events).elapsedSeconds).toBe(hours(1));
  });
});

describe('a response', () => {
  it('is a public comment by the desk: not a note, not the requester', () => {
    const events = [created('09:00'), comment('09:05', false), comment('09:10', true, true)];
    expect(evaluate('response', '09:30', events).state).toBe('running');
    expect(evaluate('response', '09:30', [...events, comment('09:20')])).toMatchObject({
      state: 'met',
      stoppedAt: at('09:20'),
    });
  });

  it('is final: a second comment and a reopening change nothing', () => {
    const events = [
      created('09:00'),
      comment('10:30'),
      comment('10:40'),
      state('11:00', 'resolved'),
      state('12:00', 'in-progress'),
    ];
    expect(evaluate('response', '17:00', events)).toMatchObject({
      state: 'breached',
      clock: 'stopped',
      stoppedAt: at('10:30'),
      breachedAt: at('10:00'),
      overSeconds: 1800,
      earlierRuns: [],
    });
  });
});

describe('an assignment', () => {
  it('is met by the first assignee', () => {
    const assigned: SlaEvent = { id: id(), at: at('09:20'), kind: 'assignment', isAssigned: true };
    const events = [created('09:00'), assigned];
    expect(evaluate('assignment', '09:10', events).state).toBe('running');
    expect(evaluate('assignment', '12:00', events)).toMatchObject({
      state: 'met',
      stoppedAt: at('09:20'),
    });
  });
});

describe('a log', () => {
  it('is read as of now: what lies ahead has not happened, but it is waited for', () => {
    const events = [created('09:00'), state('09:30', 'resolved')];
    expect(evaluate('resolution', '09:10', events)).toMatchObject({
      state: 'running',
      nextChangeAt: at('09:30'),
    });
    expect(evaluate('resolution', '08:00', events)).toMatchObject({
      state: 'not-started',
      nextChangeAt: at('09:00'),
    });
  });

  it('may hold events dated before the report: they count as of the report', () => {
    const events = [hold('08:30'), created('09:00'), state('10:00', 'in-progress')];
    expect(evaluate('resolution', '11:00', events).elapsedSeconds).toBe(hours(1));
    const done = [state('08:30', 'resolved'), created('09:00')];
    expect(evaluate('resolution', '11:00', done)).toMatchObject({
      state: 'met',
      startedAt: at('09:00'),
      stoppedAt: at('09:00'),
    });
  });

  it('without a report has no clock, and one with two reports has one', () => {
    expect(evaluate('resolution', '11:00', [hold('10:00')]).state).toBe('not-started');
    const twice = [created('10:00', 1), created('09:00', 2)];
    expect(evaluate('resolution', '11:00', twice)).toMatchObject({
      startedAt: at('09:00'),
      targetSeconds: hours(8),
    });
  });

  it('with an instant nobody can read says which event it is', () => {
    const event: SlaEvent = { ...created('09:00'), id: 'event:7', at: 'yesterday' };
    expect(() => evaluate('resolution', '11:00', [event])).toThrow('Event event:7: "yesterday"');
    const input = { events: [], policies: [], calendars, now: 'today' };
    expect(() => evaluateSla(input)).toThrow('now: "today" is not an instant');
  });
});

describe('a policy', () => {
  it('whose calendar is not here says so instead of guessing', () => {
    const result = evaluate(
      'resolution',
      '11:00',
      [created('09:00')],
      [policy({ calendarId: 'x' })],
    );
    expect(result.state).toBe('not-started');
    expect(result.problem).toBe('Calendar x of policy "Service desk" is not known here.');
  });

  it('whose calendar never opens is never due', () => {
    const result = evaluate(
      'resolution',
      '11:00',
      [created('09:00')],
      [policy({ calendarId: 'never' })],
    );
    expect(result).toMatchObject({
      state: 'running',
      clock: 'outside-hours',
      elapsedSeconds: 0,
      dueAt: null,
      nextChangeAt: null,
    });
  });

  it('with a target of nothing is due at once', () => {
    const zero = policy({}, { minutesByPriority: { 2: 0 } });
    expect(evaluate('resolution', '09:00', [created('09:00')], [zero])).toMatchObject({
      state: 'breached',
      dueAt: at('09:00'),
      percent: 100,
    });
  });

  it('runs beside others, and the earliest change of all is the next', () => {
    const ola = policy({ id: 'policy:ola', kind: 'ola' }, { minutesByPriority: { 2: 120 } });
    const evaluation = evaluateSla({
      events: [created('09:00'), comment('09:05')],
      policies: [policy(), ola],
      calendars,
      now: at('09:40'),
    });
    expect(evaluation.targets).toHaveLength(6);
    expect(evaluation.targets[4]).toMatchObject({ policyKind: 'ola', dueAt: at('11:00') });
    expect(evaluation.nextChangeAt).toBe(at('09:45'));
  });
});

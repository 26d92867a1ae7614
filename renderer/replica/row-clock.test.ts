import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SlaInput } from '../../shared/sla/evaluate-sla.ts';
import { compileCalendar } from '../../shared/sla/calendar.ts';
import type { SlaEvent, SlaPolicy } from '../../shared/sla/sla-types.ts';
import { clockAt, evaluateClock } from './row-clock.ts';

const START = Date.parse('2027-03-30T06:00:00Z');
const HOUR = 3_600_000;

const calendar = compileCalendar({
  timezone: 'Europe/Berlin',
  hours: { tue: [['08:00', '17:00']], wed: [['08:00', '17:00']], thu: [['08:00', '12:00']] },
  holidays: [],
});

const policy: SlaPolicy = {
  id: 'policy:1',
  name: 'Desk',
  kind: 'sla',
  calendarId: 'calendar',
  retroactive: 'fromStart',
  targets: [
    {
      metric: 'response',
      minutesByPriority: { 1: 30, 2: 120 },
      pauseWhile: [],
      stopWhen: [{ kind: 'on-response' }],
      reopen: 'nothing',
      warnAtPercent: 75,
    },
    {
      metric: 'resolution',
      minutesByPriority: { 1: 240, 2: 720 },
      pauseWhile: [{ states: ['on-hold'] }],
      stopWhen: [{ kind: 'while-state', states: ['resolved'] }],
      reopen: 'resume',
      warnAtPercent: 75,
    },
  ],
};

const at = (hours: number): string => new Date(START + hours * HOUR).toISOString();

function story(more: readonly SlaEvent[]): Omit<SlaInput, 'now'> {
  const created: SlaEvent = { id: 'a', at: at(1), kind: 'created', state: 'new', priority: 2 };
  return {
    events: [created, ...more],
    policies: [policy],
    calendars: new Map([['calendar', calendar]]),
  };
}

const event = fc.tuple(fc.double({ min: 1, max: 50, noNaN: true }), fc.integer({ min: 0, max: 5 }));
const events = fc.array(event, { maxLength: 6 }).map((all) =>
  all.map(([hours, what], index): SlaEvent => {
    const common = { id: `b${String(index)}`, at: at(hours) };
    if (what === 0) return { ...common, kind: 'comment', isPublic: true, byRequester: false };
    if (what === 1) return { ...common, kind: 'priority', priority: 1 };
    const state = ['in-progress', 'on-hold', 'resolved', 'new'][what - 2]!;
    return { ...common, kind: 'state', state };
  }),
);

describe('a clock between two evaluations', () => {
  it('shows what an evaluation at that instant would show, whatever happened', () => {
    const instant = fc.integer({ min: 0, max: 60 * 60 });
    fc.assert(
      fc.property(
        events,
        instant,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (more, minute, part) => {
          const input = story(more);
          const fromMs = START + minute * 60_000;
          const evaluated = evaluateClock(input, fromMs);
          const untilMs = Math.min(evaluated.untilMs - 1, fromMs + 48 * HOUR);
          const nowMs = Math.floor(fromMs + (untilMs - fromMs) * part);
          const moved = clockAt(evaluated, nowMs);
          const fresh = evaluateClock(input, nowMs).clock;
          expect(moved).toEqual({
            ...fresh,
            remainingMs: expect.closeTo(fresh.remainingMs, 3) as number,
            percent: expect.closeTo(fresh.percent, 6) as number,
            sortKey: expect.closeTo(fresh.sortKey, 3) as number,
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is evaluated anew when the day ends, and when it is due', () => {
    const { untilMs, clock } = evaluateClock(story([]), START + 2 * HOUR);
    expect(clock).toMatchObject({ metric: 'response', state: 'running', dueAt: START + 3 * HOUR });
    expect(untilMs, 'the warning comes first').toBe(START + 2.5 * HOUR);
  });
});

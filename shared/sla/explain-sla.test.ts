import { describe, expect, it } from 'vitest';
import { compileCalendar } from './calendar.ts';
import { explainSla } from './explain-sla.ts';
import type { SlaEvent, SlaPolicy } from './sla-types.ts';

const DAY = [['07:00', '19:00']];
const calendars = new Map([
  [
    'plant',
    compileCalendar({
      timezone: 'Europe/Berlin',
      hours: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sun: [['00:00', '06:00']] },
      holidays: ['2027-03-26', '2027-03-29'],
      exceptions: [{ date: '2027-03-31', hours: [['10:00', '11:00']] }],
    }),
  ],
]);
const policy: SlaPolicy = {
  id: 'policy:plant',
  name: 'Plant',
  kind: 'sla',
  calendarId: 'plant',
  retroactive: 'fromStart',
  targets: [
    {
      metric: 'resolution',
      minutesByPriority: { 2: 720 },
      pauseWhile: [{ states: ['on-hold'] }],
      stopWhen: [{ kind: 'while-state', states: ['resolved'] }],
      reopen: 'resume',
      warnAtPercent: 75,
    },
  ],
};
const events: SlaEvent[] = [
  { id: 'opened', at: '2027-03-25T14:40:00Z', kind: 'created', state: 'new', priority: 2 },
  { id: 'held', at: '2027-03-25T15:30:00Z', kind: 'state', state: 'on-hold' },
  { id: 'replied', at: '2027-03-25T16:10:00Z', kind: 'state', state: 'in-progress' },
];
const explain = (now: string, more: readonly SlaEvent[] = []) =>
  explainSla(
    { events: [...events, ...more], policies: [policy], calendars, now },
    policy.id,
    'resolution',
  );
const row = (
  from: string,
  to: string,
  reason: string,
  seconds: number,
  total: number,
  cause?: string,
  more: object = {},
) => ({
  from: `2027-03-${from}:00.000Z`,
  to: `2027-03-${to}:00.000Z`,
  counted: reason === 'open' || (reason === 'exception' && cause === 'counted'),
  reason,
  seconds,
  totalSeconds: total,
  ...(cause === undefined || cause === 'counted' ? {} : { causeEventId: cause }),
  ...more,
});
const dated = (day: string) => ({ date: `2027-03-${day}` });

describe('explainSla', () => {
  it('tells the clock of a ticket over Easter and summer time, to the second', () => {
    expect(explain('2027-03-30T06:46:00Z')).toEqual([
      row('25T14:40', '25T15:30', 'open', 3_000, 3_000, 'opened'),
      row('25T15:30', '25T16:10', 'pause', 2_400, 3_000, 'held'),
      row('25T16:10', '25T18:00', 'open', 6_600, 9_600, 'replied'),
      row('25T18:00', '25T23:00', 'closed', 18_000, 9_600),
      row('25T23:00', '26T23:00', 'holiday', 86_400, 9_600, undefined, dated('26')),
      row('26T23:00', '27T23:00', 'closed', 86_400, 9_600),
      // At 02:00 the clocks go forward: the row says so.
      row('27T23:00', '28T04:00', 'open', 18_000, 27_600, undefined, { clockChangeSeconds: 3_600 }),
      row('28T04:00', '28T22:00', 'closed', 64_800, 27_600),
      row('28T22:00', '29T22:00', 'holiday', 86_400, 27_600, undefined, dated('29')),
      row('29T22:00', '30T05:00', 'closed', 25_200, 27_600),
      row('30T05:00', '30T06:46', 'open', 6_360, 33_960),
    ]);
  });

  it('names a date with hours of its own, and the time between a stop and a reopening', () => {
    const more: SlaEvent[] = [
      { id: 'done', at: '2027-03-30T06:00:00Z', kind: 'state', state: 'resolved' },
      { id: 'again', at: '2027-03-30T16:00:00Z', kind: 'state', state: 'new' },
    ];
    expect(explain('2027-03-31T10:00:00Z', more).slice(-6)).toEqual([
      row('30T06:00', '30T16:00', 'stopped', 36_000, 31_200, 'again'),
      row('30T16:00', '30T17:00', 'open', 3_600, 34_800, 'again'),
      row('30T17:00', '30T22:00', 'closed', 18_000, 34_800),
      row('30T22:00', '31T08:00', 'exception', 36_000, 34_800, undefined, dated('31')),
      row('31T08:00', '31T09:00', 'exception', 3_600, 38_400, 'counted', dated('31')),
      row('31T09:00', '31T10:00', 'exception', 3_600, 38_400, undefined, dated('31')),
    ]);
  });

  it('splits a hold into open time lost and time that was closed anyway', () => {
    const more: SlaEvent[] = [
      { id: 'vendor', at: '2027-03-30T16:00:00Z', kind: 'state', state: 'on-hold' },
    ];
    expect(explain('2027-03-30T20:00:00Z', more).slice(-2)).toEqual([
      row('30T16:00', '30T17:00', 'pause', 3_600, 67_200, 'vendor'),
      row('30T17:00', '30T20:00', 'closed', 10_800, 67_200),
    ]);
  });

  it('is empty where nothing runs', () => {
    const input = { events, policies: [policy], calendars, now: '2027-03-30T06:46:00Z' };
    expect(explainSla(input, 'policy:other', 'resolution')).toEqual([]);
    expect(explainSla(input, policy.id, 'response')).toEqual([]);
    expect(explain('2027-03-01T00:00:00Z')).toEqual([]);
  });
});

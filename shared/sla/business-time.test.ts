import { describe, expect, it } from 'vitest';
import { businessDue, businessDueBackward, businessElapsed, nextOpening } from './business-time.ts';
import { openIntervals } from './business-time.ts';
import type { BusinessCalendar } from './calendar.ts';
import { compileCalendar } from './calendar.ts';
import { formatInstant, parseInstant } from './instant.ts';

const OFFICE = [
  ['08:00', '12:00'],
  ['13:00', '18:00'],
];
const workweek = (hours: readonly (readonly string[])[]) => ({
  mon: hours,
  tue: hours,
  wed: hours,
  thu: hours,
  fri: hours,
});
const everyDay = (hours: readonly (readonly string[])[]) => ({
  ...workweek(hours),
  sat: hours,
  sun: hours,
});

const CALENDARS = {
  leipzig: {
    timezone: 'Europe/Berlin',
    hours: { ...workweek([['07:00', '19:00']]), sun: [['00:00', '06:00']] },
    holidays: ['2027-03-26', '2027-03-29', '2027-12-24'],
    exceptions: [
      { date: '2027-12-24', hours: [['09:00', '12:00']] },
      { date: '2027-05-14', hours: [] },
    ],
  },
  boston: { timezone: 'America/New_York', hours: workweek(OFFICE), holidays: ['2027-11-25'] },
  boston24: { timezone: 'America/New_York', hours: everyDay([['00:00', '24:00']]) },
  pune: { timezone: 'Asia/Kolkata', hours: everyDay([['09:30', '18:15']]) },
  island: { timezone: 'Australia/Lord_Howe', hours: everyDay([['00:00', '24:00']]) },
  saoPaulo: { timezone: 'America/Sao_Paulo', hours: { sun: [['00:00', '24:00']] } },
  nightGap: { timezone: 'Europe/Berlin', hours: { sun: [['02:15', '03:10']] } },
  gapEnd: { timezone: 'Europe/Berlin', hours: { sun: [['01:00', '02:30']] } },
  overlap: { timezone: 'Europe/Berlin', hours: { sun: [['01:00', '02:30']] } },
  overlapWide: { timezone: 'Europe/Berlin', hours: { sun: [['02:00', '03:00']] } },
  apia: { timezone: 'Pacific/Apia', hours: everyDay([['09:00', '17:00']]) },
} satisfies Record<string, BusinessCalendar>;
type Name = keyof typeof CALENDARS;

const calendarOf = (name: Name) => compileCalendar(CALENDARS[name]);
const at = (text: string) => parseInstant(text)!;
const show = (ms: number | null) => (ms === null ? null : formatInstant(ms).replace('.000Z', 'Z'));

const DUE: readonly [string, Name, start: string, minutes: number, expected: string][] = [
  ['inside one day', 'leipzig', '2027-03-30T06:00:00Z', 90, '2027-03-30T07:30:00Z'],
  ['fractions of a minute', 'leipzig', '2027-03-30T06:00:00Z', 0.25, '2027-03-30T06:00:15Z'],
  ['a third of a minute', 'leipzig', '2027-03-30T06:00:00Z', 1 / 3, '2027-03-30T06:00:20Z'],
  ['exactly at closing', 'leipzig', '2027-03-30T16:00:00Z', 60, '2027-03-30T17:00:00Z'],
  ['a second past closing', 'leipzig', '2027-03-30T16:00:01Z', 60, '2027-03-31T05:00:01Z'],
  ['from a break', 'boston', '2027-06-01T16:30:00Z', 30, '2027-06-01T17:30:00Z'],
  ['over a break', 'boston', '2027-06-01T15:30:00Z', 60, '2027-06-01T17:30:00Z'],
  ['exactly at a break', 'boston', '2027-06-01T15:30:00Z', 30, '2027-06-01T16:00:00Z'],
  ['nothing, while open', 'leipzig', '2027-03-30T06:00:00Z', 0, '2027-03-30T06:00:00Z'],
  ['nothing, outside hours', 'leipzig', '2027-03-30T20:00:00Z', 0, '2027-03-31T05:00:00Z'],
  ['nothing, at closing', 'leipzig', '2027-03-30T17:00:00Z', 0, '2027-03-31T05:00:00Z'],
  ['over Easter and summer time', 'leipzig', '2027-03-25T17:00:00Z', 360, '2027-03-28T04:00:00Z'],
  ['…and on to Tuesday', 'leipzig', '2027-03-25T17:00:00Z', 361, '2027-03-30T05:01:00Z'],
  ['hours win over a holiday', 'leipzig', '2027-12-23T18:00:00Z', 60, '2027-12-24T09:00:00Z'],
  ['a date without hours', 'leipzig', '2027-05-13T17:00:00Z', 1, '2027-05-15T22:01:00Z'],
  ['over Thanksgiving', 'boston', '2027-11-24T22:30:00Z', 60, '2027-11-26T13:30:00Z'],
  ['half-hour zone', 'pune', '2027-06-01T12:30:00Z', 30, '2027-06-02T04:15:00Z'],
  ['around the clock in spring', 'boston24', '2027-03-14T05:00:00Z', 1440, '2027-03-15T05:00:00Z'],
  ['half-hour summer time', 'island', '2027-10-02T13:30:00Z', 1440, '2027-10-03T13:30:00Z'],
  ['midnight that does not exist', 'saoPaulo', '2015-10-17T12:00:00Z', 60, '2015-10-18T04:00:00Z'],
  ['a day that never was', 'apia', '2011-12-30T02:00:00Z', 120, '2011-12-30T20:00:00Z'],
];

const ELAPSED: readonly [string, Name, start: string, end: string, seconds: number][] = [
  ['nothing', 'leipzig', '2027-03-30T06:00:00Z', '2027-03-30T06:00:00Z', 0],
  ['reversed', 'leipzig', '2027-03-30T08:00:00Z', '2027-03-30T06:00:00Z', 0],
  ['seconds', 'leipzig', '2027-03-30T04:59:58Z', '2027-03-30T05:00:03Z', 3],
  ['a Sunday of five hours', 'leipzig', '2027-03-27T00:00:00Z', '2027-03-29T00:00:00Z', 5 * 3600],
  ['a Sunday of seven', 'leipzig', '2027-10-30T00:00:00Z', '2027-10-31T12:00:00Z', 7 * 3600],
  ['a day of 23 hours', 'boston24', '2027-03-14T05:00:00Z', '2027-03-15T04:00:00Z', 23 * 3600],
  ['a day of 25 hours', 'boston24', '2027-11-07T04:00:00Z', '2027-11-08T05:00:00Z', 25 * 3600],
  ['a day of 23:30', 'island', '2027-10-02T13:30:00Z', '2027-10-03T13:00:00Z', 23.5 * 3600],
  ['a Sunday of 23 hours', 'saoPaulo', '2015-10-17T00:00:00Z', '2015-10-20T00:00:00Z', 23 * 3600],
  ['emptied by the gap', 'nightGap', '2027-03-28T00:00:00Z', '2027-03-29T00:00:00Z', 0],
  ['closing in the gap', 'gapEnd', '2027-03-28T00:00:00Z', '2027-03-28T12:00:00Z', 1.5 * 3600],
  ['closing in the overlap', 'overlap', '2027-10-30T22:00:00Z', '2027-10-31T12:00:00Z', 1.5 * 3600],
  ['around the overlap', 'overlapWide', '2027-10-30T22:00:00Z', '2027-10-31T12:00:00Z', 2 * 3600],
  [
    'over a seam of the engine',
    'boston24',
    '2026-10-09T12:00:00Z',
    '2026-10-11T12:00:00Z',
    48 * 3600,
  ],
  ['…east of it', 'pune', '2026-10-09T12:45:00Z', '2026-10-11T12:45:00Z', 17.5 * 3600],
  ['a day that never was', 'apia', '2011-12-29T10:00:00Z', '2011-12-31T10:00:00Z', 16 * 3600],
];

describe('business time on our own calendars', () => {
  it.each(DUE)('is due: %s (%s)', (_title, name, start, minutes, expected) => {
    expect(show(businessDue(calendarOf(name), at(start), minutes * 60))).toBe(expected);
  });

  it.each(ELAPSED)('has elapsed: %s (%s)', (_title, name, start, end, seconds) => {
    expect(businessElapsed(calendarOf(name), at(start), at(end))).toBe(seconds);
  });

  it('counts backwards to the mirror of each rule', () => {
    const back = (end: string, minutes: number) =>
      show(businessDueBackward(calendarOf('leipzig'), at(end), minutes * 60));
    expect(back('2027-03-30T17:00:00Z', 60)).toBe('2027-03-30T16:00:00Z');
    expect(back('2027-03-30T17:00:00Z', 720)).toBe('2027-03-30T05:00:00Z');
    expect(back('2027-03-30T05:00:00Z', 0)).toBe('2027-03-28T04:00:00Z');
    expect(back('2027-03-30T05:01:00Z', 2)).toBe('2027-03-28T03:59:00Z');
  });

  it('counts the years of a Sunday shift in one go', () => {
    const calendar = compileCalendar({
      timezone: 'Europe/Berlin',
      hours: { sun: [['08:00', '21:00']] },
    });
    const seconds = businessElapsed(
      calendar,
      at('2008-01-06T00:00:00Z'),
      at('2027-01-03T00:00:00Z'),
    );
    expect(seconds).toBe(991 * 13 * 3600);
    expect(show(businessDue(calendar, at('2008-01-06T00:00:00Z'), seconds))).toBe(
      '2026-12-27T20:00:00Z',
    );
  });

  it('joins intervals that touch, over midnight too', () => {
    const calendar = compileCalendar({
      timezone: 'UTC',
      hours: {
        mon: [['12:00', '24:00']],
        tue: [
          ['06:00', '08:00'],
          ['00:00', '06:00'],
        ],
      },
    });
    const ranges = openIntervals(calendar, at('2027-03-01T13:00:00Z'), at('2027-03-03T00:00:00Z'));
    expect(ranges.map(({ fromMs, toMs }) => [show(fromMs), show(toMs)])).toEqual([
      ['2027-03-01T13:00:00Z', '2027-03-02T08:00:00Z'],
    ]);
  });

  it('refuses amounts that are no amount', () => {
    const calendar = calendarOf('leipzig');
    expect(() => businessDue(calendar, 0, -1)).toThrow('-1 is not an amount of seconds');
    expect(() => businessDueBackward(calendar, 0, Number.NaN)).toThrow('NaN');
  });
});

describe('a search that finds nothing', () => {
  const never = compileCalendar({ timezone: 'UTC', hours: { mon: [] }, holidays: [] });

  it('ends with null on a calendar that never opens', () => {
    expect(never.opensAtAll).toBe(false);
    expect(businessDue(never, at('2027-01-01T00:00:00Z'), 1)).toBeNull();
    expect(businessDueBackward(never, at('2027-01-01T00:00:00Z'), 1)).toBeNull();
    expect(nextOpening(never, at('2027-01-01T00:00:00Z'))).toBeNull();
    expect(businessElapsed(never, at('1900-01-01T00:00:00Z'), at('2299-01-01T00:00:00Z'))).toBe(0);
  });

  it('ends with null ten years after the last opening, and at the end of the calendar', () => {
    const once = compileCalendar({
      timezone: 'UTC',
      hours: {},
      exceptions: [{ date: '2027-03-01', hours: [['09:00', '10:00']] }],
    });
    expect(show(businessDue(once, at('2020-01-01T00:00:00Z'), 3600))).toBe('2027-03-01T10:00:00Z');
    expect(businessDue(once, at('2020-01-01T00:00:00Z'), 3601)).toBeNull();
    expect(businessDue(once, at('2000-01-01T00:00:00Z'), 1)).toBeNull();
    expect(businessDue(calendarOf('leipzig'), at('2027-01-01T00:00:00Z'), 1e300)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { businessDue, businessElapsed } from './business-time.ts';
import type { BusinessCalendar, Hours } from './calendar.ts';
import { compileCalendar } from './calendar.ts';
import { formatInstant, parseInstant } from './instant.ts';

/**
 * Fifteen answers of other engines where a promise most easily comes out an hour or a day wrong:
 * clocks that change at midnight or in a zone of half an hour, holidays between two changes of the
 * clock, and ranges of many years. The tag in each name is the row's id in the collection.
 */

const AROUND_THE_CLOCK: Hours = [['00:00', '24:00']];
const SHIFT: Hours = [['08:00', '18:00']];
const LUNCH_BREAK: Hours = [
  ['08:00', '13:00'],
  ['14:00', '18:00'],
];

const workweek = (hours: Hours) => ({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours });
const everyDay = (hours: Hours) => ({ ...workweek(hours), sat: hours, sun: hours });
const closedIn = (...years: number[]) =>
  years.flatMap((year) =>
    ['01-01', '05-01', '12-24', '12-25', '12-26', '12-31'].map((day) => `${year}-${day}`),
  );
const always = (timezone: string, holidays: readonly string[] = []): BusinessCalendar => ({
  timezone,
  hours: everyDay(AROUND_THE_CLOCK),
  holidays,
});

const at = (text: string) => parseInstant(text)!;

function expectDue(calendar: BusinessCalendar, start: string, hours: number, expected: string) {
  const due = businessDue(compileCalendar(calendar), at(start), hours * 3_600);
  expect(due === null ? null : formatInstant(due)).toBe(formatInstant(at(expected)));
}

function expectElapsed(calendar: BusinessCalendar, start: string, end: string, hours: number) {
  expect(businessElapsed(compileCalendar(calendar), at(start), at(end)) / 3_600).toBe(hours);
}

describe('the fifteen hardest rows', () => {
  it('São Paulo, where summer time begins at a midnight that does not exist (otobo-052)', () => {
    const start = '2015-10-17T22:00:00-03:00';
    expectElapsed(always('America/Sao_Paulo'), start, '2015-10-18T04:00:00-02:00', 5);
  });

  it('Tehran, half an hour off the hour: 48 h over the end of summer time (otobo-014)', () => {
    const tehran = always('Asia/Tehran', closedIn(2015));
    expectDue(tehran, '2015-09-20T12:00:00+04:30', 48, '2015-09-22T11:00:00+03:30');
  });

  it('Tehran: 17 h over the midnight at which summer time begins (otobo-017)', () => {
    const tehran = always('Asia/Tehran', closedIn(2015));
    expectDue(tehran, '2015-03-21T12:00:00+03:30', 17, '2015-03-22T06:00:00+04:30');
  });

  it('Tehran: 90 days and 17 h with New Year and summer time between (otobo-018)', () => {
    const tehran = always('Asia/Tehran', closedIn(2015));
    expectDue(tehran, '2015-01-21T12:00:00+03:30', 2_177, '2015-04-22T06:00:00+04:30');
  });

  it('Tehran: 13 h of day shifts, asked on the Sunday before the change (otobo-027)', () => {
    const tehran = { timezone: 'Asia/Tehran', hours: workweek(SHIFT), holidays: closedIn(2016) };
    expectDue(tehran, '2016-03-20T00:00:00+03:30', 13, '2016-03-22T11:00:00+04:30');
  });

  it('Tehran: 5 h of a working week over the hour that comes twice (otobo-031)', () => {
    const tehran = {
      timezone: 'Asia/Tehran',
      hours: workweek(AROUND_THE_CLOCK),
      holidays: closedIn(2016),
    };
    expectDue(tehran, '2016-09-20T22:00:00+04:30', 5, '2016-09-21T02:00:00+03:30');
  });

  it('Tehran: a night of 17 h that the wall clock shows as 16 (otobo-054)', () => {
    const start = '2015-09-21T12:00:00+04:30';
    expectElapsed(always('Asia/Tehran'), start, '2015-09-22T04:00:00+03:30', 17);
  });

  it('Sydney: 1 day and 17 h over an autumn Sunday in April (otobo-020)', () => {
    const sydney = always('Australia/Sydney', closedIn(2016));
    expectDue(sydney, '2016-04-02T12:00:00+11:00', 41, '2016-04-04T04:00:00+10:00');
  });

  it('Sydney: three months of 2,177 h that end an hour late (otobo-056)', () => {
    const start = '2015-01-21T12:00:00+11:00';
    expectElapsed(always('Australia/Sydney'), start, '2015-04-22T04:00:00+10:00', 2_177);
  });

  it('Berlin over three months: 90 days are 2,159 h (otobo-047)', () => {
    const start = '2015-02-17T12:00:00+01:00';
    expectElapsed(always('Europe/Berlin'), start, '2015-05-18T12:00:00+02:00', 2_159);
  });

  it('Berlin: 20 h with a lunch break over Christmas and a weekend (otobo-025)', () => {
    const berlin = {
      timezone: 'Europe/Berlin',
      hours: workweek(LUNCH_BREAK),
      holidays: closedIn(2015),
    };
    expectDue(berlin, '2015-12-22T16:24:49+01:00', 20, '2015-12-29T08:24:49+01:00');
  });

  it('Paris: 19 years of Sunday shifts are 12,896 h (wh-029)', () => {
    const paris = { timezone: 'Europe/Paris', hours: { sun: [['08:00', '21:00']] } };
    expectElapsed(paris, '2002-10-27T06:00:00Z', '2021-10-30T00:00:00Z', 12_896);
  });

  it('730 days around the clock without the holidays of three years (otobo-001)', () => {
    const calendar = always('UTC', closedIn(2015, 2016, 2017));
    expectDue(calendar, '2015-02-17T12:00:00Z', 730 * 24, '2017-02-28T12:00:00Z');
  });

  it('two years of Mondays that are open till 24:00 are 2,520 h (wh-023)', () => {
    const mondays = { timezone: 'UTC', hours: { mon: AROUND_THE_CLOCK } };
    expectElapsed(mondays, '2014-04-06T12:00:00Z', '2016-04-06T12:00:00Z', 2_520);
  });

  it('a minute begun half a minute before 24:00 ends a week later (wh-006)', () => {
    const mondays = { timezone: 'UTC', hours: { mon: AROUND_THE_CLOCK } };
    expectDue(mondays, '2014-04-07T23:59:30Z', 1 / 60, '2014-04-14T00:00:30Z');
  });
});

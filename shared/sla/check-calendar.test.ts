import { describe, expect, it } from 'vitest';
import { CalendarError, compileCalendar } from './calendar.ts';
import { checkCalendar } from './check-calendar.ts';

const good = { timezone: 'Europe/Berlin', hours: { mon: [['09:00', '17:00']] }, holidays: [] };
const problemsOf = (change: object) =>
  checkCalendar({ ...good, ...change }).map(({ field, message }) => `${field}: ${message}`);

describe('checkCalendar', () => {
  it('takes a good one, also without holidays and with hours in any order', () => {
    expect(checkCalendar(good)).toEqual([]);
    expect(problemsOf({ holidays: undefined })).toEqual([]);
    expect(
      problemsOf({
        hours: {
          fri: [
            ['13:00', '24:00'],
            ['00:00', '12:00'],
          ],
        },
      }),
    ).toEqual([]);
  });

  it.each<[title: string, change: object, problem: string]>([
    ['zone', { timezone: 'Mars/Phobos' }, 'timezone: "Mars/Phobos" is no IANA time zone'],
    ['offset as zone', { timezone: '+02:00' }, 'timezone: "+02:00" is no IANA time zone'],
    ['zone missing', { timezone: undefined }, 'timezone: Nothing is not the name'],
    ['no week', { hours: null }, 'hours: null is not an object'],
    ['weekday', { hours: { funday: [] } }, 'hours.funday: "funday" is no weekday'],
    ['no list', { hours: { mon: '9-17' } }, 'hours.mon: "9-17" is not a list of intervals'],
    ['no pair', { hours: { mon: [['09:00']] } }, 'hours.mon[0]: ["09:00"] is not a pair'],
    ['hour 25', { hours: { mon: [['09:00', '25:00']] } }, 'hours.mon[0][1]: "25:00" is not a time'],
    [
      'minute 60',
      { hours: { mon: [['09:60', '17:00']] } },
      'hours.mon[0][0]: "09:60" is not a time',
    ],
    ['24:30', { hours: { mon: [['09:00', '24:30']] } }, 'hours.mon[0][1]: "24:30" is not a time'],
    ['a number', { hours: { mon: [[9, 17]] } }, 'hours.mon[0][0]: 9 is not a time of day'],
    [
      'reversed',
      { hours: { mon: [['17:00', '09:00']] } },
      'hours.mon[0]: ["17:00","09:00"] closes',
    ],
    ['empty', { hours: { mon: [['09:00', '09:00']] } }, 'hours.mon[0]: ["09:00","09:00"] closes'],
    ['opens at 24:00', { hours: { mon: [['24:00', '24:00']] } }, 'hours.mon[0]: ["24:00","24:00"]'],
    [
      'overlap',
      {
        hours: {
          mon: [
            ['12:00', '18:00'],
            ['08:00', '12:01'],
          ],
        },
      },
      'hours.mon[0]: The interval overlaps [1] of the same day.',
    ],
    ['no holiday list', { holidays: '2027-12-25' }, 'holidays: "2027-12-25" is not a list'],
    ['no date', { holidays: ['2027-02-30'] }, 'holidays[0]: "2027-02-30" is not a date'],
    ['other date format', { holidays: ['25.12.2027'] }, 'holidays[0]: "25.12.2027" is not a date'],
    ['year 1', { holidays: ['0001-01-01'] }, 'holidays[0]: "0001-01-01" is not a date'],
    ['exception', { exceptions: [7] }, 'exceptions[0]: 7 is not an object'],
    [
      'two exceptions for a date',
      { exceptions: [1, 2].map(() => ({ date: '2027-12-24', hours: [] })) },
      'exceptions[1].date: "2027-12-24" has hours already.',
    ],
  ])('names what is wrong: %s', (_title, change, problem) => {
    expect(problemsOf(change).join('\n')).toContain(problem);
  });

  it('says how hours over midnight are written', () => {
    expect(problemsOf({ hours: { mon: [['22:00', '06:00']] } })[0]).toContain('until "24:00"');
  });

  it('survives anything', () => {
    for (const value of [null, 3, 'x', [], () => 0, { hours: [[]], holidays: {}, exceptions: 1 }]) {
      expect(checkCalendar(value).length).toBeGreaterThan(0);
    }
  });

  it('makes compileCalendar throw every problem at once', () => {
    const bad = { timezone: 'X/Y', hours: { mon: [['1', '2']] }, holidays: ['no'] };
    let caught: unknown;
    try {
      compileCalendar(bad);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(CalendarError);
    expect((caught as CalendarError).problems.map(({ field }) => field)).toEqual([
      'timezone',
      'hours.mon[0][0]',
      'hours.mon[0][1]',
      'holidays[0]',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { businessElapsed } from './business-time.ts';
import { compileCalendar } from './calendar.ts';
import type { BusinessCalendar } from './calendar.ts';
import { dayNameAt, simulateDays, simulateDue } from './day-simulator.ts';
import { localToInstant } from './local-time.ts';

const week = (hours: [string, string][]): BusinessCalendar['hours'] => ({
  mon: hours,
  tue: hours,
  wed: hours,
  thu: hours,
  fri: hours,
});
const desk: BusinessCalendar = {
  timezone: 'Europe/Berlin',
  hours: week([
    ['08:00', '12:00'],
    ['13:00', '17:00'],
  ]),
  holidays: ['2027-03-26', '2027-03-29'],
  exceptions: [
    { date: '2027-03-29', hours: [['10:00', '12:00']] },
    { date: '2027-03-30', hours: [] },
  ],
};
const berlin = compileCalendar(desk);
const always = (timezone: string) =>
  compileCalendar({
    timezone,
    hours: { ...week([['00:00', '24:00']]), sat: [['00:00', '24:00']], sun: [['00:00', '24:00']] },
  });

const local = (timezone: string, ms: number) =>
  new Date(ms).toLocaleString('sv-SE', { timeZone: timezone }).slice(0, 16);

describe('the days of a calendar', () => {
  it('say how long each is open and what decides it', () => {
    const days = simulateDays(berlin, '2027-03-25', 7);
    expect(days.map(({ date, rule, openSeconds }) => [date, rule, openSeconds / 3600])).toEqual([
      ['2027-03-25', 'weekday', 8],
      ['2027-03-26', 'holiday', 0],
      ['2027-03-27', 'weekday', 0],
      ['2027-03-28', 'weekday', 0],
      ['2027-03-29', 'exception', 2],
      ['2027-03-30', 'exception', 0],
      ['2027-03-31', 'weekday', 8],
    ]);
    expect(days[0]!.open.map(({ fromMs }) => local('Europe/Berlin', fromMs))).toEqual([
      '2027-03-25 08:00',
      '2027-03-25 13:00',
    ]);
  });

  it.each([
    ['Europe/Berlin', '2027-03-28', 23, 60, '02:00', '03:00'],
    ['Europe/Berlin', '2027-10-31', 25, -60, '03:00', '02:00'],
    ['Australia/Lord_Howe', '2027-10-03', 23.5, 30, '02:00', '02:30'],
    // Clocks in São Paulo went forward at midnight: 4 November 2018 began at 01:00.
    ['America/Sao_Paulo', '2018-11-04', 23, 60, '00:00', '01:00'],
    // And back at midnight: the last hour of 17 February 2018 came twice.
    ['America/Sao_Paulo', '2018-02-17', 25, -60, '00:00', '23:00'],
  ])('%s has %s with %d hours', (zone, date, hours, minutes, from, to) => {
    const [day] = simulateDays(always(zone), date, 1);
    expect(day!.openSeconds / 3600).toBe(hours);
    expect((day!.toMs - day!.fromMs) / 3_600_000).toBe(hours);
    expect(day!.clockChange).toMatchObject({ minutes, from, to });
  });

  it('know no change of the clocks on the days around one', () => {
    const days = simulateDays(always('America/Sao_Paulo'), '2018-11-02', 5);
    expect(days.map(({ clockChange }) => clockChange?.minutes ?? 0)).toEqual([0, 0, 60, 0, 0]);
  });

  it('have nothing of a date that a zone skipped', () => {
    const [day] = simulateDays(always('Pacific/Apia'), '2011-12-30', 1);
    expect(day).toMatchObject({ openSeconds: 0, open: [] });
  });

  it('end with the last year that is counted, and begin with a date', () => {
    expect(simulateDays(berlin, '2299-12-30', 10).length).toBeLessThan(10);
    expect(() => simulateDays(berlin, '2027-02-30', 1)).toThrow(RangeError);
  });
});

describe('what is due', () => {
  const start = localToInstant('Europe/Berlin', '2027-03-25 15:00');

  it('is the instant at which the time is used up, and the way there adds up', () => {
    const { dueMs, steps, moreDays } = simulateDue(berlin, start, { minutes: 300 });
    expect(local('Europe/Berlin', dueMs!)).toBe('2027-03-31 09:00');
    expect(moreDays).toBe(0);
    expect(steps.map(({ date, countedSeconds }) => [date, countedSeconds / 3600])).toEqual([
      ['2027-03-25', 2],
      ['2027-03-26', 0],
      ['2027-03-27', 0],
      ['2027-03-28', 0],
      ['2027-03-29', 2],
      ['2027-03-30', 0],
      ['2027-03-31', 1],
    ]);
    expect(steps.at(-1)!.totalSeconds).toBe(businessElapsed(berlin, start, dueMs!));
  });

  it('counts business days by the days that open at all', () => {
    const { dueMs, steps } = simulateDue(berlin, start, { businessDays: 2 });
    expect(local('Europe/Berlin', dueMs!)).toBe('2027-03-31 15:00');
    expect(steps.flatMap(({ date, businessDay }) => (businessDay ? [date] : []))).toEqual([
      '2027-03-29',
      '2027-03-31',
    ]);
  });

  it('is never, where nothing ever opens', () => {
    const closed = compileCalendar({ timezone: 'Europe/Berlin', hours: {} });
    expect(simulateDue(closed, start, { minutes: 1 })).toEqual({
      dueMs: null,
      steps: [],
      moreDays: 0,
    });
  });

  it('explains a date far away by its first days and counts the others', () => {
    const { steps, moreDays } = simulateDue(berlin, start, { minutes: 60 * 24 * 365 });
    expect(steps.length).toBeLessThan(200);
    expect(moreDays).toBeGreaterThan(300);
  });
});

describe('the name of a day', () => {
  it('is that of the date in the zone of the calendar', () => {
    const document = { dayNames: { '2027-03-26': 'Good Friday' } };
    expect(dayNameAt(document, berlin, Date.parse('2027-03-25T23:30:00Z'))).toBe('Good Friday');
    expect(dayNameAt(document, berlin, Date.parse('2027-03-26T23:30:00Z'))).toBeNull();
    expect(dayNameAt({}, berlin, 0)).toBeNull();
  });
});

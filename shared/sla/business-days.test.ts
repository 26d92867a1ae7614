import { describe, expect, it } from 'vitest';
import { addBusinessDays } from './business-days.ts';
import { compileCalendar } from './calendar.ts';
import { formatInstant, parseInstant } from './instant.ts';

const calendar = compileCalendar({
  timezone: 'Europe/Berlin',
  hours: {
    mon: [
      ['08:00', '12:00'],
      ['13:00', '18:00'],
    ],
    tue: [['08:00', '18:00']],
    wed: [['08:00', '18:00']],
    thu: [['08:00', '18:00']],
    fri: [['08:00', '15:00']],
  },
  holidays: ['2027-03-26', '2027-03-29'],
  exceptions: [{ date: '2027-03-27', hours: [['10:00', '11:00']] }],
});
const add = (start: string, days: number, endOfDay = false) => {
  const due = addBusinessDays(calendar, parseInstant(start)!, days, { endOfDay });
  return due === null ? null : formatInstant(due).replace('.000Z', 'Z');
};

describe('addBusinessDays', () => {
  it.each<[title: string, start: string, days: number, due: string]>([
    ['the next day', '2027-06-01T08:30:15Z', 1, '2027-06-02T08:30:15Z'],
    ['over the weekend', '2027-06-03T08:00:00Z', 2, '2027-06-07T08:00:00Z'],
    ['an exception is a day', '2027-03-25T09:30:00Z', 1, '2027-03-27T09:30:00Z'],
    ['same local time after the clock change', '2027-03-25T08:30:00Z', 2, '2027-03-30T07:30:00Z'],
    ['clipped to the closing', '2027-06-03T15:30:00Z', 1, '2027-06-04T13:00:00Z'],
    ['clipped to the opening', '2027-06-03T03:00:00Z', 1, '2027-06-04T06:00:00Z'],
    ['out of a break', '2027-06-04T10:30:00Z', 1, '2027-06-07T11:00:00Z'],
    ['from a closed day', '2027-06-05T08:00:00Z', 1, '2027-06-07T08:00:00Z'],
    ['backwards', '2027-03-30T07:00:00Z', -2, '2027-03-25T08:00:00Z'],
    ['none, while open', '2027-06-01T08:30:00Z', 0, '2027-06-01T08:30:00Z'],
    ['none, outside hours', '2027-06-05T08:30:00Z', 0, '2027-06-07T06:00:00Z'],
  ])('%s', (_title, start, days, due) => {
    expect(add(start, days)).toBe(due);
  });

  it('is the last closing with endOfDay', () => {
    expect(add('2027-06-01T08:30:00Z', 3, true)).toBe('2027-06-04T13:00:00Z');
    expect(add('2027-06-05T08:30:00Z', 0, true)).toBe('2027-06-07T16:00:00Z');
  });

  it('skips a day whose only hours fall into the spring gap', () => {
    const night = compileCalendar({
      timezone: 'Europe/Berlin',
      hours: { sun: [['02:00', '03:00']] },
    });
    const due = addBusinessDays(night, parseInstant('2027-03-22T12:00:00Z')!, 1);
    expect(formatInstant(due!)).toBe('2027-04-04T01:00:00.000Z');
  });

  it('ends without a day, and refuses half days', () => {
    const never = compileCalendar({ timezone: 'UTC', hours: {} });
    expect(addBusinessDays(never, 0, 1)).toBeNull();
    expect(add('2027-06-01T08:30:00Z', 1_000_000)).toBeNull();
    expect(() => add('2027-06-01T08:30:00Z', 1.5)).toThrow('1.5 is not a whole number of days');
  });
});

import { describe, expect, it } from 'vitest';
import { compileCalendar } from '../../../../shared/sla/calendar.ts';
import { simulateDays } from '../../../../shared/sla/day-simulator.ts';
import { newDraft } from './calendar-draft.ts';
import { coverageText, openNow, weekText } from './calendar-facts.ts';
import { changedMinutes, clockChangeText, dayText } from './simulator-words.ts';

const { hours } = newDraft('Europe/Berlin');
const desk = compileCalendar({ timezone: 'Europe/Berlin', hours, holidays: ['2027-03-29'] });
const now = Date.parse('2027-03-26T16:30:00Z');

describe('what a list says about a calendar', () => {
  it('is its week in words', () => {
    expect(weekText(hours, 'en')).toBe('Mon–Fri 08:00–17:00');
    const shifts = { ...hours, wed: [], sat: [['06:00', '24:00']] as const };
    expect(weekText({ ...shifts, sat: [['06:00', '24:00']] }, 'en')).toBe(
      'Mon–Tue 08:00–17:00; Thu–Fri 08:00–17:00; Sat 06:00–24:00',
    );
    const all = Object.fromEntries(Object.keys(hours).map((day) => [day, [['00:00', '24:00']]]));
    expect(weekText(all as unknown as typeof hours, 'en')).toBe('Around the clock');
  });

  it('is whether it is open and until when', () => {
    expect(openNow(desk, now - 3_600_000, 'en')).toEqual({
      isOpen: true,
      text: 'Open until Fri 17:00',
    });
    expect(openNow(desk, now, 'en')).toEqual({ isOpen: false, text: 'Closed until Tue 08:00' });
    const closed = compileCalendar({ timezone: 'Europe/Berlin', hours: {} });
    expect(openNow(closed, now, 'en').text).toBe('Closed, never opens');
  });

  it('is that its holidays run out, half a year before the last of their years ends', () => {
    const days = [{ date: '2027-01-01' }, { date: '2027-12-26' }];
    expect(coverageText(days, now, 'en-GB')).toBeNull();
    expect(coverageText(days, Date.parse('2027-08-01T00:00:00Z'), 'en-GB')).toBe(
      'No holidays after 26 December 2027',
    );
    expect(coverageText([], now, 'en-GB')).toBeNull();
  });
});

describe('what a day does, in words', () => {
  const text = (date: string, name = ''): string => {
    const [day] = simulateDays(desk, date, 1);
    return dayText(day!, name, 'en', 'Europe/Berlin');
  };

  it('is its hours, or why it is closed', () => {
    expect(text('2027-03-30')).toBe('08:00–17:00, open 9 h');
    expect(text('2027-03-28')).toBe('closed');
    expect(text('2027-03-29')).toBe('closed: holiday');
    expect(text('2027-03-29', 'Easter Monday')).toBe('closed: Easter Monday');
  });

  it('says that the clocks are changed, and which hour that is', () => {
    const [spring] = simulateDays(desk, '2027-03-28', 1);
    const [autumn] = simulateDays(desk, '2027-10-31', 1);
    expect(clockChangeText(spring!, 'en')).toBe('23 hours: the clocks go forward at 02:00');
    expect(clockChangeText(autumn!, 'en')).toBe('25 hours: the clocks go back at 03:00');
    expect(changedMinutes(spring!.clockChange!)).toEqual([120, 180]);
    expect(changedMinutes(autumn!.clockChange!)).toEqual([120, 180]);
    const [plain] = simulateDays(desk, '2027-03-30', 1);
    expect(clockChangeText(plain!, 'en')).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import { compileCalendar } from './calendar.ts';
import { formatInstant, parseInstant } from './instant.ts';
import { businessDueWithPauses, businessElapsedWithPauses, runningStretches } from './pauses.ts';

const OFFICE = [['08:00', '18:00']];
const calendar = compileCalendar({
  timezone: 'UTC',
  hours: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE },
});
const at = (text: string) => parseInstant(`2027-06-${text}:00Z`)!;
const pause = (from: string, to: string | null) => ({
  fromMs: at(from),
  toMs: to === null ? null : at(to),
});
const due = (start: string, minutes: number, ...pauses: readonly ReturnType<typeof pause>[]) => {
  const ms = businessDueWithPauses(calendar, at(start), minutes * 60, pauses);
  return ms === null ? null : formatInstant(ms).slice(8, 16);
};

describe('pauses', () => {
  it('put the due off by their open time alone', () => {
    expect(due('01T09:00', 120, pause('01T10:00', '01T10:30'))).toBe('01T11:30');
    expect(due('01T16:00', 180, pause('01T17:00', '02T09:00'))).toBe('02T11:00');
    expect(due('04T16:00', 180, pause('04T18:00', '07T08:00'))).toBe('07T09:00');
  });

  it('do not matter once the time is used up, not even at that instant', () => {
    expect(due('01T09:00', 60, pause('01T10:00', null))).toBe('01T10:00');
    expect(due('01T09:00', 61, pause('01T10:00', null))).toBeNull();
  });

  it('make nothing at all wait for the first open moment outside of them', () => {
    expect(due('05T12:00', 0, pause('05T13:00', '07T12:00'))).toBe('07T12:00');
    expect(due('01T12:00', 0, pause('01T12:00', '01T12:30'))).toBe('01T12:30');
  });

  it('may overlap, touch, be empty, be reversed and start before the clock', () => {
    const pauses = [
      pause('01T11:00', '01T12:00'),
      pause('01T08:00', '01T09:30'),
      pause('01T11:30', '01T11:45'),
      pause('01T12:00', '01T12:15'),
      pause('01T14:00', '01T14:00'),
      pause('01T16:00', '01T15:00'),
    ];
    expect(runningStretches(at('01T09:00'), pauses)).toEqual([
      { fromMs: at('01T09:30'), toMs: at('01T11:00') },
      { fromMs: at('01T12:15'), toMs: null },
    ]);
    const elapsed = businessElapsedWithPauses(calendar, at('01T09:00'), at('01T13:00'), pauses);
    expect(elapsed).toBe((1.5 + 0.75) * 3600);
    expect(businessElapsedWithPauses(calendar, at('01T09:00'), at('01T08:00'), pauses)).toBe(0);
  });
});

import { DateTime } from 'luxon';
import type { BusinessCalendar, Hours } from '../../../shared/sla/calendar.ts';
import type { Counter } from './plain-runs.ts';

/** Ten years of days end a search. */
const MOST_DAYS = 3_660;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/**
 * Counts as one does with a date library at hand: walk from day to day and add up what lies within
 * the hours of each. Luxon knows the zones.
 */
export function luxonCounter(calendars: Readonly<Record<string, BusinessCalendar>>): Counter {
  const holidays = new Map(
    Object.entries(calendars).map(([id, calendar]) => [id, new Set(calendar.holidays)]),
  );
  const hoursOf = (id: string, day: DateTime): Hours => {
    if (holidays.get(id)!.has(day.toISODate()!)) return [];
    return calendars[id]!.hours[WEEKDAYS[day.weekday - 1]!] ?? [];
  };
  const startOf = (id: string, ms: number): DateTime =>
    DateTime.fromMillis(ms, { zone: calendars[id]!.timezone }).startOf('day');
  return {
    elapsedMs(id, fromMs, toMs) {
      let openMs = 0;
      for (let day = startOf(id, fromMs); day.toMillis() < toMs; day = day.plus({ days: 1 })) {
        for (const [opens, closes] of hoursOf(id, day)) {
          const start = Math.max(fromMs, instantOn(day, opens!));
          const end = Math.min(toMs, instantOn(day, closes!));
          if (end > start) openMs += end - start;
        }
      }
      return openMs;
    },
    dueMs(id, fromMs, amountMs) {
      let restMs = amountMs;
      let day = startOf(id, fromMs);
      for (let n = 0; n < MOST_DAYS; n += 1, day = day.plus({ days: 1 })) {
        for (const [opens, closes] of hoursOf(id, day)) {
          const start = Math.max(fromMs, instantOn(day, opens!));
          const end = instantOn(day, closes!);
          if (end <= start) continue;
          if (end - start >= restMs) return start + restMs;
          restMs -= end - start;
        }
      }
      return null;
    },
  };
}

function instantOn(day: DateTime, time: string): number {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  return day.set({ hour, minute }).toMillis();
}

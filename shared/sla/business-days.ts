import type { CompiledCalendar } from './calendar.ts';
import { hoursOf } from './calendar.ts';
import type { EpochMs } from './instant.ts';
import { DAY_MS, MAX_INSTANT_MS, MIN_INSTANT_MS } from './instant.ts';
import type { LocalDay } from './local-time.ts';
import type { InstantRange } from './open-chunks.ts';
import { openRangesOfDay } from './open-chunks.ts';
import { openingAtOrAfter } from './open-time.ts';

/** Ten years without a day that opens end a search. */
const MAX_IDLE_DAYS = 3_660;

/**
 * Business days are days on which the calendar opens at all, however short: due on the n-th such
 * day after the day of `start` at the same local time, moved to the day's opening, its closing or,
 * in a break, the break's end. With `endOfDay` it is that day's last closing. A negative number
 * counts back; 0 is the next opening. Null where ten years bring no such day; throws a RangeError
 * for a fraction.
 */
export function addBusinessDays(
  calendar: CompiledCalendar,
  start: EpochMs,
  days: number,
  options: { readonly endOfDay?: boolean } = {},
): EpochMs | null {
  if (!Number.isSafeInteger(days)) throw new RangeError(`${days} is not a whole number of days.`);
  const from = days === 0 ? openingAtOrAfter(calendar, start) : start;
  if (from === null || !calendar.opensAtAll) return null;
  const localMs = from + calendar.zone.offsetAt(from);
  const startDay = Math.floor(localMs / DAY_MS);
  const day = days === 0 ? startDay : nthOpenDay(calendar, startDay, days);
  if (day === null) return null;
  const ranges = openRangesOfDay(calendar, day);
  if (options.endOfDay) return ranges.at(-1)!.toMs;
  return clipInto(ranges, calendar.zone.toInstant(localMs + (day - startDay) * DAY_MS));
}

function nthOpenDay(calendar: CompiledCalendar, startDay: LocalDay, days: number): LocalDay | null {
  const step = Math.sign(days);
  let left = Math.abs(days);
  let idle = 0;
  for (let day = startDay + step; isInRange(day) && idle <= MAX_IDLE_DAYS; day += step) {
    if (opensOn(calendar, day)) {
      left -= 1;
      idle = 0;
    } else {
      idle += 1;
    }
    if (left === 0) return day;
  }
  return null;
}

function opensOn(calendar: CompiledCalendar, day: LocalDay): boolean {
  return hoursOf(calendar, day).length > 0 && openRangesOfDay(calendar, day).length > 0;
}

function isInRange(day: LocalDay): boolean {
  return day * DAY_MS >= MIN_INSTANT_MS && day * DAY_MS < MAX_INSTANT_MS;
}

function clipInto(ranges: readonly InstantRange[], ms: EpochMs): EpochMs {
  const range = ranges.find(({ toMs }) => ms <= toMs);
  return range ? Math.max(range.fromMs, ms) : ranges.at(-1)!.toMs;
}

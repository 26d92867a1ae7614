import type { CompiledCalendar } from './calendar.ts';
import type { EpochMs } from './instant.ts';
import { SECOND_MS } from './instant.ts';
import type { InstantRange } from './open-chunks.ts';
import {
  afterOpenMs,
  beforeOpenMs,
  openingAtOrAfter,
  openMsBetween,
  openRanges,
} from './open-time.ts';

/**
 * Counting with business hours, by the conventions of the design (sla.md): time is a sequence of
 * instants, so a 25-hour day has 25 hours; a closing instant is closed; nothing is rounded beyond
 * the millisecond. Instants are epoch milliseconds, amounts are seconds of open time and may be
 * fractional. A search ends with null where ten years in a row bring no open time.
 */

/**
 * The instant at which `amountSeconds` of open time after `start` are used up; exactly at closing
 * time it is due at the closing instant. 0 seconds outside hours are due at the next opening.
 * Throws a RangeError for an amount that is negative or no number.
 */
export function businessDue(
  calendar: CompiledCalendar,
  start: EpochMs,
  amountSeconds: number,
): EpochMs | null {
  return afterOpenMs(calendar, start, amountMsOf(amountSeconds));
}

/**
 * The instant from which `amountSeconds` of open time lead up to `end`: the mirror of
 * `businessDue`. Exactly at an opening it is that opening; 0 seconds outside hours are the last
 * closing. Throws a RangeError for an amount that is negative or no number.
 */
export function businessDueBackward(
  calendar: CompiledCalendar,
  end: EpochMs,
  amountSeconds: number,
): EpochMs | null {
  return beforeOpenMs(calendar, end, amountMsOf(amountSeconds));
}

/** Seconds of open time in [start, end); a reversed range has none. */
export function businessElapsed(calendar: CompiledCalendar, start: EpochMs, end: EpochMs): number {
  return openMsBetween(calendar, start, end) / SECOND_MS;
}

/** `from` where that is open, else the next opening instant. */
export function nextOpening(calendar: CompiledCalendar, from: EpochMs): EpochMs | null {
  return openingAtOrAfter(calendar, from);
}

/** The open intervals of [from, to) as instants, cut at both ends, touching ones joined. */
export function openIntervals(
  calendar: CompiledCalendar,
  from: EpochMs,
  to: EpochMs,
): readonly InstantRange[] {
  return openRanges(calendar, from, to);
}

/** Seconds as whole milliseconds: 1/3 minute is 20 s, not 19.999… s. */
export function amountMsOf(amountSeconds: number): number {
  if (!(amountSeconds >= 0)) {
    throw new RangeError(`${amountSeconds} is not an amount of seconds from 0 up.`);
  }
  return Math.round(amountSeconds * SECOND_MS);
}

import { dateMs, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './instant.ts';
import type { EpochMs } from './instant.ts';
import { findZone } from './zone.ts';

/** A local date as days since 1970-01-01. */
export type LocalDay = number;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2}))?$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)$/;

/** `2027-03-28` as days since 1970-01-01, or null where there is no such date in 1900–2299. */
export function parseLocalDay(text: string): LocalDay | null {
  const found = DATE.exec(text);
  if (!found) return null;
  const ms = dateMs(Number(found[1]), Number(found[2]), Number(found[3]));
  return ms === null ? null : ms / DAY_MS;
}

/** `HH:MM` or `HH:MM:SS` as milliseconds after midnight; `24:00` is the end of the day. */
export function parseTimeOfDay(text: string): number | null {
  const found = TIME.exec(text);
  if (!found) return null;
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  if (minute > 59 || second > 59) return null;
  const ms = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS;
  return ms <= DAY_MS ? ms : null;
}

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** 0 for Sunday to 6 for Saturday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: LocalDay): number {
  return (((day + 4) % 7) + 7) % 7;
}

/**
 * The instant of a wall-clock time such as `2027-03-28 02:30` in an IANA zone: one in a spring gap
 * moves one hour later, one in an autumn overlap is the first occurrence. Throws a RangeError whose
 * message names what is wrong.
 */
export function localToInstant(timezone: string, local: string): EpochMs {
  const zone = findZone(timezone);
  if (!zone) throw new RangeError(`"${timezone}" is no time zone this platform knows.`);
  const found = LOCAL.exec(local);
  const day = found && parseLocalDay(found[1]!);
  const time = found && parseTimeOfDay(found[2]!);
  if (day === null || time === null) {
    throw new RangeError(`"${local}" is not a local date and time such as "2027-03-28 02:30".`);
  }
  return zone.toInstant(day * DAY_MS + time);
}

/**
 * An instant as milliseconds since 1970-01-01T00:00Z. Inside this room instants are counted;
 * at its border they are ISO 8601 text.
 */
export type EpochMs = number;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/**
 * Instants outside 1900 to 2299 are refused: nothing a service desk records lies there, and the
 * bound keeps every search over a calendar finite.
 */
export const MIN_INSTANT_MS: EpochMs = Date.UTC(1900, 0, 1);
export const MAX_INSTANT_MS: EpochMs = Date.UTC(2300, 0, 1);

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/**
 * Reads an ISO 8601 instant with `Z` or an offset; digits finer than a millisecond are dropped.
 * Returns null for anything else: a local time without offset, 30 February, a year outside 1900–2299.
 */
export function parseInstant(text: string): EpochMs | null {
  const found = INSTANT.exec(text);
  if (!found) return null;
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHour, offsetMinute] =
    found;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  if (Number(offsetHour ?? 0) > 23 || Number(offsetMinute ?? 0) > 59) return null;
  const date = dateMs(Number(year), Number(month), Number(day));
  if (date === null) return null;
  const offset = (Number(offsetHour ?? 0) * 60 + Number(offsetMinute ?? 0)) * MINUTE_MS;
  const ms =
    date +
    Number(hour) * HOUR_MS +
    Number(minute) * MINUTE_MS +
    Number(second ?? 0) * SECOND_MS +
    Number((fraction ?? '').slice(0, 3).padEnd(3, '0')) -
    (sign === '-' ? -offset : offset);
  return ms >= MIN_INSTANT_MS && ms < MAX_INSTANT_MS ? ms : null;
}

/** Midnight UTC of a date, or null where there is none; Date.UTC would take year 50 for 1950. */
export function dateMs(year: number, month: number, day: number): EpochMs | null {
  if (year < 1900 || year > 2299) return null;
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? ms : null;
}

const dates = new Map<number, string>();

/**
 * ISO 8601 in UTC with milliseconds, as everywhere in the documents. `toISOString()` alone was
 * nearly half of an evaluation's time, so the date part is kept per day.
 */
export function formatInstant(ms: EpochMs): string {
  const day = Math.floor(ms / DAY_MS);
  let date = dates.get(day);
  if (date === undefined) {
    date = new Date(ms).toISOString().slice(0, 11);
    dates.set(day, date);
  }
  const rest = ms - day * DAY_MS;
  const hour = pad(Math.floor(rest / HOUR_MS), 2);
  const minute = pad(Math.floor(rest / MINUTE_MS) % 60, 2);
  const second = pad(Math.floor(rest / SECOND_MS) % 60, 2);
  return `${date}${hour}:${minute}:${second}.${pad(Math.floor(rest % SECOND_MS), 3)}Z`;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

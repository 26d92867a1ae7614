import type { EpochMs } from './instant.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from './instant.ts';

/** The clock of an IANA time zone. Local times are written as if they were UTC milliseconds. */
export interface Zone {
  readonly timezone: string;
  /** Milliseconds to add to an instant to read the wall clock. */
  readonly offsetAt: (ms: EpochMs) => number;
  /**
   * The instant of a wall-clock time: one in a spring gap moves one hour later (again, where the
   * gap is wider), one in an autumn overlap is the first occurrence.
   */
  readonly toInstant: (localMs: number) => EpochMs;
}

/** Days of offsets read in one go. */
const CHUNK_DAYS = 256;
/** Gaps are at most a day wide (Samoa skipped 30 December 2011). */
const MAX_GAP_HOURS = 26;

const zones = new Map<string, Zone | null>();

/** The zone of an IANA name, or null where the platform knows none of that name. Cached. */
export function findZone(timezone: string): Zone | null {
  let zone = zones.get(timezone);
  if (zone === undefined) {
    const readOffset = offsetReader(timezone);
    zone = readOffset && makeZone(timezone, readOffset);
    zones.set(timezone, zone);
  }
  return zone;
}

/** Platforms differ on whether they take `+02:00`; an IANA name starts with a letter. */
function offsetReader(timezone: string): ((ms: EpochMs) => number) | null {
  if (!/^[A-Za-z][\w+\-/]*$/.test(timezone)) return null;
  const format = dateFormat(timezone);
  if (!format) return null;
  return (ms) => {
    const wholeMs = Math.floor(ms / SECOND_MS) * SECOND_MS;
    const [month, day, year, hour, minute, second] = format.format(wholeMs).match(/\d+/g)!;
    return (
      Date.UTC(
        Number(year),
        Number(month) - 1,
        Number(day),
        Number(hour),
        Number(minute),
        Number(second),
      ) - wholeMs
    );
  };
}

function dateFormat(timezone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function makeZone(timezone: string, readOffset: (ms: EpochMs) => number): Zone {
  const offsetAt = cachedOffsets(readOffset);
  return { timezone, offsetAt, toInstant: (localMs) => localToInstantMs(offsetAt, localMs) };
}

/**
 * Asking the platform costs microseconds, an array lookup nanoseconds: the offset at every UTC
 * midnight is read once, and on a day whose two midnights differ the change is found by bisection.
 * No zone changed twice within one day.
 */
function cachedOffsets(readOffset: (ms: EpochMs) => number): (ms: EpochMs) => number {
  const chunks = new Map<number, Int32Array>();
  const changes = new Map<number, EpochMs>();
  const loadChunk = (index: number): Int32Array => {
    const firstDay = index * CHUNK_DAYS;
    const offsets = Int32Array.from({ length: CHUNK_DAYS + 1 }, (_, i) =>
      readOffset((firstDay + i) * DAY_MS),
    );
    chunks.set(index, offsets);
    return offsets;
  };
  return (ms) => {
    const day = Math.floor(ms / DAY_MS);
    const index = Math.floor(day / CHUNK_DAYS);
    const offsets = chunks.get(index) ?? loadChunk(index);
    const before = offsets[day - index * CHUNK_DAYS]!;
    const after = offsets[day - index * CHUNK_DAYS + 1]!;
    if (before === after) return before;
    let change = changes.get(day);
    if (change === undefined) {
      change = findChange(readOffset, day * DAY_MS, before);
      changes.set(day, change);
    }
    return ms < change ? before : after;
  };
}

/** The first second of the day starting at `dayStart` on which the offset is no longer `before`. */
function findChange(readOffset: (ms: EpochMs) => number, dayStart: EpochMs, before: number) {
  let low = 0;
  let high = DAY_MS / SECOND_MS;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (readOffset(dayStart + middle * SECOND_MS) === before) low = middle;
    else high = middle;
  }
  return dayStart + high * SECOND_MS;
}

function localToInstantMs(offsetAt: (ms: EpochMs) => number, localMs: number): EpochMs {
  for (let hour = 0; hour <= MAX_GAP_HOURS; hour += 1) {
    const shifted = localMs + hour * HOUR_MS;
    const offsetBefore = offsetAt(shifted - DAY_MS);
    const offsetAfter = offsetAt(shifted + DAY_MS);
    const first = shifted - Math.max(offsetBefore, offsetAfter);
    if (offsetBefore === offsetAfter) return first;
    if (offsetAt(first) === shifted - first) return first;
    const second = shifted - Math.min(offsetBefore, offsetAfter);
    if (offsetAt(second) === shifted - second) return second;
  }
  throw new Error('A time zone skipped more than a day');
}

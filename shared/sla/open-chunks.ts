import type { CompiledCalendar } from './calendar.ts';
import { hoursOf } from './calendar.ts';
import type { EpochMs } from './instant.ts';
import { DAY_MS, MAX_INSTANT_MS, MIN_INSTANT_MS } from './instant.ts';
import type { LocalDay } from './local-time.ts';

/** The open time of 256 UTC days, ready for counting by lookup instead of walking. */
export interface OpenChunk {
  readonly startMs: EpochMs;
  /** Opening and closing instants, ascending, disjoint, cut at the chunk's borders. */
  readonly opens: readonly EpochMs[];
  readonly closes: readonly EpochMs[];
  /** Open milliseconds of the chunk before interval i; one more entry holds the total. */
  readonly openBefore: readonly number[];
  /** For every UTC day the first interval that closes after the day's start; one entry more. */
  readonly firstOfDay: Int32Array;
}

/** An interval of instants; `toMs` itself is outside. */
export interface InstantRange {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
}

const CHUNK_DAYS = 256;
/** Length of a chunk. */
export const CHUNK_MS = CHUNK_DAYS * DAY_MS;
const MIN_CHUNK = Math.floor(MIN_INSTANT_MS / CHUNK_MS);
const MAX_CHUNK = Math.floor((MAX_INSTANT_MS - 1) / CHUNK_MS);

/** A search gives up after this many chunks in a row without open time: a little over ten years. */
export const MAX_IDLE_CHUNKS = Math.ceil((10 * 366) / CHUNK_DAYS);

export function chunkNumberOf(ms: EpochMs): number {
  return Math.floor(ms / CHUNK_MS);
}

/** Chunks exist for the years 1900 to 2299; a search ends where they end. */
export function isChunk(chunkNumber: number): boolean {
  return chunkNumber >= MIN_CHUNK && chunkNumber <= MAX_CHUNK;
}

/** The chunk of that number, worked out at first use. */
export function openChunk(calendar: CompiledCalendar, chunkNumber: number): OpenChunk {
  let chunk = calendar.chunks.get(chunkNumber);
  if (!chunk) {
    chunk = buildChunk(calendar, chunkNumber);
    calendar.chunks.set(chunkNumber, chunk);
  }
  return chunk;
}

/** Open milliseconds of a chunk. */
export function totalOf(chunk: OpenChunk): number {
  return chunk.openBefore[chunk.opens.length]!;
}

/** Index of the first interval of the chunk that closes after `ms`, in the chunk or at its end. */
export function firstClosingAfter(chunk: OpenChunk, ms: EpochMs): number {
  let i = chunk.firstOfDay[Math.floor((ms - chunk.startMs) / DAY_MS)]!;
  while (i < chunk.closes.length && chunk.closes[i]! <= ms) i += 1;
  return i;
}

/** Open milliseconds of the chunk before `ms`, which lies in it or is its end. */
export function openMsBefore(chunk: OpenChunk, ms: EpochMs): number {
  const i = firstClosingAfter(chunk, ms);
  return chunk.openBefore[i]! + (i < chunk.opens.length ? Math.max(0, ms - chunk.opens[i]!) : 0);
}

/** The open intervals of a local date as instants; one that daylight saving empties is dropped. */
export function openRangesOfDay(calendar: CompiledCalendar, day: LocalDay): InstantRange[] {
  const ranges: InstantRange[] = [];
  const midnight = day * DAY_MS;
  for (const { opensMs, closesMs } of hoursOf(calendar, day)) {
    const fromMs = calendar.zone.toInstant(midnight + opensMs);
    const toMs = calendar.zone.toInstant(midnight + closesMs);
    if (fromMs < toMs) ranges.push({ fromMs, toMs });
  }
  return ranges;
}

function buildChunk(calendar: CompiledCalendar, chunkNumber: number): OpenChunk {
  const startMs = chunkNumber * CHUNK_MS;
  const ranges = rangesBetween(calendar, startMs, startMs + CHUNK_MS);
  const opens = ranges.map(({ fromMs }) => fromMs);
  const closes = ranges.map(({ toMs }) => toMs);
  const openBefore = [0];
  ranges.forEach(({ fromMs, toMs }, i) => openBefore.push(openBefore[i]! + toMs - fromMs));
  const firstOfDay = new Int32Array(CHUNK_DAYS + 1);
  for (let day = 0, i = 0; day <= CHUNK_DAYS; day += 1) {
    while (i < closes.length && closes[i]! <= startMs + day * DAY_MS) i += 1;
    firstOfDay[day] = i;
  }
  return { startMs, opens, closes, openBefore, firstOfDay };
}

/**
 * Local days reach up to 14 hours over either end of their UTC day, so two more are read on each
 * side. Touching and overlapping ranges are joined, so that no instant counts twice.
 */
function rangesBetween(calendar: CompiledCalendar, startMs: EpochMs, endMs: EpochMs) {
  const joined: { fromMs: EpochMs; toMs: EpochMs }[] = [];
  const firstDay = startMs / DAY_MS - 2;
  const ranges: InstantRange[] = [];
  for (let i = 0; i < CHUNK_DAYS + 4; i += 1) {
    ranges.push(...openRangesOfDay(calendar, firstDay + i));
  }
  ranges.sort((a, b) => a.fromMs - b.fromMs);
  for (const range of ranges) {
    const fromMs = Math.max(range.fromMs, startMs);
    const toMs = Math.min(range.toMs, endMs);
    const last = joined.at(-1);
    if (fromMs >= toMs) continue;
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else joined.push({ fromMs, toMs });
  }
  return joined;
}

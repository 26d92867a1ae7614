import type { CompiledCalendar } from './calendar.ts';
import type { EpochMs } from './instant.ts';
import { MAX_INSTANT_MS, MIN_INSTANT_MS } from './instant.ts';
import type { InstantRange } from './open-chunks.ts';
import {
  CHUNK_MS,
  chunkNumberOf,
  firstClosingAfter,
  isChunk,
  MAX_IDLE_CHUNKS,
  openChunk,
  openMsBefore,
  totalOf,
} from './open-chunks.ts';
import type { OpenChunk } from './open-chunks.ts';

/** Open milliseconds in [from, to); 0 where the range is empty or reversed. */
export function openMsBetween(calendar: CompiledCalendar, from: EpochMs, to: EpochMs): number {
  const fromMs = Math.max(from, MIN_INSTANT_MS);
  const toMs = Math.min(to, MAX_INSTANT_MS - 1);
  if (!(fromMs < toMs) || !calendar.opensAtAll) return 0;
  const first = chunkNumberOf(fromMs);
  const last = chunkNumberOf(toMs);
  let sum =
    openMsBefore(openChunk(calendar, last), toMs) -
    openMsBefore(openChunk(calendar, first), fromMs);
  for (let n = first; n < last; n += 1) sum += totalOf(openChunk(calendar, n));
  return sum;
}

/**
 * The instant at which `amountMs` of open time after `from` is used up. Used up exactly at closing
 * time is that closing instant; an amount of 0 outside hours is the next opening. Null where ten
 * years bring no open time or the year 2300 comes first.
 */
export function afterOpenMs(
  calendar: CompiledCalendar,
  from: EpochMs,
  amountMs: number,
): EpochMs | null {
  if (amountMs <= 0) return openingAtOrAfter(calendar, from);
  let restMs = amountMs;
  return searchForward(calendar, from, (chunk, startMs) => {
    const wanted = openMsBefore(chunk, startMs) + restMs;
    restMs = wanted - totalOf(chunk);
    if (restMs > 0) return null;
    const i = lowestIndex(chunk.opens.length, (n) => chunk.openBefore[n + 1]! >= wanted);
    return chunk.opens[i]! + wanted - chunk.openBefore[i]!;
  });
}

/**
 * The instant from which `amountMs` of open time lead up to `to`: the mirror of `afterOpenMs`.
 * Used up exactly at an opening is that opening; an amount of 0 outside hours is the last closing.
 */
export function beforeOpenMs(
  calendar: CompiledCalendar,
  to: EpochMs,
  amountMs: number,
): EpochMs | null {
  let restMs = amountMs;
  return searchBackward(calendar, to, (chunk, endMs) => {
    if (restMs <= 0) return lastOpenMoment(chunk, endMs);
    const wanted = openMsBefore(chunk, endMs) - restMs;
    restMs = -wanted;
    if (wanted < 0) return null;
    const i = lowestIndex(chunk.opens.length, (n) => chunk.openBefore[n + 1]! > wanted);
    return chunk.opens[i]! + wanted - chunk.openBefore[i]!;
  });
}

/** `from` where that is open, else the next opening. */
export function openingAtOrAfter(calendar: CompiledCalendar, from: EpochMs): EpochMs | null {
  return searchForward(calendar, from, (chunk, startMs) => {
    const i = firstClosingAfter(chunk, startMs);
    return i < chunk.opens.length ? Math.max(chunk.opens[i]!, startMs) : null;
  });
}

/** The end of the open interval that holds `from`; null where `from` is closed or nothing closes. */
export function closingAfter(calendar: CompiledCalendar, from: EpochMs): EpochMs | null {
  let atMs = from;
  for (let hops = 0; hops <= MAX_IDLE_CHUNKS; hops += 1) {
    if (!isChunk(chunkNumberOf(atMs))) return null;
    const chunk = openChunk(calendar, chunkNumberOf(atMs));
    const i = firstClosingAfter(chunk, atMs);
    const isOpen = i < chunk.opens.length && chunk.opens[i]! <= atMs;
    if (!isOpen) return atMs === from ? null : atMs;
    atMs = chunk.closes[i]!;
  }
  return null;
}

/** The open intervals of [from, to), cut at both ends, ascending, touching ones joined. */
export function openRanges(
  calendar: CompiledCalendar,
  fromMs: EpochMs,
  toMs: EpochMs,
): InstantRange[] {
  const ranges: { fromMs: EpochMs; toMs: EpochMs }[] = [];
  const end = Math.min(toMs, MAX_INSTANT_MS);
  let start = Math.max(fromMs, MIN_INSTANT_MS);
  if (!calendar.opensAtAll) return ranges;
  while (start < end) {
    const chunk = openChunk(calendar, chunkNumberOf(start));
    for (let i = firstClosingAfter(chunk, start); i < chunk.opens.length; i += 1) {
      const range = {
        fromMs: Math.max(chunk.opens[i]!, start),
        toMs: Math.min(chunk.closes[i]!, end),
      };
      const last = ranges.at(-1);
      if (range.fromMs >= range.toMs) break;
      if (last?.toMs === range.fromMs) last.toMs = range.toMs;
      else ranges.push(range);
    }
    start = chunk.startMs + CHUNK_MS;
  }
  return ranges;
}

function searchForward(
  calendar: CompiledCalendar,
  from: EpochMs,
  visit: (chunk: OpenChunk, startMs: EpochMs) => EpochMs | null,
): EpochMs | null {
  if (!calendar.opensAtAll) return null;
  let startMs = Math.max(from, MIN_INSTANT_MS);
  let idle = 0;
  for (let n = chunkNumberOf(startMs); isChunk(n) && idle <= MAX_IDLE_CHUNKS; n += 1) {
    const chunk = openChunk(calendar, n);
    const found = visit(chunk, startMs);
    if (found !== null) return found;
    idle = chunk.opens.length > 0 ? 0 : idle + 1;
    startMs = chunk.startMs + CHUNK_MS;
  }
  return null;
}

/** `endMs` is `to` in its own chunk and the chunk's end in every chunk before that. */
function searchBackward(
  calendar: CompiledCalendar,
  to: EpochMs,
  visit: (chunk: OpenChunk, endMs: EpochMs) => EpochMs | null,
): EpochMs | null {
  if (!calendar.opensAtAll) return null;
  let endMs = Math.min(to, MAX_INSTANT_MS - 1);
  let idle = 0;
  for (let n = chunkNumberOf(endMs); isChunk(n) && idle <= MAX_IDLE_CHUNKS; n -= 1) {
    const chunk = openChunk(calendar, n);
    const found = visit(chunk, endMs);
    if (found !== null) return found;
    idle = chunk.opens.length > 0 ? 0 : idle + 1;
    endMs = chunk.startMs;
  }
  return null;
}

/** The latest moment up to `endMs` with open time directly before it. */
function lastOpenMoment(chunk: OpenChunk, endMs: EpochMs): EpochMs | null {
  const i = lowestIndex(chunk.opens.length, (n) => chunk.opens[n]! >= endMs) - 1;
  return i < 0 ? null : Math.min(chunk.closes[i]!, endMs);
}

/** The lowest n below `length` for which the rising condition holds, else `length`. */
function lowestIndex(length: number, holds: (n: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

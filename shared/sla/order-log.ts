import type { EpochMs } from './instant.ts';
import { parseInstant } from './instant.ts';
import type { SlaEvent } from './sla-types.ts';

export interface TimedEvent {
  readonly ms: EpochMs;
  readonly event: SlaEvent;
}

/** A log ready to be replayed: its events up to now, creation first, then by instant and id. */
export interface OrderedLog {
  readonly nowMs: EpochMs;
  readonly entries: readonly TimedEvent[];
  /** The first event that lies ahead of now, as another machine's clock may write it. */
  readonly nextEventMs: EpochMs | null;
}

/**
 * Orders a log that arrived in any order. Events dated before the creation count as of the
 * creation; a second creation is ignored; without one up to now nothing has begun. Throws a
 * RangeError that names the event whose instant cannot be read.
 */
export function orderLog(events: readonly SlaEvent[], nowMs: EpochMs): OrderedLog {
  const timed = events.map((event) => ({ ms: instantOf(event), event }));
  if (!isOrdered(timed)) timed.sort(byInstant);
  const created = timed.find(({ event }) => event.kind === 'created');
  if (!created) return { nowMs, entries: [], nextEventMs: null };
  if (created.ms > nowMs) return { nowMs, entries: [], nextEventMs: created.ms };
  const entries: TimedEvent[] = [created];
  let nextEventMs: EpochMs | null = null;
  for (const { ms, event } of timed) {
    if (event.kind === 'created') continue;
    if (ms <= nowMs) entries.push({ ms: Math.max(ms, created.ms), event });
    else nextEventMs ??= ms;
  }
  return { nowMs, entries, nextEventMs };
}

function instantOf(event: SlaEvent): EpochMs {
  const ms = parseInstant(event.at);
  if (ms === null) throw new RangeError(`Event ${event.id}: "${event.at}" is not an instant.`);
  return ms;
}

function byInstant(a: TimedEvent, b: TimedEvent): number {
  if (a.ms !== b.ms) return a.ms - b.ms;
  if (a.event.id === b.event.id) return 0;
  return a.event.id < b.event.id ? -1 : 1;
}

function isOrdered(timed: readonly TimedEvent[]): boolean {
  return timed.every((entry, i) => i === 0 || byInstant(timed[i - 1]!, entry) <= 0);
}

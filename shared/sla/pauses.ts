import { amountMsOf } from './business-time.ts';
import type { CompiledCalendar } from './calendar.ts';
import type { EpochMs } from './instant.ts';
import { SECOND_MS } from './instant.ts';
import { afterOpenMs, openMsBetween } from './open-time.ts';

/** A stretch in which a clock stands still; without an end it still lasts. */
export interface Pause {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs | null;
}

/** A stretch in which a clock may run; without an end it is the last. */
export interface RunningStretch {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs | null;
}

/**
 * What pauses leave of the time from `start` on, ascending. Pauses may overlap, touch, be empty,
 * reversed (then they are none) and come in any order.
 */
export function runningStretches(start: EpochMs, pauses: readonly Pause[]): RunningStretch[] {
  const stretches: RunningStretch[] = [];
  let atMs: EpochMs = start;
  for (const { fromMs, toMs } of [...pauses].sort((a, b) => a.fromMs - b.fromMs)) {
    if (toMs !== null && toMs <= Math.max(atMs, fromMs)) continue;
    if (fromMs > atMs) stretches.push({ fromMs: atMs, toMs: fromMs });
    if (toMs === null) return stretches;
    atMs = toMs;
  }
  return [...stretches, { fromMs: atMs, toMs: null }];
}

/**
 * The instant at which the open time of the stretches adds up to `amountMs`; null where it never
 * does. An amount of 0 is the first open moment of a stretch.
 */
export function afterOpenMsOf(
  calendar: CompiledCalendar,
  stretches: Iterable<RunningStretch>,
  amountMs: number,
): EpochMs | null {
  let restMs = amountMs;
  for (const { fromMs, toMs } of stretches) {
    const openMs = toMs === null ? Infinity : openMsBetween(calendar, fromMs, toMs);
    if (openMs > 0 && openMs >= restMs) return afterOpenMs(calendar, fromMs, restMs);
    restMs -= openMs;
  }
  return null;
}

/** `businessDue` with a clock that stands still in the pauses; null also while one still lasts. */
export function businessDueWithPauses(
  calendar: CompiledCalendar,
  start: EpochMs,
  amountSeconds: number,
  pauses: readonly Pause[],
): EpochMs | null {
  return afterOpenMsOf(calendar, runningStretches(start, pauses), amountMsOf(amountSeconds));
}

/** `businessElapsed` without the open time that lies in pauses. */
export function businessElapsedWithPauses(
  calendar: CompiledCalendar,
  start: EpochMs,
  end: EpochMs,
  pauses: readonly Pause[],
): number {
  let openMs = 0;
  for (const { fromMs, toMs } of runningStretches(start, pauses)) {
    openMs += openMsBetween(calendar, fromMs, Math.min(end, toMs ?? end));
  }
  return openMs / SECOND_MS;
}

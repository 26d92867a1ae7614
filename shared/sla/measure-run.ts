import type { CompiledCalendar } from './calendar.ts';
import type { EpochMs } from './instant.ts';
import { MINUTE_MS } from './instant.ts';
import { afterOpenMs, closingAfter, openingAtOrAfter, openMsBetween } from './open-time.ts';
import type { OrderedLog } from './order-log.ts';
import { afterOpenMsOf } from './pauses.ts';
import type { RunSpan, TargetRun } from './target-runs.ts';

/** A run in figures at `now`, all in milliseconds. */
export interface RunMeasure {
  readonly elapsedMs: number;
  readonly targetMs: number;
  readonly dueMs: EpochMs | null;
  readonly breachedMs: EpochMs | null;
  readonly isWarning: boolean;
  /** The calendar is open at `now`; meaningful while the run counts. */
  readonly isOpen: boolean;
  readonly nextChangeMs: EpochMs | null;
}

/** Counts a run that has a target. `minutes` must be defined. */
export function measureRun(
  calendar: CompiledCalendar,
  run: TargetRun,
  warnAtPercent: number,
  log: OrderedLog,
): RunMeasure {
  const targetMs = Math.round(run.minutes! * MINUTE_MS);
  const warnMs = Math.round((targetMs * warnAtPercent) / 100);
  const endMs = run.stoppedMs ?? run.supersededMs;
  const active = run.spans.filter(({ kind }) => kind === 'active');
  const elapsedMs = openMsOf(calendar, active, log.nowMs);
  const dueMs = reachedMs(calendar, active, targetMs, elapsedMs, endMs);
  const breachedMs = breachOf(dueMs, endMs, log.nowMs);
  const isLive = endMs === null;
  const isCounting = isLive && run.spans.at(-1)!.kind === 'active';
  const edge = isCounting ? nextEdge(calendar, log.nowMs) : { isOpen: false, atMs: null };
  const isWarning = isLive && breachedMs === null && elapsedMs >= warnMs;
  const changes = [log.nextEventMs, edge.atMs];
  if (isCounting && breachedMs === null) {
    changes.push(dueMs, isWarning ? null : afterOpenMs(calendar, log.nowMs, warnMs - elapsedMs));
  }
  const nextChangeMs = earliestAfter(log.nowMs, changes);
  return { elapsedMs, targetMs, dueMs, breachedMs, isWarning, isOpen: edge.isOpen, nextChangeMs };
}

function openMsOf(calendar: CompiledCalendar, active: readonly RunSpan[], nowMs: EpochMs): number {
  let openMs = 0;
  for (const { fromMs, toMs } of active) openMs += openMsBetween(calendar, fromMs, toMs ?? nowMs);
  return openMs;
}

/**
 * When the run's active time adds up to the target. A run that ended before that is due when it
 * would have been without the end; one that is paused before that is not due at all.
 */
function reachedMs(
  calendar: CompiledCalendar,
  active: readonly RunSpan[],
  targetMs: number,
  elapsedMs: number,
  endMs: EpochMs | null,
): EpochMs | null {
  const reached = afterOpenMsOf(calendar, active, targetMs);
  if (reached !== null || endMs === null) return reached;
  return afterOpenMs(calendar, endMs, targetMs - elapsedMs);
}

/** An end at the due instant itself is in time; an open run breaches when that instant comes. */
function breachOf(dueMs: EpochMs | null, endMs: EpochMs | null, nowMs: EpochMs): EpochMs | null {
  if (dueMs === null) return null;
  const isLate = endMs === null ? nowMs >= dueMs : endMs > dueMs;
  return isLate ? dueMs : null;
}

function nextEdge(calendar: CompiledCalendar, nowMs: EpochMs) {
  const opensMs = openingAtOrAfter(calendar, nowMs);
  if (opensMs !== nowMs) return { isOpen: false, atMs: opensMs };
  return { isOpen: true, atMs: closingAfter(calendar, nowMs) };
}

function earliestAfter(nowMs: EpochMs, changes: readonly (EpochMs | null)[]): EpochMs | null {
  let earliest: EpochMs | null = null;
  for (const ms of changes) {
    if (ms !== null && ms > nowMs && (earliest === null || ms < earliest)) earliest = ms;
  }
  return earliest;
}

import { addBusinessDays } from './business-days.ts';
import type { CompiledCalendar } from './calendar.ts';
import type { EpochMs } from './instant.ts';
import { MINUTE_MS } from './instant.ts';
import { afterOpenMs, closingAfter, openingAtOrAfter, openMsBetween } from './open-time.ts';
import type { RunSpan, TargetRun } from './run-replay.ts';
import type { SlaTarget } from './sla-types.ts';

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

/** A run whose target and calendars are known. */
export interface MeasurableRun extends TargetRun {
  readonly amount: number;
  readonly spans: (RunSpan & { readonly calendar: CompiledCalendar })[];
}

/** What keeps a run from being counted, if anything. */
export function isMeasurable(run: TargetRun): run is MeasurableRun {
  return run.amount !== undefined && run.spans.every(({ calendar }) => calendar !== undefined);
}

/**
 * Open milliseconds of a run's target, by the calendar it started under. Null where business days
 * are promised on a calendar that has none.
 */
export function targetMsOf(run: MeasurableRun): number | null {
  if (run.target.unit !== 'business-days') return Math.round(run.amount * MINUTE_MS);
  const [{ calendar }] = run.spans as [MeasurableRun['spans'][number]];
  const dueMs = addBusinessDays(calendar, run.startMs, Math.round(run.amount));
  return dueMs === null ? null : openMsBetween(calendar, run.startMs, dueMs);
}

/** Elapsed milliseconds at which something is due to be told: warning, breach and rules, unordered. */
export function thresholdsOf(target: SlaTarget, targetMs: number): readonly number[] {
  const thresholds = [Math.round((targetMs * target.warnAtPercent) / 100), targetMs];
  for (const { at, value } of target.rules ?? []) {
    const thresholdMs = thresholdOf(at, value, targetMs);
    if (thresholdMs !== null) thresholds.push(thresholdMs);
  }
  return thresholds;
}

/** Null where it lies before the start, as an hour before a target of half an hour. */
export function thresholdOf(
  at: 'percent' | 'before-due' | 'after-due',
  value: number,
  targetMs: number,
): number | null {
  if (at === 'percent') return Math.round((targetMs * value) / 100);
  const offsetMs = Math.round(value * MINUTE_MS);
  const thresholdMs = at === 'after-due' ? targetMs + offsetMs : targetMs - offsetMs;
  return thresholdMs < 0 ? null : thresholdMs;
}

/** Counts a run at `nowMs`; `eventMs` is the next thing known to come from outside. */
export function measureRun(
  run: MeasurableRun,
  targetMs: number,
  nowMs: EpochMs,
  eventMs: EpochMs | null,
): RunMeasure {
  const endMs = run.stoppedMs ?? run.supersededMs;
  const elapsedMs = elapsedMsOf(run, nowMs);
  const dueMs = dueMsOf(run, targetMs, elapsedMs);
  const breachedMs = breachOf(dueMs, endMs, nowMs);
  const last = run.spans.at(-1)!;
  const isCounting = endMs === null && last.kind === 'active';
  const edge = isCounting ? nextEdge(last.calendar, nowMs) : { isOpen: false, atMs: null };
  const warnMs = Math.round((targetMs * run.target.warnAtPercent) / 100);
  const changes = [eventMs, edge.atMs];
  if (isCounting) {
    if (breachedMs === null) changes.push(dueMs);
    const next = nextThreshold(run.target, targetMs, elapsedMs);
    if (next !== null) changes.push(afterOpenMs(last.calendar, nowMs, next - elapsedMs));
  }
  return {
    elapsedMs,
    targetMs,
    dueMs,
    breachedMs,
    isWarning: endMs === null && breachedMs === null && elapsedMs >= warnMs,
    isOpen: edge.isOpen,
    nextChangeMs: earliestAfter(nowMs, changes),
  };
}

/** Open milliseconds of a run up to its end or to now. */
export function elapsedMsOf({ spans }: MeasurableRun, nowMs: EpochMs): number {
  let openMs = 0;
  for (const { kind, calendar, fromMs, toMs } of spans) {
    if (kind === 'active') openMs += openMsBetween(calendar, fromMs, toMs ?? nowMs);
  }
  return openMs;
}

/**
 * When the run's active time adds up to so much; null while it is paused before that. An amount of
 * 0 is the first open moment of a stretch.
 */
export function reachedMsOf({ spans }: MeasurableRun, amountMs: number): EpochMs | null {
  let restMs = amountMs;
  for (const { kind, calendar, fromMs, toMs } of spans) {
    if (kind !== 'active') continue;
    const openMs = toMs === null ? Infinity : openMsBetween(calendar, fromMs, toMs);
    if (openMs > 0 && openMs >= restMs) return afterOpenMs(calendar, fromMs, restMs);
    restMs -= openMs;
  }
  return null;
}

/** A run that ended before its target was used up is due when it would have been without the end. */
function dueMsOf(run: MeasurableRun, targetMs: number, elapsedMs: number): EpochMs | null {
  const endMs = run.stoppedMs ?? run.supersededMs;
  const reached = reachedMsOf(run, targetMs);
  if (reached !== null || endMs === null) return reached;
  return afterOpenMs(run.spans.at(-1)!.calendar, endMs, targetMs - elapsedMs);
}

/** An end at the due instant itself is in time; an open run breaches when that instant comes. */
function breachOf(dueMs: EpochMs | null, endMs: EpochMs | null, nowMs: EpochMs): EpochMs | null {
  if (dueMs === null) return null;
  const isLate = endMs === null ? nowMs >= dueMs : endMs > dueMs;
  return isLate ? dueMs : null;
}

function nextThreshold(target: SlaTarget, targetMs: number, elapsedMs: number): number | null {
  let next: number | null = null;
  for (const thresholdMs of thresholdsOf(target, targetMs)) {
    if (thresholdMs > elapsedMs && (next === null || thresholdMs < next)) next = thresholdMs;
  }
  return next;
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

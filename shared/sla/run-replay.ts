import type { SlaMetric } from '../model/policy.ts';
import type { CompiledCalendar } from './calendar.ts';
import type { EpochMs } from './instant.ts';
import type { InForce, LineStep } from './policy-line.ts';
import type { SlaPolicy, SlaTarget } from './sla-types.ts';
import { holds } from './triggers.ts';

/** A stretch of a run in which its clock may count, is paused, or was stopped before a reopening. */
export interface RunSpan {
  readonly kind: 'active' | 'paused' | 'stopped';
  readonly fromMs: EpochMs;
  /** Null for the span that lasts. */
  toMs: EpochMs | null;
  /** The event that began it, or the id of the policy whose change did. */
  readonly causeEventId: string;
  readonly calendar: CompiledCalendar | undefined;
}

/** One run of a target's clock, from a start to a stop or to a change of target. */
export interface TargetRun {
  readonly startMs: EpochMs;
  readonly spans: RunSpan[];
  policy: SlaPolicy;
  target: SlaTarget;
  calendarId: string;
  priority: number | null;
  /** The figure in force, see `unit`; undefined: the record has no priority or none with a target. */
  amount: number | undefined;
  stoppedMs: EpochMs | null;
  /** What stopped it: being in a state, which can be left, or something done once and for all. */
  stoppedBy: 'state' | 'deed' | null;
  supersededMs: EpochMs | null;
  /** Where a change that counts from the start begins anew. */
  readonly origin: RunOrigin;
}

/** Where a run began in the steps, and what the record was then. */
export interface RunOrigin {
  readonly step: number;
  readonly causeEventId: string;
  readonly moment: Moment;
}

/** What a record is at one moment, as far as conditions ask. */
export interface Moment {
  readonly state: string;
  readonly reason: string | undefined;
  readonly priority: number | null;
}

/** What is in force, with the target of the metric that is replayed. */
export interface Chosen extends InForce {
  readonly target: SlaTarget;
}

/** A replay under way; `target-runs.ts` plays it. */
export interface Replay {
  readonly metric: SlaMetric;
  readonly steps: readonly LineStep[];
  readonly runs: TargetRun[];
  moment: Moment;
  /** A trigger ended the pause, although the state that pauses lasts. */
  isResumed: boolean;
  chosen: Chosen | null;
}

/** Before the first event. */
export const NOTHING_YET: Moment = { state: '', reason: undefined, priority: null };

/** Whether the first run starts with the record and waits for nothing. */
export function startsAtOnce({ startOn }: SlaTarget): boolean {
  return startOn === undefined || startOn.length === 0;
}

// Written out: spreading a moment took a fifth of an evaluation's time.
/** The same moment in another state. */
export function inState({ priority }: Moment, state: string, reason: string | undefined): Moment {
  return { state, reason, priority };
}

/** The same moment with another priority. */
export function withPriority({ state, reason }: Moment, priority: number | null): Moment {
  return { state, reason, priority };
}

/* Runs and spans -------------------------------------------------------------------- */

/** Begins a run under what is in force; it is stopped at once where the record is done. */
export function startRun(replay: Replay, step: number, ms: EpochMs, causeEventId: string): void {
  const { chosen, moment } = replay;
  if (!chosen) return;
  const { policy, target, calendarId, calendar } = chosen;
  const kind = isPaused(replay) ? 'paused' : 'active';
  replay.runs.push({
    startMs: ms,
    spans: [{ kind, fromMs: ms, toMs: null, causeEventId, calendar }],
    policy,
    target,
    calendarId,
    priority: moment.priority,
    amount: amountNow(replay),
    stoppedMs: null,
    stoppedBy: null,
    supersededMs: null,
    origin: { step, causeEventId, moment },
  });
  if (meets(replay, 'while-state')) stop(replay, ms, 'state');
}

/** Neither stopped nor closed by another target. */
export function isLive(run: TargetRun | undefined): run is TargetRun {
  return run !== undefined && run.stoppedMs === null && run.supersededMs === null;
}

/** Closes a run without a verdict: another target took its place. */
export function supersede(run: TargetRun, ms: EpochMs): void {
  closeSpan(run, ms);
  run.supersededMs = ms;
}

/** Stops the last run where its target names such a deed. */
export function stopOn(replay: Replay, ms: EpochMs, kind: string): void {
  if (replay.chosen?.target.stopWhen.some((condition) => condition.kind === kind)) {
    stop(replay, ms, 'deed');
  }
}

/** Stops the last run; its verdict follows from when. */
export function stop(replay: Replay, ms: EpochMs, by: 'state' | 'deed'): void {
  const run = replay.runs.at(-1);
  if (!isLive(run)) return;
  closeSpan(run, ms);
  run.stoppedMs = ms;
  run.stoppedBy = by;
}

/** Goes on in another manner, if it is another. */
export function changeSpan(
  replay: Replay,
  run: TargetRun,
  ms: EpochMs,
  kind: RunSpan['kind'],
  eventId: string,
): void {
  if (run.spans.at(-1)!.kind === kind) return;
  beginSpan(run, ms, kind, eventId, replay.chosen?.calendar);
}

/** Closes the stretch that lasts and begins the next. */
export function beginSpan(
  run: TargetRun,
  ms: EpochMs,
  kind: RunSpan['kind'],
  causeEventId: string,
  calendar: CompiledCalendar | undefined,
): void {
  closeSpan(run, ms);
  run.spans.push({ kind, fromMs: ms, toMs: null, causeEventId, calendar });
}

/** Ends the stretch that lasts. */
export function closeSpan(run: TargetRun, ms: EpochMs): void {
  run.spans.at(-1)!.toMs = ms;
}

/* Conditions ------------------------------------------------------------------------ */

/** The figure for the priority the record has now. */
export function amountNow({ chosen, moment }: Replay): number | undefined {
  return moment.priority === null ? undefined : chosen?.target.minutesByPriority[moment.priority];
}

/** Whether the clock stands still in the state the record is in. */
export function isPaused({ chosen, moment, isResumed }: Replay): boolean {
  return !isResumed && (chosen?.target.pauseWhile.some((state) => holds(state, moment)) ?? false);
}

/** Whether the record is in a state that stops the target, while or once it is in it. */
export function meets({ chosen, moment }: Replay, kind: 'while-state' | 'on-state'): boolean {
  return (
    chosen?.target.stopWhen.some(
      (condition) => condition.kind === kind && holds(condition, moment),
    ) ?? false
  );
}

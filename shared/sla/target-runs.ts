import { assertNever } from '../model/assert-never.ts';
import type { EpochMs } from './instant.ts';
import type { OrderedLog } from './order-log.ts';
import type { SlaEvent, SlaPolicy, SlaTarget, StateCondition, StopCondition } from './sla-types.ts';

/** A stretch of a run in which its clock may count, is paused, or was stopped before a reopening. */
export interface RunSpan {
  readonly kind: 'active' | 'paused' | 'stopped';
  readonly fromMs: EpochMs;
  /** Null for the span that lasts. */
  toMs: EpochMs | null;
  readonly causeEventId: string;
}

/** One run of a target's clock, from a start to a stop or to a change of target. */
export interface TargetRun {
  readonly startMs: EpochMs;
  readonly spans: RunSpan[];
  /** The target in force; undefined: the record has no priority or none with a target. */
  minutes: number | undefined;
  stoppedMs: EpochMs | null;
  /** What stopped it: being in a state, which can be left, or something done once and for all. */
  stoppedBy: 'state' | 'deed' | null;
  supersededMs: EpochMs | null;
}

interface Replay {
  readonly policy: SlaPolicy;
  readonly target: SlaTarget;
  readonly runs: TargetRun[];
  state: string;
  reason: string | undefined;
  priority: number | null;
}

/** Replays a log for one target: its runs, oldest first; none before the record exists. */
export function targetRuns(
  policy: SlaPolicy,
  target: SlaTarget,
  log: OrderedLog,
): readonly TargetRun[] {
  const replay: Replay = { policy, target, runs: [], state: '', reason: undefined, priority: null };
  for (const { ms, event } of log.entries) apply(replay, ms, event);
  return replay.runs;
}

function apply(replay: Replay, ms: EpochMs, event: SlaEvent): void {
  switch (event.kind) {
    case 'created':
      replay.priority = event.priority;
      enterState(replay, event);
      startRun(replay, ms, event.id);
      if (meets(replay, 'on-state')) stop(replay, ms, 'deed');
      return;
    case 'state':
      applyState(replay, ms, event);
      return;
    case 'priority':
      replay.priority = event.priority;
      applyTarget(replay, ms, event.id);
      return;
    case 'comment':
      if (event.isPublic && !event.byRequester) stopOn(replay, ms, 'on-response');
      return;
    case 'assignment':
      if (event.isAssigned) stopOn(replay, ms, 'on-assignment');
      return;
    default:
      assertNever(event);
  }
}

function applyState(replay: Replay, ms: EpochMs, event: SlaEvent & { kind: 'state' }): void {
  const run = currentRun(replay);
  const wasDone = meets(replay, 'while-state');
  enterState(replay, event);
  const isDone = meets(replay, 'while-state');
  if (run.stoppedMs !== null) {
    if (wasDone && !isDone) reopen(replay, run, ms, event.id);
  } else if (isDone) {
    stop(replay, ms, 'state');
  } else if (meets(replay, 'on-state')) {
    stop(replay, ms, 'deed');
  } else {
    changeSpan(run, ms, isPaused(replay) ? 'paused' : 'active', event.id);
  }
}

/** A stopped run is final, so a later priority does not touch it; see `reopen`. */
function applyTarget(replay: Replay, ms: EpochMs, eventId: string): void {
  const run = currentRun(replay);
  const minutes = minutesNow(replay);
  if (minutes === run.minutes) return;
  const isFinal = run.stoppedMs !== null && run.minutes !== undefined;
  if (isFinal) return;
  if (replay.policy.retroactive === 'fromStart') {
    run.minutes = minutes;
  } else if (run.stoppedMs === null) {
    supersede(replay, run, ms, eventId);
  }
}

function supersede(replay: Replay, run: TargetRun, ms: EpochMs, eventId: string): void {
  closeSpan(run, ms);
  run.supersededMs = ms;
  startRun(replay, ms, eventId);
}

function reopen(replay: Replay, run: TargetRun, ms: EpochMs, eventId: string): void {
  const { target, policy } = replay;
  const minutes = minutesNow(replay);
  if (target.reopen === 'nothing') return;
  if (target.reopen === 'restart') {
    startRun(replay, ms, eventId);
    return;
  }
  if (run.stoppedBy !== 'state') return;
  if (policy.retroactive === 'fromChange' && minutes !== run.minutes) {
    startRun(replay, ms, eventId);
    return;
  }
  run.minutes = minutes;
  run.spans.push({ kind: 'stopped', fromMs: run.stoppedMs!, toMs: null, causeEventId: eventId });
  run.stoppedMs = null;
  run.stoppedBy = null;
  changeSpan(run, ms, isPaused(replay) ? 'paused' : 'active', eventId);
}

function startRun(replay: Replay, ms: EpochMs, eventId: string): void {
  const kind = isPaused(replay) ? 'paused' : 'active';
  replay.runs.push({
    startMs: ms,
    spans: [{ kind, fromMs: ms, toMs: null, causeEventId: eventId }],
    minutes: minutesNow(replay),
    stoppedMs: null,
    stoppedBy: null,
    supersededMs: null,
  });
  if (meets(replay, 'while-state')) stop(replay, ms, 'state');
}

function stopOn(replay: Replay, ms: EpochMs, kind: 'on-response' | 'on-assignment'): void {
  if (replay.target.stopWhen.some((condition) => condition.kind === kind)) stop(replay, ms, 'deed');
}

function stop(replay: Replay, ms: EpochMs, by: 'state' | 'deed'): void {
  const run = currentRun(replay);
  if (run.stoppedMs !== null) return;
  closeSpan(run, ms);
  run.stoppedMs = ms;
  run.stoppedBy = by;
}

function changeSpan(run: TargetRun, ms: EpochMs, kind: RunSpan['kind'], eventId: string): void {
  if (run.spans.at(-1)!.kind === kind) return;
  closeSpan(run, ms);
  run.spans.push({ kind, fromMs: ms, toMs: null, causeEventId: eventId });
}

function closeSpan(run: TargetRun, ms: EpochMs): void {
  run.spans.at(-1)!.toMs = ms;
}

/** The log puts the creation first, so there is a run before anything else happens. */
function currentRun(replay: Replay): TargetRun {
  return replay.runs.at(-1)!;
}

function enterState(replay: Replay, event: { readonly state: string; readonly reason?: string }) {
  replay.state = event.state;
  replay.reason = event.reason;
}

function minutesNow(replay: Replay): number | undefined {
  return replay.priority === null ? undefined : replay.target.minutesByPriority[replay.priority];
}

function isPaused(replay: Replay): boolean {
  return replay.target.pauseWhile.some((condition) => holds(replay, condition));
}

function meets(replay: Replay, kind: 'while-state' | 'on-state'): boolean {
  return replay.target.stopWhen.some(
    (condition: StopCondition) => condition.kind === kind && holds(replay, condition),
  );
}

function holds(replay: Replay, { states, reasons }: StateCondition): boolean {
  if (!states.includes(replay.state)) return false;
  return reasons === undefined || (replay.reason !== undefined && reasons.includes(replay.reason));
}

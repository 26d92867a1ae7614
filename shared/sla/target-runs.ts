import { assertNever } from '../model/assert-never.ts';
import type { SlaMetric } from '../model/policy.ts';
import type { EpochMs } from './instant.ts';
import type { InForce, LineStep } from './policy-line.ts';
import type { Chosen, Replay, TargetRun } from './run-replay.ts';
import {
  amountNow,
  beginSpan,
  changeSpan,
  inState,
  isLive,
  isPaused,
  meets,
  NOTHING_YET,
  startRun,
  startsAtOnce,
  stop,
  stopOn,
  supersede,
  withPriority,
} from './run-replay.ts';
import type { SlaEvent } from './sla-types.ts';
import { isTriggered } from './triggers.ts';

/** Replays the steps of one line for one metric: its runs, oldest first. */
export function targetRuns(metric: SlaMetric, steps: readonly LineStep[]): readonly TargetRun[] {
  const replay: Replay = {
    metric,
    steps,
    runs: [],
    moment: NOTHING_YET,
    isResumed: false,
    chosen: null,
  };
  for (let index = 0; index < steps.length; index += 1) {
    adopt(replay, index);
    applyStep(replay, index);
  }
  return replay.runs;
}

/* What is in force ------------------------------------------------------------------ */

function chosenOf(inForce: InForce | null, metric: SlaMetric): Chosen | null {
  const target = inForce?.terms.targets.find((candidate) => candidate.metric === metric);
  if (!inForce || !target) return null;
  const { policy, terms, calendarId, calendar } = inForce;
  return { policy, terms, calendarId, calendar, target };
}

/** Takes over what is in force from a step on, before its event is applied. */
function adopt(replay: Replay, index: number): void {
  const step = replay.steps[index]!;
  const before = index === 0 ? undefined : replay.steps[index - 1]!.inForce;
  if (isSameForce(before, step.inForce)) return;
  replay.chosen = chosenOf(step.inForce, replay.metric);
  if (index === 0) return;
  const run = replay.runs.at(-1);
  if (run && isFinal(run)) return;
  const { chosen } = replay;
  if (chosen === null) {
    if (isLive(run)) supersede(run, step.ms);
  } else if (!isLive(run) && meets(replay, 'while-state')) {
    // Done before it was in force: it judges nothing of that.
    return;
  } else if (chosen.terms.retroactive === 'fromStart') {
    rewind(replay, index);
  } else {
    goOnUnder(replay, chosen, index);
  }
}

function isSameForce(a: InForce | null | undefined, b: InForce | null): boolean {
  if (a === b) return true;
  return !!a && !!b && a.terms === b.terms && a.calendar === b.calendar;
}

/** Counts what no verdict was given on, or the whole record, anew under what is in force now. */
function rewind(replay: Replay, index: number): void {
  let origin: TargetRun | undefined;
  while (replay.runs.length > 0 && !isFinal(replay.runs.at(-1)!)) origin = replay.runs.pop();
  replay.isResumed = false;
  let from = 0;
  if (origin && replay.runs.length > 0) {
    replay.moment = origin.origin.moment;
    startRun(replay, origin.origin.step, origin.startMs, origin.origin.causeEventId);
    from = origin.origin.step + 1;
  } else {
    replay.moment = NOTHING_YET;
  }
  for (let i = from; i < index; i += 1) applyStep(replay, i);
}

/** A stopped run keeps its verdict, whatever is decided later. */
function isFinal(run: TargetRun): boolean {
  return run.stoppedMs !== null && run.amount !== undefined;
}

/** Other terms from a step on; what was counted so far stays. */
function goOnUnder(replay: Replay, chosen: Chosen, index: number): void {
  const { ms, event } = replay.steps[index]!;
  if (event?.kind === 'priority') replay.moment = withPriority(replay.moment, event.priority);
  const run = replay.runs.at(-1);
  const cause = event?.id ?? chosen.policy.id;
  if (!isLive(run)) {
    if (startsAtOnce(chosen.target)) startRun(replay, index, ms, cause);
    return;
  }
  const isSameTarget = run.target.unit === chosen.target.unit && run.amount === amountNow(replay);
  if (!isSameTarget) {
    supersede(run, ms);
    startRun(replay, index, ms, cause);
    return;
  }
  run.policy = chosen.policy;
  run.target = chosen.target;
  run.calendarId = chosen.calendarId;
  const kind = isPaused(replay) ? 'paused' : 'active';
  const span = run.spans.at(-1)!;
  if (span.kind === kind && span.calendar === chosen.calendar) return;
  beginSpan(run, ms, kind, cause, chosen.calendar);
}

/* What happens ---------------------------------------------------------------------- */

function applyStep(replay: Replay, index: number): void {
  const { ms, event } = replay.steps[index]!;
  if (event === null) return;
  if (event.kind === 'created') {
    replay.moment = { state: event.state, reason: event.reason, priority: event.priority };
    if (replay.chosen && startsAtOnce(replay.chosen.target)) startRun(replay, index, ms, event.id);
  }
  if (replay.chosen && replay.runs.length === 0) startOnTrigger(replay, index, event);
  applyEvent(replay, index, ms, event);
  if (event.kind !== 'created') applyTriggers(replay, index, event);
}

function applyEvent(replay: Replay, index: number, ms: EpochMs, event: SlaEvent): void {
  switch (event.kind) {
    case 'created':
      if (meets(replay, 'on-state')) stop(replay, ms, 'deed');
      return;
    case 'state':
      applyState(replay, index, ms, event);
      return;
    case 'priority':
      replay.moment = withPriority(replay.moment, event.priority);
      applyTarget(replay, index, ms, event.id);
      return;
    case 'comment':
      if (event.byRequester) stopOn(replay, ms, 'on-requester-comment');
      else if (event.isPublic) stopOn(replay, ms, 'on-response');
      return;
    case 'assignment':
      if (event.isAssigned) stopOn(replay, ms, 'on-assignment');
      return;
    case 'facts':
      if ('teamId' in event.facts) stopOn(replay, ms, 'on-team-change');
      return;
    default:
      assertNever(event);
  }
}

function applyState(
  replay: Replay,
  index: number,
  ms: EpochMs,
  event: SlaEvent & { kind: 'state' },
): void {
  const wasDone = meets(replay, 'while-state');
  replay.moment = inState(replay.moment, event.state, event.reason);
  replay.isResumed = false;
  const { chosen } = replay;
  if (!chosen) return;
  const run = replay.runs.at(-1);
  const isDone = meets(replay, 'while-state');
  const isReopened = wasDone && !isDone;
  if (!run || run.supersededMs !== null) {
    // It came into force while the record was done.
    if (isReopened && startsAtOnce(chosen.target)) startRun(replay, index, ms, event.id);
  } else if (run.stoppedMs !== null) {
    if (isReopened) reopen(replay, run, index, event.id);
  } else if (isDone) {
    stop(replay, ms, 'state');
  } else if (meets(replay, 'on-state')) {
    stop(replay, ms, 'deed');
  } else {
    changeSpan(replay, run, ms, isPaused(replay) ? 'paused' : 'active', event.id);
  }
}

/** A stopped run is final, so a later priority does not touch it; see `reopen`. */
function applyTarget(replay: Replay, index: number, ms: EpochMs, eventId: string): void {
  const run = replay.runs.at(-1);
  if (!run || !replay.chosen || run.supersededMs !== null) return;
  const amount = amountNow(replay);
  if (amount === run.amount) {
    if (run.stoppedMs === null) run.priority = replay.moment.priority;
    return;
  }
  if (isFinal(run)) return;
  if (replay.chosen.terms.retroactive === 'fromStart') {
    run.amount = amount;
    run.priority = replay.moment.priority;
  } else if (run.stoppedMs === null) {
    supersede(run, ms);
    startRun(replay, index, ms, eventId);
  }
}

function reopen(replay: Replay, run: TargetRun, index: number, eventId: string): void {
  const { chosen } = replay;
  const { ms } = replay.steps[index]!;
  if (!chosen || chosen.target.reopen === 'nothing') return;
  if (chosen.target.reopen === 'restart') {
    startRun(replay, index, ms, eventId);
    return;
  }
  if (run.stoppedBy !== 'state') return;
  const amount = amountNow(replay);
  if (chosen.terms.retroactive === 'fromChange' && amount !== run.amount) {
    startRun(replay, index, ms, eventId);
    return;
  }
  run.amount = amount;
  run.priority = replay.moment.priority;
  run.policy = chosen.policy;
  run.target = chosen.target;
  run.calendarId = chosen.calendarId;
  const stopped = { kind: 'stopped', fromMs: run.stoppedMs!, causeEventId: eventId } as const;
  run.spans.push({ ...stopped, toMs: null, calendar: chosen.calendar });
  run.stoppedMs = null;
  run.stoppedBy = null;
  changeSpan(replay, run, ms, isPaused(replay) ? 'paused' : 'active', eventId);
}

/* Triggers -------------------------------------------------------------------------- */

function startOnTrigger(replay: Replay, index: number, event: SlaEvent): void {
  const { startOn } = replay.chosen!.target;
  if (!isTriggered(startOn, event)) return;
  if (event.kind === 'state') {
    replay.moment = inState(replay.moment, event.state, event.reason);
  }
  startRun(replay, index, replay.steps[index]!.ms, event.id);
}

function applyTriggers(replay: Replay, index: number, event: SlaEvent): void {
  const { chosen } = replay;
  const run = replay.runs.at(-1);
  if (!chosen || !isLive(run)) return;
  const { ms } = replay.steps[index]!;
  if (run.startMs !== ms && isTriggered(chosen.target.resetOn, event)) {
    stop(replay, ms, 'deed');
    startRun(replay, index, ms, event.id);
  } else if (run.spans.at(-1)!.kind === 'paused' && isTriggered(chosen.target.resumeOn, event)) {
    replay.isResumed = true;
    changeSpan(replay, run, ms, 'active', event.id);
  }
}

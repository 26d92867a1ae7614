import type { SlaMetric } from '../model/policy.ts';
import type { CompiledCalendar } from './calendar.ts';
import type { EpochMs } from './instant.ts';
import { formatInstant, parseInstant, SECOND_MS } from './instant.ts';
import type { MeasurableRun, RunMeasure } from './measure-run.ts';
import { isMeasurable, measureRun, targetMsOf } from './measure-run.ts';
import { orderLog } from './order-log.ts';
import type { MetricRuns } from './run-lines.ts';
import { runLines } from './run-lines.ts';
import type {
  EarlierRun,
  SlaClock,
  SlaEvent,
  SlaPolicy,
  SlaState,
  SlaTargetResult,
} from './sla-types.ts';
import type { TargetRun } from './run-replay.ts';

export interface SlaInput {
  /** What happened to one record, in any order. */
  readonly events: readonly SlaEvent[];
  /**
   * Policies in the order in which they are asked. Those of one line exclude each other, lines run
   * side by side.
   */
  readonly policies: readonly SlaPolicy[];
  /** By id. */
  readonly calendars: ReadonlyMap<string, CompiledCalendar>;
  /** Id of a place or a team → id of its calendar. */
  readonly calendarOf?: ReadonlyMap<string, string>;
  /** ISO 8601. Later events are left out, so an earlier instant shows the record as of then. */
  readonly now: string;
}

export interface SlaEvaluation {
  /** One result per agreement and metric that applies, in the order of the policies. */
  readonly targets: readonly SlaTargetResult[];
  /** The earliest `nextChangeAt` of the targets: evaluate again then or when an event comes. */
  readonly nextChangeAt: string | null;
}

/**
 * Evaluates the service levels of one record: a pure function, the same on every machine and in
 * whatever order the events arrived. Throws a RangeError for an instant that cannot be read.
 */
export function evaluateSla(input: SlaInput): SlaEvaluation {
  const log = orderLog(input.events, nowOf(input));
  const lines = runLines(log, input.policies, input);
  const targets = lines.flatMap((line) => {
    const result = evaluateMetric(line, log.nowMs, log.entries.length === 0);
    return result === null ? [] : [result];
  });
  // A line that does not apply yet has no target, and may have one from then on.
  const changes = [
    ...targets.map((target) => target.nextChangeAt),
    ...lines.map(({ nextMs }) => formatOrNull(nextMs)),
  ];
  let nextChangeAt: string | null = null;
  for (const at of changes) {
    if (at !== null && (nextChangeAt === null || at < nextChangeAt)) nextChangeAt = at;
  }
  return { targets, nextChangeAt };
}

/** `now` as epoch milliseconds. */
export function nowOf({ now }: { readonly now: string }): EpochMs {
  const nowMs = parseInstant(now);
  if (nowMs === null) throw new RangeError(`now: "${now}" is not an instant.`);
  return nowMs;
}

/** The run a result is about; null where the line does not apply, or not any more. */
export function currentRun(runs: readonly TargetRun[]): TargetRun | null {
  const run = runs.at(-1);
  return run && run.supersededMs === null ? run : null;
}

function evaluateMetric(
  line: MetricRuns,
  nowMs: EpochMs,
  isUnborn: boolean,
): SlaTargetResult | null {
  const run = currentRun(line.runs);
  if (run === null) return waiting(line, isUnborn);
  if (run.amount === undefined) return notStarted(line, run, nowMs, null);
  if (!isMeasurable(run)) {
    const problem = `Calendar ${run.calendarId} of policy "${run.policy.name}" is not known here.`;
    return notStarted(line, run, nowMs, problem);
  }
  const targetMs = targetMsOf(run);
  if (targetMs === null) {
    const problem = `The calendar of policy "${run.policy.name}" never opens.`;
    return notStarted(line, run, nowMs, problem);
  }
  const measure = measureRun(run, targetMs, nowMs, line.nextMs);
  return {
    policyId: run.policy.id,
    policyKind: run.policy.kind,
    metric: line.metric,
    priority: run.priority,
    calendarId: run.calendarId,
    state: stateOf(run, measure),
    clock: clockOf(run, measure),
    startedAt: formatInstant(run.startMs),
    ...amountsOf(measure),
    dueAt: formatOrNull(measure.dueMs),
    breachedAt: formatOrNull(measure.breachedMs),
    stoppedAt: formatOrNull(run.stoppedMs),
    warnAtPercent: run.target.warnAtPercent,
    warning: measure.isWarning,
    nextChangeAt: formatOrNull(measure.nextChangeMs),
    earlierRuns: earlierRuns(line, nowMs),
    problem: null,
  };
}

/** A line without a run: shown where it is sure to apply, or waits for its start. */
function waiting(line: MetricRuns, isUnborn: boolean): SlaTargetResult | null {
  const [policy] = line.line;
  if (!policy || line.runs.length > 0 || line.line.length > 1) return null;
  const target = policy.targets.find(({ metric }) => metric === line.metric);
  const isForAll = policy.ticketKinds === undefined && (policy.conditions ?? []).length === 0;
  const waits = target?.startOn !== undefined && target.startOn.length > 0;
  if (!target || !isForAll || !(isUnborn || waits)) return null;
  return emptyResult(line, policy, target.warnAtPercent, null);
}

function notStarted(
  line: MetricRuns,
  run: TargetRun,
  nowMs: EpochMs,
  problem: string | null,
): SlaTargetResult {
  const { policy, target, priority, calendarId } = run;
  return {
    ...emptyResult(line, policy, target.warnAtPercent, problem),
    priority,
    calendarId,
    earlierRuns: earlierRuns(line, nowMs),
  };
}

function emptyResult(
  { metric, nextMs }: { readonly metric: SlaMetric; readonly nextMs: number | null },
  policy: SlaPolicy,
  warnAtPercent: number,
  problem: string | null,
): SlaTargetResult {
  return {
    policyId: policy.id,
    policyKind: policy.kind,
    metric,
    priority: null,
    calendarId: policy.calendarId,
    state: 'not-started',
    clock: 'stopped',
    startedAt: null,
    elapsedSeconds: 0,
    targetSeconds: null,
    remainingSeconds: null,
    overSeconds: 0,
    percent: 0,
    dueAt: null,
    breachedAt: null,
    stoppedAt: null,
    warnAtPercent,
    warning: false,
    nextChangeAt: formatOrNull(nextMs),
    earlierRuns: [],
    problem,
  };
}

function stateOf(run: TargetRun, measure: RunMeasure): SlaState {
  if (measure.breachedMs !== null) return 'breached';
  if (run.stoppedMs !== null) return 'met';
  return run.spans.at(-1)!.kind === 'paused' ? 'paused' : 'running';
}

function clockOf(run: TargetRun, measure: RunMeasure): SlaClock {
  if (run.stoppedMs !== null) return 'stopped';
  if (run.spans.at(-1)!.kind === 'paused') return 'paused';
  return measure.isOpen ? 'counting' : 'outside-hours';
}

function amountsOf({ elapsedMs, targetMs }: RunMeasure) {
  return {
    elapsedSeconds: elapsedMs / SECOND_MS,
    targetSeconds: targetMs / SECOND_MS,
    remainingSeconds: Math.max(0, targetMs - elapsedMs) / SECOND_MS,
    overSeconds: Math.max(0, elapsedMs - targetMs) / SECOND_MS,
    percent: targetMs === 0 ? 100 : (elapsedMs / targetMs) * 100,
  };
}

function earlierRuns({ runs }: MetricRuns, nowMs: EpochMs): EarlierRun[] {
  return runs.slice(0, -1).flatMap((run) => earlierRun(run, nowMs));
}

function earlierRun(run: TargetRun, nowMs: EpochMs): EarlierRun[] {
  const targetMs = isMeasurable(run) ? targetMsOf(run) : null;
  if (targetMs === null) return [];
  const measure = measureRun(run as MeasurableRun, targetMs, nowMs, null);
  const state = run.stoppedMs === null ? 'superseded' : 'met';
  return [
    {
      policyId: run.policy.id,
      startedAt: formatInstant(run.startMs),
      endedAt: formatInstant((run.stoppedMs ?? run.supersededMs)!),
      state: measure.breachedMs === null ? state : 'breached',
      elapsedSeconds: measure.elapsedMs / SECOND_MS,
      targetSeconds: targetMs / SECOND_MS,
      breachedAt: formatOrNull(measure.breachedMs),
    },
  ];
}

function formatOrNull(ms: EpochMs | null): string | null {
  return ms === null ? null : formatInstant(ms);
}

import type { CompiledCalendar } from './calendar.ts';
import type { EpochMs } from './instant.ts';
import { formatInstant, MINUTE_MS, parseInstant, SECOND_MS } from './instant.ts';
import type { RunMeasure } from './measure-run.ts';
import { measureRun } from './measure-run.ts';
import type { OrderedLog } from './order-log.ts';
import { orderLog } from './order-log.ts';
import type {
  EarlierRun,
  SlaClock,
  SlaEvent,
  SlaPolicy,
  SlaState,
  SlaTarget,
  SlaTargetResult,
} from './sla-types.ts';
import { targetRuns } from './target-runs.ts';
import type { TargetRun } from './target-runs.ts';

export interface SlaInput {
  /** What happened to one record, in any order. */
  readonly events: readonly SlaEvent[];
  /** The policies that apply to the record; several may run side by side. */
  readonly policies: readonly SlaPolicy[];
  readonly calendars: ReadonlyMap<string, CompiledCalendar>;
  /** ISO 8601. Later events are left out, so an earlier instant shows the record as of then. */
  readonly now: string;
}

export interface SlaEvaluation {
  /** One result per target, in the order of the policies and their targets. */
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
  const targets = input.policies.flatMap((policy) =>
    policy.targets.map((target) =>
      evaluateTarget(policy, target, log, input.calendars.get(policy.calendarId)),
    ),
  );
  let nextChangeAt: string | null = null;
  for (const { nextChangeAt: at } of targets) {
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

function evaluateTarget(
  policy: SlaPolicy,
  target: SlaTarget,
  log: OrderedLog,
  calendar: CompiledCalendar | undefined,
): SlaTargetResult {
  if (!calendar) {
    const problem = `Calendar ${policy.calendarId} of policy "${policy.name}" is not known here.`;
    return notStarted(policy, target, log, problem);
  }
  const runs = targetRuns(policy, target, log);
  const run = runs.at(-1);
  if (run?.minutes === undefined) return notStarted(policy, target, log, null);
  const measure = measureRun(calendar, run, target.warnAtPercent, log);
  return {
    policyId: policy.id,
    policyKind: policy.kind,
    metric: target.metric,
    state: stateOf(run, measure),
    clock: clockOf(run, measure),
    startedAt: formatInstant(run.startMs),
    ...amountsOf(measure),
    dueAt: formatOrNull(measure.dueMs),
    breachedAt: formatOrNull(measure.breachedMs),
    stoppedAt: formatOrNull(run.stoppedMs),
    warnAtPercent: target.warnAtPercent,
    warning: measure.isWarning,
    nextChangeAt: formatOrNull(measure.nextChangeMs),
    earlierRuns: runs.slice(0, -1).flatMap((earlier) => earlierRun(calendar, earlier, target, log)),
    problem: null,
  };
}

function notStarted(
  policy: SlaPolicy,
  target: SlaTarget,
  log: OrderedLog,
  problem: string | null,
): SlaTargetResult {
  return {
    policyId: policy.id,
    policyKind: policy.kind,
    metric: target.metric,
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
    warnAtPercent: target.warnAtPercent,
    warning: false,
    nextChangeAt: formatOrNull(log.nextEventMs),
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

function earlierRun(
  calendar: CompiledCalendar,
  run: TargetRun,
  target: SlaTarget,
  log: OrderedLog,
): EarlierRun[] {
  if (run.minutes === undefined) return [];
  const measure = measureRun(calendar, run, target.warnAtPercent, log);
  const state = run.stoppedMs === null ? 'superseded' : 'met';
  return [
    {
      startedAt: formatInstant(run.startMs),
      endedAt: formatInstant((run.stoppedMs ?? run.supersededMs)!),
      state: measure.breachedMs === null ? state : 'breached',
      elapsedSeconds: measure.elapsedMs / SECOND_MS,
      targetSeconds: (run.minutes * MINUTE_MS) / SECOND_MS,
      breachedAt: formatOrNull(measure.breachedMs),
    },
  ];
}

function formatOrNull(ms: EpochMs | null): string | null {
  return ms === null ? null : formatInstant(ms);
}

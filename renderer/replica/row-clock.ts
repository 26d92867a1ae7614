import { evaluateSla } from '../../shared/sla/evaluate-sla.ts';
import type { SlaEvaluation, SlaInput } from '../../shared/sla/evaluate-sla.ts';
import type { SlaTargetResult } from '../../shared/sla/sla-types.ts';

export type RowClockState = 'running' | 'warning' | 'paused' | 'breached' | 'met' | 'none';

/** The clock of a row: the target that is due next, or the verdict when none is open. */
export interface RowClock {
  readonly state: RowClockState;
  readonly metric: SlaTargetResult['metric'] | null;
  /** Which agreement it is of; null where there is none. */
  readonly kind: SlaTargetResult['policyKind'] | null;
  readonly policyId: string | null;
  /** Open time left in milliseconds; negative when over. */
  readonly remainingMs: number;
  readonly percent: number;
  /** Milliseconds since 1970; null while paused and where nothing is due. */
  readonly dueAt: number | null;
  /** Ascending: breached first, then what is due next, then what waits, then what is done. */
  readonly sortKey: number;
}

export const NO_CLOCK: RowClock = {
  state: 'none',
  metric: null,
  kind: null,
  policyId: null,
  remainingMs: 0,
  percent: 0,
  dueAt: null,
  sortKey: Number.MAX_SAFE_INTEGER,
};
/** Waiting rows sort behind everything due in the next centuries, by the time they have left. */
const WAITING_FROM = 1e14;

function stateOf(target: SlaTargetResult): RowClockState {
  if (target.state === 'not-started') return 'none';
  if (target.state === 'running') return target.warning ? 'warning' : 'running';
  return target.state;
}

function toRowClock(target: SlaTargetResult): RowClock {
  const remainingMs = ((target.remainingSeconds ?? 0) - target.overSeconds) * 1000;
  const dueAt = target.dueAt === null ? null : Date.parse(target.dueAt);
  return {
    state: stateOf(target),
    metric: target.metric,
    kind: target.policyKind,
    policyId: target.policyId,
    remainingMs,
    percent: target.percent,
    dueAt,
    sortKey: dueAt ?? WAITING_FROM + remainingMs,
  };
}

/**
 * The target a row shows: of the open ones of all agreements the one due next; when all are done,
 * the resolution promised to customers.
 */
function shownTarget({ targets }: SlaEvaluation): SlaTargetResult | undefined {
  let next: SlaTargetResult | undefined;
  let nextKey = Infinity;
  for (const target of targets) {
    if (target.stoppedAt !== null || target.state === 'not-started') continue;
    const key = toRowClock(target).sortKey;
    if (key >= nextKey) continue;
    next = target;
    nextKey = key;
  }
  if (next) return next;
  const resolutions = targets.filter(({ metric }) => metric === 'resolution');
  return resolutions.find(({ policyKind }) => policyKind === 'sla') ?? resolutions[0];
}

/** Of a ticket's targets the open one that is due next; when all are done, the resolution's verdict. */
export function rowClockOf(evaluation: SlaEvaluation): RowClock {
  const target = shownTarget(evaluation);
  if (!target || target.state === 'not-started') return NO_CLOCK;
  const clock = toRowClock(target);
  return target.stoppedAt === null ? clock : { ...clock, sortKey: Number.MAX_SAFE_INTEGER - 1 };
}

/** A clock as it was at an instant, and until when it goes on by itself. */
export interface EvaluatedClock {
  readonly clock: RowClock;
  readonly atMs: number;
  /** Then it must be evaluated again; Infinity where only an event changes it. */
  readonly untilMs: number;
  /** Per millisecond, while it counts; null while it stands still. */
  readonly percentPerMs: number | null;
}

/** Evaluates a ticket's service levels. Throws a RangeError for an instant that cannot be read. */
export function evaluateClock(input: Omit<SlaInput, 'now'>, nowMs: number): EvaluatedClock {
  const evaluation = evaluateSla({ ...input, now: new Date(nowMs).toISOString() });
  const target = shownTarget(evaluation);
  const isCounting = target?.clock === 'counting' && target.targetSeconds;
  return {
    clock: rowClockOf(evaluation),
    atMs: nowMs,
    untilMs: evaluation.nextChangeAt === null ? Infinity : Date.parse(evaluation.nextChangeAt),
    percentPerMs: isCounting ? 100 / (isCounting * 1000) : null,
  };
}

/** The clock at an instant between its evaluation and its next change: it counts, nothing else. */
export function clockAt(evaluated: EvaluatedClock, nowMs: number): RowClock {
  const { clock, atMs, percentPerMs } = evaluated;
  const passedMs = nowMs - atMs;
  if (percentPerMs === null || passedMs === 0) return clock;
  return {
    ...clock,
    remainingMs: clock.remainingMs - passedMs,
    percent: clock.percent + passedMs * percentPerMs,
  };
}

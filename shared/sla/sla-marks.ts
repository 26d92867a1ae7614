import type { EscalationRule, SlaMetric } from '../model/policy.ts';
import type { SlaInput } from './evaluate-sla.ts';
import { currentRun, nowOf } from './evaluate-sla.ts';
import type { EpochMs } from './instant.ts';
import { formatInstant } from './instant.ts';
import type { MeasurableRun } from './measure-run.ts';
import { isMeasurable, reachedMsOf, targetMsOf, thresholdOf } from './measure-run.ts';
import { orderLog } from './order-log.ts';
import { runLines } from './run-lines.ts';
import type { SlaKind } from './sla-types.ts';

/** A point of a run at which somebody is to hear of it. */
export interface SlaMark {
  readonly policyId: string;
  readonly policyKind: SlaKind;
  readonly metric: SlaMetric;
  readonly runStartedAt: string;
  /** `warning`, `breach`, or the id of the policy's rule. */
  readonly ruleId: string;
  /** Null for `warning` and `breach`. */
  readonly rule: EscalationRule | null;
  /** When the counted time reached it; null: not yet. */
  readonly reachedAt: string | null;
  /** Where it lies on the target. */
  readonly percent: number;
  readonly dueAt: string | null;
}

interface Threshold {
  readonly ruleId: string;
  readonly rule: EscalationRule | null;
  readonly ms: number;
}

/**
 * Every warning, breach and escalation of the runs that are under way, reached or not. A run that
 * was stopped has none: nobody needs to hurry any more. Throws a RangeError as `evaluateSla` does.
 */
export function slaMarks(input: SlaInput): readonly SlaMark[] {
  const log = orderLog(input.events, nowOf(input));
  return runLines(log, input.policies, input).flatMap(({ runs, metric }) => {
    const run = currentRun(runs);
    if (run === null || run.stoppedMs !== null || !isMeasurable(run)) return [];
    const targetMs = targetMsOf(run);
    return targetMs === null ? [] : marksOf(run, metric, targetMs, log.nowMs);
  });
}

function marksOf(
  run: MeasurableRun,
  metric: SlaMetric,
  targetMs: number,
  nowMs: EpochMs,
): SlaMark[] {
  const dueMs = reachedMsOf(run, targetMs);
  return thresholds(run, targetMs).map(({ ruleId, rule, ms }) => {
    const reachedMs = ms === targetMs ? dueMs : reachedMsOf(run, ms);
    const isReached = reachedMs !== null && reachedMs <= nowMs;
    return {
      policyId: run.policy.id,
      policyKind: run.policy.kind,
      metric,
      runStartedAt: formatInstant(run.startMs),
      ruleId,
      rule,
      reachedAt: isReached ? formatInstant(reachedMs) : null,
      percent: targetMs === 0 ? 100 : (ms / targetMs) * 100,
      dueAt: dueMs === null ? null : formatInstant(dueMs),
    };
  });
}

function thresholds({ target }: MeasurableRun, targetMs: number): Threshold[] {
  const warnMs = Math.round((targetMs * target.warnAtPercent) / 100);
  const found: Threshold[] = [{ ruleId: 'breach', rule: null, ms: targetMs }];
  if (warnMs < targetMs) found.unshift({ ruleId: 'warning', rule: null, ms: warnMs });
  for (const rule of target.rules ?? []) {
    const ms = thresholdOf(rule.at, rule.value, targetMs);
    if (ms !== null) found.push({ ruleId: rule.id, rule, ms });
  }
  return found;
}

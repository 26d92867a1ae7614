import type { SlaMetric } from '../model/policy.ts';
import type { OrderedLog } from './order-log.ts';
import type { Choice } from './policy-line.ts';
import { planLine, policyLines } from './policy-line.ts';
import type { SlaPolicy } from './sla-types.ts';
import type { TargetRun } from './run-replay.ts';
import { targetRuns } from './target-runs.ts';

/** The runs of one metric under one line of policies. */
export interface MetricRuns {
  readonly line: readonly SlaPolicy[];
  readonly metric: SlaMetric;
  /** Oldest first; none where no policy of the line ever applied. */
  readonly runs: readonly TargetRun[];
  /** The first event or change of a policy that lies ahead of now. */
  readonly nextMs: number | null;
}

/** Replays a record under all its policies, in their order. */
export function runLines(
  log: OrderedLog,
  policies: readonly SlaPolicy[],
  choice: Choice,
): readonly MetricRuns[] {
  return linesOf(policies).flatMap(({ line, metrics }) => {
    const { steps, nextChangeMs } = planLine(line, log, choice);
    const nextMs = earlier(log.nextEventMs, nextChangeMs);
    return metrics.map((metric) => ({ line, metric, runs: targetRuns(metric, steps), nextMs }));
  });
}

interface Line {
  readonly line: readonly SlaPolicy[];
  readonly metrics: readonly SlaMetric[];
}

/** The same list of policies serves every record of a workspace. */
const known = new WeakMap<readonly SlaPolicy[], readonly Line[]>();

function linesOf(policies: readonly SlaPolicy[]): readonly Line[] {
  let lines = known.get(policies);
  if (!lines) {
    lines = policyLines(policies).map((line) => ({ line, metrics: metricsOf(line) }));
    known.set(policies, lines);
  }
  return lines;
}

function metricsOf(line: readonly SlaPolicy[]): readonly SlaMetric[] {
  const terms = line.flatMap((policy) => [policy, ...(policy.earlier ?? [])]);
  return [...new Set(terms.flatMap(({ targets }) => targets.map(({ metric }) => metric)))];
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

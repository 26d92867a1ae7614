import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';

/** Tells the targets of a record apart: of each agreement there is one of a metric. */
export function targetKey({
  policyKind,
  metric,
}: Pick<SlaTargetResult, 'policyKind' | 'metric'>): string {
  return `${policyKind}.${metric}`;
}

import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';

/** As many cards as stand beside each other; more would push the timeline out of sight. */
const SHOWN = 2;
const LAST = '9999';

function isOpen({ stoppedAt, state }: SlaTargetResult): boolean {
  return stoppedAt === null && state !== 'not-started';
}

/** What is due next first, then what waits, then what is over: a resolution before the others. */
function byUrgency(a: SlaTargetResult, b: SlaTargetResult): number {
  if (isOpen(a) !== isOpen(b)) return isOpen(a) ? -1 : 1;
  if (isOpen(a)) return (a.dueAt ?? LAST) < (b.dueAt ?? LAST) ? -1 : 1;
  return Number(b.metric === 'resolution') - Number(a.metric === 'resolution');
}

/**
 * The targets that are shown first, in their usual order: what is owed to customers next, and of
 * all the others what is due next, since that is what lists show.
 */
export function foremostTargets(targets: readonly SlaTargetResult[]): readonly SlaTargetResult[] {
  if (targets.length <= SHOWN) return targets;
  const sorted = [...targets].sort(byUrgency);
  const owed = sorted.find(({ policyKind }) => policyKind === 'sla') ?? sorted[0];
  const isNext = (target: SlaTargetResult): boolean =>
    isOpen(target) || target.policyKind === 'sla';
  const rest = sorted.filter((target) => target !== owed);
  const next = rest.find(isNext) ?? rest[0];
  return targets.filter((target) => target === owed || target === next);
}

import type { Ticket, TicketKind, TicketState } from '../../../../shared/model/ticket.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { stateSpec } from '../../../../shared/workflow/states.ts';
import { formatClock } from '../../../ui/format.ts';
import { t } from '../../../ui/i18n.ts';
import { metricLabel } from '../../../words/clock-words.ts';

/** Targets promised to customers that were missed, be the work over or not. */
export function missedTargets(targets: readonly SlaTargetResult[]): readonly SlaTargetResult[] {
  return targets.filter(({ policyKind, state }) => policyKind === 'sla' && state === 'breached');
}

/** Does moving there end the work, so that a missed service level has to be explained? */
export function endsWork(kind: TicketKind, to: TicketState): boolean {
  const { open, phase } = stateSpec(kind, to);
  return !open && phase !== 'cancelled';
}

/** What was missed, where moving there has to be explained: "Resolution, 1:12 over"; else undefined. */
export function missedWords(
  ticket: Pick<Ticket, 'kind' | 'breachReason'>,
  to: TicketState,
  targets: readonly SlaTargetResult[],
): string | undefined {
  if (ticket.breachReason !== undefined || !endsWork(ticket.kind, to)) return undefined;
  const missed = missedTargets(targets);
  if (missed.length === 0) return undefined;
  const words = missed.map(({ metric, overSeconds }) =>
    t('{{metric}}, {{time}}', {
      metric: metricLabel(metric),
      time: formatClock(-Math.max(1, overSeconds * 1000)),
    }),
  );
  return words.join('; ');
}

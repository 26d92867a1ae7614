import type { Level, Ticket } from '../../../../shared/model/ticket.ts';
import type { PriorityMatrix } from '../../../../shared/model/policy.ts';
import type { WhatIf } from '../../../../shared/sla/what-if.ts';
import { priorityOf } from '../../../../shared/workflow/priority.ts';
import { canMove } from '../../../../shared/workflow/states.ts';
import type { StateArguments, TicketPatch } from '../../../../shared/workflow/ticket-commands.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import { editTicket, moveTicket } from '../ticket-actions.ts';

const LEVELS: readonly Level[] = [1, 2, 3];

/**
 * Impact and urgency that make a priority, as near to what they are as can be: nobody types a
 * priority. Null where the matrix never gives it.
 */
export function levelsFor(
  matrix: PriorityMatrix['rows'],
  { impact, urgency }: Pick<Ticket, 'impact' | 'urgency'>,
  priority: number,
): { readonly impact: Level; readonly urgency: Level } | null {
  let nearest: { impact: Level; urgency: Level; distance: number } | null = null;
  for (const i of LEVELS) {
    for (const u of LEVELS) {
      if (priorityOf(matrix, i, u) !== priority) continue;
      // What many people feel is harder to change than how soon it is needed.
      const distance = 1.1 * Math.abs(i - impact) + Math.abs(u - urgency);
      if (nearest === null || distance < nearest.distance) {
        nearest = { impact: i, urgency: u, distance };
      }
    }
  }
  return nearest && { impact: nearest.impact, urgency: nearest.urgency };
}

/** What carries a change out; null where no ordinary command does. */
export function applyLabel(change: WhatIf, ticket: Ticket): string | null {
  switch (change.kind) {
    case 'priority':
      return change.priority === ticket.priority
        ? null
        : t('Set impact and urgency for priority {{priority}}', { priority: change.priority });
    case 'hold':
      return canMove(ticket.kind, ticket.state, 'on-hold') ? t('Put on hold') : null;
    case 'resume':
      return canMove(ticket.kind, ticket.state, 'in-progress') ? t('Take off hold') : null;
    case 'assign':
      return t('Assign it so');
    case 'raise':
    case 'policy':
    case 'calendar':
      return null;
  }
}

/** Carries it out as a person would by hand; a returned sentence says why it was not taken. */
export function applyWhatIf(
  replica: Replica,
  ticket: Ticket,
  change: WhatIf,
  matrix: PriorityMatrix['rows'],
): Promise<string | undefined> {
  switch (change.kind) {
    case 'priority': {
      const levels = levelsFor(matrix, ticket, change.priority);
      return levels
        ? editTicket(replica, ticket, levels)
        : Promise.resolve(t('No impact and urgency make this priority.'));
    }
    case 'hold':
      return moveTicket(replica, ticket, 'on-hold', {
        holdReason: change.reason,
      } as StateArguments);
    case 'resume':
      return moveTicket(replica, ticket, 'in-progress', {});
    case 'assign':
      return editTicket(replica, ticket, {
        ...(change.teamId === undefined ? {} : { teamId: change.teamId }),
        ...(change.assigneeId === undefined ? {} : { assigneeId: change.assigneeId }),
      } as TicketPatch);
    case 'raise':
    case 'policy':
    case 'calendar':
      return Promise.resolve(undefined);
  }
}

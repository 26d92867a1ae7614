import type { Entry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { closesAt } from '../../../../shared/workflow/desk-rules.ts';

/**
 * A server closes it, where one does: its verdicts on the timeline are the sign that somebody follows
 * this record. A console alone promises nothing.
 */
export function closesByItself(
  ticket: Ticket,
  entries: readonly Entry[],
  autoCloseDays: number | undefined,
): number | null {
  if (!entries.some(({ kind }) => kind === 'verdict')) return null;
  return closesAt(ticket, autoCloseDays === undefined ? {} : { autoCloseDays });
}

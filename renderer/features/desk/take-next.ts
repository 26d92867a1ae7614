import type { Person } from '../../../shared/model/reference.ts';
import { CommandError } from '../../../shared/workflow/command.ts';
import { updateTicket } from '../../../shared/workflow/ticket-commands.ts';
import type { Replica } from '../../replica/replica.ts';
import { t } from '../../ui/i18n.ts';
import { toast } from '../../ui/toast.ts';
import { offerUndo } from '../../ui/undo.ts';
import type { DeskRow } from './desk-lists.ts';

function sentenceOf(error: unknown): string {
  return error instanceof CommandError ? t(error.message) : t('This could not be stored.');
}

async function assignTo(
  replica: Replica,
  id: string,
  from: Person['id'] | undefined,
  to: Person['id'] | undefined,
): Promise<string | null> {
  const ticket = await replica.get('tickets', id);
  if (!ticket || ticket.open !== 1 || ticket.assigneeId !== from) return null;
  const label = t('Take {{number}}', { number: ticket.number });
  await replica.run((context) => updateTicket(ticket, { assigneeId: to }, context), label);
  return ticket.number;
}

/**
 * Assigns the most urgent of the unassigned to this person: the first that nobody took meanwhile.
 * Says what was taken, with the way back. Returns its id; null where nothing was taken.
 */
export async function takeNext(
  replica: Replica,
  me: Person,
  unassigned: readonly DeskRow[],
): Promise<string | null> {
  try {
    for (const { row } of unassigned) {
      const number = await assignTo(replica, row.id, undefined, me.id);
      if (number === null) continue;
      offerUndo({
        text: t('{{number}} is yours now', { number }),
        detail: row.title,
        undo: async () => {
          try {
            const back = await assignTo(replica, row.id, me.id, undefined);
            return back === null ? t('Somebody changed it again since.') : undefined;
          } catch (error) {
            return sentenceOf(error);
          }
        },
      });
      return row.id;
    }
    toast({ text: t('Nothing is unassigned in your teams.') });
  } catch (error) {
    toast({ tone: 'danger', text: sentenceOf(error) });
  }
  return null;
}

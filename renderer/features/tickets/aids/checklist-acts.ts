import { useMemo } from 'react';
import type { ChecklistPolicy } from '../../../../shared/model/policy.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import {
  addLine,
  attachChecklist,
  editLine,
  moveLine,
  removeLine,
  tickLine,
} from '../../../../shared/workflow/checklist.ts';
import type { CommandContext, CommandResult } from '../../../../shared/workflow/command.ts';
import { undoMacro } from '../../../../shared/workflow/macro-undo.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { Replica } from '../../../replica/replica.ts';
import { msg, t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { failureOf, offerUndo } from '../failures.ts';

/** Sentences of the commands, so that they are translated where they are shown. */
export const CHECKLIST_SENTENCES = [
  msg('This line is not on the checklist any more.'),
  msg('Say what is to be done.'),
  msg('A line has at most 400 characters.'),
  msg('A checklist has at most 200 lines.'),
  msg('Lines of a checklist of the desk stay as they are.'),
  msg('A required line stays on the checklist.'),
] as const;

async function act(
  replica: Replica,
  ticket: Ticket,
  command: (ticket: Ticket, context: CommandContext) => CommandResult,
  done: string,
): Promise<boolean> {
  const label = t('Checklist of {{number}}', { number: ticket.number });
  try {
    const result = await replica.run((context) => command(ticket, context), label);
    if (result.writes.length === 0) return true;
    offerUndo(done, async () => {
      const now = await replica.get('tickets', ticket.id);
      if (!now) throw new Error(t('The ticket is no longer here.'));
      await replica.run((context) => undoMacro(result, now, context), label);
    });
    return true;
  } catch (error) {
    toast({ tone: 'danger', text: failureOf(error) });
    return false;
  }
}

function actsOf(replica: Replica, ticket: Ticket) {
  const textOf = (key: string): string => ticket.checklist?.[key]?.text ?? '';
  return {
    tick: (key: string, done: boolean) =>
      act(
        replica,
        ticket,
        (now, context) => tickLine(now, key, done, context),
        done
          ? t('Ticked “{{text}}”', { text: textOf(key) })
          : t('Opened “{{text}}” again', { text: textOf(key) }),
      ),
    add: (text: string) =>
      act(
        replica,
        ticket,
        (now, context) => addLine(now, text, context),
        t('Added “{{text}}”', { text: text.trim() }),
      ),
    edit: (key: string, text: string) =>
      act(
        replica,
        ticket,
        (now, context) => editLine(now, key, text, context),
        t('Reworded “{{text}}”', { text: text.trim() }),
      ),
    remove: (key: string) =>
      act(
        replica,
        ticket,
        (now, context) => removeLine(now, key, context),
        t('Took “{{text}}” off', { text: textOf(key) }),
      ),
    move: (key: string, by: 1 | -1) =>
      act(replica, ticket, (now, context) => moveLine(now, key, by, context), t('Order changed')),
    attach: (policy: ChecklistPolicy) =>
      act(
        replica,
        ticket,
        (now, context) => attachChecklist(now, policy, context),
        t('Checklist “{{name}}” attached', { name: policy.name }),
      ),
  };
}

export type ChecklistActs = ReturnType<typeof actsOf>;

/** Everything that is done to the checklist of a record; each act can be taken back. */
export function useChecklistActs(ticket: Ticket): ChecklistActs {
  const replica = useReplica();
  return useMemo(() => actsOf(replica, ticket), [replica, ticket]);
}

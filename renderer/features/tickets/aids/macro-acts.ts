import type { Macro } from '../../../../shared/model/policy.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { CommandResult } from '../../../../shared/workflow/command.ts';
import { applyMacro } from '../../../../shared/workflow/macro.ts';
import type { MacroFacts } from '../../../../shared/workflow/macro.ts';
import { undoMacro } from '../../../../shared/workflow/macro-undo.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { failureOf, offerUndo } from '../failures.ts';

function labelOf(macro: Macro, { number }: Ticket): string {
  return t('{{name}} on {{number}}', { name: macro.name, number });
}

/** Runs a macro without a word; for bulk runs. Throws what `applyMacro` throws. */
export function storeMacro(
  replica: Replica,
  ticket: Ticket,
  macro: Macro,
  facts: MacroFacts,
): Promise<CommandResult> {
  return replica.run(
    (context) => applyMacro(ticket, macro, facts, context),
    labelOf(macro, ticket),
  );
}

/** Takes back what `storeMacro` did to a record. */
export async function reverseMacro(
  replica: Replica,
  ticket: Ticket,
  macro: Macro,
  done: CommandResult,
): Promise<void> {
  const now = await replica.get('tickets', ticket.id);
  if (!now) throw new Error(t('The ticket is no longer here.'));
  await replica.run((context) => undoMacro(done, now, context), labelOf(macro, ticket));
}

/** Runs a macro, says so and offers the way back; returns why it was not taken. */
export async function runMacro(
  replica: Replica,
  ticket: Ticket,
  macro: Macro,
  facts: MacroFacts,
): Promise<string | undefined> {
  try {
    const done = await storeMacro(replica, ticket, macro, facts);
    if (done.writes.length === 0) {
      toast({ text: t('Nothing to do: all is as “{{name}}” wants it', { name: macro.name }) });
      return undefined;
    }
    offerUndo(labelOf(macro, ticket), () => reverseMacro(replica, ticket, macro, done));
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

import { CommandError } from '../../../shared/workflow/command.ts';
import { MANDATORY_MISSING } from '../../../shared/workflow/template-fields.ts';
import { msg, t } from '../../ui/i18n.ts';
import { toast } from '../../ui/toast.ts';
import * as undo from '../../ui/undo.ts';
import { fieldLabel } from '../../words/ticket-words.ts';

/** Sentences of commands (shared/workflow), so that they are translated where they are shown. */
export const COMMAND_SENTENCES = [
  msg('Give the ticket a title.'),
  msg('Say what the ticket waits for.'),
  msg('Choose how it was resolved.'),
  msg('Say in a sentence what resolved it.'),
  msg('Write something first.'),
  msg('Give the time in whole minutes, at least one.'),
  msg('A record cannot be related to itself.'),
] as const;

function refusalOf({ message, field }: CommandError): string {
  return message === MANDATORY_MISSING && field !== undefined
    ? t('The template demands a value first: {{field}}.', { field: fieldLabel(field) })
    : t(message);
}

/** Why something was not stored, as a sentence. */
export function failureOf(error: unknown): string {
  if (error instanceof CommandError) return refusalOf(error);
  return error instanceof Error
    ? t('This could not be stored: {{reason}}', { reason: error.message })
    : t('This could not be stored. What you typed is kept.');
}

/** Says that something was not done. */
export function sayFailure(error: unknown): void {
  toast({ tone: 'danger', text: failureOf(error) });
}

/** Says what was done and offers the way back; what it throws is said as a sentence. */
export function offerUndo(text: string, takeBack: () => Promise<unknown>, detail?: string): void {
  undo.offerUndo({
    text,
    ...(detail === undefined ? {} : { detail }),
    undo: () => takeBack().then(() => undefined, failureOf),
  });
}

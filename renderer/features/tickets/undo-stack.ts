import { CommandError } from '../../../shared/workflow/command.ts';
import { msg, t } from '../../ui/i18n.ts';
import { dismissToast, toast } from '../../ui/toast.ts';
import type { ToastId } from '../../ui/toast.ts';

interface Undoable {
  readonly toastId: ToastId;
  undo(): Promise<unknown>;
}

/** More steps back than anybody remembers. */
const DEPTH = 50;

let acts: readonly Undoable[] = [];

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

/** Why something was not stored, as a sentence. */
export function failureOf(error: unknown): string {
  if (error instanceof CommandError) return t(error.message);
  return error instanceof Error
    ? t('This could not be stored: {{reason}}', { reason: error.message })
    : t('This could not be stored. What you typed is kept.');
}

/** Says that something was not done. */
export function sayFailure(error: unknown): void {
  toast({ tone: 'danger', text: failureOf(error) });
}

function takeBack(act: Undoable): void {
  if (!acts.includes(act)) return;
  acts = acts.filter((each) => each !== act);
  dismissToast(act.toastId);
  act.undo().then(() => toast({ text: t('Taken back'), durationMs: 3_000 }), sayFailure);
}

/** Says what was done and offers the way back, by button and by `z`; each act once. */
export function offerUndo(text: string, undo: () => Promise<unknown>, detail?: string): void {
  const before = acts.at(-1);
  // Earlier acts can still be taken back; their words would only cover the record.
  if (before) dismissToast(before.toastId);
  const more = detail === undefined ? {} : { detail };
  const act: Undoable = { toastId: toast({ text, ...more, undo: () => takeBack(act) }), undo };
  acts = [...acts, act].slice(-DEPTH);
}

/** Takes the newest act back; nothing happens where there is none. */
export function undoLast(): void {
  const act = acts.at(-1);
  if (act) takeBack(act);
}

export function canUndo(): boolean {
  return acts.length > 0;
}

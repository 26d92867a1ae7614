import { t } from './i18n.ts';
import { dismissToast, toast } from './toast.ts';
import type { ToastId } from './toast.ts';

/** Something that was done, and its way back. */
export interface Done {
  /** What was done: "Serial number changed". */
  readonly text: string;
  /** To what. */
  readonly detail?: string;
  /** Takes it back; resolves to a sentence that says why it could not. */
  undo(): Promise<string | undefined>;
}

interface Act {
  readonly toastId: ToastId;
  readonly done: Done;
}

/** More steps back than anybody remembers. */
const DEPTH = 50;

let acts: readonly Act[] = [];

/** Says what was done and offers the way back, by button and by `undoLast`; each act once. */
export function offerUndo(done: Done): void {
  const before = acts.at(-1);
  // Earlier acts can still be taken back; their words would only cover the record.
  if (before) dismissToast(before.toastId);
  const { text, detail } = done;
  const words = detail === undefined ? { text } : { text, detail };
  const act: Act = { toastId: toast({ ...words, undo: () => void takeBack(act) }), done };
  acts = [...acts, act].slice(-DEPTH);
}

/** Takes the newest act back, wherever it was done; nothing happens where there is none. */
export function undoLast(): void {
  const act = acts.at(-1);
  if (act) void takeBack(act);
}

export function canUndo(): boolean {
  return acts.length > 0;
}

async function takeBack(act: Act): Promise<void> {
  if (!acts.includes(act)) return;
  acts = acts.filter((each) => each !== act);
  dismissToast(act.toastId);
  const { text, detail } = act.done;
  const problem = await act.done.undo();
  if (problem !== undefined) {
    toast({ tone: 'danger', text: problem });
    return;
  }
  const back = { text: t('Taken back: {{what}}', { what: text }), durationMs: 4_000 };
  toast(detail === undefined ? back : { ...back, detail });
}

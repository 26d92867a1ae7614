import { t } from '../../ui/i18n.ts';
import { dismissToast, toast } from '../../ui/toast.ts';
import type { ToastId } from '../../ui/toast.ts';

interface Act {
  readonly toastId: ToastId;
  readonly undo: () => void;
}

/** More steps back than anybody remembers. */
const DEPTH = 50;

let acts: readonly Act[] = [];

interface Done {
  /** What was done: "Serial number changed". */
  readonly text: string;
  /** To what. */
  readonly detail: string;
  /** Takes it back; resolves to why it could not. */
  undo(): Promise<string | undefined>;
}

/** Says in a toast why something was not done; nothing where it was. */
export function sayFailure(problem: string | undefined): void {
  if (problem !== undefined) toast({ text: problem, tone: 'danger' });
}

/** Says what was done and offers the way back, by button and by `undoLast`; each act once. */
export function sayDone({ text, detail, undo }: Done): void {
  const before = acts.at(-1);
  // Earlier acts can still be taken back; their words would only cover the record.
  if (before) dismissToast(before.toastId);
  const act: Act = {
    toastId: toast({ text, detail, undo: () => takeBack(act) }),
    undo: () => {
      void undo().then((problem) => {
        if (problem !== undefined) sayFailure(problem);
        else toast({ text: t('Taken back: {{what}}', { what: text }), detail, durationMs: 4_000 });
      });
    },
  };
  acts = [...acts, act].slice(-DEPTH);
}

function takeBack(act: Act): void {
  if (!acts.includes(act)) return;
  acts = acts.filter((each) => each !== act);
  dismissToast(act.toastId);
  act.undo();
}

/** Takes the newest act back; nothing happens where there is none. */
export function undoLast(): void {
  const act = acts.at(-1);
  if (act) takeBack(act);
}

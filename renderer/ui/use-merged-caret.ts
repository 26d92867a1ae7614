import { useLayoutEffect, useRef, type RefObject } from 'react';
import { movedCaret } from './field-news.ts';
import type { Editing } from './field-news.ts';

/** The box of a field, while there is one. */
export function boxOf(
  root: HTMLElement | null,
): HTMLInputElement | HTMLTextAreaElement | null | undefined {
  return root?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
}

/** The caret stays at its word when news are merged into the text around it. */
export function useMergedCaret(
  root: RefObject<HTMLDivElement | null>,
  editing: Editing | null,
): void {
  const caret = useRef<{ readonly text: string; readonly at: number } | null>(null);
  const text = editing?.text ?? null;
  const isMerged = editing?.news?.kind === 'merged';
  useLayoutEffect(() => {
    const box = boxOf(root.current);
    const last = caret.current;
    if (box && box === document.activeElement && isMerged && last && text !== null) {
      const at = movedCaret(last.text, text, last.at);
      if (last.text !== text && box.selectionStart === box.value.length)
        box.setSelectionRange(at, at);
    }
    caret.current = null;
    if (!box || text === null) return;
    const remember = (): void => {
      caret.current = { text: box.value, at: box.selectionStart ?? box.value.length };
    };
    remember();
    box.addEventListener('select', remember);
    box.addEventListener('keyup', remember);
    box.addEventListener('click', remember);
    return () => {
      box.removeEventListener('select', remember);
      box.removeEventListener('keyup', remember);
      box.removeEventListener('click', remember);
    };
  }, [root, text, isMerged]);
}

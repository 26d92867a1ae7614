import { useEffect, useRef, useState, type RefObject } from 'react';
import { absorb, beginEditing, settleClash } from './field-news.ts';
import type { ClashChoice, Editing, FieldNews } from './field-news.ts';
import { t } from './i18n.ts';
import { boxOf, useMergedCaret } from './use-merged-caret.ts';

export interface FieldEditOptions {
  readonly value: string;
  readonly draft?: string | undefined;
  /**
   * Stores the value. A string that it returns or promises says why it was not taken, and a broken
   * promise that it could not be stored; what was typed stays in the box then.
   */
  onCommit?(value: string): unknown;
  validate?(value: string): string | undefined;
  onDraftChange?(draft: string | undefined): void;
  /** What is typed is free text: news of the stored value are merged into it. */
  readonly isText?: boolean;
  /** Two texts that clash can stand one below the other. */
  readonly hasLines?: boolean;
}

/** `key`: Enter, Escape or a choice, so focus goes back to the field; `blur`: it went elsewhere. */
export type Leaving = 'key' | 'blur';

export interface FieldEdit {
  readonly root: RefObject<HTMLDivElement | null>;
  /** What is in the box; null while reading. */
  readonly text: string | null;
  readonly error: string | undefined;
  /** What became of the stored value while it was edited. */
  readonly news: FieldNews | null;
  choose(choice: ClashChoice): void;
  start(): void;
  type(text: string): void;
  commit(text: string, how: Leaving): void;
  revert(how: Leaving): void;
}

/** What is in the box; news of the stored value are merged into it as they come, and kept as a draft. */
function useLiveText({ value, isText, onDraftChange }: FieldEditOptions, isSettling: boolean) {
  const [editing, setEditing] = useState<Editing | null>(null);
  if (isText === true && editing && !isSettling && editing.seen !== value) {
    setEditing(absorb(editing, value));
  }
  const merged = editing?.news?.kind === 'merged' ? editing.text : null;
  const keep = useRef(onDraftChange);
  useEffect(() => {
    keep.current = onDraftChange;
  }, [onDraftChange]);
  useEffect(() => {
    if (merged !== null) keep.current?.(merged);
  }, [merged]);
  return { editing, setEditing };
}

/** Where `refocusRef` is set, the field has the focus again once its box has gone. */
function useRefocus(
  root: RefObject<HTMLDivElement | null>,
  text: string | null,
  refocusRef: RefObject<boolean>,
): void {
  useEffect(() => {
    if (text !== null || !refocusRef.current) return;
    refocusRef.current = false;
    root.current?.querySelector<HTMLElement>('.field__edit')?.focus();
  }, [root, text, refocusRef]);
}

/** Reading, editing, storing and taking back one value. */
export function useFieldEdit(props: FieldEditOptions): FieldEdit {
  const { value, draft, validate, onCommit, onDraftChange, hasLines = false } = props;
  const root = useRef<HTMLDivElement>(null);
  const [isSettling, setSettling] = useState(false);
  const { editing, setEditing } = useLiveText(props, isSettling);
  const text = editing?.text ?? null;
  const news = editing?.news ?? null;
  const [error, setError] = useState<string | undefined>(undefined);
  // A box that goes away fires one more blur; what is settled is not settled twice.
  const live = useRef(false);
  const refocus = useRef(false);
  useRefocus(root, text, refocus);
  useMergedCaret(root, editing);

  const finish = (how: Leaving): void => {
    live.current = false;
    refocus.current = how === 'key';
    setEditing(null);
    setSettling(false);
    setError(undefined);
    onDraftChange?.(undefined);
  };
  const complain = (sentence: string): void => {
    live.current = true;
    setSettling(false);
    setError(sentence);
  };
  const commit = (next: string, how: Leaving): void => {
    if (!live.current) return;
    if (news?.kind === 'clash') {
      // Going to the buttons below leaves the box.
      if (how === 'key') complain(t('Choose first which words are to stay.'));
      return;
    }
    if (next === value) {
      finish(how);
      return;
    }
    const wrong = validate?.(next);
    if (wrong !== undefined) {
      complain(wrong);
      return;
    }
    live.current = false;
    setSettling(true);
    const settle = (said: unknown): void => {
      if (typeof said === 'string') complain(said);
      else finish(how);
    };
    const result = onCommit?.(next);
    if (result instanceof Promise) {
      result.then(settle, () => complain(t('This could not be stored. What you typed is kept.')));
    } else {
      settle(result);
    }
  };
  return {
    root,
    text,
    error,
    news,
    choose: (choice) => {
      if (!editing) return;
      const settled = settleClash(editing, choice, hasLines ? '\n\n' : ' ');
      setEditing(settled);
      setError(undefined);
      onDraftChange?.(settled.text === value ? undefined : settled.text);
      boxOf(root.current)?.focus();
    },
    start: () => {
      live.current = true;
      setEditing(beginEditing(draft ?? value, value));
    },
    type: (next) => {
      setEditing((now) => ({ ...(now ?? beginEditing(next, value)), text: next }));
      onDraftChange?.(next === value ? undefined : next);
    },
    commit,
    revert: (how) => {
      if (live.current) finish(how);
    },
  };
}

import { useEffect, useRef, useState, type RefObject } from 'react';
import { t } from './i18n.ts';

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
}

/** `key`: Enter, Escape or a choice, so focus goes back to the field; `blur`: it went elsewhere. */
export type Leaving = 'key' | 'blur';

export interface FieldEdit {
  readonly root: RefObject<HTMLDivElement | null>;
  /** What is in the box; null while reading. */
  readonly text: string | null;
  readonly error: string | undefined;
  start(): void;
  type(text: string): void;
  commit(text: string, how: Leaving): void;
  revert(how: Leaving): void;
}

/** Reading, editing, storing and taking back one value. */
export function useFieldEdit(props: FieldEditOptions): FieldEdit {
  const { value, draft, validate, onCommit, onDraftChange } = props;
  const root = useRef<HTMLDivElement>(null);
  const [text, setText] = useState<string | null>(null);
  const [error, setError] = useState<string | undefined>(undefined);
  // A box that goes away fires one more blur; what is settled is not settled twice.
  const live = useRef(false);
  const refocus = useRef(false);
  useEffect(() => {
    if (text !== null || !refocus.current) return;
    refocus.current = false;
    root.current?.querySelector<HTMLElement>('.field__edit')?.focus();
  }, [text]);

  const finish = (how: Leaving): void => {
    live.current = false;
    refocus.current = how === 'key';
    setText(null);
    setError(undefined);
    onDraftChange?.(undefined);
  };
  const complain = (sentence: string): void => {
    live.current = true;
    setError(sentence);
  };
  const commit = (next: string, how: Leaving): void => {
    if (!live.current) return;
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
    start: () => {
      live.current = true;
      setText(draft ?? value);
    },
    type: (next) => {
      setText(next);
      onDraftChange?.(next === value ? undefined : next);
    },
    commit,
    revert: (how) => {
      if (live.current) finish(how);
    },
  };
}

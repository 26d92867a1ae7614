import { useState } from 'react';
import { useOptions, type Option, type OptionSource, type OptionState } from './option.ts';

export interface ComboboxState {
  readonly open: boolean;
  /** What is typed; null while nothing is. */
  readonly query: string | null;
  /** The label of the chosen option. */
  readonly text: string;
  readonly found: OptionState;
  readonly active: number;
  show(): void;
  close(): void;
  type(text: string): void;
  move(step: number): void;
  /** Keeps a chosen option's label: asked-for options are not known by value. */
  remember(option: Option): void;
}

/** What is open, typed and pointed at in a `Combobox`. */
export function useCombobox(
  source: OptionSource,
  value: string,
  initialText: string | undefined,
): ComboboxState {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState<string | null>(null);
  const [moved, setMoved] = useState<number | null>(null);
  const [known, setKnown] = useState<Option | null>(null);
  const found = useOptions(source, query ?? '', open);
  const chosen = found.options.findIndex((option) => option.value === value);
  const start = query === null && chosen >= 0 ? chosen : 0;
  const active = Math.min(moved ?? start, Math.max(0, found.options.length - 1));
  const label =
    typeof source === 'function' ? undefined : source.find((each) => each.value === value)?.label;
  return {
    open,
    query,
    text:
      value === '' ? '' : (label ?? (known?.value === value ? known.label : initialText) ?? value),
    remember: setKnown,
    found,
    active,
    show: () => setOpen(true),
    close: () => {
      setOpen(false);
      setQuery(null);
      setMoved(null);
    },
    type: (text) => {
      setQuery(text);
      setMoved(null);
      setOpen(true);
    },
    move: (step) => {
      if (!open) setOpen(true);
      else setMoved(Math.max(0, Math.min(found.options.length - 1, active + step)));
    },
  };
}

import { useEffect, useMemo, useState, type ReactNode } from 'react';

/** One choice of a list. */
export interface Option<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly detail?: string;
  /** A glyph, an avatar or an icon before the label. */
  readonly mark?: ReactNode;
  /** Why it cannot be chosen; it stays readable. */
  readonly disabled?: string;
}

/** Choices known beforehand, or asked for by what is typed. */
export type OptionSource =
  readonly Option[] | ((query: string, signal: AbortSignal) => Promise<readonly Option[]>);

/** As many as one list shows; more are found by typing on. */
export const OPTION_LIMIT = 100;

/** Case, accents and width folded, so that "yildiz" finds "Yıldız". */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l');
}

/** The options in which every typed word begins some word; those whose label starts so come first. */
export function filterOptions(options: readonly Option[], query: string): readonly Option[] {
  const words = foldText(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return options;
  const folded = foldText(query).trim();
  const hits: { readonly option: Option; readonly rank: number }[] = [];
  for (const option of options) {
    const label = foldText(option.label);
    const parts = `${label} ${foldText(option.detail ?? '')}`.split(/[\s\-/.,›]+/);
    const found = words.every(
      (word) => label.includes(word) || parts.some((part) => part.startsWith(word)),
    );
    if (found) hits.push({ option, rank: label.startsWith(folded) ? 0 : 1 });
  }
  return hits.sort((a, b) => a.rank - b.rank).map((hit) => hit.option);
}

export interface OptionState {
  readonly options: readonly Option[];
  /** How many more there are than `options` shows. */
  readonly more: number;
  readonly failed: boolean;
}

const NOTHING: OptionState = { options: [], more: 0, failed: false };

function cut(options: readonly Option[]): OptionState {
  return {
    options: options.slice(0, OPTION_LIMIT),
    more: Math.max(0, options.length - OPTION_LIMIT),
    failed: false,
  };
}

/** The options for a query. While an answer is on its way the last one stays in sight. */
export function useOptions(source: OptionSource, query: string, open: boolean): OptionState {
  const [answer, setAnswer] = useState<OptionState>(NOTHING);
  const isStatic = typeof source !== 'function';
  const fixed = useMemo(
    () => (typeof source === 'function' ? NOTHING : cut(filterOptions(source, query))),
    [source, query],
  );
  useEffect(() => {
    if (!open || typeof source !== 'function') return undefined;
    const abort = new AbortController();
    source(query, abort.signal).then(
      (options) => {
        if (!abort.signal.aborted) setAnswer(cut(options));
      },
      () => {
        if (!abort.signal.aborted) setAnswer({ ...NOTHING, failed: true });
      },
    );
    return () => abort.abort();
  }, [source, query, open]);
  return isStatic ? fixed : answer;
}

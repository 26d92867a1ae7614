import type { TermKey } from '../../../../shared/query/ticket-query.ts';
import { isTermKey, TERM_KEYS } from '../../../../shared/query/ticket-words.ts';
import { foldText } from '../../../ui/option.ts';
import type { FacetCounts } from './facet-counts.ts';
import type { FilterValue } from './filter-values.ts';
import { keyLabel } from './filter-values.ts';

/** What a completion writes, and where the caret stands after it. */
export interface Completion {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly text: string;
  readonly caret: number;
  /** Rows that have the value, within the rest of the filter. */
  readonly count?: number;
}

const LIMIT = 8;

/** The term the caret stands in. */
function termAt(text: string, caret: number): { readonly from: number; readonly typed: string } {
  let from = 0;
  let quoted = false;
  for (let i = 0; i < caret; i += 1) {
    if (text[i] === '"') quoted = !quoted;
    else if (text[i] === ' ' && !quoted) from = i + 1;
  }
  return { from, typed: text.slice(from, caret) };
}

function keyCompletions(
  text: string,
  caret: number,
  from: number,
  typed: string,
): readonly Completion[] {
  const minus = typed.startsWith('-') ? '-' : '';
  const head = typed.slice(minus.length).toLowerCase();
  return TERM_KEYS.filter((key) => key.startsWith(head)).map((key) => {
    const written = `${text.slice(0, from)}${minus}${key}:`;
    return {
      id: key,
      label: `${minus}${key}:`,
      detail: keyLabel(key),
      text: written + text.slice(caret),
      caret: written.length,
    };
  });
}

/** Completes what is typed at the caret: names of fields, then the values of the field. */
export function completeQuery(
  text: string,
  caret: number,
  valuesOf: (key: TermKey) => readonly FilterValue[],
  countsOf: (key: TermKey) => FacetCounts | null = () => null,
): readonly Completion[] {
  const { from, typed } = termAt(text, caret);
  const match = /^(-?)([a-z]+):"?([^"]*)$/i.exec(typed);
  const key = match?.[2]?.toLowerCase() ?? '';
  if (!match || !isTermKey(key)) return keyCompletions(text, caret, from, typed).slice(0, LIMIT);
  const [, minus = '', , rawValues = ''] = match;
  const done = rawValues.split(',');
  const last = foldText(done.pop() ?? '').trim();
  const taken = new Set(done.map((value) => value.trim().toLowerCase()));
  const fits = ({ value, label }: FilterValue): boolean =>
    !taken.has(value.toLowerCase()) &&
    (foldText(label).includes(last) || foldText(value).includes(last));
  const counts = countsOf(key);
  const countOf = ({ value }: FilterValue): number | undefined =>
    counts === null ? undefined : (counts.get(value.toLowerCase()) ?? 0);
  return (
    [...valuesOf(key)]
      .filter(fits)
      // What there is much of is meant more often; sums and "nobody" keep their place at the top.
      .sort((a, b) => Number(countOf(b) !== 0) - Number(countOf(a) !== 0))
      .slice(0, LIMIT)
      .map((each) => {
        const count = countOf(each);
        const joined = [...done, each.value].join(',');
        const value = /\s/.test(joined) ? `"${joined}"` : joined;
        const head = `${text.slice(0, from)}${minus}${key}:${value}`;
        const rest = text.slice(caret).replace(/^"?\s*/, '');
        return {
          id: `${key}:${each.value}`,
          label: each.label,
          detail: `${minus}${key}:${value}`,
          text: `${head} ${rest}`,
          caret: head.length + 1,
          ...(count === undefined ? {} : { count }),
        };
      })
  );
}

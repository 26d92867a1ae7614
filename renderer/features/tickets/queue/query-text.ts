import { isTermKey } from '../../../../shared/query/ticket-words.ts';
import type { TermKey } from '../../../../shared/query/ticket-query.ts';
import { scanQuery, writeTerm } from '../../../../shared/query/scan-query.ts';

/** A term of the filter text with its place, as the chips show and edit it. */
export interface QueryToken {
  readonly from: number;
  readonly to: number;
  readonly not: boolean;
  /** Null: words to be found in title or number. */
  readonly key: TermKey | null;
  readonly values: readonly string[];
}

/** The terms of a filter text in their order; terms of unknown fields are left out. */
export function tokensOf(text: string): readonly QueryToken[] {
  return scanQuery(text).flatMap(({ key, values, ...place }) =>
    values.length > 0 && (key === null || isTermKey(key)) ? [{ ...place, key, values }] : [],
  );
}

/**
 * A name as a value of the language. Values end at commas and quotes, so of a name that has them
 * the longest part stands for it; names are found by any part of them.
 */
export function valueOfName(name: string): string {
  const parts = name.split(/[",]/).map((part) => part.trim());
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The text without a term. */
export function withoutToken(text: string, token: Pick<QueryToken, 'from' | 'to'>): string {
  return tidy(`${text.slice(0, token.from)} ${text.slice(token.to)}`);
}

/**
 * The text with exactly these values asked of a field; none takes the field out. The first term of
 * the field keeps its place, further ones go.
 */
export function withValues(
  text: string,
  key: TermKey,
  values: readonly string[],
  not = false,
): string {
  const own = tokensOf(text).filter((token) => token.key === key);
  const [first, ...rest] = own;
  let next = text;
  for (const token of rest.toReversed()) {
    next = `${next.slice(0, token.from)} ${next.slice(token.to)}`;
  }
  const term = values.length === 0 ? '' : writeTerm({ not, key, values });
  if (first === undefined) return tidy(`${next} ${term}`);
  return tidy(`${next.slice(0, first.from)}${term}${next.slice(first.to)}`);
}

/** Does the text ask for open tickets alone? Decides the title of the list. */
export function asksForOpen(text: string): boolean {
  return tokensOf(text).some(
    (token) =>
      token.key === 'state' && !token.not && token.values.join(',').toLowerCase() === 'open',
  );
}

import { snippetAround } from '../snippet.ts';
import type { Snippet } from '../snippet.ts';
import { fold, indexTerms } from '../terms.ts';

/** What of a text answers a question. */
export interface Marks {
  readonly terms: readonly string[];
  /** The word that is being typed: also longer ones that begin so. */
  readonly beginning: string | null;
}

type Ranges = Snippet['ranges'];

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|['’_.-](?=[\p{L}\p{N}]))*/gu;
const PART = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
/** Looked at for marks; what is shown of a text is two lines of it. */
const MAX_TEXT = 20_000;

/** Where a text has what was asked for, word by word, in order. */
export function markText(text: string, marks: Marks): Ranges {
  if (marks.terms.length === 0 && marks.beginning === null) return [];
  const terms = new Set(marks.terms);
  const isAsked = (term: string): boolean =>
    terms.has(term) || (marks.beginning !== null && term.startsWith(marks.beginning));
  const ranges: (readonly [number, number])[] = [];
  for (const { 0: word, index } of text.slice(0, MAX_TEXT).matchAll(WORD)) {
    const own = indexTerms(word);
    if (!own.some(isAsked)) {
      if (marks.beginning !== null && fold(word).startsWith(marks.beginning)) {
        ranges.push([index, index + word.length]);
      }
      continue;
    }
    const parts = [...word.matchAll(PART)].filter(({ 0: part }) => indexTerms(part).some(isAsked));
    if (parts.length === 0) ranges.push([index, index + word.length]);
    for (const { 0: part, index: at } of parts) {
      ranges.push([index + at, index + at + part.length]);
    }
  }
  return ranges;
}

/** The part of a text that shows best why it was found. */
export function markSnippet(text: string, marks: Marks): Snippet {
  return snippetAround(text, markText(text, marks));
}

import { fold } from './terms.ts';

/** A piece of text with its hits as [start, end) in UTF-16 units. */
export interface Snippet {
  readonly text: string;
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

type Range = readonly [start: number, end: number];

/** Two lines of the list. */
const SNIPPET_LENGTH = 180;
/** Occurrences looked at; a long log has thousands of the same word. */
const MAX_OCCURRENCES = 200;
const BEFORE = 40;
const WORD_CHARACTER = /[\p{L}\p{N}]/u;

/** Folded letter by letter, so that places in the result are places in the text. */
function foldInPlace(text: string): string {
  return text
    .replace(/[^\0-\x7f]/g, (letter) => {
      const folded = fold(letter);
      return folded.length === 1 ? folded : letter.toLowerCase().charAt(0);
    })
    .toLowerCase();
}

function isWordAt(text: string, index: number): boolean {
  return index >= 0 && index < text.length && WORD_CHARACTER.test(text.charAt(index));
}

function findWord(folded: string, word: string, found: Range[]): void {
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
    const end = at + word.length;
    if (!isWordAt(folded, at - 1) && !isWordAt(folded, end)) found.push([at, end]);
    if (found.length >= MAX_OCCURRENCES) return;
  }
}

/** Other spellings under the same term: plurals, "straße", "Übertragung" under "uebertragung". */
function spellingsOf(term: string): readonly string[] {
  const plurals = [`${term}s`, ...(term.endsWith('y') ? [`${term.slice(0, -1)}ies`] : [])];
  if (!/ss|ae|oe|ue/.test(term)) return [term, ...plurals];
  return [term, ...plurals, term.replace(/ss/g, 'ß'), term.replace(/([aou])e/g, '$1')];
}

/** "wifi" also stands as "Wi-Fi". */
function findApart(folded: string, term: string, found: Range[]): void {
  if (!/^[a-z0-9]{3,24}$/.test(term)) return;
  const apart = new RegExp(`(?<![a-z0-9])${Array.from(term).join("[-_.’']?")}(?![a-z0-9])`, 'g');
  for (const { index, 0: hit } of folded.matchAll(apart)) {
    found.push([index, index + hit.length]);
    if (found.length >= MAX_OCCURRENCES) return;
  }
}

/** Where terms of the index stand in a text, in order, without overlaps. */
export function findTerms(text: string, terms: readonly string[]): readonly Range[] {
  const folded = foldInPlace(text);
  const found: Range[] = [];
  for (const term of terms) {
    const own: Range[] = [];
    for (const spelling of spellingsOf(term)) findWord(folded, spelling, own);
    if (own.length === 0) findApart(folded, term, own);
    found.push(...own);
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return found.filter((range, index) => index === 0 || range[0] >= (found[index - 1]?.[1] ?? 0));
}

/** The start of the window with the most different words, then the most hits; the earliest wins. */
function bestStart(text: string, ranges: readonly Range[]): number {
  let best = { start: 0, score: -1 };
  for (const [index, [start]] of ranges.entries()) {
    const words = new Set<string>();
    let hits = 0;
    for (let at = index; at < ranges.length; at += 1) {
      const range = ranges[at];
      if (!range || range[1] > start + SNIPPET_LENGTH - BEFORE) break;
      words.add(text.slice(range[0], range[1]).toLowerCase());
      hits += 1;
    }
    const score = words.size * 10 + Math.min(hits, 5);
    if (score > best.score) best = { start, score };
  }
  return best.start;
}

function cutAtWord(text: string, from: number, length: number): readonly [number, number] {
  let start = Math.max(0, from);
  if (start > 0) {
    const space = text.indexOf(' ', start);
    if (space >= 0 && space - start < 20) start = space + 1;
  }
  if (start + length >= text.length) return [start, text.length];
  const space = text.lastIndexOf(' ', start + length);
  return [start, space > start + length / 2 ? space : start + length];
}

/**
 * The part of a text that shows best why it was found.
 * @param terms Terms of the index, as `indexTerms` makes them.
 */
export function makeSnippet(text: string, terms: readonly string[]): Snippet {
  return snippetAround(text, findTerms(text, terms));
}

/** @param ranges What is to be seen, in order, without overlaps. */
export function snippetAround(text: string, ranges: Snippet['ranges']): Snippet {
  const [start, end] = cutAtWord(text, bestStart(text, ranges) - BEFORE, SNIPPET_LENGTH);
  const before = start > 0 ? '…' : '';
  const shift = before.length - start;
  return {
    text: `${before}${text.slice(start, end)}${end < text.length ? '…' : ''}`,
    ranges: ranges
      .filter((range) => range[0] >= start && range[1] <= end)
      .map(([from, to]) => [from + shift, to + shift]),
  };
}

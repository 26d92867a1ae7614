import type { QueryWord } from '../terms.ts';
import { inflectionsOf } from '../word-forms.ts';
import type { WantedWord, WordWay } from './segment-search.ts';

const SYNONYM_WEIGHT = 0.35;
const INFLECTED_WEIGHT = 0.6;

/** What the index knows of its words. */
export interface KnownWords {
  /** In how many records a term is. */
  count(term: string): number;
  startsSome(beginning: string): boolean;
}

/** Up to four letters a slip makes another word; digits and codes are exact. */
function slipsOf(term: string): number {
  if (term.length <= 4 || /\d/.test(term)) return 0;
  return term.length < 9 ? 1 : 2;
}

/** The ways a typed word may stand in a record. A word that is known is no slip of another one. */
export function planWord(word: QueryWord, index: KnownWords): WantedWord {
  const ways = word.alternatives.map((terms): WordWay => {
    const last = terms.at(-1) ?? '';
    const isKnown = word.isLast ? index.startsSome(last) : index.count(last) > 0;
    const slips = terms.length === 1 && !isKnown ? slipsOf(last) : 0;
    return { terms, isPrefix: word.isLast, slips, weight: 1 };
  });
  const other = (weight: number, terms: readonly string[]): WordWay => ({
    ...{ terms, weight },
    ...{ isPrefix: false, slips: 0 },
  });
  const [[single = '', ...more] = []] = word.alternatives;
  const inflected = more.length > 0 ? [] : inflectionsOf(single);
  return [
    ...ways,
    ...word.synonyms
      .filter((terms) => terms.every((term) => index.count(term) > 0))
      .map((terms) => other(SYNONYM_WEIGHT, terms)),
    ...inflected
      .filter((form) => index.count(form) > 0)
      .map((form) => other(INFLECTED_WEIGHT, [form])),
  ];
}

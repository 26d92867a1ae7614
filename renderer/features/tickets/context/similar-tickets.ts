import type { TicketRow } from '../../../replica/ticket-row.ts';
import { markText } from '../../../search/search.ts';
import type { LikeHit } from '../../../search/search.ts';
import { foldText } from '../../../ui/option.ts';

/** Why a ticket is thought similar, in the order of weight. */
export interface Similarity {
  readonly row: TicketRow;
  readonly score: number;
  /** Words both titles have, as they are written in the other title. */
  readonly words: readonly string[];
  readonly sameCategory: boolean;
  readonly sameService: boolean;
}

/** Words of English and German titles that say nothing about the matter. */
const IDLE_WORDS = new Set(
  (
    'a an and after at before by for from has have in into is it its new no not of off on or our out ' +
    'over since that the this to up was we when which while with without cannot can does ' +
    'am an auf aus bei das dem den der die ein eine im in ist kein keine mit nach nicht oder seit ' +
    'und vom von vor wird zu zum zur'
  ).split(' '),
);

/** Words of a title that tell it from others, folded. */
export function titleWords(title: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const word of title.split(/[^\p{L}\p{N}.-]+/u)) {
    const folded = foldText(word).replace(/^[.-]+|[.-]+$/g, '');
    if (folded.length >= 3 && !IDLE_WORDS.has(folded)) words.set(folded, word);
  }
  return words;
}

export interface Likeness {
  readonly id: string | null;
  readonly title: string;
  readonly category?: string | undefined;
  readonly serviceId?: string | undefined;
}

/** Words as a title writes them that stand for these terms of the index. */
function wordsFor(title: string, terms: readonly string[]): readonly string[] {
  const words = markText(title, { terms, beginning: null }).map(([from, to]) =>
    title.slice(from, to),
  );
  return [...new Set(words)];
}

/** What the search found, with the rows as they are now; tickets that are gone are left out. */
export function toSimilarities(
  hits: readonly LikeHit[],
  rowOf: (id: string) => TicketRow | undefined,
): readonly Similarity[] {
  return hits.flatMap(({ id, score, terms, sameCategory, sameService }): Similarity[] => {
    const row = rowOf(id);
    if (!row) return [];
    return [{ row, score, words: wordsFor(row.title, terms), sameCategory, sameService }];
  });
}

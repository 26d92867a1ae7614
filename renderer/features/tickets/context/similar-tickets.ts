import type { TicketRow } from '../../../replica/ticket-row.ts';
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

/** Below this two tickets share a common word at most. */
const ENOUGH = 2.5;
/** Rows come in the order of their ids, which is that of their making: the last are the newest. */
const NEWEST = 30_000;
const MAX_AGE_MS = 400 * 86_400_000;

/**
 * Tickets that look like this one: shared words of the title weigh by how rare they are among all
 * titles (inverse document frequency), category and service add a little. Local and without a
 * model, so that it can say why.
 * @param foldedTitles Titles in lower case, beside the rows.
 */
export function similarTickets(
  like: Likeness,
  rows: readonly TicketRow[],
  foldedTitles: readonly string[],
  nowMs: number,
  limit = 4,
): readonly Similarity[] {
  const wanted = [...titleWords(like.title).keys()];
  if (wanted.length === 0) return [];
  const hits = wanted.map((word) => ({ word, rows: [] as number[] }));
  const oldest = Math.max(0, rows.length - NEWEST);
  for (let i = oldest; i < rows.length; i += 1) {
    const title = foldedTitles[i]!;
    for (const hit of hits) if (title.includes(hit.word)) hit.rows.push(i);
  }
  const scores = new Map<number, number>();
  for (const hit of hits) {
    const weight = Math.log(1 + (rows.length - oldest) / (1 + hit.rows.length));
    for (const i of hit.rows) scores.set(i, (scores.get(i) ?? 0) + weight);
  }
  const found: Similarity[] = [];
  for (const [i, words] of scores) {
    const row = rows[i]!;
    if (row.id === like.id || nowMs - row.activityAt > MAX_AGE_MS) continue;
    const sameCategory = row.category !== undefined && row.category === like.category;
    const sameService = row.serviceId !== undefined && row.serviceId === like.serviceId;
    const score = words + (sameCategory ? 1 : 0) + (sameService ? 1 : 0) + (row.open ? 0.2 : 0);
    if (score >= ENOUGH) found.push({ row, score, words: [], sameCategory, sameService });
  }
  return found
    .sort((a, b) => b.score - a.score || b.row.activityAt - a.row.activityAt)
    .slice(0, limit)
    .map((each) => {
      const own = titleWords(each.row.title);
      const shared = wanted.flatMap((word) => own.get(word) ?? []);
      return { ...each, words: shared };
    });
}

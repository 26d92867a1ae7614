import { foldPhrase, markSnippet } from '../../search/search.ts';
import type {
  ArticleHit,
  FirstAnswer,
  Marks,
  RecordHit,
  SearchKind,
  SecondAnswer,
  Snippet,
} from '../../search/search.ts';
import type { Finding } from '../../search/use-found.ts';
import type { WrittenText } from '../../search/use-ticket-texts.ts';

/** A piece of text with what is marked in it. */
export interface Marked {
  readonly text: string;
  readonly ranges: Snippet['ranges'];
}

/** One thing that can be chosen, in the order of the screen. */
export type SearchLine =
  | {
      readonly kind: 'record';
      readonly key: string;
      readonly of: SearchKind;
      readonly id: string;
      readonly snippet: Marked | null;
      readonly article: ArticleHit | null;
    }
  | { readonly kind: 'more'; readonly key: string; readonly of: SearchKind; readonly left: number };

export interface SearchGroup {
  readonly of: SearchKind;
  /** How many there are, as far as it is known. */
  readonly total: number;
  readonly lines: readonly SearchLine[];
}

/** Enough to see what there is; "more" shows up to `EXPANDED`. */
export const SHOWN = 6;
export const EXPANDED = 60;

const NO_TEXTS: ReadonlyMap<string, WrittenText> = new Map();

/** Tickets whose text is read: for a snippet, or to look for a phrase. */
export function ticketsToRead({ first, second }: Finding, shown: number): readonly string[] {
  const inText = second?.tickets.hits.slice(0, shown) ?? [];
  const inHead =
    (first?.phrases.length ?? 0) > 0 ? (first?.tickets.hits.slice(0, shown) ?? []) : [];
  return [...inHead, ...inText].map(({ id }) => id);
}

interface Parts {
  readonly first: FirstAnswer;
  readonly second: SecondAnswer | null;
  readonly expanded: ReadonlySet<SearchKind>;
  readonly texts: ReadonlyMap<string, WrittenText>;
  /** What is known of a ticket without its text. */
  readonly headOf: (id: string) => string;
}

function hasPhrases(parts: Parts, id: string): boolean {
  const { phrases } = parts.first;
  if (phrases.length === 0) return true;
  const text = parts.texts.get(id);
  const all = foldPhrase(
    `${parts.headOf(id)}\n${text?.description ?? ''}\n${text?.timeline ?? ''}`,
  );
  return phrases.every((phrase) => all.includes(phrase));
}

/** Of both texts the one that has more of what was asked. */
function snippetOf(text: WrittenText | undefined, marks: Marks): Marked | null {
  if (!text) return null;
  const all = [text.description, text.timeline].filter((each) => each !== '');
  const snippets = all.map((each) => markSnippet(each, marks));
  return snippets.sort((a, b) => b.ranges.length - a.ranges.length)[0] ?? null;
}

function recordLine(of: SearchKind, { id }: RecordHit, snippet: Marked | null = null): SearchLine {
  return { kind: 'record', key: id, of, id, snippet, article: null };
}

function groupOf(
  of: SearchKind,
  total: number,
  all: readonly SearchLine[],
  { expanded }: Parts,
): SearchGroup {
  const shown = all.slice(0, expanded.has(of) ? EXPANDED : SHOWN);
  const left = Math.max(total, all.length) - shown.length;
  const more: SearchLine = { kind: 'more', key: `more ${of}`, of, left };
  const canGrow = left > 0 && !expanded.has(of);
  return { of, total, lines: canGrow ? [...shown, more] : shown };
}

function ticketGroup(parts: Parts): SearchGroup {
  const { first, second, texts, expanded } = parts;
  const limit = expanded.has('tickets') ? EXPANDED : SHOWN;
  const inHead = first.tickets.hits.filter(({ id }) => hasPhrases(parts, id));
  const known = new Set(inHead.map(({ id }) => id));
  const inText = (second?.tickets.hits ?? []).filter(
    ({ id }) => !known.has(id) && hasPhrases(parts, id),
  );
  const hasPhrase = first.phrases.length > 0;
  const total = hasPhrase
    ? inHead.length + inText.length
    : first.tickets.total + (second?.tickets.total ?? 0);
  // What the second stage adds is seen although the first alone would fill the place.
  const room = Math.max(Math.ceil(limit / 2), limit - inText.length);
  return groupOf(
    'tickets',
    total,
    [
      ...inHead.slice(0, room).map((hit) => recordLine('tickets', hit)),
      ...inText.map((hit) =>
        recordLine('tickets', hit, snippetOf(texts.get(hit.id), second?.marks ?? first.marks)),
      ),
      ...inHead.slice(room).map((hit) => recordLine('tickets', hit)),
    ],
    parts,
  );
}

function articleGroup(parts: Parts): SearchGroup {
  const { hits, total } = parts.first.articles;
  const lines = hits.map((hit): SearchLine => ({
    ...{ kind: 'record', key: hit.id, of: 'articles', id: hit.id },
    ...{ snippet: hit.snippet, article: hit },
  }));
  return groupOf('articles', total, lines, parts);
}

/** Everything found, by kind, in the order in which kinds are looked for; empty ones are left out. */
export function searchGroups(
  { first, second }: Finding,
  expanded: ReadonlySet<SearchKind>,
  texts: ReadonlyMap<string, WrittenText> = NO_TEXTS,
  headOf: (id: string) => string = () => '',
): readonly SearchGroup[] {
  if (first === null) return [];
  const parts: Parts = { first, second, expanded, texts, headOf };
  const plain = (of: 'items' | 'people'): SearchGroup =>
    groupOf(
      of,
      first[of].total,
      first[of].hits.map((hit) => recordLine(of, hit)),
      parts,
    );
  return [ticketGroup(parts), articleGroup(parts), plain('items'), plain('people')].filter(
    ({ lines }) => lines.length > 0,
  );
}

import { parseTicketQuery } from '../../../shared/query/ticket-query.ts';
import type { ParsedQuery } from '../../../shared/query/ticket-query.ts';
import { scanQuery } from '../../../shared/query/scan-query.ts';
import { fold, indexTerms, queryWords } from '../terms.ts';
import type { QueryWord } from '../terms.ts';

export const SEARCH_KINDS = ['tickets', 'articles', 'items', 'people'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** What cannot be understood; it does not narrow. */
export interface SearchProblem {
  /** As it was written. */
  readonly text: string;
  readonly kind: 'place' | 'field' | 'clock';
}

/** A typed question, taken apart. */
export interface SearchQuery {
  readonly kinds: readonly SearchKind[];
  /** Words and phrases to be found, as one text. */
  readonly text: string;
  readonly words: readonly QueryWord[];
  /** Folded; they stand in the record exactly so. */
  readonly phrases: readonly string[];
  /** Terms that must not be there. */
  readonly without: readonly string[];
  /** Terms about fields of tickets; null: none. */
  readonly filter: ParsedQuery | null;
  readonly siteNames: readonly string[];
  readonly categories: readonly string[];
  readonly problems: readonly SearchProblem[];
}

/** Other words for the same places. */
const PLACES: Readonly<Record<string, SearchKind>> = {
  ticket: 'tickets',
  article: 'articles',
  knowledge: 'articles',
  item: 'items',
  ci: 'items',
  cis: 'items',
  device: 'items',
  devices: 'items',
  person: 'people',
  user: 'people',
  users: 'people',
};

function placeOf(value: string): SearchKind | null {
  const name = value.toLowerCase();
  return SEARCH_KINDS.find((kind) => kind === name) ?? PLACES[name] ?? null;
}

/** Fields that also say something of other records than tickets. */
function kindsOf(fields: ReadonlySet<string>): readonly SearchKind[] {
  if (fields.size === 0) return SEARCH_KINDS;
  const only = (field: string): boolean => fields.size === 1 && fields.has(field);
  return SEARCH_KINDS.filter(
    (kind) =>
      kind === 'tickets' ||
      (kind === 'articles' && only('category')) ||
      ((kind === 'items' || kind === 'people') && only('site')),
  );
}

interface Draft {
  readonly places: Set<SearchKind>;
  readonly fields: Map<string, readonly string[]>;
  readonly filterTexts: string[];
  readonly words: string[];
  readonly phrases: string[];
  readonly without: string[];
  readonly problems: SearchProblem[];
}

function takeWord(draft: Draft, words: string, isPhrase: boolean, not: boolean): void {
  if (not) {
    draft.without.push(...indexTerms(words));
    return;
  }
  draft.words.push(words);
  if (isPhrase && words.trim() !== '') draft.phrases.push(foldPhrase(words));
}

/** Case, accents and spaces do not part a phrase from its text. */
export function foldPhrase(text: string): string {
  return fold(text).replace(/\s+/g, ' ').trim();
}

function takeField(draft: Draft, key: string, values: readonly string[], written: string): void {
  if (key === 'in') {
    for (const value of values) {
      const place = placeOf(value);
      if (place) draft.places.add(place);
      else draft.problems.push({ text: written, kind: 'place' });
    }
    return;
  }
  if (key === 'sla') {
    draft.problems.push({ text: written, kind: 'clock' });
    return;
  }
  const { terms, problems } = parseTicketQuery(written);
  if (problems.length > 0 || terms.length === 0) {
    draft.problems.push({ text: written, kind: 'field' });
    return;
  }
  draft.fields.set(key, written.startsWith('-') ? [] : values.map((each) => each.toLowerCase()));
  draft.filterTexts.push(written);
}

/** `http://…` and `c:\…` are texts, not fields. */
function isText(written: string, key: string | null): boolean {
  return key === null || /^-?[a-z]+:(?:\/\/|\\)/i.test(written);
}

/** Takes a typed question apart: words, "phrases", -words, and fields such as `in:` and `state:`. */
export function parseSearch(text: string): SearchQuery {
  const draft: Draft = {
    places: new Set(),
    fields: new Map(),
    ...{ filterTexts: [], words: [], phrases: [], without: [], problems: [] },
  };
  for (const { from, to, not, key, values } of scanQuery(text)) {
    const written = text.slice(from, to);
    if (!isText(written, key)) {
      takeField(draft, key ?? '', values, written);
    } else {
      const [words = ''] = key === null ? values : [written];
      takeWord(draft, words, /^-?"/.test(written), not);
    }
  }
  const allowed = kindsOf(new Set(draft.fields.keys()));
  const asked = draft.places.size === 0 ? SEARCH_KINDS : [...draft.places];
  const words = draft.words.join(' ');
  return {
    kinds: SEARCH_KINDS.filter((kind) => allowed.includes(kind) && asked.includes(kind)),
    text: words,
    words: queryWords(words),
    phrases: draft.phrases,
    without: draft.without,
    filter: draft.filterTexts.length > 0 ? parseTicketQuery(draft.filterTexts.join(' ')) : null,
    siteNames: draft.fields.get('site') ?? [],
    categories: draft.fields.get('category') ?? [],
    problems: draft.problems,
  };
}

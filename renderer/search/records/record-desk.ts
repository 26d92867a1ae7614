import { matchesQuery } from '../../../shared/query/ticket-query.ts';
import type { ParsedQuery, QueryRow } from '../../../shared/query/ticket-query.ts';
import { indexTerms } from '../terms.ts';
import { Collector } from './collector.ts';
import type { Marks } from './mark-text.ts';
import { planWord } from './plan-words.ts';
import {
  factDocument,
  FIRST_WORTH,
  NAME,
  SECOND_WORTH,
  textDocument,
  ticketDocument,
} from './record-facts.ts';
import type { ItemFact, PersonFact, TicketFact, TicketText } from './record-facts.ts';
import type {
  FindRequest,
  FirstAnswer,
  Found,
  Like,
  LikeHit,
  RecordHit,
  SecondAnswer,
} from './record-questions.ts';
import { parseSearch } from './search-query.ts';
import type { SearchKind, SearchQuery } from './search-query.ts';
import type { KeptIndexes } from './segment-store.ts';
import { WordIndex } from './word-index.ts';
import type { WordAnswer } from './word-index.ts';

const NOTHING: Found<RecordHit> = { total: 0, hits: [] };
const MOST_SPELLINGS = 12;
/** Of a title; more words than this are a pasted message. */
const LIKE_WORDS = 24;
/** Added to likeness in units of a rare word. */
const SAME = 1;
/** Two tickets that share less have a common word at most. */
const ENOUGH = 2.5;
const MAX_AGE_MS = 400 * 86_400_000;
const CANDIDATES = 60;

interface Place {
  readonly siteName: string;
}

/**
 * Tickets, items and people by what is known of them, and tickets by their whole text. Pure: the
 * worker around it decides when something is read, stored and said.
 */
export class RecordDesk {
  private tickets = new WordIndex();
  private items = new WordIndex();
  private people = new WordIndex();
  private texts = new WordIndex();
  private readonly rows = new Map<string, QueryRow>();
  private readonly places = new Map<string, Place>();
  private readonly names = new Map<string, string>();
  private lastPassing: { readonly key: string; readonly ids: ReadonlySet<string> } | null = null;

  /** Takes what an earlier session stored. */
  load(kept: KeptIndexes): void {
    this.tickets = new WordIndex(kept['tickets']);
    this.items = new WordIndex(kept['items']);
    this.people = new WordIndex(kept['people']);
    this.texts = new WordIndex(kept['texts']);
  }

  kept(): KeptIndexes {
    const all = {
      tickets: this.tickets,
      items: this.items,
      people: this.people,
      texts: this.texts,
    };
    for (const index of Object.values(all)) index.freeze();
    return Object.fromEntries(Object.entries(all).map(([name, index]) => [name, index.kept()]));
  }

  get textCount(): number {
    return this.texts.size;
  }

  get textPostings(): number {
    return this.texts.postings;
  }

  /** Under which stamps texts are here, to find what changed since. */
  textStamps(): readonly (readonly [id: string, stamp: number])[] {
    return [...this.texts.stamps()];
  }

  /** @returns Whether anything had to be indexed. */
  putTickets(facts: readonly TicketFact[]): boolean {
    this.lastPassing = null;
    let isChanged = false;
    for (const fact of facts) {
      this.rows.set(fact.id, this.shared(fact.row));
      const document = ticketDocument(fact);
      if (this.tickets.stampOf(fact.id) === document.stamp) continue;
      this.tickets.put(document);
      isChanged = true;
    }
    return isChanged;
  }

  putItems(facts: readonly ItemFact[]): boolean {
    return this.putFacts(this.items, facts);
  }

  putPeople(facts: readonly PersonFact[]): boolean {
    return this.putFacts(this.people, facts);
  }

  putTexts(texts: readonly TicketText[]): void {
    for (const text of texts) this.texts.put(textDocument(text));
  }

  drop(ids: readonly string[]): void {
    this.lastPassing = null;
    for (const id of ids) {
      this.rows.delete(id);
      this.places.delete(id);
      for (const index of [this.tickets, this.items, this.people, this.texts]) index.drop(id);
    }
  }

  /** Everything was told once: what was not is gone. @returns Whether something was. */
  settle(): boolean {
    const gone = [
      ...[...this.tickets.stamps(), ...this.texts.stamps()].filter(([id]) => !this.rows.has(id)),
      ...[...this.items.stamps(), ...this.people.stamps()].filter(([id]) => !this.places.has(id)),
    ];
    this.drop(gone.map(([id]) => id));
    return gone.length > 0;
  }

  /** A few milliseconds of keeping house. @returns Whether there is more to do. */
  tidy(): boolean {
    return [this.tickets, this.items, this.people, this.texts].some((index) => index.tidy());
  }

  /** What is known at once; articles are asked for elsewhere. */
  first({ text, asker, limit }: FindRequest): Omit<FirstAnswer, 'articles'> & {
    readonly query: SearchQuery;
  } {
    const query = parseSearch(text);
    const asks = (kind: SearchKind): boolean => query.kinds.includes(kind);
    const atSite = (id: string): boolean => this.isAtSite(id, query);
    return {
      query,
      kinds: query.kinds,
      tickets: asks('tickets') ? this.findTickets(query, asker, limit) : NOTHING,
      items: asks('items') ? find(this.items, { query, limit, accept: atSite }) : NOTHING,
      people: asks('people') ? find(this.people, { query, limit, accept: atSite }) : NOTHING,
      marks: this.marksOf(query, [this.tickets, this.items, this.people]),
      phrases: query.phrases,
      problems: query.problems,
    };
  }

  /** Tickets that the first stage does not have. */
  second({ text, asker, limit }: FindRequest): SecondAnswer {
    const query = parseSearch(text);
    const passes = this.ticketTest(query, asker);
    const isSearched = query.kinds.includes('tickets') && query.words.length > 0;
    const answer: WordAnswer = isSearched
      ? this.texts.search({
          ...{ words: this.wordsIn(query, this.texts), worth: SECOND_WORTH, limit },
          ...{ without: query.without, accept: passes, beyond: NAME },
        })
      : { total: 0, hits: [] };
    return {
      tickets: answer,
      marks: this.marksOf(query, [this.texts]),
      phrases: query.phrases,
      indexed: this.texts.size,
      of: this.rows.size,
    };
  }

  /**
   * Tickets that share rare words of the title; category and service add a little. Without a model,
   * so that it can say why.
   */
  like({ id, title, category, serviceName, nowMs }: Like, limit: number): readonly LikeHit[] {
    const terms = [...new Set(indexTerms(title))]
      .filter((term) => term.length >= 3)
      .map((term) => ({ term, count: this.tickets.count(term) }))
      .filter(({ term, count }) => count > (id !== null && this.tickets.hasAny(id, [term]) ? 1 : 0))
      .sort((a, b) => a.count - b.count)
      .slice(0, LIKE_WORDS)
      .map(({ term }) => term);
    const { hits } = this.tickets.search({
      words: terms.map((term) => [{ terms: [term], isPrefix: false, slips: 0, weight: 1 }]),
      worth: new Map([[NAME, 1]]),
      limit: CANDIDATES,
      isAny: true,
      accept: (other) => other !== id && this.isRecent(other, nowMs),
    });
    return hits
      .flatMap((hit): LikeHit[] => {
        const row = this.rows.get(hit.id);
        if (!row) return [];
        const sameCategory = category !== '' && row.category === category;
        const sameService = serviceName !== '' && row.serviceName === serviceName;
        const score = hit.score + (sameCategory ? SAME : 0) + (sameService ? SAME : 0);
        const shared = terms.filter((_, bit) => (hit.matched & (1 << bit)) !== 0);
        return [{ id: hit.id, score, terms: shared, sameCategory, sameService }];
      })
      .filter(({ score }) => score >= ENOUGH)
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
  }

  private findTickets(
    query: SearchQuery,
    asker: FindRequest['asker'],
    limit: number,
  ): Found<RecordHit> {
    const accept = this.ticketTest(query, asker);
    if (query.words.length > 0) return find(this.tickets, { query, limit, accept });
    if (query.filter === null) return NOTHING;
    const newest = new Collector(limit);
    for (const id of this.passing(query.filter, asker)) {
      if (accept(id)) newest.add(id, this.rows.get(id)?.activityAt ?? 0, 0);
    }
    return newest.answer();
  }

  private ticketTest(query: SearchQuery, asker: FindRequest['asker']): (id: string) => boolean {
    const { filter, without } = query;
    const passing = filter === null ? null : this.passing(filter, asker);
    return (id) =>
      (passing === null || passing.has(id)) &&
      (without.length === 0 || !this.texts.hasAny(id, without));
  }

  /** Tickets that satisfy the fields; kept while only words are typed on. */
  private passing(filter: ParsedQuery, asker: FindRequest['asker']): ReadonlySet<string> {
    const minute = Math.floor(asker.nowMs / 60_000);
    const key = `${JSON.stringify(filter.terms)} ${asker.meId ?? ''} ${minute}`;
    if (this.lastPassing?.key === key) return this.lastPassing.ids;
    const who = { ...asker, time: { nowMs: asker.nowMs, dayOf: localDay } };
    const ids = new Set<string>();
    for (const [id, row] of this.rows) if (matchesQuery(row, filter, who)) ids.add(id);
    this.lastPassing = { key, ids };
    return ids;
  }

  private isRecent(id: string, nowMs: number): boolean {
    const row = this.rows.get(id);
    return row !== undefined && nowMs - row.activityAt <= MAX_AGE_MS;
  }

  private isAtSite(id: string, { siteNames }: SearchQuery): boolean {
    if (siteNames.length === 0) return true;
    const name = this.places.get(id)?.siteName.toLowerCase() ?? '';
    return siteNames.some((wanted) => (wanted === 'none' ? name === '' : name.includes(wanted)));
  }

  private putFacts(index: WordIndex, facts: readonly (ItemFact | PersonFact)[]): boolean {
    let isChanged = false;
    for (const fact of facts) {
      this.places.set(fact.id, { siteName: this.once(fact.siteName) });
      const document = factDocument(fact);
      if (index.stampOf(fact.id) === document.stamp) continue;
      index.put(document);
      isChanged = true;
    }
    return isChanged;
  }

  private wordsIn(query: SearchQuery, index: WordIndex): ReturnType<typeof planWord>[] {
    return query.words.map((word) => planWord(word, index));
  }

  private marksOf(query: SearchQuery, indexes: readonly WordIndex[]): Marks {
    const terms = new Set<string>();
    for (const index of indexes) {
      for (const word of this.wordsIn(query, index)) {
        for (const way of word) for (const term of way.terms) terms.add(term);
        for (const term of index.spellings(word, MOST_SPELLINGS)) terms.add(term);
      }
    }
    const last = query.words.at(-1);
    return { terms: [...terms], beginning: last?.alternatives[0]?.at(-1) ?? null };
  }

  /** Names come again with every message; kept once they are a tenth. */
  private once(name: string): string {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    this.names.set(name, name);
    return name;
  }

  private shared(row: QueryRow): QueryRow {
    return {
      ...row,
      kind: this.once(row.kind),
      state: this.once(row.state),
      assigneeName: this.once(row.assigneeName),
      teamName: this.once(row.teamName),
      siteName: this.once(row.siteName),
      requesterName: this.once(row.requesterName),
      serviceName: this.once(row.serviceName),
      category: this.once(row.category),
      subcategory: this.once(row.subcategory),
      origin: this.once(row.origin),
    };
  }
}

function find(
  index: WordIndex,
  {
    query,
    limit,
    accept,
  }: {
    readonly query: SearchQuery;
    readonly limit: number;
    readonly accept: (id: string) => boolean;
  },
): Found<RecordHit> {
  return index.search({
    words: query.words.map((word) => planWord(word, index)),
    worth: FIRST_WORTH,
    without: query.without,
    ...{ limit, accept },
  });
}

function localDay(ms: number): string {
  const at = new Date(ms);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

import MiniSearch from 'minisearch';
import type { AsPlainObject, Options, Query, SearchResult } from 'minisearch';
import type { ArticleFilter, ArticleHit, ArticleSource } from './article-hit.ts';
import { plainText } from './plain-text.ts';
import { findTerms, makeSnippet } from './snippet.ts';
import { indexTerms, queryWords } from './terms.ts';
import type { QueryWord } from './terms.ts';
import { inflectionsOf, splitCompound } from './word-forms.ts';
import { Vocabulary } from './vocabulary.ts';

/** An article as the index keeps it: its words instead of its Markdown. */
export type IndexedArticle = Omit<ArticleSource, 'markdown'> & { readonly text: string };

/** What is kept on disk; `words` is MiniSearch's own form. */
export interface IndexSnapshot {
  readonly words: AsPlainObject;
  readonly articles: readonly IndexedArticle[];
}

interface Fields {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly summary: string;
  readonly tags: string;
  readonly text: string;
}

const asIs = (term: string): string => term;

const OPTIONS: Options<Fields> = {
  fields: ['number', 'title', 'summary', 'tags', 'text'],
  tokenize: indexTerms,
  processTerm: asIs,
  searchOptions: { tokenize: (term) => [term], processTerm: asIs },
};

/** A word of the title says more than one of the text; a number names one article. */
const BOOST = { number: 12, title: 6, summary: 2.5, tags: 3 };
/** What was typed says more than what it is also called. */
const SYNONYM_WEIGHT = 0.4;
const WEIGHTS = { prefix: 0.6, fuzzy: 0.35 };
/** Drafts and retired articles are found, below what holds. */
const STATE_FACTOR: Readonly<Record<ArticleSource['state'], number>> = {
  published: 1,
  scheduled: 0.85,
  review: 0.85,
  draft: 0.75,
  retired: 0.4,
};
/** Words of a ticket's text that are looked up, the rarest first. */
const SUGGESTION_TERMS = 24;
/** Words marked in a snippet; a beginning of two letters fits hundreds. */
const MARKED_TERMS = 40;

/**
 * Up to four letters a typo is another word; from nine on two slips are forgiven. Numbers and codes
 * are exact: one digit off is another error.
 */
function slipsOf(term: string): number | false {
  if (term.length <= 4 || /\d/.test(term)) return false;
  return term.length < 9 ? 1 : 2;
}

/** Beyond it an article is a list or a log; its beginning says what it is about. */
const MAX_TEXT = 200_000;

/** A word in fewer articles than this may be a slip of somebody who wrote one. */
const KNOWN_FROM = 3;

/** A word of a query with what it says: a rare one tells more than one that is everywhere. */
interface WeighedWord {
  readonly word: QueryWord;
  readonly weight: number;
}

/** How much of what was asked for an article has, from 0 to 1. */
function coverage(result: SearchResult, words: readonly WeighedWord[]): number {
  const present = new Set(result.queryTerms);
  let found = 0;
  let all = 0;
  for (const { word, weight } of words) {
    all += weight;
    const ways = [...word.alternatives, ...word.synonyms];
    if (ways.some((terms) => terms.every((term) => present.has(term)))) found += weight;
  }
  return found / all;
}

/** Full-text index over the articles of a replica. Pure: it knows neither worker nor disk. */
export class ArticleIndex {
  private readonly words: MiniSearch<Fields>;
  private readonly articles: Map<string, IndexedArticle>;
  private readonly vocabulary: Vocabulary;
  private collected = new Set<string>();

  private constructor(snapshot: IndexSnapshot | null) {
    const options: Options<Fields> = { ...OPTIONS, tokenize: (text) => this.collect(text) };
    this.words = snapshot
      ? MiniSearch.loadJS<Fields>(snapshot.words, options)
      : new MiniSearch(options);
    this.articles = new Map(snapshot?.articles.map((article) => [article.id, article]));
    this.vocabulary = new Vocabulary(snapshot ? countsOf(snapshot.words) : []);
  }

  static empty(): ArticleIndex {
    return new ArticleIndex(null);
  }

  /** Throws where the snapshot was not made by this code. */
  static from(snapshot: IndexSnapshot): ArticleIndex {
    const index = new ArticleIndex(snapshot);
    const { words, articles } = index;
    const isWhole =
      words.documentCount === articles.size && [...articles.keys()].every((id) => words.has(id));
    if (!isWhole) throw new Error('The index and its articles differ.');
    return index;
  }

  snapshot(): IndexSnapshot {
    return { words: this.words.toJSON(), articles: [...this.articles.values()] };
  }

  get size(): number {
    return this.articles.size;
  }

  /** Id and stamp of every article, to find what changed since. */
  stamps(): readonly (readonly [id: string, stamp: string])[] {
    return [...this.articles.values()].map(({ id, stamp }) => [id, stamp]);
  }

  /** Adds an article or puts it in the place of its former version. */
  put({ markdown, ...source }: ArticleSource): void {
    const article: IndexedArticle = { ...source, text: plainText(markdown.slice(0, MAX_TEXT)) };
    const { id, number, title, summary, text } = article;
    const tags = [article.category ?? '', ...article.tags].join(' ');
    if (this.articles.has(id)) this.words.discard(id);
    this.collected = new Set();
    this.words.add({ id, number, title, summary, tags, text });
    this.vocabulary.add(this.collected);
    this.articles.set(id, article);
  }

  drop(id: string): void {
    if (this.articles.delete(id)) this.words.discard(id);
  }

  /** An article's words without marks; '' for one that is not here. */
  textOf(id: string): string {
    return this.articles.get(id)?.text ?? '';
  }

  /** The articles that fit a typed query best, best first. */
  query(query: string, limit: number, filter: ArticleFilter = {}): readonly ArticleHit[] {
    const words = this.withForms(queryWords(query));
    if (words.length === 0) return [];
    const results = this.words.search(
      { combineWith: 'OR', queries: words.map((word) => this.wordQuery(word)) },
      { boost: BOOST, weights: WEIGHTS, filter: ({ id }) => this.passes(id as string, filter) },
    );
    const weighed = words.map((word) => ({ word, weight: this.rarity(word) }));
    return this.best(results, limit, (result) => coverage(result, weighed) ** 2);
  }

  /** Published articles about the same as a text: a ticket's title and description, an article. */
  suggest(text: string, limit: number): readonly ArticleHit[] {
    const terms = this.rarest(indexTerms(text));
    if (terms.length === 0) return [];
    const results = this.words.search(
      { combineWith: 'OR', queries: [...terms] },
      { boost: BOOST, filter: ({ id }) => this.passes(id as string, { state: 'published' }) },
    );
    return this.best(results, limit, ({ queryTerms }) => queryTerms.length / terms.length);
  }

  /** Inverse document frequency of the most frequent way to say it, never quite nothing. */
  private rarity({ alternatives }: QueryWord): number {
    const counts = alternatives.map((terms) =>
      Math.min(...terms.map((term) => this.vocabulary.count(term))),
    );
    return 0.5 + Math.log(1 + this.articles.size / (1 + Math.max(0, ...counts)));
  }

  private collect(text: string): string[] {
    const terms = indexTerms(text);
    for (const term of terms) this.collected.add(term);
    return terms;
  }

  /** Adds what a word is also written like, as far as some article does: locked, write back, OneDrive. */
  private withForms(words: readonly QueryWord[]): readonly QueryWord[] {
    const plain = words.map(({ alternatives }) =>
      alternatives.length === 1 && alternatives[0]?.length === 1 ? alternatives[0][0] : undefined,
    );
    return words.map((word, index) => {
      const term = plain[index];
      if (term === undefined) return word;
      const inflected = inflectionsOf(term).filter((form) => this.vocabulary.count(form) > 0);
      const split =
        this.vocabulary.count(term) < KNOWN_FROM
          ? splitCompound(term, (part) => this.vocabulary.count(part))
          : null;
      const joined = [`${plain[index - 1] ?? ' '}${term}`, `${term}${plain[index + 1] ?? ' '}`];
      const forms = [
        ...inflected.map((form) => [form]),
        ...(split === null ? [] : [split]),
        ...joined.filter((form) => this.vocabulary.count(form) > 0).map((form) => [form]),
      ];
      return forms.length === 0 ? word : { ...word, synonyms: [...word.synonyms, ...forms] };
    });
  }

  private wordQuery({ alternatives, synonyms, isLast }: QueryWord): Query {
    return {
      combineWith: 'OR',
      queries: [
        ...alternatives.map((terms) => ({
          combineWith: 'AND' as const,
          queries: terms.map((term, index) =>
            this.termQuery(term, isLast && index === terms.length - 1),
          ),
        })),
        ...synonyms.map((terms) => ({
          combineWith: 'AND' as const,
          queries: [...terms],
          boostTerm: () => SYNONYM_WEIGHT / terms.length,
        })),
      ],
    };
  }

  /**
   * A word that is known, or the beginning of one, is no typo: looking for similar ones would cost
   * most of the time of a query. Up to two letters fit half of the index, so that only titles and
   * numbers are asked.
   */
  private termQuery(term: string, isLast: boolean): Query {
    const isKnown = isLast ? this.vocabulary.has(term) : this.vocabulary.count(term) >= KNOWN_FROM;
    return {
      queries: [term],
      prefix: isLast,
      fuzzy: isKnown ? false : slipsOf(term),
      ...(isLast && term.length <= 2 ? { fields: ['number', 'title'] } : {}),
    };
  }

  private passes(id: string, { category, state, lang }: ArticleFilter): boolean {
    const article = this.articles.get(id);
    return (
      article !== undefined &&
      (category === undefined || (article.category ?? '') === category) &&
      (state === undefined || article.state === state) &&
      (lang === undefined || article.lang === lang)
    );
  }

  /** Known words, the rarest first: they say most about the text. */
  private rarest(terms: readonly string[]): readonly string[] {
    const common = Math.max(4, this.size / 4);
    return [...new Set(terms)]
      .map((term) => ({ term, count: this.vocabulary.count(term) }))
      .filter(({ term, count }) => term.length > 2 && count > 0 && count <= common)
      .sort((a, b) => a.count - b.count)
      .slice(0, SUGGESTION_TERMS)
      .map(({ term }) => term);
  }

  private best(
    results: readonly SearchResult[],
    limit: number,
    factor: (result: SearchResult) => number,
  ): readonly ArticleHit[] {
    return results
      .flatMap((result) => {
        const article = this.articles.get(result.id as string);
        if (!article) return [];
        return [
          { result, article, score: result.score * factor(result) * STATE_FACTOR[article.state] },
        ];
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, limit)
      .map(({ result, article, score }) => toHit(article, result.terms, score));
  }
}

/** In how many articles each term is. */
function* countsOf(words: AsPlainObject): Generator<readonly [string, number]> {
  for (const [term, fields] of words.index) {
    const [first, ...others] = Object.values(fields).map((articles) => Object.keys(articles));
    const all = others.length === 0 ? null : new Set([first, ...others].flat());
    yield [term, Math.max(1, all?.size ?? first?.length ?? 0)];
  }
}

function toHit(article: IndexedArticle, terms: readonly string[], score: number): ArticleHit {
  const { id, number, title, summary, category, state, text } = article;
  const marked = terms.slice(0, MARKED_TERMS);
  const inText = makeSnippet(text, marked);
  return {
    id,
    number,
    title,
    titleRanges: findTerms(title, marked),
    summary,
    category,
    state,
    score,
    snippet: inText.ranges.length > 0 || summary === '' ? inText : makeSnippet(summary, marked),
  };
}

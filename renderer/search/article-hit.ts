import type { Article } from '../../shared/model/reference.ts';
import type { Snippet } from './snippet.ts';

/** One article that answers a query. */
export interface ArticleHit {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  /** Where the query stands in the title. */
  readonly titleRanges: Snippet['ranges'];
  readonly summary: string;
  readonly category: string | null;
  readonly state: Article['state'];
  /** Higher is better; comparable within one answer only. */
  readonly score: number;
  readonly snippet: Snippet;
}

/** Narrows what is searched; what is left out does not narrow. */
export interface ArticleFilter {
  /** '' stands for articles without a category. */
  readonly category?: string | undefined;
  readonly state?: Article['state'] | undefined;
  readonly lang?: string | undefined;
}

/** What the index needs of an article; `stamp` changes with every write to it. */
export interface ArticleSource {
  readonly id: string;
  readonly stamp: string;
  readonly number: string;
  readonly title: string;
  readonly summary: string;
  readonly category: string | null;
  readonly tags: readonly string[];
  readonly state: Article['state'];
  readonly lang: string;
  readonly markdown: string;
}

export function toArticleSource(article: Article): ArticleSource {
  const { id, number, title, summary, tags, state, lang, markdown } = article;
  const stamp = article.mutationId;
  const category = article.category ?? null;
  return { id, stamp, number, title, summary, category, tags, state, lang, markdown };
}

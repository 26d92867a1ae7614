import type { ArticleIndex } from './article-index.ts';
import type { ArticleHit } from './article-hit.ts';
import type { Found } from './records/record-questions.ts';
import { foldPhrase } from './records/search-query.ts';
import type { SearchQuery } from './records/search-query.ts';
import { indexTerms } from './terms.ts';

const NOTHING: Found<ArticleHit> = { total: 0, hits: [] };
/** Phrases, exclusions and categories are tried on this many times as many as are wanted. */
const SPARE = 4;

/** Articles for a question over everything; its total is at most the limit. */
export function findArticles(
  index: ArticleIndex,
  query: SearchQuery,
  limit: number,
): Found<ArticleHit> {
  if (!query.kinds.includes('articles') || query.words.length === 0) return NOTHING;
  const { phrases, without, categories } = query;
  const isNarrowed = phrases.length + without.length + categories.length > 0;
  const found = index.query(query.text, isNarrowed ? limit * SPARE : limit);
  const hits = isNarrowed ? found.filter((hit) => fits(index, hit, query)).slice(0, limit) : found;
  return { total: hits.length, hits };
}

function fits(index: ArticleIndex, hit: ArticleHit, query: SearchQuery): boolean {
  const { phrases, without, categories } = query;
  const category = hit.category?.toLowerCase() ?? '';
  if (categories.length > 0 && !categories.some((wanted) => category.includes(wanted)))
    return false;
  if (phrases.length + without.length === 0) return true;
  const text = `${hit.title}\n${hit.summary}\n${index.textOf(hit.id)}`;
  const folded = foldPhrase(text);
  if (!phrases.every((phrase) => folded.includes(phrase))) return false;
  if (without.length === 0) return true;
  const terms = new Set(indexTerms(text));
  return !without.some((term) => terms.has(term));
}

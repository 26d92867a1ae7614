import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ArticleFilter, ArticleHit } from '../../search/search.ts';
import { StaleQueryError, useSearch } from '../../search/search.ts';

/** More hits than this help nobody: one more word does. */
export const HIT_LIMIT = 50;

export interface ArticleHits {
  readonly hits: readonly ArticleHit[];
  /** The query the hits answer; it trails what is typed by a few milliseconds. */
  readonly query: string;
}

const NOTHING: ArticleHits = { hits: [], query: '' };

/** Hits while typing; the last ones stay until the next are there. Null without a query. */
export function useArticleHits(query: string, filter: ArticleFilter): ArticleHits | null {
  const search = useSearch();
  const version = useSyncExternalStore(search.subscribe, search.getVersion);
  const [answer, setAnswer] = useState<ArticleHits>(NOTHING);
  const asked = query.trim();
  useEffect(() => {
    if (asked === '') return undefined;
    const abort = new AbortController();
    const options = { limit: HIT_LIMIT, filter, signal: abort.signal };
    search.articles(asked, options).then(
      (hits) => setAnswer({ hits, query: asked }),
      (error: unknown) => {
        if (!(error instanceof StaleQueryError)) setAnswer({ hits: [], query: asked });
      },
    );
    return () => abort.abort();
  }, [search, version, asked, filter]);
  return asked === '' ? null : answer;
}

/** Articles about the same as a text. */
export function useSuggestions(text: string, limit: number): readonly ArticleHit[] {
  const search = useSearch();
  const [answer, setAnswer] = useState<{ text: string; hits: readonly ArticleHit[] }>();
  useEffect(() => {
    if (text === '') return undefined;
    const abort = new AbortController();
    search.suggest(text, limit, abort.signal).then(
      (hits) => setAnswer({ text, hits }),
      () => undefined,
    );
    return () => abort.abort();
  }, [search, text, limit]);
  return answer?.text === text ? answer.hits : [];
}

import { useEffect, useState } from 'react';
import type { Article } from '../../../../shared/model/reference.ts';
import { useVersion, useWorkspace } from '../../../replica/hooks.ts';
import { readArticles } from './read-articles.ts';

export interface AllArticles {
  /** Null until all were read once. */
  readonly articles: readonly Article[] | null;
  readonly done: number;
  readonly total: number;
}

const NOTHING: AllArticles = { articles: null, done: 0, total: 0 };
/** A pull changes many at once: they are read again when it rests. */
const REST_MS = 500;

/** Every article with its text, read again after changes. */
export function useAllArticles(): AllArticles {
  const workspace = useWorkspace();
  const version = useVersion(workspace.articles);
  const [all, setAll] = useState<AllArticles>(NOTHING);
  const isFirst = all.articles === null;
  useEffect(() => {
    const abort = new AbortController();
    const read = (): void => {
      readArticles(workspace, abort.signal, (done, total) =>
        setAll((before) => ({ ...before, done, total })),
      ).then(
        (articles) => setAll({ articles, done: articles.length, total: articles.length }),
        () => undefined,
      );
    };
    const timer = setTimeout(read, isFirst ? 0 : REST_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [workspace, version, isFirst]);
  return all;
}

import { useEffect, useState, useSyncExternalStore } from 'react';
import { StaleQueryError, useSearch } from './search.ts';
import type { FirstAnswer, SecondAnswer } from './search.ts';

/** What is found so far; it trails what is typed by some milliseconds. */
export interface Finding {
  /** The text that is answered. */
  readonly text: string;
  readonly limit: number;
  readonly first: FirstAnswer | null;
  /** Null until it is there. */
  readonly second: SecondAnswer | null;
}

const NOTHING: Finding = { text: '', limit: 0, first: null, second: null };

/**
 * Results while typing; the last ones stay until the next are there.
 * @param limit Of each kind.
 * @param hasSecond Whether tickets' descriptions and timelines are searched, too.
 */
export function useFound(text: string, limit: number, hasSecond: boolean): Finding {
  const { records } = useSearch();
  const version = useSyncExternalStore(records.subscribe, records.getVersion);
  const [found, setFound] = useState(NOTHING);
  const asked = text.trim();
  useEffect(() => {
    if (asked === '') return undefined;
    const abort = new AbortController();
    const isOver = (): boolean => abort.signal.aborted;
    const ask = async (): Promise<void> => {
      const first = await records.first(asked, limit, abort.signal);
      if (isOver()) return;
      // The second stage of the same question stays while it is asked again.
      setFound((last) => {
        const isSame = last.text === asked && last.limit === limit;
        return { ...{ text: asked, limit, first }, second: isSame ? last.second : null };
      });
      if (!hasSecond) return;
      const second = await records.second(asked, limit, abort.signal);
      if (!isOver()) setFound((last) => (last.text === asked ? { ...last, second } : last));
    };
    ask().catch((error: unknown) => {
      if (error instanceof StaleQueryError || isOver()) return;
      setFound({ text: asked, limit, first: null, second: null });
    });
    return () => abort.abort();
  }, [records, version, asked, limit, hasSecond]);
  return asked === '' ? NOTHING : found;
}

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { useSearch } from '../../../search/search.ts';
import type { ArticleHit } from '../../../search/search.ts';
import { ContextLine, ContextList, ContextSection } from '../../../ui/context-section.tsx';
import { Highlight } from '../../../ui/highlight.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { t } from '../../../ui/i18n.ts';
import { RecordLink } from '../record/record-link.tsx';

const LIMIT = 3;
const NONE: readonly ArticleHit[] = [];

/** Articles that may help with a text; the last ones stay until new ones are found. */
export function useSuggested(text: string): readonly ArticleHit[] {
  const search = useSearch();
  const version = useSyncExternalStore(search.subscribe, search.getVersion);
  const [hits, setHits] = useState<readonly ArticleHit[]>(NONE);
  useEffect(() => {
    const abort = new AbortController();
    search.suggest(text, LIMIT, abort.signal).then(
      (found) => {
        if (!abort.signal.aborted) setHits(found);
      },
      () => {
        if (!abort.signal.aborted) setHits(NONE);
      },
    );
    return () => abort.abort();
  }, [search, text, version]);
  return hits;
}

export function ArticlesSection({ hits }: { readonly hits: readonly ArticleHit[] }): ReactElement {
  return (
    <ContextSection title={t('Suggested articles')}>
      {hits.length === 0 ? (
        <p className="t3 t12">{t('No article fits the title yet.')}</p>
      ) : (
        <ContextList>
          {hits.map((hit) => (
            <ContextLine
              key={hit.id}
              mark={<Icon name="book" size={14} />}
              detail={
                hit.snippet.text === '' ? (
                  hit.summary
                ) : (
                  <Highlight text={hit.snippet.text} ranges={hit.snippet.ranges} />
                )
              }
            >
              <RecordLink id={hit.id}>{hit.title}</RecordLink>
            </ContextLine>
          ))}
        </ContextList>
      )}
    </ContextSection>
  );
}

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import type { Relation } from '../../../../shared/model/item.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { useSearch } from '../../../search/search.ts';
import type { ArticleHit } from '../../../search/search.ts';
import { IconButton } from '../../../ui/button.tsx';
import { ContextLine, ContextList, ContextSection } from '../../../ui/context-section.tsx';
import { Highlight } from '../../../ui/highlight.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { t } from '../../../ui/i18n.ts';
import { focusRecord } from '../record/focus-record.ts';
import { RecordLink } from '../record/record-link.tsx';
import { linkRecord } from './link-record.ts';

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

interface ArticlesSectionProps {
  readonly ticket: Ticket;
  readonly hits: readonly ArticleHit[];
  /** What the ticket is linked to already. */
  readonly relations: readonly Relation[];
}

/** Articles that may help; one that does is linked to the ticket here. */
export function ArticlesSection({ ticket, hits, relations }: ArticlesSectionProps): ReactElement {
  const replica = useReplica();
  const linked = new Set(relations.map(({ toId }) => toId));
  const link = async ({ id, number }: ArticleHit): Promise<void> => {
    // The button goes with what it did; the keys go on in the record.
    if (await linkRecord(replica, ticket, 'documented-by', { id, label: number })) focusRecord();
  };
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
              <span className="tickets-linked">
                <span className="grow">
                  <RecordLink id={hit.id}>{hit.title}</RecordLink>
                </span>
                {linked.has(hit.id) ? null : (
                  <IconButton
                    icon="link"
                    size="sm"
                    label={t('Attach “{{title}}” to the ticket', { title: hit.title })}
                    onClick={() => void link(hit)}
                  />
                )}
              </span>
            </ContextLine>
          ))}
        </ContextList>
      )}
    </ContextSection>
  );
}

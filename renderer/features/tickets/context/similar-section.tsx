import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { useReplica, useWorkspace } from '../../../replica/hooks.ts';
import { useSearch } from '../../../search/search.ts';
import type { LikeHit } from '../../../search/search.ts';
import { ContextLine, ContextList, ContextSection } from '../../../ui/context-section.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { RecordLink } from '../record/record-link.tsx';
import { stateMarkOf } from '../../../words/ticket-words.ts';
import { titleWords, toSimilarities } from './similar-tickets.ts';
import type { Likeness, Similarity } from './similar-tickets.ts';
import { similarWords } from './similar-words.ts';

const LIMIT = 4;
const NONE: readonly LikeHit[] = [];

/** Tickets like this one, found beside the window; the last ones stay until the next are there. */
export function useSimilar(like: Likeness): readonly Similarity[] {
  const { id, title, category = '', serviceId } = like;
  const { records } = useSearch();
  const { tickets } = useWorkspace();
  const { reference, now } = useReplica();
  const version = useSyncExternalStore(records.subscribe, records.getVersion);
  const [found, setFound] = useState<{
    readonly id: string | null;
    readonly hits: readonly LikeHit[];
  }>({
    id,
    hits: NONE,
  });
  const words = useMemo(() => [...titleWords(title).values()].join(' '), [title]);
  useEffect(() => {
    const abort = new AbortController();
    const serviceName = serviceId ? (reference.get().catalog.get(serviceId)?.name ?? '') : '';
    const asked = { id, title: words, category, serviceName, nowMs: now() };
    const take = (hits: readonly LikeHit[]): void => {
      if (!abort.signal.aborted) setFound({ id, hits });
    };
    records.like(asked, LIMIT, abort.signal).then(take, () => take(NONE));
    return () => abort.abort();
  }, [records, reference, now, version, id, words, category, serviceId]);
  return useMemo(
    () => toSimilarities(found.id === id ? found.hits : NONE, (each) => tickets.get(each)),
    [found, id, tickets],
  );
}

interface SimilarSectionProps {
  readonly similar: readonly Similarity[];
  readonly title: string;
  /** Said while there are none; left out: the section is not shown then. */
  readonly empty?: string;
}

export function SimilarSection(props: SimilarSectionProps): ReactElement | null {
  const { similar, title, empty } = props;
  const locale = useLocale();
  if (similar.length === 0 && empty === undefined) return null;
  return (
    <ContextSection title={title}>
      {similar.length === 0 ? <p className="t3 t12">{empty}</p> : null}
      <ContextList>
        {similar.map((each) => (
          <ContextLine
            key={each.row.id}
            mark={<StateMark state={stateMarkOf(each.row.state)} label={t('Ticket')} />}
            detail={similarWords(each, locale)}
          >
            <RecordLink id={each.row.id}>{each.row.title}</RecordLink>
          </ContextLine>
        ))}
      </ContextList>
    </ContextSection>
  );
}

import { useDeferredValue, useMemo } from 'react';
import type { ReactElement } from 'react';
import { useReplica } from '../../../replica/hooks.ts';
import { ContextLine, ContextList, ContextSection } from '../../../ui/context-section.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { RecordLink } from '../record/record-link.tsx';
import { useRowIndex } from '../use-row-index.ts';
import { stateMarkOf } from '../../../words/ticket-words.ts';
import { similarTickets } from './similar-tickets.ts';
import type { Likeness, Similarity } from './similar-tickets.ts';
import { similarWords } from './similar-words.ts';

const NONE: readonly Similarity[] = [];

/** Tickets like this one, from memory; worked out after the frame that shows the ticket. */
export function useSimilar({ id, title, category, serviceId }: Likeness): readonly Similarity[] {
  const { now } = useReplica();
  const index = useRowIndex();
  const question = useMemo(
    () => ({ like: { id, title, category, serviceId }, index }),
    [id, title, category, serviceId, index],
  );
  const asked = useDeferredValue(question, null);
  return useMemo(
    () =>
      asked === null
        ? NONE
        : similarTickets(asked.like, asked.index.rows, asked.index.titles, now()),
    [asked, now],
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

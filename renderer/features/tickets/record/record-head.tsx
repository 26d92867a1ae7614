import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { useReplica, useUnsent } from '../../../replica/hooks.ts';
import { Chip } from '../../../ui/chip.tsx';
import { Field } from '../../../ui/field.tsx';
import { t } from '../../../ui/i18n.ts';
import { UnsentMark } from '../../../ui/sync-mark.tsx';
import { editTicket } from '../ticket-actions.ts';
import { PriorityFacts } from './priority-facts.tsx';

interface RecordHeadProps {
  readonly ticket: Ticket;
  readonly whyPriority: boolean;
  onWhyPriority(open: boolean): void;
}

/** Title, priority and what one has to know first. */
export function RecordHead({ ticket, whyPriority, onWhyPriority }: RecordHeadProps): ReactElement {
  const replica = useReplica();
  const unsent = useUnsent();
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const isMajor = ticket.kind === 'incident' && ticket.major === true;
  const isKnownError = ticket.kind === 'problem' && ticket.knownError === true;
  return (
    <div className="rec-head">
      <Field
        className="tickets-title"
        label={t('Title')}
        value={ticket.title}
        display={<h2>{ticket.title}</h2>}
        editor={{ kind: 'text', maxLength: 400 }}
        draft={draft}
        onDraftChange={setDraft}
        validate={(value) => (value.trim() === '' ? t('Give the ticket a title.') : undefined)}
        onCommit={(title) => editTicket(replica, ticket, { title })}
      />
      <div className="rec-head__facts">
        <PriorityFacts ticket={ticket} open={whyPriority} onOpenChange={onWhyPriority} />
        {isMajor ? <Chip tone="danger">{t('Major incident')}</Chip> : null}
        {isKnownError ? <Chip tone="info">{t('Known error')}</Chip> : null}
        {unsent.documentIds.has(ticket.id) ? <UnsentMark /> : null}
      </div>
    </div>
  );
}

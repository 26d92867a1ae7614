import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { useReplica, useUnsent } from '../../../replica/hooks.ts';
import { Chip } from '../../../ui/chip.tsx';
import { Field } from '../../../ui/field.tsx';
import { t } from '../../../ui/i18n.ts';
import { UnsentMark } from '../../../ui/sync-mark.tsx';
import { editTicket } from '../ticket-actions.ts';
import { ChecklistProgressMark } from '../aids/checklist-section.tsx';
import { PresenceLine } from '../presence/presence-line.tsx';
import { PriorityFacts } from './priority-facts.tsx';
import { useWrittenBy } from './use-written-by.ts';

interface RecordHeadProps {
  readonly ticket: Ticket;
  readonly whyPriority: boolean;
  onWhyPriority(open: boolean): void;
}

/** How often it went back and forth: who takes it over wants to know before they read. */
function TicketCounts({ ticket }: { readonly ticket: Ticket }): ReactElement {
  const { reassignments = 0, reopens = 0 } = ticket;
  return (
    <>
      {reopens > 0 ? (
        <Chip icon="undo">{t('Reopened {{count}} times', { count: reopens })}</Chip>
      ) : null}
      {reassignments > 0 ? (
        <Chip icon="user">{t('Reassigned {{count}} times', { count: reassignments })}</Chip>
      ) : null}
    </>
  );
}

/** Title, priority and what one has to know first. */
export function RecordHead({ ticket, whyPriority, onWhyPriority }: RecordHeadProps): ReactElement {
  const replica = useReplica();
  const unsent = useUnsent();
  const writtenBy = useWrittenBy(ticket.id);
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
        writtenBy={writtenBy}
        onDraftChange={setDraft}
        validate={(value) => (value.trim() === '' ? t('Give the ticket a title.') : undefined)}
        onCommit={(title) => editTicket(replica, ticket, { title })}
      />
      <div className="rec-head__facts">
        <PriorityFacts ticket={ticket} open={whyPriority} onOpenChange={onWhyPriority} />
        {isMajor ? <Chip tone="danger">{t('Major incident')}</Chip> : null}
        {isKnownError ? <Chip tone="info">{t('Known error')}</Chip> : null}
        <TicketCounts ticket={ticket} />
        <ChecklistProgressMark ticket={ticket} />
        {unsent.documentIds.has(ticket.id) ? <UnsentMark /> : null}
        <PresenceLine recordId={ticket.id} />
      </div>
    </div>
  );
}

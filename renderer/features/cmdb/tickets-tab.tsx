import type { ReactElement } from 'react';
import { useReference, useReplica } from '../../replica/hooks.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/i18n.ts';
import { PriorityMark } from '../../ui/priority-mark.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { RecordLink } from './record-link.tsx';
import type { FactsOf } from './record-facts.ts';
import type { LinkedTicket } from './use-linked-tickets.ts';
import { relationWord } from './words.ts';

function TicketTable({
  tickets,
  factsOf,
  label,
}: {
  readonly tickets: readonly LinkedTicket[];
  readonly factsOf: FactsOf;
  readonly label: string;
}): ReactElement {
  const { people } = useReference();
  const { now } = useReplica();
  return (
    <div className="cmdb-scroll" role="group" aria-label={label} tabIndex={0}>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">{t('Ticket')}</th>
            <th scope="col">{t('Priority')}</th>
            <th scope="col">{t('State')}</th>
            <th scope="col">{t('Relation')}</th>
            <th scope="col">{t('Assignee')}</th>
            <th scope="col">{t('Updated')}</th>
          </tr>
        </thead>
        <tbody>
          {tickets.map(({ ticket, relation, direction, stateName, stateMark }) => (
            <tr key={ticket.id}>
              <td className="cmdb-ticket">
                <RecordLink facts={factsOf(ticket.id)} />
              </td>
              <td>
                <PriorityMark priority={ticket.priority} />
              </td>
              <td className="nowrap">
                <span className="cmdb-inline">
                  <StateMark state={stateMark} />
                  {stateName}
                </span>
              </td>
              <td className="t2 nowrap">{relationWord(relation.type, direction)}</td>
              <td className="t2 nowrap">{people.get(ticket.assigneeId ?? '')?.name ?? '–'}</td>
              <td className="t2 nowrap">
                <RelativeTime at={ticket.activityAt} now={now()} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Tickets about an item, open ones first. */
export function TicketsTab({
  tickets,
  factsOf,
}: {
  readonly tickets: readonly LinkedTicket[];
  readonly factsOf: FactsOf;
}): ReactElement {
  const open = tickets.filter(({ ticket }) => ticket.open);
  const done = tickets.filter(({ ticket }) => !ticket.open);
  if (tickets.length === 0) {
    return (
      <EmptyState icon="incident" title={t('No tickets about this item')}>
        <p>{t('Link the item in a ticket; it then stands here, with all that follow.')}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <SectionHead count={open.length}>{t('Open')}</SectionHead>
      {open.length > 0 ? (
        <TicketTable tickets={open} factsOf={factsOf} label={t('Open tickets')} />
      ) : (
        <p className="cmdb-none t3">{t('Nothing is open.')}</p>
      )}
      {done.length > 0 ? (
        <>
          <SectionHead count={done.length}>{t('Done')}</SectionHead>
          <TicketTable tickets={done} factsOf={factsOf} label={t('Done tickets')} />
        </>
      ) : null}
    </>
  );
}

import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import { TICKET_KINDS } from '../../../../shared/model/ticket.ts';
import type { Person } from '../../../../shared/model/reference.ts';
import { useReference, useRows, useWorkspace } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { usePanels } from '../../../state/panels.ts';
import { pathOf } from '../../../state/routes.ts';
import type { Route } from '../../../state/routes.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { ContextLine, ContextList, ContextSection } from '../../../ui/context-section.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { t } from '../../../ui/i18n.ts';
import { ItemStatusMark } from '../../../ui/item-status-mark.tsx';
import { VipMark } from '../../../ui/vip-mark.tsx';
import { valueOfName } from '../queue/query-text.ts';
import { RecordLink } from '../record/record-link.tsx';
import { useRowIndex } from '../use-row-index.ts';
import { itemStatusLabel, itemStatusMark } from '../../../words/relation-words.ts';
import { KIND_ICONS } from '../../../words/ticket-words.ts';

interface RequesterSectionProps {
  readonly person: Person;
  /** The ticket one stands on is not counted. */
  readonly ticketId: string | null;
}

function openCount(kind: TicketKind, count: number): string {
  switch (kind) {
    case 'incident':
      return t('{{count}} open incidents', { count });
    case 'problem':
      return t('{{count}} open problems', { count });
    case 'change':
      return t('{{count}} open changes', { count });
    case 'request':
      return t('{{count}} open requests', { count });
    case 'task':
      return t('{{count}} open tasks', { count });
  }
}

/** Open tickets of a person by kind, without the one that is shown. */
export function useOpenCounts(personId: string, ticketId: string | null) {
  const { rows } = useRowIndex();
  return useMemo(() => {
    const counts = new Map<TicketKind, number>();
    for (const row of rows) {
      if (!row.open || row.requesterId !== personId || row.id === ticketId) continue;
      counts.set(row.kind, (counts.get(row.kind) ?? 0) + 1);
    }
    return TICKET_KINDS.flatMap((kind) => {
      const count = counts.get(kind);
      return count === undefined ? [] : [{ kind, count }];
    });
  }, [rows, personId, ticketId]);
}

function OpenTickets({ person, ticketId }: RequesterSectionProps): ReactElement {
  const counts = useOpenCounts(person.id, ticketId);
  const go = useNavigation((state) => state.go);
  const setFilter = usePanels((state) => state.setFilter);
  const show = (kind: TicketKind): void => {
    const route: Route = { kind: 'tickets', ticketKind: kind };
    setFilter(pathOf(route), `state:open requester:"${valueOfName(person.name)}"`);
    go(route);
  };
  if (counts.length === 0) {
    return (
      <ContextLine mark={<Icon name="check" size={14} />}>
        <span className="t3">{t('No other open tickets')}</span>
      </ContextLine>
    );
  }
  return (
    <>
      {counts.map(({ kind, count }) => (
        <ContextLine key={kind} mark={<Icon name={KIND_ICONS[kind]} size={14} />}>
          <a
            href={pathOf({ kind: 'tickets', ticketKind: kind })}
            onClick={(event) => {
              event.preventDefault();
              show(kind);
            }}
          >
            {openCount(kind, count)}
          </a>
        </ContextLine>
      ))}
    </>
  );
}

function AssetsHeld({ personId }: { readonly personId: string }): ReactElement | null {
  const { items } = useWorkspace();
  const rows = useRows(items);
  const [open, setOpen] = useState(false);
  const held = useMemo(() => rows.filter((row) => row.ownerId === personId), [rows, personId]);
  if (held.length === 0) return null;
  return (
    <>
      <ContextLine mark={<Icon name="asset" size={14} />}>
        <button
          type="button"
          className="tickets-link"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('{{count}} assets held', { count: held.length })}
        </button>
      </ContextLine>
      {open
        ? held.map((row) => (
            <ContextLine
              key={row.id}
              mark={<ItemStatusMark status={itemStatusMark(row.status)} />}
              detail={[row.model ?? row.className, itemStatusLabel(row.status)].join(', ')}
            >
              <RecordLink id={row.id}>{row.name}</RecordLink>
            </ContextLine>
          ))
        : null}
    </>
  );
}

/** Who asked, and what else one should know about them. */
export function RequesterSection({ person, ticketId }: RequesterSectionProps): ReactElement {
  const reference = useReference();
  const site = person.siteId ? reference.places.get(person.siteId)?.name : undefined;
  return (
    <ContextSection>
      <div className="tickets-person">
        <Avatar name={person.name} size={36} decorative />
        <div className="grow">
          <div className="tickets-person__name">
            <span className="med cut">{person.name}</span>
            {person.vip === undefined ? null : <VipMark title={person.vip} />}
          </div>
          <div className="t3 t12 cut">{[person.jobTitle, site].filter(Boolean).join(', ')}</div>
        </div>
      </div>
      {person.vip === undefined ? null : <p className="tickets-vip t12">{person.vip}</p>}
      <ContextList>
        {person.phone === undefined ? null : (
          <ContextLine mark={<Icon name="phone" size={14} />}>{person.phone}</ContextLine>
        )}
        <OpenTickets person={person} ticketId={ticketId} />
        <AssetsHeld personId={person.id} />
      </ContextList>
    </ContextSection>
  );
}

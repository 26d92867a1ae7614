import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { useReplica, useRows, useWorkspace } from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { IconButton } from '../../../ui/button.tsx';
import { ContextLine, ContextList, ContextSection } from '../../../ui/context-section.tsx';
import { t } from '../../../ui/i18n.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { RecordLink } from '../record/record-link.tsx';
import { sayFailure } from '../failures.ts';
import { stateLabel, stateMarkOf } from '../../../words/ticket-words.ts';
import { storeParent } from './parent-dialog.tsx';

const NONE: readonly TicketRow[] = [];

/** What stands below a ticket, open ones first. */
export function useChildren(ticketId: string): readonly TicketRow[] {
  const { tickets } = useWorkspace();
  const rows = useRows(tickets);
  return useMemo(() => {
    const found = rows.filter((row) => row.parentId === ticketId);
    if (found.length === 0) return NONE;
    return found.sort((a, b) => Number(b.open) - Number(a.open) || a.priority - b.priority);
  }, [rows, ticketId]);
}

interface MemberProps {
  readonly row: TicketRow;
  readonly removeLabel: string;
  onRemove(): void;
}

function Member({ row, removeLabel, onRemove }: MemberProps): ReactElement {
  return (
    <ContextLine
      mark={<StateMark state={stateMarkOf(row.state)} />}
      detail={[row.title, stateLabel(row.state)].join(', ')}
    >
      <span className="tickets-linked">
        <span className="grow cut">
          <RecordLink id={row.id} />
        </span>
        <IconButton
          icon="close"
          size="sm"
          className="tickets-linked__remove"
          label={removeLabel}
          onClick={onRemove}
        />
      </span>
    </ContextLine>
  );
}

/** The ticket above and those below; nothing where there are none. */
export function FamilySection({ ticket }: { readonly ticket: Ticket }): ReactElement | null {
  const replica = useReplica();
  const { tickets } = useWorkspace();
  const children = useChildren(ticket.id);
  const parent = ticket.parentId === undefined ? undefined : tickets.get(ticket.parentId);
  if (!parent && children.length === 0) return null;
  const takeOut = async (childId: string): Promise<void> => {
    const failed = await storeParent(replica, tickets, childId, null);
    if (failed !== undefined) sayFailure(new Error(failed));
  };
  const open = children.filter((row) => row.open).length;
  return (
    <>
      {parent ? (
        <ContextSection title={t('Parent')}>
          <ContextList>
            <Member
              row={parent}
              removeLabel={t('Take {{number}} out', { number: ticket.number })}
              onRemove={() => void takeOut(ticket.id)}
            />
          </ContextList>
        </ContextSection>
      ) : null}
      {children.length > 0 ? (
        <ContextSection title={t('Children, {{count}} open', { count: open })}>
          <ContextList>
            {children.map((row) => (
              <Member
                key={row.id}
                row={row}
                removeLabel={t('Take {{number}} out', { number: row.number })}
                onRemove={() => void takeOut(row.id)}
              />
            ))}
          </ContextList>
        </ContextSection>
      ) : null}
    </>
  );
}

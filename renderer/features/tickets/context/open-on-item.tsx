import type { ReactElement } from 'react';
import { useRelations, useVersion, useWorkspace } from '../../../replica/hooks.ts';
import { t } from '../../../ui/i18n.ts';
import { RecordLink } from '../record/record-link.tsx';

interface OpenOnItemProps {
  readonly itemId: string;
  /** The ticket one stands on is not counted. */
  readonly ticketId: string;
}

/** As many are named; the item shows them all. */
const NAMED = 3;

/** Other open tickets that a configuration item is linked to; nothing where there are none. */
export function OpenOnItem({ itemId, ticketId }: OpenOnItemProps): ReactElement | null {
  const { tickets } = useWorkspace();
  useVersion(tickets);
  const relations = useRelations(itemId);
  const ids = (relations ?? []).flatMap(({ type, fromId, toId }) =>
    type === 'affects' && toId === itemId && fromId !== ticketId ? [fromId] : [],
  );
  const open = [...new Set(ids)].filter((id) => tickets.get(id)?.open === true);
  if (open.length === 0) return null;
  return (
    <span className="tickets-open-on">
      {t('{{count}} other open tickets', { count: open.length })}:{' '}
      {open.slice(0, NAMED).map((id, at) => (
        <span key={id}>
          {at === 0 ? '' : ', '}
          <RecordLink id={id} />
        </span>
      ))}
      {open.length > NAMED ? '…' : ''}
    </span>
  );
}

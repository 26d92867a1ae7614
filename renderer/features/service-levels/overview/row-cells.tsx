import type { ReactElement } from 'react';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import type { Column } from '../../../ui/data-table.tsx';
import { t } from '../../../ui/i18n.ts';
import { PriorityMark } from '../../../ui/priority-mark.tsx';
import { RecordNo } from '../../../ui/record-no.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { stateLabel, stateMarkOf } from '../../../words/ticket-words.ts';

/** Narrower tables leave out what the record says too. */
export const WIDE = 900;

function Title({ row }: { readonly row: TicketRow }): ReactElement {
  return (
    <span className="row__title" title={row.title}>
      {row.title}
    </span>
  );
}

/** Priority, number and title of the ticket at a line. */
export function ticketColumns(rowAt: (line: number) => TicketRow | undefined): readonly Column[] {
  return [
    {
      id: 'priority',
      label: t('Prio'),
      title: t('Priority'),
      width: '26px',
      cell: (line) => {
        const row = rowAt(line);
        return row ? <PriorityMark priority={row.priority} /> : null;
      },
    },
    {
      id: 'number',
      label: t('Number'),
      width: '78px',
      cell: (line) => <RecordNo value={rowAt(line)?.number ?? ''} />,
    },
    {
      id: 'title',
      label: t('Title'),
      width: 'minmax(0, 1fr)',
      cell: (line) => {
        const row = rowAt(line);
        return row ? <Title row={row} /> : null;
      },
    },
  ];
}

/** Team and state of the ticket at a line, where there is room. */
export function workColumns(
  rowAt: (line: number) => TicketRow | undefined,
  { people }: ReferenceSnapshot,
): readonly Column[] {
  return [
    {
      id: 'team',
      label: t('Group'),
      width: '150px',
      hideBelow: WIDE,
      cell: (line) => (
        <span className="row__minor cut">{people.get(rowAt(line)?.teamId ?? '')?.name ?? ''}</span>
      ),
    },
    {
      id: 'state',
      label: t('State'),
      width: '116px',
      hideBelow: WIDE + 120,
      cell: (line) => {
        const row = rowAt(line);
        return row ? (
          <span className="sl-state">
            <StateMark state={stateMarkOf(row.state)} /> {stateLabel(row.state)}
          </span>
        ) : null;
      },
    },
  ];
}

import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { useReference, useRows, useWorkspace } from '../../replica/hooks.ts';
import type { ReferenceSnapshot } from '../../replica/reference.ts';
import type { TicketRow } from '../../replica/ticket-row.ts';
import { useNavigation } from '../../state/navigation.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { Drawer } from '../../ui/drawer.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { PriorityMark } from '../../ui/priority-mark.tsx';
import { RecordNo } from '../../ui/record-no.tsx';
import { useNow } from '../../ui/use-now.ts';
import { stateLabel } from '../../words/ticket-words.ts';
import { countText, timeText } from './dashboard-words.ts';
import type { Selected } from './figures-table.tsx';

interface RecordsDrawerProps {
  /** Null: closed. */
  readonly selected: Selected | null;
  onClose(): void;
}

const NO_ROWS: readonly TicketRow[] = [];

/** The records behind a figure, the oldest first; each opens its own screen. */
export function RecordsDrawer({ selected, onClose }: RecordsDrawerProps): ReactElement {
  const all = useRows(useWorkspace().tickets);
  const reference = useReference();
  const locale = useLocale();
  const now = useNow(60_000);
  const [active, setActive] = useState<string | null>(null);
  const rows = useMemo(() => {
    if (!selected) return NO_ROWS;
    const wanted = new Set(selected.records.map(({ id }) => id));
    return all.filter(({ id }) => wanted.has(id)).sort((a, b) => a.openedAt - b.openedAt);
  }, [selected, all]);
  const columns = useMemo(
    () => recordColumns(rows, { reference, locale, now }),
    [rows, reference, locale, now],
  );
  const open = (index: number): void => {
    const row = rows[index];
    if (row) useNavigation.getState().openRecord(row.id);
  };
  return (
    <Drawer
      open={selected !== null}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      width={960}
      title={selected?.title ?? ''}
      subtitle={t('{{shown}} records', { count: rows.length, shown: countText(rows.length) })}
    >
      <div className="dash-records">
        <DataTable
          label={t('{{shown}} records', { count: rows.length, shown: countText(rows.length) })}
          count={rows.length}
          keyAt={(index) => rows[index]?.id ?? String(index)}
          activeKey={active}
          onActiveChange={setActive}
          onOpen={(_key, index) => open(index)}
          openOnClick
          columns={columns}
          version={rows}
        />
      </div>
    </Drawer>
  );
}

interface Shown {
  readonly reference: ReferenceSnapshot;
  readonly locale: string;
  readonly now: number;
}

function recordColumns(rows: readonly TicketRow[], { reference, locale, now }: Shown): Column[] {
  const cell =
    (show: (row: TicketRow) => ReactElement | string): Column['cell'] =>
    (index) => {
      const row = rows[index];
      return row ? show(row) : null;
    };
  return [
    {
      id: 'priority',
      label: t('Prio'),
      width: '44px',
      cell: cell(({ priority }) => <PriorityMark priority={priority} />),
    },
    {
      id: 'number',
      label: t('Number'),
      width: '92px',
      cell: cell(({ number }) => <RecordNo value={number} />),
    },
    {
      id: 'title',
      label: t('Title'),
      width: 'minmax(0, 1fr)',
      cell: cell(({ title }) => (
        <span className="cut" title={title}>
          {title}
        </span>
      )),
    },
    {
      id: 'state',
      label: t('State'),
      width: '104px',
      hideBelow: 420,
      cell: cell(({ state }) => stateLabel(state)),
    },
    {
      id: 'team',
      label: t('Team'),
      width: '140px',
      hideBelow: 640,
      cell: cell(({ teamId }) => (
        <span className="cut">{(teamId && reference.people.get(teamId)?.name) ?? '–'}</span>
      )),
    },
    {
      id: 'opened',
      label: t('Opened'),
      width: '110px',
      hideBelow: 520,
      cell: cell(({ openedAt }) => formatDateTime(locale, openedAt, now)),
    },
    {
      id: 'took',
      label: t('Took'),
      title: t('From report to resolution; open ones until now'),
      width: '96px',
      align: 'end',
      cell: cell((row) => timeText(tookMs(row, now))),
    },
  ];
}

function tookMs(row: TicketRow, now: number): number | null {
  if (row.open) return Math.max(0, now - row.openedAt);
  const ended = row.resolvedAt ?? row.closedAt;
  return ended === undefined ? null : Math.max(0, ended - row.openedAt);
}

import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { ReactElement, Ref } from 'react';
import { useWorkspace } from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { useBreakpoint } from '../../../ui/breakpoint.ts';
import { Button } from '../../../ui/button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import type { ListHandle } from '../../../ui/list-model.ts';
import { Pane } from '../../../ui/pane.tsx';
import { PaneBar } from '../../../ui/pane-bar.tsx';
import { BulkBar } from './bulk-bar.tsx';
import type { BulkHandle } from './bulk-bar.tsx';
import { DUE_GROUP_LABELS } from './due-groups.ts';
import { FilterLine } from './filter-line.tsx';
import type { FilterHandle } from './filter-line.tsx';
import { useQueueColumns } from './queue-columns.tsx';
import { groupOfLine, queueLines } from './queue-lines.ts';
import { useQueueMemory } from './queue-memory.ts';
import { rowAt } from './queue-model.ts';
import type { Queue } from './queue-model.ts';
import { SortMenu } from './sort-menu.tsx';
import { queueTitle } from './use-queue.ts';
import type { QueueChoice, QueueSubject } from './use-queue.ts';

export interface QueueHandle {
  readonly list: ListHandle | null;
  filter(): void;
  assignSelected(): void;
  moveSelected(): void;
}

interface QueuePaneProps {
  readonly subject: QueueSubject;
  readonly choice: QueueChoice;
  readonly queue: Queue;
  readonly activeId: string | null;
  readonly ref?: Ref<QueueHandle>;
  onActive(id: string): void;
  onOpen(id: string, how: 'here' | 'window'): void;
  onNew(): void;
}

const NONE: ReadonlySet<string> = new Set();

/** The chosen rows that still are in the list; what a filter hides is not acted upon. */
function useSelection(queue: Queue) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(NONE);
  const rows = useMemo(() => {
    if (selected.size === 0) return [];
    const shown: TicketRow[] = [];
    for (let at = 0; at < queue.order.length; at += 1) {
      const row = rowAt(queue, at);
      if (row && selected.has(row.id)) shown.push(row);
    }
    return shown;
  }, [queue, selected]);
  const tellSelected = useQueueMemory((state) => state.setSelected);
  useEffect(() => tellSelected(rows.length), [rows.length, tellSelected]);
  useEffect(() => () => tellSelected(0), [tellSelected]);
  return { selected, rows, setSelected };
}

function useLines(queue: Queue) {
  const folded = useQueueMemory((state) => state.folded);
  const toggleFolded = useQueueMemory((state) => state.toggleFolded);
  const lines = useMemo(() => queueLines(queue, folded), [queue, folded]);
  const rowOf = useCallback(
    (line: number) => rowAt(queue, lines.lines[line] ?? -1),
    [queue, lines],
  );
  const keyAt = useCallback(
    (line: number) => {
      const group = groupOfLine(queue, lines, line);
      return group ? `group:${group.group}` : (rowOf(line)?.id ?? '');
    },
    [queue, lines, rowOf],
  );
  const groupAt = useCallback(
    (line: number) => {
      const group = groupOfLine(queue, lines, line);
      if (!group) return undefined;
      const label = t(DUE_GROUP_LABELS[group.group]);
      return { label, count: group.count, collapsed: folded.has(group.group) };
    },
    [queue, lines, folded],
  );
  const onToggleGroup = useCallback(
    (_key: string, line: number) => {
      const group = groupOfLine(queue, lines, line);
      if (group) toggleFolded(group.group);
    },
    [queue, lines, toggleFolded],
  );
  return { count: lines.count, rowOf, keyAt, groupAt, onToggleGroup };
}

function NothingHere({
  subject,
  choice,
  onNew,
}: Pick<QueuePaneProps, 'subject' | 'choice' | 'onNew'>) {
  const { tickets } = useWorkspace();
  if (tickets.state !== 'complete') {
    return <EmptyState icon="list" title={t('The rest of the tickets is being read')} />;
  }
  const isFiltered = choice.text !== subject.defaultFilter;
  return (
    <EmptyState
      icon={isFiltered ? 'filter' : 'check'}
      title={isFiltered ? t('No ticket fits this filter') : t('Nothing to do here')}
      actions={
        <>
          {isFiltered ? (
            <Button onClick={() => choice.setText(subject.defaultFilter)}>
              {t('Back to the usual filter')}
            </Button>
          ) : null}
          <Button icon="plus" kbd="n" onClick={onNew}>
            {t('New')}
          </Button>
        </>
      }
    >
      <p>
        {isFiltered
          ? t(
              'Take a condition away with its cross, or press / and write the filter: state:open priority:<=2 site:leipzig printer.',
            )
          : t('Open tickets of this list appear here the moment somebody writes one.')}
      </p>
    </EmptyState>
  );
}

/** The list one works from. */
export function QueuePane(props: QueuePaneProps): ReactElement {
  const { subject, choice, queue, activeId, onActive, onOpen, onNew } = props;
  const locale = useLocale();
  const breakpoint = useBreakpoint();
  const single = breakpoint === 'compact' || breakpoint === 'field';
  const { selected, rows, setSelected } = useSelection(queue);
  const { count, rowOf, keyAt, groupAt, onToggleGroup } = useLines(queue);
  const columns = useQueueColumns(rowOf);
  const list = useRef<ListHandle>(null);
  const filter = useRef<FilterHandle>(null);
  const bulk = useRef<BulkHandle>(null);
  useImperativeHandle(props.ref, () => ({
    get list() {
      return list.current;
    },
    filter: () => filter.current?.edit(),
    assignSelected: () => bulk.current?.assign(),
    moveSelected: () => bulk.current?.setState(),
  }));
  const title = queueTitle(subject, choice.text);
  const shown = queue.order.length;
  return (
    <Pane kind="list" label={title}>
      <PaneBar title={title} count={formatNumber(locale, shown)}>
        <SortMenu choice={choice} />
        {subject.kinds.length > 0 ? (
          <Button size="sm" icon="plus" kbd="n" onClick={onNew}>
            {t('New')}
          </Button>
        ) : null}
      </PaneBar>
      <FilterLine
        ref={filter}
        subject={subject}
        choice={choice}
        onLeave={() => requestAnimationFrame(() => list.current?.focus())}
      />
      <DataTable
        key={subject.path}
        ref={list}
        label={t('{{title}}, {{count}} rows', { title, count: shown })}
        columns={columns}
        count={count}
        keyAt={keyAt}
        {...(queue.groups.length > 0 ? { groupAt, onToggleGroup } : {})}
        activeKey={activeId}
        onActiveChange={onActive}
        onOpen={(id, _line, how) => onOpen(id, how)}
        openOnClick={single}
        selected={selected}
        onSelectedChange={setSelected}
        sort={choice.sort}
        onSort={choice.sortBy}
        empty={<NothingHere subject={subject} choice={choice} onNew={onNew} />}
      />
      <BulkBar
        ref={bulk}
        rows={rows}
        onDone={() => {
          setSelected(NONE);
          list.current?.focus();
        }}
      />
    </Pane>
  );
}

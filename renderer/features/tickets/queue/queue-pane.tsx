import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { CSSProperties, ReactElement, Ref } from 'react';
import { useReference, useWorkspace } from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { useBreakpoint } from '../../../ui/breakpoint.ts';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import type { ListHandle } from '../../../ui/list-model.ts';
import { Pane } from '../../../ui/pane.tsx';
import { PaneBar } from '../../../ui/pane-bar.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { useExport } from '../export/use-export.ts';
import type { QueueExport } from '../export/use-export.ts';
import { ChangedView, ViewTools } from '../views/view-tools.tsx';
import type { ViewHandle } from '../views/view-tools.tsx';
import { CandidatesLink } from '../problem/candidates-link.tsx';
import { BulkBar } from './bulk-bar.tsx';
import type { BulkHandle } from './bulk-bar.tsx';
import { isQueueColumn } from './column-list.ts';
import { FilterLine } from './filter-line.tsx';
import type { FilterHandle } from './filter-line.tsx';
import { groupLabel } from './group-ids.ts';
import { hasOwnColumns } from './queue-choice.ts';
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
  editSelected(): void;
  /** Every row of the list, folded groups included. */
  selectAll(): void;
  saveAsView(): void;
  layout(): void;
  exportAs(kind: 'csv' | 'xlsx'): void;
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
  const reference = useReference();
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
      const label = groupLabel(group.group, reference);
      return { label, count: group.count, collapsed: folded.has(group.group) };
    },
    [queue, lines, folded, reference],
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

/** The ids of every row of the list. */
function allIds(queue: Queue): ReadonlySet<string> {
  return new Set(Array.from(queue.order, (place) => queue.index.rows[place]!.id));
}

interface QueueHeadProps extends Pick<QueuePaneProps, 'subject' | 'choice' | 'queue' | 'onNew'> {
  readonly title: string;
  readonly views: Ref<ViewHandle>;
  onExport(kind: 'csv' | 'xlsx'): void;
}

function QueueHead(props: QueueHeadProps): ReactElement {
  const { subject, choice, queue, title, views, onExport, onNew } = props;
  const locale = useLocale();
  const nothing = queue.order.length === 0 ? t('The list is empty.') : undefined;
  return (
    <PaneBar title={title} count={formatNumber(locale, queue.order.length)}>
      <SortMenu choice={choice} />
      {subject.path === '/problems' ? <CandidatesLink /> : null}
      {subject.kinds.length > 0 ? (
        <Button size="sm" icon="plus" kbd="n" onClick={onNew}>
          {t('New')}
        </Button>
      ) : null}
      <ViewTools
        ref={views}
        subject={subject}
        choice={choice}
        more={[
          { kind: 'separator', id: 'line-export' },
          {
            id: 'csv',
            label: t('Export as CSV'),
            icon: 'download',
            disabled: nothing,
            onSelect: () => onExport('csv'),
          },
          {
            id: 'xlsx',
            label: t('Export as XLSX'),
            icon: 'download',
            disabled: nothing,
            onSelect: () => onExport('xlsx'),
          },
        ]}
      />
    </PaneBar>
  );
}

interface TableProps extends QueuePaneProps {
  readonly title: string;
  readonly selected: ReadonlySet<string>;
  readonly listRef: Ref<ListHandle>;
  onSelectedChange(selected: ReadonlySet<string>): void;
}

/** The rows with the columns and groups that were chosen. */
function QueueTable(props: TableProps): ReactElement {
  const { subject, choice, queue, title, activeId, selected, onActive, onOpen, onNew } = props;
  const breakpoint = useBreakpoint();
  const single = breakpoint === 'compact' || breakpoint === 'field';
  const { count, rowOf, keyAt, groupAt, onToggleGroup } = useLines(queue);
  const isKept = !single && hasOwnColumns(choice);
  const { columns: ids, widths, setWidth } = choice;
  const { columns, minWidth } = useQueueColumns({ ids, widths, isKept }, rowOf);
  const onResize = (id: string, px: number): void => {
    if (isQueueColumn(id)) setWidth(id, px);
  };
  return (
    <div
      className={cx('queue-table', minWidth > 0 && 'queue-table--wide')}
      style={{ '--queue-min': `${minWidth}px` } as CSSProperties}
    >
      <DataTable
        key={subject.path}
        ref={props.listRef}
        label={t('{{title}}, {{count}} rows', { title, count: queue.order.length })}
        columns={columns}
        count={count}
        keyAt={keyAt}
        {...(queue.groups.length > 0 ? { groupAt, onToggleGroup } : {})}
        activeKey={activeId}
        onActiveChange={onActive}
        onOpen={(id, _line, how) => onOpen(id, how)}
        openOnClick={single}
        selected={selected}
        onSelectedChange={props.onSelectedChange}
        sort={choice.sort}
        onSort={choice.sortBy}
        {...(single ? {} : { onResize })}
        empty={<NothingHere subject={subject} choice={choice} onNew={onNew} />}
      />
    </div>
  );
}

/** How far a file has come. */
function ExportProgress({ running }: Pick<QueueExport, 'running'>): ReactElement | null {
  if (running === null) return null;
  return (
    <div className="tickets-bulk">
      <ProgressBar
        label={t('Writing the file')}
        done={running.done}
        total={running.total}
        onCancel={running.stop}
      />
    </div>
  );
}

/** The list one works from. */
export function QueuePane(props: QueuePaneProps): ReactElement {
  const { subject, choice, queue, onNew } = props;
  const { selected, rows, setSelected } = useSelection(queue);
  const list = useRef<ListHandle>(null);
  const filter = useRef<FilterHandle>(null);
  const bulk = useRef<BulkHandle>(null);
  const views = useRef<ViewHandle>(null);
  const title = queueTitle(subject, choice.text);
  const exporting = useExport(queue, choice.columns, title);
  useImperativeHandle(props.ref, () => ({
    get list() {
      return list.current;
    },
    filter: () => filter.current?.edit(),
    assignSelected: () => bulk.current?.assign(),
    moveSelected: () => bulk.current?.setState(),
    editSelected: () => bulk.current?.edit(),
    selectAll: () => setSelected(allIds(queue)),
    saveAsView: () => views.current?.saveAs(),
    layout: () => views.current?.layout(),
    exportAs: exporting.run,
  }));
  const focusList = (): void => list.current?.focus();
  return (
    <Pane kind="list" label={title}>
      <QueueHead
        subject={subject}
        choice={choice}
        queue={queue}
        title={title}
        views={views}
        onExport={exporting.run}
        onNew={onNew}
      />
      <FilterLine
        ref={filter}
        subject={subject}
        choice={choice}
        onLeave={() => requestAnimationFrame(focusList)}
      />
      <ChangedView
        subject={subject}
        choice={choice}
        onSaveAs={() => views.current?.saveAs()}
        onLeave={focusList}
      />
      <QueueTable
        {...props}
        title={title}
        listRef={list}
        selected={selected}
        onSelectedChange={setSelected}
      />
      <ExportProgress running={exporting.running} />
      <BulkBar
        ref={bulk}
        rows={rows}
        total={queue.order.length}
        onAll={() => setSelected(allIds(queue))}
        onDone={() => {
          setSelected(NONE);
          focusList();
        }}
      />
    </Pane>
  );
}

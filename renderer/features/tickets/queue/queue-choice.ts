import { useMemo } from 'react';
import type { SavedView } from '../../../../shared/model/policy.ts';
import { parseTicketQuery } from '../../../../shared/query/ticket-query.ts';
import type { ParsedQuery } from '../../../../shared/query/ticket-query.ts';
import { usePanels } from '../../../state/panels.ts';
import type { ListLayout, Sort } from '../../../state/panels.ts';
import type { GroupColumn, QueueColumn } from './column-list.ts';
import { clampWidth, isGroupColumn, knownColumns, USUAL_COLUMNS } from './column-list.ts';
import type { QueueSort } from './queue-model.ts';
import { isSortColumn } from './sort-keys.ts';
import type { QueueSubject } from './use-queue.ts';

const DEFAULT_SORT: QueueSort = { id: 'left', dir: 'asc' };
const NO_WIDTHS: Readonly<Record<string, number>> = {};
/** What is new, and what happened often, is what one looks for first. */
const NEWEST_FIRST: ReadonlySet<QueueColumn> = new Set([
  'updated',
  'opened',
  'resolved',
  'reopens',
  'reassignments',
  'watchers',
]);

/** What a person chose for this list. */
export interface QueueChoice {
  readonly text: string;
  readonly query: ParsedQuery;
  readonly sort: QueueSort;
  readonly columns: readonly QueueColumn[];
  /** CSS px by column; columns that are not in it have their usual width. */
  readonly widths: Readonly<Record<string, number>>;
  readonly groupBy: GroupColumn | null;
  /** The list differs from what its view, or the usual list, says. */
  readonly isChanged: boolean;
  setText(text: string): void;
  sortBy(column: string): void;
  setColumns(columns: readonly QueueColumn[]): void;
  setWidth(column: QueueColumn, px: number): void;
  setGroup(column: GroupColumn | null): void;
  /** As the view says, or as usual. */
  reset(): void;
}

/** How a list is laid out, whoever decided it. */
export interface ListShape {
  readonly text: string;
  readonly sort: QueueSort;
  readonly columns: readonly QueueColumn[];
  readonly groupBy: GroupColumn | null;
}

function groupOf(chosen: string | undefined, sort: QueueSort): GroupColumn | null {
  if (chosen !== undefined && isGroupColumn(chosen)) return chosen;
  return chosen === undefined && sort.id === 'left' ? 'left' : null;
}

function sortOf(sort: Sort | undefined): QueueSort | undefined {
  return sort && isSortColumn(sort.id) ? { id: sort.id, dir: sort.dir } : undefined;
}

/** What the view says, else what is usual. */
export function usualShape(view: SavedView | null, defaultFilter: string): ListShape {
  const sort = sortOf(view?.sort) ?? DEFAULT_SORT;
  return {
    text: defaultFilter,
    sort,
    columns: knownColumns(view?.columns),
    groupBy: groupOf(view?.groupBy, sort),
  };
}

/** The same with what a person changed since. */
export function chosenShape(
  usual: ListShape,
  view: SavedView | null,
  text: string | undefined,
  sort: Sort | undefined,
  layout: ListLayout,
): ListShape {
  const nextSort = sortOf(sort) ?? usual.sort;
  return {
    text: text ?? usual.text,
    sort: nextSort,
    columns: layout.columns === undefined ? usual.columns : knownColumns(layout.columns),
    groupBy: groupOf(layout.groupBy ?? view?.groupBy, nextSort),
  };
}

export function isSameShape(a: ListShape, b: ListShape): boolean {
  return (
    a.text === b.text &&
    a.sort.id === b.sort.id &&
    a.sort.dir === b.sort.dir &&
    a.groupBy === b.groupBy &&
    a.columns.join() === b.columns.join()
  );
}

function turned(sort: QueueSort, column: QueueColumn): QueueSort {
  if (sort.id === column) return { id: column, dir: sort.dir === 'asc' ? 'desc' : 'asc' };
  return { id: column, dir: NEWEST_FIRST.has(column) ? 'desc' : 'asc' };
}

const NO_LAYOUT: ListLayout = {};

export function useQueueChoice({ path, view, defaultFilter }: QueueSubject): QueueChoice {
  const text = usePanels((state) => state.filters[path]);
  const sort = usePanels((state) => state.sorts[path]);
  const layout = usePanels((state) => state.layouts[path]) ?? NO_LAYOUT;
  const usual = useMemo(() => usualShape(view, defaultFilter), [view, defaultFilter]);
  const shape = useMemo(
    () => chosenShape(usual, view, text, sort, layout),
    [usual, view, text, sort, layout],
  );
  const shownText = shape.text;
  const query = useMemo(() => parseTicketQuery(shownText), [shownText]);
  return useMemo(() => {
    const { setFilter, setSort, setLayout, resetList } = usePanels.getState();
    const { widths = NO_WIDTHS } = layout;
    return {
      ...shape,
      query,
      widths,
      isChanged: !isSameShape(shape, usual),
      setText: (next) => setFilter(path, next),
      sortBy: (column) => {
        if (isSortColumn(column)) setSort(path, turned(shape.sort, column));
      },
      setColumns: (columns) => setLayout(path, { columns }),
      setWidth: (column, px) =>
        setLayout(path, { widths: { ...widths, [column]: clampWidth(px) } }),
      setGroup: (column) => setLayout(path, { groupBy: column ?? 'none' }),
      reset: () => resetList(path),
    };
  }, [shape, usual, query, layout, path]);
}

/** The columns are other ones than usual, or other in width: none of them is left out then. */
export function hasOwnColumns({ columns, widths }: QueueChoice): boolean {
  return columns.join() !== USUAL_COLUMNS.join() || Object.keys(widths).length > 0;
}

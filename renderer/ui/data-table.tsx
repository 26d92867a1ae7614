import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type JSX,
  type PointerEvent as ReactPointerEvent,
  type ReactNode,
} from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { ListCore } from './virtual-list.tsx';
import type { ListModel } from './list-model.ts';

export interface Column {
  readonly id: string;
  readonly label: string;
  /** A CSS grid track: `64px`, `minmax(0, 1fr)`. */
  readonly width: string;
  cell(index: number): ReactNode;
  readonly sortable?: boolean;
  readonly align?: 'end';
  /** Says more about a short label. */
  readonly title?: string;
  /** The column goes where the list is narrower than this, CSS px. */
  readonly hideBelow?: number;
  readonly className?: string;
}

export interface TableSort {
  readonly id: string;
  readonly dir: 'asc' | 'desc';
}

export interface DataTableProps extends ListModel {
  /** Spoken name, with the count. */
  readonly label: string;
  readonly columns: readonly Column[];
  readonly sort?: TableSort | undefined;
  onSort?(columnId: string): void;
  /** Given: the edge of a column head can be dragged; CSS px. Offer the same by keyboard elsewhere. */
  onResize?(columnId: string, width: number): void;
  /** Stands below the head while there are no rows. */
  readonly empty?: ReactNode;
  readonly className?: string;
}

/** A list with columns. The title column gives way first. */
export function DataTable(props: DataTableProps): JSX.Element {
  const { columns, sort, onSort, onResize, empty, ...model } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useElementWidth(scroller);
  const shown = useMemo(
    () => columns.filter((column) => column.hideBelow === undefined || width >= column.hideBelow),
    [columns, width],
  );
  const renderRow = useCallback(
    (index: number) =>
      shown.map((column) => (
        <span
          key={column.id}
          role="gridcell"
          className={cx('row__cell', column.align === 'end' && 'row__cell--end', column.className)}
        >
          {column.cell(index)}
        </span>
      )),
    [shown],
  );
  const header = (
    <div className="row row--head" role="row" aria-rowindex={1}>
      {shown.map((column) => (
        <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} onResize={onResize} />
      ))}
    </div>
  );
  return (
    <div className="table">
      <ListCore
        {...model}
        scroller={scroller}
        header={header}
        columnCount={shown.length}
        template={shown.map((column) => column.width).join(' ')}
        renderRow={renderRow}
      />
      {model.count === 0 && empty !== undefined ? (
        <div className="table__empty">{empty}</div>
      ) : null}
    </div>
  );
}

interface HeadCellProps {
  readonly column: Column;
  readonly sort: TableSort | undefined;
  readonly onSort: ((columnId: string) => void) | undefined;
  readonly onResize: ((columnId: string, width: number) => void) | undefined;
}

/** Follows the pointer from the edge of a column head until it is let go. */
function startResize(
  event: ReactPointerEvent<HTMLElement>,
  onWidth: (width: number) => void,
): void {
  const handle: HTMLElement = event.currentTarget;
  const head = handle.parentElement;
  if (head === null || event.button !== 0) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  const { width } = head.getBoundingClientRect();
  const from = event.clientX;
  const end = new AbortController();
  const { signal } = end;
  handle.addEventListener('pointermove', (move) => onWidth(width + move.clientX - from), {
    signal,
  });
  handle.addEventListener('lostpointercapture', () => end.abort(), { signal });
}

function HeadCell({ column, sort, onSort, onResize }: HeadCellProps): JSX.Element {
  const dir = sort?.id === column.id ? sort.dir : undefined;
  const ariaSort = dir === 'asc' ? 'ascending' : dir === 'desc' ? 'descending' : undefined;
  const arrow =
    dir === undefined ? null : (
      <Icon name={dir === 'asc' ? 'chevron-up' : 'chevron-down'} size={10} />
    );
  return (
    <span
      role="columnheader"
      aria-sort={ariaSort}
      title={column.title}
      className={cx('row__cell row__cell--head', column.align === 'end' && 'row__cell--end')}
    >
      {column.sortable === true && onSort !== undefined ? (
        <button type="button" className="row__sort" onClick={() => onSort(column.id)}>
          {column.label}
          {arrow}
        </button>
      ) : (
        column.label
      )}
      {onResize === undefined ? null : (
        <span
          className="row__edge"
          aria-hidden="true"
          onPointerDown={(event) => startResize(event, (width) => onResize(column.id, width))}
        />
      )}
    </span>
  );
}

/** Rounded to 16 px, so that dragging a splitter does not lay out every row for every pixel. */
function useElementWidth(ref: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(Infinity);
  useEffect(() => {
    const element = ref.current;
    if (element === null || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.ceil(entry.contentRect.width / 16) * 16);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

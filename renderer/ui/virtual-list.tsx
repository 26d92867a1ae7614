import {
  useVirtualizer,
  defaultRangeExtractor,
  type Range,
  type Virtualizer,
} from '@tanstack/react-virtual';
import {
  memo,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  type CSSProperties,
  type JSX,
  type ReactNode,
  type RefObject,
} from 'react';
import { useBreakpoint } from './breakpoint.ts';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import type { ListGroup, ListModel } from './list-model.ts';
import { useList } from './use-list.ts';

export type { ListGroup, ListHandle, ListModel } from './list-model.ts';

export interface VirtualListProps extends ListModel {
  /** Spoken name. */
  readonly label: string;
  /** What a row shows; keep its identity as long as it shows the same. */
  renderRow(index: number): ReactNode;
  readonly className?: string;
}

/** Rows of one cell each: an inbox, search hits. 100,000 rows cost as much as those in sight. */
export function VirtualList({ renderRow, ...rest }: VirtualListProps): JSX.Element {
  const oneCell = useCallback(
    (index: number) => (
      <span role="gridcell" className="row__cell grow">
        {renderRow(index)}
      </span>
    ),
    [renderRow],
  );
  return <ListCore {...rest} renderRow={oneCell} columnCount={1} />;
}

export interface ListCoreProps extends VirtualListProps {
  /** A sticky first row, 26 px high. */
  readonly header?: ReactNode;
  readonly columnCount: number;
  /** CSS grid columns of each row. */
  readonly template?: string;
  readonly scroller?: RefObject<HTMLDivElement | null>;
}

const HEADER_HEIGHT = 26;
const DEFAULT_ROW_HEIGHT = 28;
const FIELD_ROW_HEIGHT = 44;

/** The scrolling grid below `VirtualList` and `DataTable`. */
export function ListCore(props: ListCoreProps): JSX.Element {
  const { label, count, keyAt, groupAt, header, template, columnCount, renderRow, version } = props;
  const field = useBreakpoint() === 'field';
  const rowHeight = props.rowHeight ?? (field ? FIELD_ROW_HEIGHT : DEFAULT_ROW_HEIGHT);
  const own = useRef<HTMLDivElement>(null);
  const scroller = props.scroller ?? own;
  const id = useId();
  const headerRows = header === undefined ? 0 : 1;
  const headerHeight = headerRows * HEADER_HEIGHT;
  const pageRows = (): number =>
    Math.floor(((scroller.current?.clientHeight ?? 0) - headerHeight) / rowHeight);
  const list = useList(props, pageRows);
  const { cursor } = list;
  const rows = useRows(scroller, { count, rowHeight, headerHeight, cursor });
  useImperativeHandle(props.ref, () => ({
    focus: () => scroller.current?.focus(),
    move: list.actions.move,
    open: (how = 'here') => list.actions.open(how),
    toggleSelected: () => {
      list.actions.toggle();
    },
    scrollToKey: (key) => {
      for (let index = 0; index < count; index += 1) {
        if (keyAt(index) !== key) continue;
        rows.scrollToIndex(index, { align: 'center' });
        break;
      }
    },
  }));
  const selectable = props.onSelectedChange !== undefined;
  return (
    <div
      ref={scroller}
      className={cx('list', list.selected.size > 0 && 'list--selecting', props.className)}
      style={template === undefined ? undefined : ({ '--cols': template } as CSSProperties)}
      role={groupAt === undefined ? 'grid' : 'treegrid'}
      aria-label={label}
      aria-rowcount={count + headerRows}
      aria-colcount={columnCount}
      aria-multiselectable={selectable}
      aria-activedescendant={cursor >= 0 ? `${id}-${cursor}` : undefined}
      tabIndex={0}
      data-pane-focus=""
      onKeyDown={list.onKeyDown}
      onClick={list.onClick}
      onDoubleClick={list.onDoubleClick}
      onAuxClick={list.onAuxClick}
    >
      {header}
      <div role="rowgroup" className="list__rows" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const key = keyAt(index);
          return (
            <ListRow
              key={key}
              id={`${id}-${index}`}
              index={index}
              rowIndex={index + 1 + headerRows}
              top={start - headerHeight}
              height={rowHeight}
              group={groupAt?.(index)}
              active={index === cursor}
              selected={selectable ? list.selected.has(key) : undefined}
              columnCount={columnCount}
              renderRow={renderRow}
              version={version}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowsOptions {
  readonly count: number;
  readonly rowHeight: number;
  readonly headerHeight: number;
  readonly cursor: number;
}

/** The rows in sight, and the one under the cursor wherever it is. */
function useRows(
  scroller: RefObject<HTMLDivElement | null>,
  { count, rowHeight, headerHeight, cursor }: RowsOptions,
): Virtualizer<HTMLDivElement, Element> {
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    // The row under the cursor stays in the document when it is scrolled out of sight: screen
    // readers are pointed at it.
    rangeExtractor: (range: Range) => {
      const inSight = defaultRangeExtractor(range);
      return cursor < 0 || cursor >= count || inSight.includes(cursor)
        ? inSight
        : [...inSight, cursor].sort((a, b) => a - b);
    },
  });
  useEffect(() => {
    if (cursor >= 0) rows.scrollToIndex(cursor, { align: 'auto' });
    // Only a moved cursor scrolls; a re-made virtualizer does not.
  }, [cursor, rows]);
  useEffect(() => rows.measure(), [rows, rowHeight]);
  return rows;
}

interface ListRowProps {
  readonly id: string;
  readonly index: number;
  readonly rowIndex: number;
  readonly top: number;
  readonly height: number;
  readonly group: ListGroup | undefined;
  readonly active: boolean;
  /** undefined: rows cannot be selected. */
  readonly selected: boolean | undefined;
  readonly columnCount: number;
  readonly version: unknown;
  renderRow(index: number): ReactNode;
}

const ListRow = memo(function ListRow(props: ListRowProps): JSX.Element {
  const { id, index, rowIndex, top, height, group, active, selected, columnCount } = props;
  const shared = {
    id,
    role: 'row',
    'aria-rowindex': rowIndex,
    'data-index': index,
    style: { transform: `translateY(${top}px)`, height },
  };
  if (group !== undefined) {
    return (
      <div
        {...shared}
        className={cx('row', 'row--group', active && 'is-active')}
        aria-level={1}
        aria-expanded={group.collapsed === undefined ? undefined : !group.collapsed}
      >
        <span role="gridcell" aria-colspan={columnCount} className="row__group">
          {group.collapsed === undefined ? null : (
            <Icon name={group.collapsed ? 'chevron-right' : 'chevron-down'} size={12} />
          )}
          {group.label}
          {group.count === undefined ? null : <span className="row__count">{group.count}</span>}
          <span className="grow" />
          {group.action}
        </span>
      </div>
    );
  }
  return (
    <div
      {...shared}
      className={cx('row', active && 'is-active', selected === true && 'is-selected')}
      aria-selected={selected ?? active}
    >
      {props.renderRow(index)}
      {selected === undefined ? null : (
        <span className="row__select" data-select="" aria-hidden="true">
          <span className="row__box">{selected ? <Icon name="check" size={10} /> : null}</span>
        </span>
      )}
    </div>
  );
});

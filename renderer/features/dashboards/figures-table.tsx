import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { DeskRecord } from '../../../shared/desk/desk-record.ts';
import { t } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { useFirstRows } from '../../ui/use-first-rows.tsx';

/** The records behind a figure, and what they are. */
export interface Selected {
  readonly title: string;
  readonly records: readonly DeskRecord[];
}

/** A figure of a row: its order, its words, and what can be opened behind it. */
export interface Cell {
  /** Null sorts last. */
  readonly value: number | null;
  readonly text: string;
  readonly records?: readonly DeskRecord[];
}

export interface FigureColumn {
  readonly id: string;
  readonly label: string;
  /** Says more about a short label. */
  readonly title?: string;
}

export interface FigureRow {
  readonly key: string;
  readonly label: string;
  /** As many as there are columns. */
  readonly cells: readonly Cell[];
}

interface FiguresTableProps {
  /** What the first column names. */
  readonly heading: string;
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly FigureRow[];
  readonly total?: FigureRow | undefined;
  /** Opens the records behind a figure. Without it figures are plain, as on paper. */
  onSelect?: ((selected: Selected) => void) | undefined;
}

interface Sort {
  /** -1: by name. */
  readonly column: number;
  readonly isDescending: boolean;
}

function sorted(rows: readonly FigureRow[], sort: Sort | null): readonly FigureRow[] {
  if (sort === null) return rows;
  const sign = sort.isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (sort.column < 0) {
      return sign * a.label.localeCompare(b.label, undefined, { numeric: true });
    }
    const [left, right] = [
      a.cells[sort.column]?.value ?? null,
      b.cells[sort.column]?.value ?? null,
    ];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}

/** Figures by group, to be sorted; every count opens the records behind it. */
export function FiguresTable(props: FiguresTableProps): ReactElement {
  const { heading, columns, rows, total, onSelect } = props;
  const [sort, setSort] = useState<Sort | null>(null);
  const all = useMemo(() => sorted(rows, sort), [rows, sort]);
  const { rows: shown, more } = useFirstRows(all, { isWhole: onSelect === undefined });
  return (
    <>
      <div
        className="dash-table"
        tabIndex={onSelect ? 0 : undefined}
        role="group"
        aria-label={t('Table')}
      >
        <table className="tbl">
          <thead>
            <tr>
              {[{ id: 'label', label: heading }, ...columns].map((column, index) => (
                <Head
                  key={column.id}
                  column={column}
                  place={index - 1}
                  sort={sort}
                  onSort={setSort}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row key={row.key} row={row} columns={columns} onSelect={onSelect} />
            ))}
          </tbody>
          {total === undefined ? null : (
            <tfoot>
              <Row row={total} columns={columns} onSelect={onSelect} />
            </tfoot>
          )}
        </table>
      </div>
      {more}
    </>
  );
}

interface HeadProps {
  readonly column: FigureColumn;
  readonly place: number;
  readonly sort: Sort | null;
  onSort(sort: Sort): void;
}

function Head({ column, place, sort, onSort }: HeadProps): ReactElement {
  const isSorted = sort?.column === place;
  const direction = sort?.isDescending === true ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      className={place < 0 ? undefined : 'num'}
      aria-sort={isSorted ? direction : 'none'}
    >
      <button
        type="button"
        className="dash-table__sort"
        title={column.title}
        onClick={() =>
          onSort({ column: place, isDescending: isSorted ? !sort.isDescending : place >= 0 })
        }
      >
        {column.label}
        {isSorted ? (
          <Icon name={sort.isDescending ? 'chevron-down' : 'chevron-up'} size={10} />
        ) : null}
      </button>
    </th>
  );
}

interface RowProps {
  readonly row: FigureRow;
  readonly columns: readonly FigureColumn[];
  onSelect?: ((selected: Selected) => void) | undefined;
}

function Row({ row, columns, onSelect }: RowProps): ReactElement {
  return (
    <tr>
      <th scope="row">{row.label}</th>
      {row.cells.map((cell, index) => (
        <td key={columns[index]?.id ?? index} className="num">
          <Figure row={row} cell={cell} column={columns[index]} onSelect={onSelect} />
        </td>
      ))}
    </tr>
  );
}

interface FigureProps {
  readonly row: FigureRow;
  readonly cell: Cell;
  readonly column: FigureColumn | undefined;
  onSelect?: ((selected: Selected) => void) | undefined;
}

function Figure({ row, cell, column, onSelect }: FigureProps): ReactElement {
  const { text, records = [] } = cell;
  if (!onSelect || records.length === 0) return <>{text}</>;
  const title = `${row.label}, ${column?.label ?? ''}`;
  return (
    <button
      type="button"
      className="dash-table__open"
      aria-label={`${title}: ${text}`}
      onClick={() => onSelect({ title, records })}
    >
      {text}
    </button>
  );
}

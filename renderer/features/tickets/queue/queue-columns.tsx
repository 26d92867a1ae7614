import { useMemo } from 'react';
import { useReference, useTrustedTime, useUnsent, useWorkspace } from '../../../replica/hooks.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import type { Column } from '../../../ui/data-table.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useClockOf } from '../use-clock-of.ts';
import { columnAlign, columnHead, columnLabel, usualWidth } from './column-list.ts';
import type { QueueColumn } from './column-list.ts';
import { CELLS, clockWidth } from './queue-cells.tsx';
import type { CellSources } from './queue-cells.tsx';

/** Narrower lists drop all but what a row is known by, as the mocks do; CSS px. */
const WIDE = 500;
const STAYS: ReadonlySet<QueueColumn> = new Set([
  'priority',
  'number',
  'title',
  'left',
  'assignee',
]);
/** Between two cells, and on both sides of a row; CSS px, see list.css. */
const GAP = 10;
const SIDES = 28;

function widthOf(
  id: QueueColumn,
  widths: Readonly<Record<string, number>>,
  reference: ReferenceSnapshot,
): number {
  return widths[id] ?? (id === 'left' ? clockWidth(reference) : usualWidth(id));
}

function spokenHead(id: QueueColumn): string | undefined {
  if (id === 'left') return t('Open time left until the next target is missed');
  return columnHead(id) === columnLabel(id) ? undefined : columnLabel(id);
}

export interface QueueColumns {
  readonly columns: readonly Column[];
  /** The list scrolls sideways where it is narrower; CSS px. */
  readonly minWidth: number;
}

interface Chosen {
  readonly ids: readonly QueueColumn[];
  readonly widths: Readonly<Record<string, number>>;
  /** All of them stay in a narrow list, which scrolls sideways then. */
  readonly isKept: boolean;
}

/** The columns of a queue over the rows at its lines. */
export function useQueueColumns(
  { ids, widths, isKept }: Chosen,
  rowOf: (line: number) => TicketRow | undefined,
): QueueColumns {
  const { tickets } = useWorkspace();
  const reference = useReference();
  const unsent = useUnsent();
  const clockOf = useClockOf();
  const now = useNow();
  const isProvisional = useTrustedTime().state === 'provisional';
  const locale = useLocale();
  return useMemo(() => {
    const refused = new Set(unsent.refused.map((row) => row.documentId));
    const sources: CellSources = {
      reference,
      marks: { unsent: unsent.documentIds, refused },
      clockOf,
      now,
      isProvisional,
      locale,
      numberOf: (id) => tickets.get(id)?.number,
    };
    const columns = ids.map((id): Column => {
      const px = widthOf(id, widths, reference);
      const align = columnAlign(id);
      const title = spokenHead(id);
      const floor = widths[id] ?? 0;
      return {
        id,
        label: columnHead(id),
        ...(title === undefined ? {} : { title }),
        ...(align === undefined ? {} : { align }),
        width: id === 'title' ? `minmax(${floor}px, 1fr)` : `${px}px`,
        ...(isKept || STAYS.has(id) ? {} : { hideBelow: WIDE }),
        sortable: true,
        cell: (line) => {
          const row = rowOf(line);
          return row ? CELLS[id](row, sources) : null;
        },
      };
    });
    const minWidth = ids.reduce((sum, id) => sum + widthOf(id, widths, reference) + GAP, SIDES);
    return { columns, minWidth: isKept ? minWidth : 0 };
  }, [ids, widths, isKept, rowOf, tickets, reference, unsent, clockOf, now, isProvisional, locale]);
}

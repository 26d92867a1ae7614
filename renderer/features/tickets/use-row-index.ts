import { useMemo } from 'react';
import { useRows, useWorkspace } from '../../replica/hooks.ts';
import type { TicketProjection } from '../../replica/ticket-projection.ts';
import { EMPTY_INDEX, indexRows } from './queue/row-index.ts';
import type { RowIndex } from './queue/row-index.ts';

const indexes = new WeakMap<TicketProjection, RowIndex>();

/** Every ticket of this workspace with what lists and likeness read of it. */
export function useRowIndex(): RowIndex {
  const { tickets } = useWorkspace();
  const rows = useRows(tickets);
  return useMemo(() => {
    const index = indexRows(rows, indexes.get(tickets) ?? EMPTY_INDEX);
    indexes.set(tickets, index);
    return index;
  }, [tickets, rows]);
}

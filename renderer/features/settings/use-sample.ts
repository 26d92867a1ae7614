import { useMemo } from 'react';
import type { Ticket, TicketKind } from '../../../shared/model/ticket.ts';
import { useDocument, useRows, useWorkspace } from '../../replica/hooks.ts';

/** The open record of these kinds that was last worked on: texts are tried on it. */
export function useSample(kinds: readonly TicketKind[]): Ticket | null {
  const { tickets } = useWorkspace();
  const rows = useRows(tickets);
  const key = kinds.join(' ');
  const id = useMemo(() => {
    const wanted = key.split(' ');
    let newest: (typeof rows)[number] | null = null;
    for (const row of rows) {
      if (!row.open || !wanted.includes(row.kind)) continue;
      if (newest === null || row.activityAt > newest.activityAt) newest = row;
    }
    return newest?.id ?? null;
  }, [rows, key]);
  return useDocument('tickets', id) ?? null;
}

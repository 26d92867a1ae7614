import { useMemo } from 'react';
import type { TicketKind } from '../../shared/model/ticket.ts';
import { TICKET_KINDS } from '../../shared/model/ticket.ts';
import type { SavedView } from '../../shared/model/policy.ts';
import { asksForClocks, matchesQuery, parseTicketQuery } from '../../shared/query/ticket-query.ts';
import { useClocks } from '../replica/clocks.ts';
import { useMe, useReference, useRows, useUnsent, useWorkspace } from '../replica/hooks.ts';
import { policiesOf } from '../replica/reference.ts';
import { toQueryRow } from '../replica/query-row.ts';

export interface RailCounts {
  readonly open: Readonly<Record<TicketKind, number>>;
  readonly views: readonly { readonly view: SavedView; readonly count: number }[];
}

/** Live counters of the rail, from the projection; undefined until all tickets are there. */
export function useRailCounts(): RailCounts | null {
  const { tickets } = useWorkspace();
  const rows = useRows(tickets);
  const reference = useReference();
  const unsent = useUnsent();
  const me = useMe();
  const complete = tickets.state === 'complete';
  const clocks = useClocks();
  const views = useMemo(
    () =>
      policiesOf(reference, 'saved-view')
        .filter((view) => !view.ownerUserName || view.ownerUserName === me?.userName)
        .sort((a, b) => a.order - b.order)
        .map((view) => ({ view, query: parseTicketQuery(view.query) })),
    [reference, me],
  );
  // Counters of views about clocks move on while nothing is written.
  const clockVersion = views.some(({ query }) => asksForClocks(query)) ? clocks.getVersion() : null;
  return useMemo(() => {
    if (!complete) return null;
    const open = Object.fromEntries(TICKET_KINDS.map((kind) => [kind, 0])) as Record<
      TicketKind,
      number
    >;
    const parsed = views.map(({ view, query }) => ({
      view,
      kinds: new Set<string>(view.ticketKinds),
      query,
      count: 0,
    }));
    for (const row of rows) {
      if (row.open) open[row.kind] += 1;
      const sla = clockVersion === null ? null : clocks.filterClock(row.id);
      const queryRow =
        parsed.length > 0 ? toQueryRow(row, reference, unsent.documentIds, sla) : null;
      for (const each of parsed) {
        if (!each.kinds.has(row.kind)) continue;
        if (queryRow && matchesQuery(queryRow, each.query, me?.id ?? null)) each.count += 1;
      }
    }
    return { open, views: parsed.map(({ view, count }) => ({ view, count })) };
  }, [rows, reference, unsent.documentIds, me, complete, views, clocks, clockVersion]);
}

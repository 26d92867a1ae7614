import { useMemo, useState } from 'react';
import type { TicketKind } from '../../shared/model/ticket.ts';
import { TICKET_KINDS } from '../../shared/model/ticket.ts';
import type { SavedView } from '../../shared/model/policy.ts';
import { ViewCounter } from '../features/tickets/views/count-views.ts';
import { visibleViews } from '../features/tickets/views/visible-views.ts';
import { useClocks } from '../replica/clocks.ts';
import {
  useMe,
  useReference,
  useReplica,
  useRows,
  useUnsent,
  useWorkspace,
} from '../replica/hooks.ts';
import { localDay } from '../replica/query-row.ts';
import type { TicketRow } from '../replica/ticket-row.ts';
import { useNow } from '../ui/use-now.ts';

export interface RailCounts {
  /** Undefined until all tickets are there. */
  readonly open: Readonly<Record<TicketKind, number>> | undefined;
  /** The views this person sees, in their order. */
  readonly views: readonly { readonly view: SavedView; readonly count: number | undefined }[];
}

const MINUTE_MS = 60_000;

function openByKind(rows: readonly TicketRow[]): Readonly<Record<TicketKind, number>> {
  const open = Object.fromEntries(TICKET_KINDS.map((kind) => [kind, 0])) as Record<
    TicketKind,
    number
  >;
  for (const row of rows) if (row.open) open[row.kind] += 1;
  return open;
}

/** Live counters of the rail, from the projection; only rows that changed are asked again. */
export function useRailCounts(): RailCounts {
  const { tickets } = useWorkspace();
  const rows = useRows(tickets);
  const reference = useReference();
  const unsent = useUnsent();
  const meId = useMe()?.id ?? null;
  const { userName } = useReplica().session;
  const clocks = useClocks();
  const clockVersion = clocks.getVersion();
  const minuteMs = useNow(MINUTE_MS);
  const [counter] = useState(() => new ViewCounter());
  const isComplete = tickets.state === 'complete';
  const views = useMemo(() => visibleViews(reference, userName), [reference, userName]);
  const open = useMemo(() => (isComplete ? openByKind(rows) : undefined), [isComplete, rows]);
  const unsentIds = unsent.documentIds;
  return useMemo(() => {
    if (!isComplete) return { open, views: views.map((view) => ({ view, count: undefined })) };
    const counts = counter.count(views, rows, {
      reference,
      unsentIds,
      meId,
      userName,
      time: { nowMs: minuteMs, dayOf: localDay },
      clockOf: (id) => clocks.filterClock(id),
      numberOf: (id) => tickets.get(id)?.number,
      clockVersion,
      minuteMs,
    });
    return { open, views: views.map((view) => ({ view, count: counts.get(view.id) })) };
  }, [
    counter,
    isComplete,
    open,
    views,
    rows,
    reference,
    unsentIds,
    meId,
    userName,
    minuteMs,
    clocks,
    clockVersion,
    tickets,
  ]);
}

import type { RowClock, RowClockState } from '../../../replica/clocks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { horizonEndMs } from './horizon.ts';
import type { Horizon } from './horizon.ts';

/** An open ticket with the clock of its target that is due next. */
export interface ClockedRow {
  readonly row: TicketRow;
  readonly clock: RowClock;
}

/** How many open tickets are in which state. */
export type StateCounts = Readonly<Record<RowClockState, number>>;

export interface Standing {
  readonly counts: StateCounts;
  readonly open: number;
  /** Missed or due within the horizon, next first. */
  readonly next: readonly ClockedRow[];
}

/** Where the service levels of all open tickets stand. */
export function standingOf(
  rows: readonly TicketRow[],
  clockOf: (id: string) => RowClock,
  horizon: Horizon,
  nowMs: number,
): Standing {
  const counts = { breached: 0, warning: 0, running: 0, paused: 0, met: 0, none: 0 };
  const untilMs = horizonEndMs(horizon, nowMs);
  const next: ClockedRow[] = [];
  let open = 0;
  for (const row of rows) {
    if (!row.open) continue;
    open += 1;
    const clock = clockOf(row.id);
    counts[clock.state] += 1;
    const isLive = clock.state !== 'met' && clock.state !== 'none' && clock.state !== 'paused';
    if (isLive && clock.dueAt !== null && clock.dueAt <= untilMs) next.push({ row, clock });
  }
  next.sort((a, b) => a.clock.sortKey - b.clock.sortKey || a.row.priority - b.row.priority);
  return { counts, open, next };
}

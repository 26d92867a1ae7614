import { evaluateSla } from '../../../../shared/sla/evaluate-sla.ts';
import type { Clocks } from '../../../replica/clocks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';

/** Tickets looked at before the thread is given back; a thousand take some milliseconds. */
const SLICE = 1_000;

/** How many open tickets have a clock that counts by a calendar and is not stopped yet. */
export async function countOpenTickets(
  clocks: Clocks,
  rows: readonly TicketRow[],
  calendarId: string,
  nowMs: number,
): Promise<number> {
  const now = new Date(nowMs).toISOString();
  let count = 0;
  for (const [index, row] of rows.entries()) {
    if (index % SLICE === SLICE - 1) await new Promise((resolve) => setTimeout(resolve, 0));
    const input = row.open ? clocks.inputFor(row.id) : undefined;
    if (input === undefined) continue;
    const { targets } = evaluateSla({ ...input, now });
    const isConcerned = targets.some(
      (target) => target.calendarId === calendarId && target.stoppedAt === null,
    );
    if (isConcerned) count += 1;
  }
  return count;
}

import { COLLECTIONS } from '../../shared/model/collections.ts';
import type { Ticket, TicketKind } from '../../shared/model/ticket.ts';
import { Projection } from './projection.ts';
import type { Replica } from './replica.ts';
import { readByIndex } from './storage.ts';
import { toTicketRow } from './ticket-row.ts';
import type { TicketRow } from './ticket-row.ts';

export type TicketProjection = Projection<'tickets', TicketRow>;

/** By kind, open, priority and opening instant, see `COLLECTIONS`. */
const INDEX = COLLECTIONS.tickets.indexes[0]!;
/** Rows of the first screen: more than the tallest window shows. */
const FIRST_SCREEN = 100;

/** Open tickets of a kind, most urgent and oldest first, straight from the index. */
function firstScreen(replica: Replica, kind: TicketKind): Promise<Ticket[]> {
  return readByIndex(replica.collection('tickets'), INDEX, [kind, 1], FIRST_SCREEN);
}

/**
 * Opens the projection of all tickets. Resolves as soon as the first screen of `kind` is there;
 * `complete` resolves when every ticket is.
 */
export async function openTicketProjection(
  replica: Replica,
  kind: TicketKind,
): Promise<{ readonly projection: TicketProjection; readonly complete: Promise<void> }> {
  const projection: TicketProjection = new Projection(replica, 'tickets', toTicketRow);
  projection.addFirstScreen(await firstScreen(replica, kind));
  return { projection, complete: projection.load(replica, 'tickets') };
}

import { makeUlid } from '../model/ids.ts';
import type { Item } from '../model/item.ts';
import type { Ticket } from '../model/ticket.ts';
import type { CommandContext } from '../workflow/command.ts';
import { createItem } from '../workflow/record-commands.ts';
import { DEFAULT_MATRIX } from '../workflow/priority.ts';
import { createTicket } from '../workflow/ticket-commands.ts';
import type { NewTicket } from '../workflow/ticket-commands.ts';
import { mulberry32 } from './random.ts';

/** One morning, Tue 30 Mar 2027, 08:46 in Leipzig. */
export const MORNING_MS = Date.parse('2027-03-30T06:46:00Z');

/** A context whose clock goes on a second with every use, from a seed. */
export function fakeContext(
  more: Partial<CommandContext> = {},
  seed = 1,
  startMs = MORNING_MS,
): () => CommandContext {
  const random = mulberry32(seed);
  let ms = startMs;
  return () => {
    ms += 1_000;
    const at = ms;
    return {
      now: new Date(at).toISOString(),
      userName: 'tobias.brandt',
      roles: ['agent'],
      deviceId: 'K7Q2',
      ulid: () => makeUlid(at, random),
      matrix: DEFAULT_MATRIX,
      ...more,
    };
  };
}

/** A new incident of priority 2, as the desk writes it down. */
export function aTicket(context: CommandContext, more: Partial<NewTicket> = {}): Ticket {
  const { writes } = createTicket(
    {
      kind: 'incident',
      scope: 'leipzig',
      number: 'INC-1042',
      title: 'Label printers in Hall 3 print blank labels',
      impact: 2,
      urgency: 1,
      origin: 'phone',
      ...more,
    },
    context,
  );
  return writes[0]!.document as Ticket;
}

/** A server that works. */
export function anItem(context: CommandContext, name = 'print-srv-02'): Item {
  const { writes } = createItem(
    {
      kind: 'item',
      scope: 'leipzig',
      number: 'CI-004417',
      name,
      className: 'server',
      status: 'operational',
      criticality: 'high',
      attributes: {},
    },
    context,
  );
  return writes[0]!.document as Item;
}

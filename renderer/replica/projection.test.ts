import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import type { Ticket } from '../../shared/model/ticket.ts';
import { makeId, makeUlid } from '../../shared/model/ids.ts';
import { changeTicketState, updateTicket } from '../../shared/workflow/ticket-commands.ts';
import { Projection } from './projection.ts';
import type { Replica } from './replica.ts';
import { closeAfterEach, newTicket, openKit, shut } from './replica-kit.ts';
import { putAll } from './storage.ts';
import { openTicketProjection } from './ticket-projection.ts';
import { toTicketRow } from './ticket-row.ts';
import { openWorkspace } from './workspace.ts';

closeAfterEach();

async function many(on: Replica, count: number): Promise<Ticket[]> {
  const first = await newTicket(on);
  const tickets = Array.from({ length: count }, (_, at): Ticket => {
    const ms = Date.parse(first.openedAt) - at * 60_000;
    const open = at % 3 === 0 ? 0 : 1;
    return {
      ...first,
      id: makeId(
        'ticket',
        makeUlid(ms, () => (at % 97) / 97),
      ),
      openedAt: new Date(ms).toISOString(),
      priority: ((at % 4) + 1) as Ticket['priority'],
      open,
      state: open ? 'new' : 'closed',
    } as Ticket;
  });
  await putAll(on.collection('tickets'), tickets);
  return [first, ...tickets];
}

describe('the ticket projection', () => {
  it('shows the first screen, then everything, then every change', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    const { projection, complete } = await openTicketProjection(on, 'incident');
    expect(projection.state).toBe('first-screen');
    expect(projection.get(ticket.id)?.priority).toBe(2);
    await complete;
    expect(projection.state).toBe('complete');
    await on.run((context) => updateTicket(ticket, { title: 'Renamed' }, context), 'Edit');
    await vi.waitFor(() => expect(projection.get(ticket.id)?.title).toBe('Renamed'));
    projection.close();
  });

  it('begins with the open tickets that are most urgent, oldest first', async () => {
    const on = await openKit();
    const tickets = await many(on, 700);
    const { projection, complete } = await openTicketProjection(on, 'incident');
    const expected = tickets
      .filter(({ open }) => open === 1)
      .sort((a, b) => a.priority - b.priority || (a.openedAt < b.openedAt ? -1 : 1))
      .slice(0, 100);
    expect(projection.rows().map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    await complete;
    expect(projection.size).toBe(701);
    projection.close();
  });

  it('does not bring back what changed while the first screen was read', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    const projection = new Projection(on, 'tickets', toTicketRow);
    await on.run((context) => updateTicket(ticket, { title: 'Newer' }, context), 'Edit');
    projection.addFirstScreen([ticket]);
    expect(projection.get(ticket.id)?.title).toBe('Newer');
    projection.close();
  });

  it('does not bring back what changed or went while the rest was read', async () => {
    const on = await openKit();
    await many(on, 2_500);
    const { projection, complete } = await openTicketProjection(on, 'problem');
    const [one, two] = [await newTicket(on), await newTicket(on)];
    await on.run((context) => updateTicket(one, { title: 'Newer' }, context), 'Edit');
    await on.syncPort.acknowledge([{ documentId: two.id, upToSeq: 1_000 }]);
    await putAll(on.collection('tickets'), [{ ...two, removedAt: two.openedAt }]);
    await complete;
    expect(projection.get(one.id)?.title).toBe('Newer');
    expect(projection.get(two.id)).toBeUndefined();
    projection.close();
  });

  it('moves a ticket that was resolved out of the open ones', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    const { projection, complete } = await openTicketProjection(on, 'incident');
    await complete;
    const words = { resolutionCode: 'fixed', resolution: 'New head.' } as const;
    await on.run((context) => changeTicketState(ticket, 'resolved', words, context), 'Resolve');
    expect(projection.get(ticket.id)?.open).toBe(false);
    projection.close();
  });
});

describe('closing a workspace that is still loading', () => {
  it('ends the loading without an error, and says nothing is complete', async () => {
    const on = await openKit();
    await many(on, 2_500);
    const workspace = await openWorkspace(on, 'incident');
    await workspace.close();
    await expect(workspace.complete).resolves.toBeUndefined();
    expect(workspace.tickets.state).toBe('first-screen');
    expect(workspace.items.state).toBe('empty');
  });

  it('is no error for what had not begun to load', async () => {
    const on = await openKit();
    const projection = new Projection(on, 'tickets', toTicketRow);
    projection.close();
    await shut(on);
    await expect(projection.load(on, 'tickets')).resolves.toBeUndefined();
    expect(projection.state).toBe('empty');
  });

  it('still tells of a disk that cannot be read', async () => {
    const on = await openKit();
    const projection = new Projection(on, 'tickets', toTicketRow);
    await shut(on);
    await expect(projection.load(on, 'tickets')).rejects.toThrow();
    projection.close();
  });
});

import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { Replica } from '../../../replica/replica.ts';
import { closeAfterEach, newTicket, openKit } from '../../../replica/replica-kit.ts';
import { toTicketRow } from '../../../replica/ticket-row.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { makeRow } from '../testing/rows.ts';
import { storeMove } from '../ticket-actions.ts';
import { bulkMoves, countReasons, planBulk } from './bulk-plan.ts';
import type { BulkAct, BulkFacts } from './bulk-plan.ts';

closeAfterEach();

const FACTS: BulkFacts = {
  macroFacts: () => ({ values: {}, meId: undefined, checklists: new Map() }),
  parentOf: () => undefined,
};
const RUN = { signal: new AbortController().signal, onProgress: () => undefined };
const SESSION = { userName: 'tobias.brandt', roles: ['agent', 'scope:leipzig'], deviceId: 'K7Q2' };

function rowsOf(...tickets: readonly Ticket[]): readonly TicketRow[] {
  return tickets.map((ticket) => toTicketRow(ticket)!);
}

async function cancelled(on: Replica): Promise<Ticket> {
  const ticket = await newTicket(on);
  await storeMove(on, ticket, 'cancelled', {});
  return (await on.get('tickets', ticket.id))!;
}

async function refusals(on: Replica, rows: readonly TicketRow[], act: BulkAct) {
  const { willChange, refused } = await planBulk(on, rows, act, FACTS, RUN);
  return { ids: willChange.map(({ id }) => id), reasons: refused.map(({ reason }) => reason) };
}

describe('looking ahead at a bulk act', () => {
  it('says of every row whether it can, and why not, and stores nothing', async () => {
    const on = await openKit(undefined, { session: SESSION });
    const [open, ended] = [await newTicket(on), await cancelled(on)];
    const draft = await newTicket(on, { kind: 'change' });
    const gone = makeRow({ id: 'ticket:01HZZZZZZZZZZZZZZZZZZZZZZZ' });
    const before = await on.local.outbox();
    const act: BulkAct = {
      kind: 'state',
      to: 'resolved',
      args: { resolutionCode: 'fixed', resolution: 'New head.' },
    };
    expect(await refusals(on, [...rowsOf(open, ended, draft), gone], act)).toEqual({
      ids: [open.id],
      reasons: [
        'It cannot go from “Cancelled” to “Resolved”.',
        'Tickets of this kind have no state “Resolved”.',
        expect.stringContaining('The ticket is no longer here.'),
      ],
    });
    const unanswered = await refusals(on, rowsOf(open), { ...act, args: {} });
    expect(unanswered.reasons).toEqual(['Choose how it was resolved.']);
    expect(await on.local.outbox()).toEqual(before);
  });

  it('leaves those alone that are assigned so, and those that are final', async () => {
    const on = await openKit(undefined, { session: SESSION });
    const assigneeId = 'person:01HZZZZZZZZZZZZZZZZZZZZZZZ' as Ticket['assigneeId'];
    const mine = await newTicket(on, { assigneeId });
    const [open, ended] = [await newTicket(on), await cancelled(on)];
    const act: BulkAct = { kind: 'fields', patch: { assigneeId } };
    expect(await refusals(on, rowsOf(mine, open, ended), act)).toEqual({
      ids: [open.id],
      reasons: ['It is so already.', 'It is final: nothing of this changes there any more.'],
    });
  });

  it('says what the server would refuse somebody without the right', async () => {
    const on = await openKit(undefined, {
      session: { ...SESSION, roles: ['auditor', 'scope:leipzig'] },
    });
    const ticket = await newTicket(on);
    const { ids, reasons } = await refusals(on, rowsOf(ticket), { kind: 'watch', on: true });
    expect(ids).toEqual([]);
    expect(reasons).toHaveLength(1);
  });

  it('makes no circle of parents and links no problem twice', async () => {
    const on = await openKit(undefined, { session: SESSION });
    const [parent, child] = [await newTicket(on), await newTicket(on)];
    const facts = { ...FACTS, parentOf: (id: string) => (id === parent.id ? child.id : undefined) };
    const act: BulkAct = { kind: 'parent', parent };
    const plan = await planBulk(on, rowsOf(parent, child), act, facts, RUN);
    expect(plan.willChange).toEqual([]);
    expect(new Set(plan.refused.map(({ reason }) => reason))).toEqual(
      new Set(['A record cannot stand below itself.']),
    );
  });

  it('offers each state with how many may go there', () => {
    const rows = [
      makeRow({ id: 'new', state: 'new' }),
      makeRow({ id: 'closed', state: 'closed', open: false }),
      makeRow({ id: 'resolved', state: 'resolved', open: false }),
      makeRow({ id: 'draft', kind: 'change', state: 'draft' }),
    ];
    const moves = new Map(bulkMoves(rows).map((move) => [move.to, move.count]));
    expect(moves.get('in-progress')).toBe(2);
    expect(moves.get('cancelled')).toBe(2);
    expect(moves.get('closed')).toBe(1);
    expect(bulkMoves([rows[1]!])).toEqual([]);
  });

  it('sums reasons up, the most frequent first', () => {
    const row = makeRow({});
    const refused = ['a', 'b', 'b'].map((reason) => ({ row, reason }));
    expect(countReasons(refused)).toEqual([
      { reason: 'b', count: 2 },
      { reason: 'a', count: 1 },
    ]);
  });
});

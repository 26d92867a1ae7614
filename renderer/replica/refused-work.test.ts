import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../shared/model/ticket.ts';
import { addComment, updateTicket } from '../../shared/workflow/ticket-commands.ts';
import type { DiscardedDocument } from './local-documents.ts';
import type { Replica } from './replica.ts';
import {
  byDenise,
  checkpoint,
  closeAfterEach,
  openKit,
  pendingOf,
  restart,
  sentTicket,
  shown,
  START_MS,
} from './replica-kit.ts';

closeAfterEach();

async function conflictsIn(on: Replica, { id }: Ticket): Promise<unknown[]> {
  return (await on.timeline(id)).filter(({ kind }) => kind === 'merge');
}

async function refusedEdit(on: Replica, ticket: Ticket): Promise<void> {
  await on.run((context) => updateTicket(ticket, { title: 'Not allowed' }, context), 'Edit');
  const at = '2027-03-30T07:00:00Z';
  await on.syncPort.refuse(ticket.id, 1_000, { status: 403, reason: 'Read-only.', at });
}

describe('discarding refused work', () => {
  it('shows the server’s state again, so that nothing here differs unnoticed', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await refusedEdit(on, ticket);
    const theirs = byDenise(ticket, { category: 'Printer' });
    await on.syncPort.applyPulled([shown(theirs)], checkpoint('5'));
    await on.discard(ticket.id);
    expect(await on.get('tickets', ticket.id)).toEqual(theirs);
    expect(on.unsent.get().documentIds).not.toContain(ticket.id);
  });

  it('takes away what only existed here', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    const { writes } = await on.run(
      (context) => addComment(ticket, 'Too large', 'public', context),
      'Comment',
    );
    const comment = writes[0]!.document;
    await on.discard(comment.id);
    expect((await on.timeline(ticket.id)).map(({ kind }) => kind)).toEqual(['state']);
  });

  it('takes away what the server deleted', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await on.run((context) => updateTicket(ticket, { title: 'Edited' }, context), 'Edit');
    await on.syncPort.refuseDeleted(ticket.id);
    await on.discard(ticket.id);
    expect(await on.get('tickets', ticket.id)).toBeNull();
  });

  it('keeps the work for 30 days and no longer', async () => {
    const before = await openKit();
    const ticket = await sentTicket(before);
    await refusedEdit(before, ticket);
    await before.discard(ticket.id);
    const kept = async (on: Replica): Promise<unknown[]> =>
      (await on.local.list<DiscardedDocument>('discarded')).map(({ row }) => row.document);
    expect(await kept(before)).toMatchObject([{ title: 'Not allowed' }]);
    const day = 24 * 3_600_000;
    const later = await restart(before, { now: () => START_MS + 29 * day });
    expect(await kept(later)).toHaveLength(1);
    const latest = await restart(later, { now: () => START_MS + 31 * day });
    expect(await kept(latest)).toEqual([]);
  });

  it('of what is not there does nothing', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await on.discard(ticket.id);
    expect(await on.get('tickets', ticket.id)).toEqual(ticket);
  });
});

describe('sending refused work again', () => {
  it('goes on from the same base', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await refusedEdit(on, ticket);
    await on.sendAgain(ticket.id);
    expect(await pendingOf(on, ticket.id)).toMatchObject({ base: ticket });
  });

  it('makes anew what the server deleted: now a person says so (F17)', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await on.run((context) => updateTicket(ticket, { title: 'Edited' }, context), 'Edit');
    await on.syncPort.refuseDeleted(ticket.id);
    await on.sendAgain(ticket.id);
    expect(await pendingOf(on, ticket.id)).toMatchObject({
      base: null,
      document: { title: 'Edited' },
    });
  });

  it('F17: two people make it anew: only what both changed is a conflict', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await on.run((context) => updateTicket(ticket, { category: 'Printer' }, context), 'Edit');
    await on.syncPort.refuseDeleted(ticket.id);
    await on.sendAgain(ticket.id);
    // Denise was first; the server has hers under the same id.
    const theirs = byDenise(ticket, { title: 'By Denise' });
    expect(await on.syncPort.rebase(ticket.id, theirs)).toBe('merged');
    expect(await pendingOf(on, ticket.id)).toMatchObject({
      base: theirs,
      document: { title: 'By Denise', category: 'Printer' },
    });
    expect(await conflictsIn(on, ticket)).toEqual([]);
  });

  it('F17: discarded, sent again and made anew twice, it still merges from where it started', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await on.run((context) => updateTicket(ticket, { category: 'Printer' }, context), 'Edit');
    for (let times = 0; times < 2; times += 1) {
      await on.syncPort.refuseDeleted(ticket.id);
      await on.sendAgain(ticket.id);
    }
    await on.syncPort.refuseDeleted(ticket.id);
    await on.discard(ticket.id);
    const [kept] = await on.discarded();
    await on.sendDiscardedAgain(kept!.id);
    expect(await pendingOf(on, ticket.id)).toMatchObject({ base: null });
    await on.syncPort.rebase(ticket.id, byDenise(ticket, { title: 'By Denise' }));
    expect(await on.get('tickets', ticket.id)).toMatchObject({
      title: 'By Denise',
      category: 'Printer',
    });
    expect(await conflictsIn(on, ticket)).toEqual([]);
  });
});

import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../shared/model/ticket.ts';
import { addComment, updateTicket } from '../../shared/workflow/ticket-commands.ts';
import type { Checkpoint, PulledChange } from './outbox-row.ts';
import type { Replica } from './replica.ts';
import {
  acknowledgeAll,
  byDenise,
  checkpoint,
  closeAfterEach,
  ME,
  openKit,
  pendingOf,
  restart,
  SCOPE_DATABASE,
  sentTicket,
  shown,
} from './replica-kit.ts';

closeAfterEach();

/** A ticket as it was in the backup, and as the person left it afterwards. */
async function editedAfterBackup(on: Replica): Promise<readonly [backup: Ticket, now: Ticket]> {
  const backup = await sentTicket(on);
  await on.run((context) => updateTicket(backup, { title: 'After the backup' }, context), 'Edit');
  await acknowledgeAll(on);
  return [backup, (await on.get('tickets', backup.id))!];
}

/** Every entry of a timeline, as the feed shows it. */
async function entriesOf(on: Replica, ticket: Ticket): Promise<PulledChange[]> {
  return (await on.timeline(ticket.id)).map(shown);
}

async function begin(on: Replica, epoch: number): Promise<void> {
  await on.syncPort.resetCheckpoint(SCOPE_DATABASE);
  await on.syncPort.applyPulled([], checkpoint('0', { epoch, complete: false }));
}

function pull(on: Replica, changes: readonly PulledChange[], more: Partial<Checkpoint> = {}) {
  return on.syncPort.applyPulled(changes, checkpoint('9', { epoch: 2, ...more }));
}

async function stock(on: Replica): Promise<void> {
  await on.syncPort.applyPulled([], checkpoint('50'));
}

const queued = (on: Replica): readonly string[] => [...on.unsent.get().documentIds];

describe('a server that was restored, its epoch raised (F13)', () => {
  it('gets back what this person wrote after the backup', async () => {
    const on = await openKit();
    const [backup, now] = await editedAfterBackup(on);
    await stock(on);
    await begin(on, 2);
    await pull(on, [shown(backup), ...(await entriesOf(on, backup))]);
    expect(await on.get('tickets', backup.id)).toEqual(now);
    expect(await pendingOf(on, backup.id)).toMatchObject({ base: backup, document: now });
    expect(queued(on)).toEqual([backup.id]);
  });

  it('does not overwrite what others wrote after it, and leaves its return to them', async () => {
    const on = await openKit();
    const backup = await sentTicket(on);
    const newer = byDenise(byDenise(backup, {}), { title: 'By Denise, after the backup' });
    await on.syncPort.applyPulled([shown(newer)], checkpoint('50'));
    await begin(on, 2);
    await pull(on, [shown(backup), ...(await entriesOf(on, backup))]);
    expect(await on.get('tickets', backup.id)).toEqual(newer);
    expect(queued(on)).toEqual([]);
    await on.run((context) => updateTicket(newer, { category: 'Printer' }, context), 'Edit');
    expect(await on.syncPort.rebase(backup.id, backup)).toBe('merged');
    expect(await pendingOf(on, backup.id), 'an edit brings all of it').toMatchObject({
      base: backup,
      document: { title: 'By Denise, after the backup', category: 'Printer' },
    });
  });

  it('gets back documents of this person that it does not have at all', async () => {
    const on = await openKit();
    const [known, created] = [await sentTicket(on), await sentTicket(on)];
    await on.run((context) => addComment(known, 'After the backup', 'public', context), 'Comment');
    await acknowledgeAll(on);
    const [state, comment] = await on.timeline(known.id);
    const foreign = { ...comment!, id: `${comment!.id.slice(0, -1)}0`, createdBy: 'denise.kofler' };
    await on.syncPort.applyPulled([shown(foreign)], checkpoint('50'));
    await begin(on, 2);
    const ticket = (await on.get('tickets', known.id))!;
    await pull(on, [shown(ticket)], { complete: false });
    expect(queued(on), 'not before the end').toEqual([]);
    await pull(on, [shown(state!)]);
    const others = (await on.timeline(created.id)).map(({ id }) => id);
    expect(new Set(queued(on))).toEqual(new Set([created.id, comment!.id, ...others]));
    expect(await pendingOf(on, comment!.id)).toMatchObject({ base: null, document: comment! });
    expect(await on.local.list('reread')).toEqual([]);
  });

  it('gets a document from who created it, in their name, whoever wrote it last', async () => {
    const on = await openKit();
    const created = await sentTicket(on);
    const theirs = byDenise(created, { title: 'By Denise' });
    await on.syncPort.applyPulled([shown(theirs)], checkpoint('50'));
    await begin(on, 2);
    await pull(on, []);
    const pending = await pendingOf(on, created.id);
    expect(pending).toMatchObject({
      base: null,
      document: { title: 'By Denise', createdBy: ME, updatedBy: ME, version: 3 },
    });
    expect(await on.get('tickets', created.id)).toEqual(pending?.document);
  });

  it('also after a restart in the middle', async () => {
    const before = await openKit();
    const created = await sentTicket(before);
    const seen = await sentTicket(before);
    await stock(before);
    await begin(before, 2);
    await pull(before, [shown(seen)], { complete: false });
    const after = await restart(before);
    await pull(after, []);
    expect(queued(after)).toContain(created.id);
  });

  it('keeps what is not sent yet as it is, and sends it whole', async () => {
    const on = await openKit();
    const [backup, now] = await editedAfterBackup(on);
    await on.run((context) => updateTicket(now, { category: 'Printer' }, context), 'Edit');
    await stock(on);
    await begin(on, 2);
    await pull(on, [shown(backup), ...(await entriesOf(on, backup))]);
    const whole = { title: 'After the backup', category: 'Printer' };
    expect(await on.get('tickets', backup.id)).toMatchObject(whole);
    expect(await pendingOf(on, backup.id)).toMatchObject({ document: whole });
  });

  it('tells both when somebody wrote the same version anew', async () => {
    const on = await openKit();
    const [backup, now] = await editedAfterBackup(on);
    await stock(on);
    await begin(on, 2);
    const anew = { ...byDenise(backup, { title: 'Anew' }), version: now.version };
    await pull(on, [shown(anew), ...(await entriesOf(on, backup))]);
    expect((await on.get('tickets', backup.id))?.title).toBe('Anew');
    const [decision] = (await on.timeline(backup.id)).filter(({ kind }) => kind === 'merge');
    expect(decision).toMatchObject({
      decisions: [{ field: 'title', mine: 'After the backup', kept: 'Anew' }],
    });
  });

  it('counts from the last epoch it was wholly read in', async () => {
    const on = await openKit();
    const created = await sentTicket(on);
    await stock(on);
    await begin(on, 2);
    await begin(on, 2);
    await pull(on, []);
    expect(queued(on)).toContain(created.id);
  });
});

describe('any other reading', () => {
  it('puts nothing back when the feed is read anew without a restore', async () => {
    const on = await openKit();
    await sentTicket(on);
    await stock(on);
    await begin(on, 1);
    await pull(on, [], { epoch: 1 });
    expect(queued(on)).toEqual([]);
    expect(await on.local.list('reread')).toEqual([]);
  });

  it('F14: tells both when a server that went back shows another write of the same version', async () => {
    const on = await openKit();
    const [backup, now] = await editedAfterBackup(on);
    await stock(on);
    const anew = { ...byDenise(backup, { title: 'Anew' }), version: now.version };
    await pull(on, [shown(anew)], { epoch: 1 });
    expect((await on.get('tickets', backup.id))?.title).toBe('Anew');
    const [decision] = (await on.timeline(backup.id)).filter(({ kind }) => kind === 'merge');
    expect(decision).toMatchObject({
      decisions: [{ field: 'title', mine: 'After the backup', kept: 'Anew' }],
    });
  });

  it('puts nothing back during a first sync, nor afterwards', async () => {
    const on = await openKit();
    const [backup] = await editedAfterBackup(on);
    await on.syncPort.resetCheckpoint(SCOPE_DATABASE);
    await pull(on, [shown(backup)], { epoch: 1, complete: false });
    await pull(on, [shown(backup)], { epoch: 1 });
    await pull(on, [shown(backup)], { epoch: 1 });
    expect(queued(on)).toEqual([]);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { updateTicket } from '../../shared/workflow/ticket-commands.ts';
import type { OutboxRow } from './outbox-row.ts';
import {
  acknowledgeAll,
  byDenise,
  checkpoint,
  closeAfterEach,
  newTicket,
  openKit,
  pendingOf,
  restart,
  SCOPE_DATABASE,
  sentTicket,
  shown,
  shut,
} from './replica-kit.ts';
import type { Replica } from './replica.ts';
import type { VaultPort, VaultRecords, VaultResult } from './vault-port.ts';

closeAfterEach();
afterEach(() => {
  vi.restoreAllMocks();
});

/** The file of the main process, in memory: it outlives the databases. */
class MemoryVault implements VaultPort {
  readonly lines = new Map<string, VaultRecords['records'][number]>();
  readonly appends: number[] = [];
  answer: VaultResult = { ok: true };

  append(replicaId: string, rows: readonly OutboxRow[]): Promise<VaultResult> {
    if (!this.answer.ok) return Promise.resolve(this.answer);
    this.appends.push(rows.length);
    for (const row of rows) {
      this.lines.set(`${replicaId} ${row.id}`, structuredClone({ replicaId, row }));
    }
    return Promise.resolve(this.answer);
  }

  settle(replicaId: string, ids: readonly string[]): Promise<VaultResult> {
    if (this.answer.ok) for (const id of ids) this.lines.delete(`${replicaId} ${id}`);
    return Promise.resolve(this.answer);
  }

  dismiss(replicaIds: readonly string[]): Promise<VaultResult> {
    for (const [key, line] of this.lines) {
      if (replicaIds.includes(line.replicaId)) this.lines.set(key, { ...line, dismissedAt: 'now' });
    }
    return Promise.resolve(this.answer);
  }

  read(): Promise<VaultRecords> {
    return Promise.resolve({ records: structuredClone([...this.lines.values()]), damaged: 0 });
  }

  documentIds(): unknown[] {
    return [...this.lines.values()].map(({ row }) => (row as OutboxRow).documentId);
  }
}

/** The databases of this console are gone and the vault is not: F29. */
async function loseDatabases(replica: Replica, vault: MemoryVault): Promise<Replica> {
  await shut(replica);
  return openKit(undefined, { vault });
}

describe('every change of the outbox is in the vault too (L11)', () => {
  it('a command has its rows there before it resolves', async () => {
    const vault = new MemoryVault();
    const on = await openKit(undefined, { vault });
    const ticket = await newTicket(on);
    expect(vault.documentIds()).toContain(ticket.id);
    expect(vault.lines.size).toBe((await on.local.outbox()).length);
  });

  it('what the server has, and what a person gave up, is settled', async () => {
    const vault = new MemoryVault();
    const on = await openKit(undefined, { vault });
    const ticket = await newTicket(on);
    await acknowledgeAll(on);
    await on.vaultFlushed();
    expect(vault.lines.size).toBe(0);
    await on.run((context) => updateTicket(ticket, { title: 'Refused' }, context), 'Edit');
    await on.syncPort.refuse(ticket.id, 99, { status: 403, reason: 'No.', at: 'now' });
    await on.discard(ticket.id);
    await on.vaultFlushed();
    expect(vault.documentIds()).not.toContain(ticket.id);
  });

  it('a merge leaves the merged row there', async () => {
    const vault = new MemoryVault();
    const on = await openKit(undefined, { vault });
    const ticket = await sentTicket(on);
    await on.run((context) => updateTicket(ticket, { title: 'Mine' }, context), 'Edit');
    await on.syncPort.applyPulled(
      [shown(byDenise(ticket, { category: 'Printing' }))],
      checkpoint('2'),
    );
    await on.vaultFlushed();
    const rows = [...vault.lines.values()].map(({ row }) => row as OutboxRow);
    expect(rows.find(({ documentId }) => documentId === ticket.id)).toMatchObject({
      base: { version: ticket.version + 1 },
      document: { title: 'Mine', category: 'Printing' },
    });
  });

  it('a bulk edit is one append', async () => {
    const vault = new MemoryVault();
    const on = await openKit(undefined, { vault });
    vault.appends.length = 0;
    await on.together(async () => {
      for (let n = 0; n < 20; n += 1) await newTicket(on);
    });
    expect(vault.appends).toEqual([(await on.local.outbox()).length]);
  });

  it('a dead vault stops nobody, is told, and gets everything once it works', async () => {
    const vault = new MemoryVault();
    const on = await openKit(undefined, { vault });
    vault.answer = { ok: false, message: 'ENOSPC: no space left on device' };
    const told = vi.fn();
    on.vaultTrouble.subscribe(told);
    const first = await newTicket(on);
    await newTicket(on);
    expect(on.unsent.get().count).toBe(2);
    expect(on.vaultTrouble.get()).toBe('ENOSPC: no space left on device');
    expect(told).toHaveBeenCalledTimes(1);
    vault.answer = { ok: true };
    await newTicket(on);
    expect(on.vaultTrouble.get()).toBeNull();
    expect(vault.documentIds()).toContain(first.id);
    expect(vault.lines.size).toBe((await on.local.outbox()).length);
  });

  it('a crash between acknowledging and settling, or between outbox and vault, is made up for', async () => {
    const vault = new MemoryVault();
    const on = await openKit(undefined, { vault });
    const sent = await newTicket(on);
    vault.answer = { ok: false, message: 'killed' };
    await acknowledgeAll(on);
    const unsent = await newTicket(on);
    vault.answer = { ok: true };
    const again = await restart(on, { vault });
    await again.vaultFlushed();
    expect(vault.documentIds()).not.toContain(sent.id);
    expect(vault.documentIds()).toContain(unsent.id);
    expect(again.vaultFinds.get()).toBeNull();
  });
});

describe('F29: the databases were reset', () => {
  it('is noticed at start: the work is offered, comes back, and would reach the server', async () => {
    const vault = new MemoryVault();
    const before = await openKit(undefined, { vault });
    const known = await sentTicket(before);
    await before.run(
      (context) => updateTicket(known, { title: 'In the basement' }, context),
      'Edit',
    );
    const made = await newTicket(before, { title: 'Cold store 3' });

    const on = await loseDatabases(before, vault);
    expect(on.vaultFinds.get()).toMatchObject({
      count: 2,
      since: expect.stringMatching(/^2027/) as string,
    });
    expect(await on.restoreFromVault()).toEqual({ restored: 2, refused: [] });
    expect(on.vaultFinds.get()).toBeNull();
    expect(await on.get('tickets', made.id)).toEqual(made);
    expect(await pendingOf(on, known.id)).toMatchObject({
      base: { id: known.id, version: known.version },
      document: { title: 'In the basement' },
    });
    const again = await restart(on, { vault });
    expect(again.vaultFinds.get()).toBeNull();
    expect(again.unsent.get().count).toBe(2);
  });

  it('merges with what came from the server in the meantime', async () => {
    const vault = new MemoryVault();
    const before = await openKit(undefined, { vault });
    const ticket = await sentTicket(before);
    await before.run((context) => updateTicket(ticket, { title: 'Mine' }, context), 'Edit');
    const on = await loseDatabases(before, vault);
    const theirs = byDenise(ticket, { category: 'Printing' });
    await on.syncPort.applyPulled([shown(theirs)], checkpoint('1'));
    await on.restoreFromVault();
    expect(await on.get('tickets', ticket.id)).toMatchObject({
      title: 'Mine',
      category: 'Printing',
    });
    expect(await pendingOf(on, ticket.id)).toMatchObject({ base: theirs });
  });

  it('offers nothing that the server has already', async () => {
    const vault = new MemoryVault();
    const before = await openKit(undefined, { vault });
    const ticket = await newTicket(before);
    const written = await before.local.outbox();
    const on = await loseDatabases(before, vault);
    await on.syncPort.applyPulled(
      written.map(({ document }) => shown(document)),
      checkpoint('1'),
    );
    const again = await restart(on, { vault });
    expect(await again.get('tickets', ticket.id)).toEqual(ticket);
    expect(again.vaultFinds.get()).toBeNull();
    expect(vault.lines.size).toBe(0);
  });

  it('leaves what was put away in the vault and offers it no more', async () => {
    const vault = new MemoryVault();
    const before = await openKit(undefined, { vault });
    await newTicket(before);
    const on = await loseDatabases(before, vault);
    await on.dismissVault();
    expect(on.vaultFinds.get()).toBeNull();
    expect((await restart(on, { vault })).vaultFinds.get()).toBeNull();
    expect(vault.lines.size).toBeGreaterThan(0);
  });

  it('takes nothing hostile, says which and why, and loses nothing sound', async () => {
    const vault = new MemoryVault();
    const before = await openKit(undefined, { vault });
    const sound = await newTicket(before);
    const rows = await before.local.outbox();
    const ticketRow = rows.find(({ documentId }) => documentId === sound.id)!;
    const hostile = [
      { ...ticketRow, id: 'outbox:0000000000000901', database: 'outpost-reference' },
      { ...ticketRow, id: 'outbox:0000000000000902', documentId: 'ticket:other' },
      {
        ...ticketRow,
        id: 'outbox:0000000000000903',
        document: { ...sound, title: { $ne: null } },
        label: 'Edit INC-1',
      },
      {
        ...ticketRow,
        id: 'outbox:0000000000000904',
        document: { ...sound, updatedBy: 'denise.kofler' },
      },
      { ...ticketRow, id: '../../escape' },
      { ...ticketRow, id: 'outbox:0000000000000905', base: { ...sound, id: 'ticket:other' } },
      { id: 'outbox:0000000000000906', mutationId: 'x', writtenAt: 'y', __proto__: null },
    ];
    for (const row of hostile) vault.lines.set(`gone ${row.id}`, { replicaId: 'gone', row });
    const on = await loseDatabases(before, vault);
    expect(on.vaultFinds.get()?.since).toMatch(/^2027-03-30T/);
    const { restored, refused } = await on.restoreFromVault();
    expect(restored).toBe(1);
    expect(refused).toHaveLength(hostile.length);
    expect(refused.map(({ reason }) => reason)).toContain(
      '“Edit INC-1” cannot be taken: field title: Expected string.',
    );
    expect(await on.get('tickets', sound.id)).toEqual(sound);
    // Refused ones stay in the file for whoever can read them.
    expect(vault.lines.size).toBe(hostile.length + (await on.local.outbox()).length);
  });
});

describe('unsent work as a file (L11)', () => {
  it('comes back on another machine, a second time without effect', async () => {
    const before = await openKit();
    const ticket = await newTicket(before);
    await before.run((context) => updateTicket(ticket, { title: 'Edited' }, context), 'Edit');
    const text = await before.exportUnsent();
    await shut(before);

    const on = await openKit();
    const plan = await on.planRestore(text);
    expect(plan).toMatchObject({ alreadyHere: [], refused: [] });
    expect(await on.restoreUnsent(plan)).toEqual({ restored: 2 });
    expect(await pendingOf(on, ticket.id)).toMatchObject({
      base: null,
      document: { title: 'Edited' },
    });
    const second = await on.planRestore(text);
    expect([second.rows, second.alreadyHere.length]).toEqual([[], plan.rows.length]);
  });

  it('is said to be none, another person’s, or newer', async () => {
    const on = await openKit();
    const file = JSON.parse(await on.exportUnsent()) as object;
    const refusal = (text: string) => expect(on.planRestore(text)).rejects;
    await refusal('%PDF-1.7').toThrow('This file holds no unsent work of Outpost.');
    await refusal('{"outpost":"unsent-work","rows":{}}').toThrow('no unsent work');
    await refusal(JSON.stringify({ ...file, version: 2 })).toThrow('A newer version of Outpost');
    await refusal(JSON.stringify({ ...file, userName: 'denise.kofler' })).toThrow(
      'Sign in as denise.kofler',
    );
  });

  it('holds refused work too, and restoring it tries again', async () => {
    const before = await openKit();
    const ticket = await newTicket(before);
    await before.syncPort.refuse(ticket.id, 99, { status: 403, reason: 'No.', at: 'now' });
    const text = await before.exportUnsent();
    await shut(before);
    const on = await openKit();
    await on.restoreUnsent(await on.planRestore(text));
    expect(await pendingOf(on, ticket.id, SCOPE_DATABASE)).toBeDefined();
    expect(on.unsent.get().refused).toEqual([]);
  });
});

describe('discarded work', () => {
  it('is listed for 30 days and can be sent again on top of what is there now', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    for (const title of ['First', 'Second']) {
      const current = (await on.get('tickets', ticket.id))!;
      await on.run((context) => updateTicket(current, { title }, context), 'Edit');
    }
    await on.syncPort.refuse(ticket.id, 99, { status: 403, reason: 'No.', at: 'now' });
    await on.discard(ticket.id);
    const kept = await on.discarded();
    expect(kept).toHaveLength(2);
    await on.syncPort.applyPulled(
      [shown(byDenise(ticket, { category: 'Printing' }))],
      checkpoint('2'),
    );
    await on.sendDiscardedAgain(kept[0]!.id);
    expect(await on.get('tickets', ticket.id)).toMatchObject({
      title: 'Second',
      category: 'Printing',
    });
    expect(await on.discarded()).toEqual([]);
    expect(await pendingOf(on, ticket.id)).toMatchObject({ document: { title: 'Second' } });
  });
});

import 'fake-indexeddb/auto';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { RxStorage } from 'rxdb';
import { describe, expect, it, vi } from 'vitest';
import type { Policy } from '../../shared/model/policy.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { addComment, createTicket, updateTicket } from '../../shared/workflow/ticket-commands.ts';
import { createDocument, updateDocument } from '../../shared/workflow/record-commands.ts';
import { CommandError } from '../../shared/workflow/command.ts';
import type { Replica } from './replica.ts';
import type { LabelledCommand } from './run-command.ts';
import {
  byDenise,
  checkpoint,
  closeAfterEach,
  newTicket,
  openKit,
  pendingOf,
  REFERENCE,
  restart,
  sentTicket,
  shown,
} from './replica-kit.ts';
import { putAll, removeAll, StorageError } from './storage.ts';

closeAfterEach();

function localOf(on: Replica) {
  return on.collection('tickets').database.collections['local']!;
}

const full = new DOMException('No space left.', 'QuotaExceededError');

describe('a command', () => {
  it('leaves the record, its timeline and one unsent change (L10)', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    expect(ticket.priority).toBe(2);
    expect(await on.get('tickets', ticket.id)).toEqual(ticket);
    expect((await on.timeline(ticket.id)).map((entry) => entry.kind)).toEqual(['state']);
    expect(on.unsent.get().count).toBe(1);
    expect(on.unsent.get().documentIds).toContain(ticket.id);
  });

  it('is refused whole when a document would not be readable elsewhere', async () => {
    const on = await openKit();
    const broken = on.run(
      (context) =>
        createDocument('places', { kind: 'hall' as never, name: 'Hall 3', code: 'H3' }, context),
      'Add a place',
    );
    await expect(broken).rejects.toThrow(/kind/);
    expect(on.unsent.get().count).toBe(0);
  });
});

describe('many commands in one go', () => {
  const titled = (ticket: Ticket, title: string): LabelledCommand => ({
    label: `Retitle ${ticket.number}`,
    command: (context) => updateTicket(ticket, { title }, context),
  });

  it('are a change each, and one that is refused stops no other', async () => {
    const on = await openKit();
    const [first, second, third] = [await newTicket(on), await newTicket(on), await newTicket(on)];
    const before = on.unsent.get().count;
    const carried = await on.runEach([
      titled(first, 'One'),
      titled(second, ' '),
      titled(third, 'Three'),
    ]);
    expect(carried.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(carried[1]).toMatchObject({ error: { message: 'Give the ticket a title.' } });
    const stored = await on.getMany('tickets', [first.id, second.id, third.id]);
    expect(stored.map(({ title }) => title)).toEqual(['One', second.title, 'Three']);
    expect(stored[0]!.mutationId).not.toBe(stored[2]!.mutationId);
    expect(on.unsent.get().count).toBe(before + 2);
    expect((await on.timeline(third.id)).map(({ kind }) => kind)).toEqual(['state', 'change']);
  });

  it('merge with what another window wrote meanwhile, as one alone does (F31)', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    await on.run((context) => updateTicket(ticket, { category: 'Printer' }, context), 'Window 2');
    await on.runEach([titled(ticket, 'Window 1')]);
    expect(await on.get('tickets', ticket.id)).toMatchObject({
      category: 'Printer',
      title: 'Window 1',
    });
  });
});

describe('a record that changed since the person looked', () => {
  it('keeps both edits of different fields, from another window or the server (F19, F31)', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    await on.run((context) => updateTicket(ticket, { category: 'Printer' }, context), 'Window 2');
    await on.run((context) => updateTicket(ticket, { title: 'Window 1' }, context), 'Window 1');
    expect(await on.get('tickets', ticket.id)).toMatchObject({
      category: 'Printer',
      title: 'Window 1',
    });
    expect(await pendingOf(on, ticket.id)).toMatchObject({
      base: null,
      document: { category: 'Printer', title: 'Window 1' },
    });
  });

  it('keeps what was typed on the timeline when the same field was changed (F20)', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await on.syncPort.applyPulled([shown(byDenise(ticket, { title: 'Theirs' }))], checkpoint('2'));
    await on.run((context) => updateTicket(ticket, { title: 'Mine' }, context), 'Edit');
    expect((await on.get('tickets', ticket.id))?.title).toBe('Theirs');
    const decision = (await on.timeline(ticket.id)).find(({ kind }) => kind === 'merge');
    expect(decision).toMatchObject({
      otherUser: 'denise.kofler',
      decisions: [{ field: 'title', mine: 'Mine', kept: 'Theirs' }],
    });
    expect(on.unsent.get().documentIds, 'and it is sent').toContain(decision!.id);
    expect(on.unsent.get().count, 'one thing was done').toBe(1);
  });

  it('sends no document that already says it all', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    const same = byDenise(ticket, { title: 'Same', activityAt: '2099-01-01T00:00:00Z' });
    await on.syncPort.applyPulled([shown(same)], checkpoint('2'));
    await on.run((context) => updateTicket(ticket, { title: 'Same' }, context), 'Edit');
    expect(on.unsent.get().documentIds).not.toContain(ticket.id);
    expect(await on.get('tickets', ticket.id)).toEqual(same);
  });

  it('is not made anew over one that is there under its id', async () => {
    const on = await openKit();
    const ticket = await sentTicket(on);
    await on.syncPort.applyPulled([shown(byDenise(ticket, { title: 'Edited' }))], checkpoint('2'));
    const { kind, scope, number, impact, urgency, origin, id } = ticket;
    const again = { kind, scope, number, impact, urgency, origin, id, title: 'Made again' };
    await on.run((context) => createTicket(again, context), 'Import');
    expect(await on.get('tickets', ticket.id)).toMatchObject({ title: 'Edited' });
  });

  it('asks the person to look again where there is no timeline to tell it', async () => {
    const on = await openKit();
    const rows = [
      [1, 1, 2],
      [1, 2, 3],
      [2, 3, 4],
    ] as never;
    const matrix = { kind: 'priority-matrix', name: 'Desk', rows } as never;
    const made = await on.run((context) => createDocument('policies', matrix, context), 'Add');
    const policy = made.writes[0]!.document as Policy;
    await on.syncPort.acknowledge([{ documentId: policy.id, upToSeq: 99 }]);
    const database = REFERENCE;
    const theirs = byDenise(policy, { name: 'Desk of Leipzig' });
    await on.syncPort.applyPulled([shown(theirs)], checkpoint('2', { database }));
    const edit = on.run(
      (context) => updateDocument('policies', policy, { name: 'Desk of Halle' }, context),
      'Edit',
    );
    await expect(edit).rejects.toThrow(CommandError);
    await expect(edit).rejects.toThrow(/denise.kofler changed name/);
    expect(on.unsent.get().count).toBe(0);
  });
});

describe('a crash (F9)', () => {
  it('between outbox and documents is made up for at the next start', async () => {
    const before = await openKit();
    const ticket = await newTicket(before);
    await removeAll(before.collection('tickets'), [ticket.id]);
    const after = await restart(before);
    expect(await after.get('tickets', ticket.id)).toEqual(ticket);
    expect(after.unsent.get().count).toBe(1);
  });

  it('leaves the last row’s state, though another of the same version is stored', async () => {
    const before = await openKit();
    const ticket = await newTicket(before);
    await putAll(before.collection('tickets'), [{ ...ticket, title: 'Other', mutationId: 'x' }]);
    const after = await restart(before);
    expect((await after.get('tickets', ticket.id))?.title).toBe(ticket.title);
  });

  it('never has two things stored under one place in the queue', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    const { storageInstance } = localOf(on);
    const write = storageInstance.bulkWrite.bind(storageInstance);
    const spy = vi
      .spyOn(storageInstance, 'bulkWrite')
      .mockImplementationOnce(write)
      .mockRejectedValue(new Error('killed'));
    const first = on.run((context) => addComment(ticket, 'First', 'public', context), 'Comment');
    await expect(first).resolves.toBeDefined();
    spy.mockRestore();
    await on.run((context) => addComment(ticket, 'Second', 'public', context), 'Comment');
    const bodies = on.unsent
      .get()
      .rows.flatMap(({ document }) => ('body' in document ? [document.body] : []));
    expect(bodies).toEqual(['First', 'Second']);
  });

  it('is made up for under the lock: another window may be at work (F31)', async () => {
    const before = await openKit();
    const ticket = await newTicket(before);
    await removeAll(before.collection('tickets'), [ticket.id]);
    let isHeld = false;
    const writes: boolean[] = [];
    const storage = getRxStorageDexie();
    const create = storage.createStorageInstance.bind(storage);
    const watched = Object.assign(storage, {
      createStorageInstance: async (params: Parameters<typeof create>[0]) => {
        const instance = await create(params);
        const write = instance.bulkWrite.bind(instance);
        if (instance.collectionName !== 'tickets') return instance;
        instance.bulkWrite = (rows, context) => {
          writes.push(isHeld);
          return write(rows, context);
        };
        return instance;
      },
    }) as unknown as RxStorage<unknown, unknown>;
    await restart(before, {
      storage: watched,
      locks: {
        async request(_name, task) {
          isHeld = true;
          try {
            return await task();
          } finally {
            isHeld = false;
          }
        },
      },
    });
    expect(new Set(writes)).toEqual(new Set([true]));
  });
});

describe('a full disk (F28)', () => {
  it('fails before anything is stored, and nothing was done', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    vi.spyOn(localOf(on).storageInstance, 'bulkWrite').mockRejectedValueOnce(full);
    const comment = on.run((context) => addComment(ticket, 'Hm', 'public', context), 'Comment');
    await expect(comment).rejects.toThrow(StorageError);
    expect(on.unsent.get().count).toBe(1);
    expect(await on.timeline(ticket.id)).toHaveLength(1);
  });

  it('fails between outbox and documents, and nothing was done: typing it again makes no two', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    vi.spyOn(on.collection('entries').storageInstance, 'bulkWrite').mockRejectedValueOnce(full);
    const comment = () =>
      on.run((context) => addComment(ticket, 'Line A is back.', 'public', context), 'Comment');
    await expect(comment()).rejects.toThrow(StorageError);
    expect(on.unsent.get().count).toBe(1);
    await comment();
    expect(on.unsent.get().count).toBe(2);
    expect((await on.timeline(ticket.id)).map(({ kind }) => kind)).toEqual(['state', 'comment']);
  });

  it('that takes nothing back either still has the work at the next start', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    vi.spyOn(on.collection('entries').storageInstance, 'bulkWrite').mockRejectedValueOnce(full);
    const { storageInstance } = localOf(on);
    const write = storageInstance.bulkWrite.bind(storageInstance);
    vi.spyOn(storageInstance, 'bulkWrite').mockImplementationOnce(write).mockRejectedValue(full);
    await expect(
      on.run((context) => addComment(ticket, 'Kept', 'public', context), 'Comment'),
    ).rejects.toThrow(StorageError);
    vi.restoreAllMocks();
    const after = await restart(on);
    expect((await after.timeline(ticket.id)).map(({ kind }) => kind)).toContain('comment');
    expect(after.unsent.get().count).toBe(2);
  });
});

describe('sync, while a command is stored', () => {
  it('is given nothing that the screen does not have yet', async () => {
    const on = await openKit();
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const { storageInstance } = on.collection('tickets');
    const write = storageInstance.bulkWrite.bind(storageInstance);
    vi.spyOn(storageInstance, 'bulkWrite').mockImplementationOnce(async (rows, context) => {
      await gate;
      return write(rows, context);
    });
    const running = newTicket(on);
    await vi.waitFor(() => expect(on.unsent.get().count).toBe(1));
    const asked = on.syncPort.pending('outpost-scope-leipzig', 10);
    const answered = vi.fn();
    void asked.then(answered);
    for (let turn = 0; turn < 20; turn += 1) await on.local.outbox();
    expect(answered).not.toHaveBeenCalled();
    open();
    await running;
    expect(await asked).toHaveLength(2);
  });
});

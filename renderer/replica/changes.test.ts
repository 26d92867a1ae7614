import 'fake-indexeddb/auto';
import type { RxCollection } from 'rxdb';
import { describe, expect, it, vi } from 'vitest';
import type { Ticket } from '../../shared/model/ticket.ts';
import { addComment } from '../../shared/workflow/ticket-commands.ts';
import { createDocument } from '../../shared/workflow/record-commands.ts';
import { LocalDocuments } from './local-documents.ts';
import { ReferenceData } from './reference.ts';
import type { Replica } from './replica.ts';
import { closeAfterEach, newTicket, openKit } from './replica-kit.ts';
import { putAll, removeAll } from './storage.ts';
import { UnsentWork } from './unsent-work.ts';

closeAfterEach();

/** What another window tells of a write, as it comes out of the BroadcastChannel. */
function newsOf(on: Replica, ticket: Ticket, operation = 'UPDATE'): void {
  const collection = on.collection('tickets');
  const documentData = { ...ticket, _rev: '2-anotherwindow', _meta: { lwt: 1 }, _deleted: false };
  collection.database.$emit({
    id: `news-${String(Math.random())}`,
    isLocal: false,
    internal: false,
    collectionName: 'tickets',
    storageToken: 'any',
    databaseToken: 'anotherwindow',
    checkpoint: null,
    context: 'outpost',
    events: [{ operation, documentId: ticket.id, documentData, previousDocumentData: undefined }],
  } as never);
}

function titlesHeard(on: Replica): string[] {
  const titles: string[] = [];
  on.onChanges('tickets', ({ written, removed }) => {
    titles.push(...written.map(({ title }) => title), ...removed.map(() => '(removed)'));
  });
  return titles;
}

type Answer = (...args: unknown[]) => Promise<unknown>;

/** Lets something happen between the answer of the next read and the moment its reader gets it. */
function whileReading(collection: RxCollection, what: () => Promise<unknown>): void {
  const { storageInstance } = collection;
  const { internals } = storageInstance;
  const late =
    (read: Answer): Answer =>
    async (...args) => {
      const rows = await read(...args);
      await what();
      return rows;
    };
  const once = async (): Promise<unknown> => {
    const opened = (await (internals as Promise<unknown>)) as {
      dexieTable: {
        bulkGet: Answer;
        where: (index: string) => { between: (...all: unknown[]) => { toArray: Answer } };
      };
    };
    const table = opened.dexieTable;
    const between =
      (index: string) =>
      (...bounds: unknown[]) => {
        const range = table.where(index).between(...bounds);
        return { toArray: late(() => range.toArray()) };
      };
    return {
      dexieTable: {
        bulkGet: late((ids) => table.bulkGet(ids)),
        where: (index: string) => ({ between: between(index) }),
      },
    };
  };
  Object.defineProperty(storageInstance, 'internals', {
    configurable: true,
    get: () => {
      Object.defineProperty(storageInstance, 'internals', { value: internals, writable: true });
      return once();
    },
  });
}

describe('what this window writes', () => {
  it('is told at once, before the write is over', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    const titles = titlesHeard(on);
    await putAll(on.collection('tickets'), [{ ...ticket, title: 'Own' }]);
    expect(titles).toEqual(['Own']);
  });
});

describe('news of another window (F31)', () => {
  it('shows what is stored, not what the other window said a while ago', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    await putAll(on.collection('tickets'), [{ ...ticket, title: 'Newest, written here' }]);
    const titles = titlesHeard(on);
    newsOf(on, { ...ticket, title: 'Older, heard late' });
    await vi.waitFor(() => expect(titles).toEqual(['Newest, written here']));
  });

  it('does not overtake what is written here while it is looked up', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    const store = on.collection('tickets');
    const titles = titlesHeard(on);
    whileReading(store, () => putAll(store, [{ ...ticket, title: 'Written here' }]));
    newsOf(on, ticket);
    await vi.waitFor(() => expect(titles).toContain('Written here'));
    newsOf(on, ticket);
    await vi.waitFor(() => expect(titles.length).toBeGreaterThan(1));
    expect(new Set(titles)).toEqual(new Set(['Written here']));
  });

  it('takes away what is gone', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    await removeAll(on.collection('tickets'), [ticket.id]);
    const titles = titlesHeard(on);
    newsOf(on, ticket);
    await vi.waitFor(() => expect(titles).toEqual(['(removed)']));
  });
});

describe('opening while another window writes', () => {
  it('misses no unsent work (L10)', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    const local = on.collection('tickets').database.collections['local'] as RxCollection;
    whileReading(local, async () => {
      await on.run((context) => addComment(ticket, 'Meanwhile', 'public', context), 'Comment');
      const [first] = await on.syncPort.pending('outpost-scope-leipzig', 1);
      await on.syncPort.acknowledge([{ documentId: first!.documentId, upToSeq: 1 }]);
    });
    const unsent = await UnsentWork.open(local, new LocalDocuments(local));
    expect(unsent.get().rows.length).toBeGreaterThan(1);
    expect(unsent.get()).toEqual(on.unsent.get());
    unsent.close();
  });

  it('misses no person, and shows none that is gone', async () => {
    const on = await openKit();
    const add = (name: string) =>
      on.run((context) => createDocument('people', { kind: 'team', name }, context), `Add ${name}`);
    const gone = (await add('Gone')).writes[0]!.document.id;
    const people = on.collection('people');
    whileReading(people, async () => {
      await add('New');
      await removeAll(people, [gone]);
    });
    const { database } = on.collection('people');
    const reference = await ReferenceData.open({
      database,
      collections: database.collections as never,
      local: database.collections['local'] as RxCollection,
    });
    expect([...reference.get().people.values()].map(({ name }) => name)).toEqual(['New']);
    reference.close();
  });
});

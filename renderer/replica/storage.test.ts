import 'fake-indexeddb/auto';
import type { RxCollection } from 'rxdb';
import { describe, expect, it, vi } from 'vitest';
import type { DraftDocument } from './local-documents.ts';
import { closeAfterEach, newTicket, openKit, restart } from './replica-kit.ts';
import type { OutboxRow } from './outbox-row.ts';
import type { Replica } from './replica.ts';
import {
  getMany,
  purgeRemoved,
  putAll,
  readByIndex,
  readByValues,
  readIds,
  readPages,
  readRange,
  removeAll,
  StorageError,
  writeTogether,
} from './storage.ts';

closeAfterEach();

/** The collection of preferences, outbox and drafts, which the replica keeps to itself. */
function localOf(on: Replica): RxCollection {
  return on.collection('tickets').database.collections['local'] as RxCollection;
}

function draft(id: string, text = id): DraftDocument {
  return { id: `draft:${id}`, kind: 'draft', text, keptAt: '2027-03-30T06:46:00Z' };
}

const textsOf = (drafts: readonly DraftDocument[]): string[] => drafts.map(({ text }) => text);

/** What is stored under an id, removed or not, as RxDB's storage keeps it. */
async function raw(collection: RxCollection, id: string): Promise<unknown> {
  const rows: unknown[] = await collection.storageInstance.findDocumentsById([id], true);
  return rows[0];
}

describe('reading past RxDB', () => {
  it('finds what RxDB finds, in its order, after changes and removals', async () => {
    const on = await openKit();
    const tickets = on.collection('tickets');
    const made = [];
    for (let n = 0; n < 7; n += 1) made.push(await newTicket(on, { urgency: n % 2 ? 1 : 3 }));
    await putAll(tickets, [{ ...made[2]!, title: 'Changed' }]);
    await removeAll(tickets, [made[4]!.id]);
    const byRxdb = async (query: object): Promise<unknown[]> => {
      const found = (await tickets.find(query).exec()) as { toJSON(): unknown }[];
      return found.map((document) => document.toJSON());
    };
    const all = await byRxdb({ sort: [{ id: 'asc' }] });
    expect(all).toHaveLength(6);
    expect(await readRange(tickets, '', '\uffff')).toEqual(all);
    const paged: unknown[] = [];
    await readPages(tickets, 2, (page) => paged.push(...page) > 0);
    expect(paged).toEqual(all);
    expect(await getMany(tickets, [made[4]!.id, made[2]!.id])).toEqual([
      expect.objectContaining({ title: 'Changed' }),
    ]);
    const index = ['kind', 'open', 'priority', 'openedAt'];
    expect(await readByIndex(tickets, index, ['incident', 1])).toEqual(
      await byRxdb({
        selector: { kind: 'incident', open: 1 },
        sort: index.map((field) => ({ [field]: 'asc' })),
      }),
    );
  });

  it('finds the rows of many values at once, removed ones left out', async () => {
    const on = await openKit();
    const local = localOf(on);
    const tickets = [await newTicket(on), await newTicket(on), await newTicket(on)];
    const [first, second] = tickets as [(typeof tickets)[0], (typeof tickets)[0]];
    const all = await on.local.outbox();
    await removeAll(local, [all.find(({ documentId }) => documentId === second.id)!.id]);
    const wanted = [second.id, first.id, 'ticket:unknown'];
    const found = await readByValues<OutboxRow>(local, 'documentId', wanted);
    expect(found).toEqual(all.filter(({ documentId }) => documentId === first.id));
    expect(await readByValues(local, 'documentId', [])).toEqual([]);
  });

  it('fills a page though documents before it were removed', async () => {
    const on = await openKit();
    const local = localOf(on);
    await putAll(
      local,
      ['a', 'b', 'c', 'd'].map((id) => draft(id)),
    );
    await removeAll(local, ['draft:a', 'draft:b']);
    const page = await readRange<DraftDocument>(local, 'draft:', 'draft:\uffff', 2);
    expect(textsOf(page)).toEqual(['c', 'd']);
    expect(await readIds(local, 'draft:', 'draft:\uffff')).toEqual(['draft:c', 'draft:d']);
  });

  it('keeps keys as they were written, those with underscores too', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    const answers = { __asset: 'PRT-07', 'a.b': '1', 'plain key': '2' };
    await putAll(on.collection('tickets'), [{ ...ticket, answers }]);
    expect(await on.get('tickets', ticket.id)).toMatchObject({ answers });
  });
});

describe('what a write costs', () => {
  it('is the document and the indexes that lists and ranges are read by, no more', async () => {
    const on = await openKit();
    const tableOf = async (collection: RxCollection): Promise<string[]> => {
      const { dexieTable } = (await (collection.storageInstance.internals as unknown)) as {
        readonly dexieTable: { readonly schema: { readonly indexes: { readonly name: string }[] } };
      };
      return dexieTable.schema.indexes.map(({ name }) => name).sort();
    };
    expect(await tableOf(on.collection('entries'))).toEqual(['[_deleted+id]']);
    expect(await tableOf(on.collection('tickets'))).toEqual([
      '[_deleted+id]',
      '[_deleted+kind+open+priority+openedAt+id]',
    ]);
  });
});

describe('putAll', () => {
  it('leaves alone what the caller keeps, and counts the rest', async () => {
    const on = await openKit();
    const local = localOf(on);
    await putAll(local, [draft('a', 'old'), draft('b', 'old')]);
    const written = await putAll(
      local,
      [draft('a', 'new'), draft('b', 'new'), draft('c', 'new')],
      (stored) => stored.id === 'draft:a',
    );
    expect(written).toBe(2);
    const texts = textsOf(await readRange(local, 'draft:', 'draft:\uffff'));
    expect(texts).toEqual(['old', 'new', 'new']);
  });

  it('writes the last of two with one id, and one that was removed before', async () => {
    const on = await openKit();
    const local = localOf(on);
    await putAll(local, [draft('a')]);
    await removeAll(local, ['draft:a']);
    expect(await putAll(local, [draft('a', 'first'), draft('a', 'last')])).toBe(1);
    expect(textsOf(await readRange(local, 'draft:', 'draft:\uffff'))).toEqual(['last']);
  });

  it('says that the disk is full, and passes a gap over in no case (F28, L4)', async () => {
    const on = await openKit();
    const local = localOf(on);
    const full = new DOMException('No space left.', 'QuotaExceededError');
    const spy = vi.spyOn(local.storageInstance, 'bulkWrite').mockRejectedValue(full);
    await expect(putAll(local, [draft('a')])).rejects.toThrow(StorageError);
    await expect(writeTogether(local, [draft('a')])).rejects.toThrow('No space left.');
    spy.mockRestore();
    vi.spyOn(local.storageInstance, 'findDocumentsById').mockRejectedValue(full);
    await expect(writeTogether(local, [draft('a')])).rejects.toThrow(StorageError);
  });
});

describe('writeTogether', () => {
  it('is one write, whether the documents were there or not', async () => {
    const on = await openKit();
    const local = localOf(on);
    await putAll(local, [draft('old', '1'), draft('gone')]);
    const writes = vi.spyOn(local.storageInstance, 'bulkWrite');
    await writeTogether(local, [draft('new', '2'), draft('old', '2')], ['draft:gone', 'draft:x']);
    expect(writes).toHaveBeenCalledTimes(1);
    const left = await readRange<DraftDocument>(local, 'draft:', 'draft:\uffff');
    expect(left.map(({ id, text }) => `${id} ${text}`)).toEqual(['draft:new 2', 'draft:old 2']);
  });

  it('puts what it is also told to remove', async () => {
    const on = await openKit();
    const local = localOf(on);
    await writeTogether(local, [draft('a')], ['draft:a']);
    expect(await on.local.get('draft:a')).not.toBeNull();
  });

  it('wins against a writer that came between its look and its write', async () => {
    const on = await openKit();
    const local = localOf(on);
    await putAll(local, [draft('a', 'before')]);
    const { findDocumentsById } = local.storageInstance;
    vi.spyOn(local.storageInstance, 'findDocumentsById').mockImplementationOnce(
      async (ids, withRemoved) => {
        const seen: unknown = await findDocumentsById.call(local.storageInstance, ids, withRemoved);
        await putAll(local, [draft('a', 'between')]);
        return seen as never;
      },
    );
    await writeTogether(local, [draft('a', 'after')]);
    expect(await on.local.get('draft:a')).toMatchObject({ text: 'after' });
  });
});

describe('what was removed', () => {
  it('leaves nothing behind that anybody could read', async () => {
    const on = await openKit();
    const local = localOf(on);
    await putAll(local, [draft('a', 'A secret')]);
    await removeAll(local, ['draft:a']);
    expect(JSON.stringify(await raw(local, 'draft:a'))).not.toContain('secret');
    await purgeRemoved(local);
    expect(await raw(local, 'draft:a')).toBeUndefined();
    await putAll(local, [draft('a', 'again')]);
    expect(await on.local.get('draft:a')).toMatchObject({ text: 'again' });
  });

  it('does not pile up in the outbox over restarts', async () => {
    const before = await openKit();
    const ticket = await newTicket(before);
    const [row] = before.unsent.get().rows;
    await before.syncPort.acknowledge([{ documentId: ticket.id, upToSeq: row!.seq }]);
    const after = await restart(before);
    expect(await raw(localOf(after), row!.id)).toBeUndefined();
  });
});

describe('drafts', () => {
  it('end with what was typed last, however fast', async () => {
    const on = await openKit();
    const typed = 'Line A is back.';
    const writes = Array.from(typed, (_, at) => on.local.put([draft('a', typed.slice(0, at + 1))]));
    await Promise.all(writes);
    expect(await on.local.get('draft:a')).toMatchObject({ text: typed });
  });
});

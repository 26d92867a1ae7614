import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { LevelStore } from './level-store.ts';
import { closePouchStore, openPouchStore, type PouchStore } from './pouch-store.ts';

/** Pins what is read past PouchDB: its key layout, and that its writes are synced. */
let opened: PouchStore;
let store: LevelStore;

beforeEach(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'outpost-level-'));
  opened = await openPouchStore(path.join(folder, 'store'));
  store = new LevelStore(opened.level);
  return async () => {
    await closePouchStore(opened.pouch);
    await rm(folder, { recursive: true, force: true });
  };
});

const ids = ['a', 'b', 'z', 'ÿ', '日本', '😀'];

async function listed(range: {
  start?: string;
  end?: string;
  descending?: boolean;
}): Promise<string[]> {
  const found: string[] = [];
  const whole = { inclusiveEnd: true, descending: false, ...range };
  for await (const page of store.scanMetadata(whole, 2)) found.push(...page.map((each) => each.id));
  return found;
}

describe('LevelStore', () => {
  it('reads the documents that PouchDB wrote, in CouchDB’s order', async () => {
    await opened.pouch.bulkDocs(
      [...ids].reverse().map((_id) => ({ _id })),
      { new_edits: true },
    );
    expect(await listed({})).toEqual(ids);
    expect(await listed({ descending: true })).toEqual([...ids].reverse());
    expect(await listed({ start: 'b', end: 'ÿ' })).toEqual(['b', 'z', 'ÿ']);
    const [metadata] = await store.metadata(['日本']);
    expect(metadata).toMatchObject({ id: '日本', deleted: false, seq: 2 });
    expect(await store.metadata(['none'])).toEqual([undefined]);
    const [text] = await store.bodies([2]);
    expect(JSON.parse(text ?? '')).toEqual({ _id: '日本', _rev: metadata?.winningRev });
    const rows = await opened.pouch.getIndexes();
    expect(rows).toMatchObject({ total_rows: 1 });
  });

  it('keeps one body for a document that was replaced and one for each conflict', async () => {
    const [first] = await opened.pouch.bulkDocs([{ _id: 'a' }], { new_edits: true });
    await opened.pouch.bulkDocs([{ _id: 'a', _rev: first?.rev, v: 2 }], { new_edits: true });
    expect(await store.countBodies(0)).toBe(1);
    const conflicting = {
      _id: 'a',
      _rev: '2-0',
      _revisions: { start: 2, ids: ['0', first?.rev?.slice(2)] },
    };
    await opened.pouch.bulkDocs([conflicting], { new_edits: false });
    expect(await store.countBodies(0)).toBe(2);
    expect(await store.countBodies(2)).toBe(1);
  });

  it('finds what a write stored before the next one begins, and every write is synced', async () => {
    const synced: unknown[] = [];
    const { level } = opened;
    const original = level._batch.bind(level);
    level._batch = (operations, options, callback) => {
      synced.push(options.sync);
      original(operations, options, callback);
    };
    await opened.pouch.bulkDocs([{ _id: 'a' }], { new_edits: true });
    await opened.pouch.put({ _id: '_local/x' });
    expect(synced).toEqual([true, true]);
    expect((await store.metadata(['a']))[0]?.seq).toBe(1);
  });
});

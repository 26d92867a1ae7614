import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  attach,
  fileOf,
  openBlobs,
  RECORD,
  SCOPE,
  shutAllBlobs,
  shutBlobs,
} from '../../build/sync-suite/blob-kit.ts';
import { BlobStore } from './blob-store.ts';
import { fileStateOf } from './blob-state.ts';
import { sha256Of } from './digest.ts';
import { splitFile } from './split-file.ts';

const MIB = 1024 * 1024;

afterEach(shutAllBlobs);

describe('taking a file apart', () => {
  it('names the whole and every part by its content, the last part being the rest', async () => {
    const bytes = new Uint8Array(9 * MIB).map((_each, at) => (at >> 22) + 1);
    const split = await splitFile(new Blob([bytes]));
    expect(split.parts).toEqual([
      await sha256Of(bytes.subarray(0, 4 * MIB)),
      await sha256Of(bytes.subarray(4 * MIB, 8 * MIB)),
      await sha256Of(bytes.subarray(8 * MIB)),
    ]);
    expect(split.sha256).toBe(await sha256Of(bytes));
  });

  it('gives a small file one part that is the whole', async () => {
    const split = await splitFile(new Blob(['a']));
    expect(split.parts).toEqual([split.sha256]);
    // The hash of "a" (FIPS 180-4 examples are of "abc"; checked with sha256sum).
    expect(split.sha256).toBe('ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb');
  });
});

describe('unsent files', () => {
  it('are there after a restart, content and all', async () => {
    const first = await openBlobs('machine-1');
    const file = fileOf(5 * MIB);
    const row = await attach(first, file);
    await shutBlobs(first);

    const again = await openBlobs('machine-1');
    expect(again.get().waiting).toBe(1);
    expect(fileStateOf(again.get(), row.entryId)).toEqual({ kind: 'waiting' });
    const content = await again.content(row);
    expect(await sha256Of(await content!.arrayBuffer())).toBe(row.sha256);
  });

  it('of a draft are there after a restart, and are attached only when a person says so', async () => {
    const first = await openBlobs('machine-2');
    await first.stage('draft:new:incident', SCOPE, fileOf(1000));
    await shutBlobs(first);
    const again = await openBlobs('machine-2');
    expect(again.get().staged).toMatchObject([{ draft: 'draft:new:incident', size: 1000 }]);
    expect(again.get().waiting).toBe(0);
  });

  it('whose entry a crash cut off are named, so that the entry can be written', async () => {
    const first = await openBlobs('machine-3');
    const staged = await first.stage('draft', SCOPE, fileOf(10));
    await first.take([staged.id], RECORD, () => 'entry:cut-off');
    await shutBlobs(first);
    const again = await openBlobs('machine-3');
    expect(again.unfinished()).toMatchObject([{ entryId: 'entry:cut-off', recordId: RECORD.id }]);
  });

  it('move along when the draft is saved in another scope', async () => {
    const store = await openBlobs();
    const staged = await store.stage('draft:new:incident', 'porto', fileOf(10));
    const [row] = await store.take([staged.id], RECORD, () => 'entry:moved');
    expect(await (await store.content(row!))!.text()).toHaveLength(10);
    expect(await store.parts.missing(SCOPE, row!.parts)).toEqual([]);
  });

  it('F42: content of a discarded entry is kept for 30 days and comes back with it', async () => {
    let nowMs = Date.parse('2027-03-30T06:46:00Z');
    const now = (): number => nowMs;
    const store = await openBlobs('machine-4', { now });
    const row = await attach(store, fileOf(10));
    await store.entryGone(row.entryId, true);
    expect(store.get().waiting).toBe(0);
    await store.entryGone(row.entryId, false);
    expect(store.get().waiting).toBe(1);
    await store.entryGone(row.entryId, true);
    await shutBlobs(store);
    nowMs += 31 * 24 * 3_600_000;
    const later = await openBlobs('machine-4', { now });
    expect(later.get().files.size).toBe(0);
  });

  it('that are damaged on this machine are reported and not shown', async () => {
    const store = await openBlobs();
    const row = await attach(store, fileOf(10));
    await store.parts.put(SCOPE, row.parts[0]!, new ArrayBuffer(10), true);
    await expect(store.content(row)).rejects.toThrow(/damaged/);
    expect(fileStateOf(store.get(), row.entryId)).toMatchObject({
      kind: 'refused',
      note: { code: 'damaged-here' },
    });
  });
});

describe('rotation', () => {
  it('moves what is wanted to a new store when more than half of the old one is not', async () => {
    const store = await openBlobs('rotate-1', { rotateAboveBytes: 100_000, cacheBytes: 0 });
    const kept = await attach(store, fileOf(50_000, 1));
    const gone = await attach(store, fileOf(200_000, 2));
    await store.sent(gone.entryId);
    await store.collect();
    expect(await store.books.generations.get(SCOPE)).toEqual({ scope: SCOPE, current: 2 });
    expect(await sha256Of(await (await store.content(kept))!.arrayBuffer())).toBe(kept.sha256);
    expect(await store.parts.missing(SCOPE, gone.parts)).toEqual(gone.parts);
  });

  it('is not worth it below its limit, or while half of the store is wanted', async () => {
    const store = await openBlobs('rotate-2', { rotateAboveBytes: 100_000, cacheBytes: 0 });
    const kept = await attach(store, fileOf(300_000, 1));
    const gone = await attach(store, fileOf(200_000, 2));
    await store.sent(gone.entryId);
    await store.collect();
    expect((await store.books.generations.get(SCOPE))?.current).toBe(1);
    expect(await store.content(kept)).not.toBeNull();
  });

  it.each<
    [string, { readonly next?: number; readonly current?: number; readonly retired?: number }]
  >([
    ['while it copied', { next: 2 }],
    ['after the books turned the page', { current: 2, retired: 1 }],
  ])('that was killed %s loses nothing and leaves nothing behind', async (_when, left) => {
    const name = `killed-${String(left.next ?? 'retired')}`;
    const store = await openBlobs(name, { rotateAboveBytes: 100_000, cacheBytes: 0 });
    const kept = await attach(store, fileOf(50_000, 1));
    const gone = await attach(store, fileOf(200_000, 2));
    await store.sent(gone.entryId);
    // What a killed process leaves is what the books say at that moment.
    const { generations } = store.books;
    const put = generations.put.bind(generations);
    vi.spyOn(generations, 'put').mockImplementation((row) => {
      const done = put(row);
      const isThere = 'retired' in left ? row.retired === 1 : row.next === 2;
      return isThere ? done.then(() => Promise.reject(new Error('killed'))) : done;
    });
    await expect(store.collect()).rejects.toThrow('killed');
    await shutBlobs(store);

    const again = await openBlobs(name, { rotateAboveBytes: 100_000, cacheBytes: 0 });
    const current = 'current' in left ? 2 : 1;
    expect(await again.books.generations.get(SCOPE)).toEqual({ scope: SCOPE, current });
    expect(await sha256Of(await (await again.content(kept))!.arrayBuffer())).toBe(kept.sha256);
    const databases = (await indexedDB.databases()).map((each) => each.name ?? '');
    const stores = databases.filter((each) => each.includes(`${name}-files-${SCOPE}-`));
    expect(stores).toEqual([`_pouch_${name}-files-${SCOPE}-${current}`]);
  });

  it('in another window is noticed: reading goes on in the new store', async () => {
    const options = { rotateAboveBytes: 100_000, cacheBytes: 0 };
    const one = await openBlobs('rotate-windows', options);
    const kept = await attach(one, fileOf(50_000, 1));
    const gone = await attach(one, fileOf(200_000, 2));
    await one.sent(gone.entryId);
    const two = await openBlobs('rotate-windows', options);
    expect(await two.content(kept)).not.toBeNull();
    await one.collect();
    expect(await sha256Of(await (await two.content(kept))!.arrayBuffer())).toBe(kept.sha256);
  });
});

it('what was only looked at goes when it is too much, the longest unused first', async () => {
  let nowMs = 1;
  const store = await openBlobs('cache', { cacheBytes: 150_000, now: () => (nowMs += 1) });
  const old = await attach(store, fileOf(100_000, 1));
  const pinned = await attach(store, fileOf(100_000, 2));
  const fresh = await attach(store, fileOf(100_000, 3));
  for (const { entryId } of [old, pinned, fresh]) await store.sent(entryId);
  await store.want([pinned], 'pinned');
  await store.collect();
  expect([...store.get().files.keys()].sort()).toEqual([fresh.entryId, pinned.entryId].sort());
});

it('a store that cannot be opened says so instead of starting empty', async () => {
  const broken = new Error('no disk');
  vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw broken;
  });
  await expect(
    BlobStore.open({
      name: 'broken',
      now: () => 0,
      newId: () => '1',
      exclusive: (task) => task(),
    }),
  ).rejects.toThrow();
});

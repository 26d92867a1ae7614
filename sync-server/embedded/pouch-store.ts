import { createRequire } from 'node:module';
import path from 'node:path';
import PouchDB from 'pouchdb-core';
import leveldbAdapter from 'pouchdb-adapter-leveldb';
import findPlugin from 'pouchdb-find';
import type { JsonObject } from './json.ts';

type Key = string | Buffer;

export interface LevelIterator {
  next(callback: (error: Error | null, key?: string, value?: string) => void): void;
  end(callback: (error: Error | null) => void): void;
}

export interface LevelOperation {
  readonly type: 'put' | 'del';
  readonly key: string;
  readonly value?: string;
}

/** The part of leveldown that is used beside PouchDB. */
export interface LevelDown {
  getMany(
    keys: readonly Key[],
    options: { readonly asBuffer: boolean },
    callback: (error: Error | null, values: (string | undefined)[]) => void,
  ): void;
  iterator(options: Readonly<Record<string, unknown>>): LevelIterator;
  batch(
    operations: readonly LevelOperation[],
    options: { readonly sync: boolean },
    callback: (error: Error | null) => void,
  ): void;
  compactRange(start: Key, end: Key, callback: (error: Error | null) => void): void;
  _batch: LevelDown['batch'];
  _iterator(options: Record<string, unknown>): LevelIterator;
}

interface LevelDownFactory {
  (location: string): LevelDown;
  destroy(location: string, callback: (error: Error | null) => void): void;
}

const adapterRequire = createRequire(
  createRequire(import.meta.url).resolve('pouchdb-adapter-leveldb'),
);
const leveldown = adapterRequire('leveldown') as LevelDownFactory;

/** Revisions of a document that are remembered, PouchDB's and CouchDB's default. */
export const REVS_LIMIT = 1000;

/** In the folder names that PouchDB gives to index stores. */
const INDEX_MARK = '-mrview-';

const opened = new Map<string, LevelDown>();

/** The key behind every key with this prefix: the byte 0xFF follows all of UTF-8. */
export function behindPrefix(prefix: string): Buffer {
  return Buffer.from(`${Buffer.from(prefix).toString('hex')}ff`, 'hex');
}

/**
 * PouchDB ends a store's key range with U+00FF, so ids that begin beyond Latin-1 would be missing
 * from every scan.
 */
function widenUpperBound(db: LevelDown): void {
  const original = db._iterator.bind(db);
  db._iterator = (options) => {
    const widened = { ...options };
    for (const bound of ['lt', 'lte']) {
      const value = widened[bound];
      if (typeof value === 'string' && /^\u00ff[a-z-]+\u00ff\u00ff$/.test(value)) {
        widened[bound] = behindPrefix(value.slice(0, -1));
      }
    }
    return original(widened);
  };
}

/** Indexes can be made anew from the documents: their many small writes need no fsync each. */
function leaveUnsynced(db: LevelDown): void {
  const original = db._batch.bind(db);
  db._batch = (operations, options, callback) => {
    original(operations, { ...options, sync: false }, callback);
  };
}

function trackedLevelDown(location: string): LevelDown {
  const db = leveldown(location);
  widenUpperBound(db);
  if (path.basename(location).includes(INDEX_MARK)) leaveUnsynced(db);
  opened.set(location, db);
  return db;
}
trackedLevelDown.destroy = (location: string, callback: (error: Error | null) => void): void => {
  leveldown.destroy(location, callback);
};

const Store = PouchDB.plugin(leveldbAdapter).plugin(findPlugin);

/** What a write answers for one document. */
export interface WriteResult {
  readonly id: string;
  readonly ok?: true;
  readonly rev?: string;
  readonly error?: unknown;
}

/** The part of PouchDB's interface that is used here; documents are JSON of unknown shape. */
export interface Pouch {
  info(): Promise<{ readonly doc_count: number; readonly update_seq: number }>;
  get(id: string, options?: JsonObject): Promise<JsonObject>;
  put(document: JsonObject): Promise<WriteResult>;
  remove(document: JsonObject): Promise<WriteResult>;
  bulkDocs(
    documents: readonly JsonObject[],
    options: { readonly new_edits: boolean },
  ): Promise<WriteResult[]>;
  revsDiff(request: Readonly<Record<string, readonly string[]>>): Promise<JsonObject>;
  getAttachment(id: string, name: string, options: { readonly rev?: string }): Promise<Buffer>;
  find(request: JsonObject): Promise<{ docs: JsonObject[]; warning?: string }>;
  createIndex(request: JsonObject): Promise<JsonObject>;
  getIndexes(): Promise<JsonObject>;
  deleteIndex(index: { readonly ddoc: string; readonly name: string }): Promise<unknown>;
  close(): Promise<void>;
  /** The stores of indexes in use, kept by PouchDB's map-reduce plugin. */
  readonly _cachedViews?: Readonly<Record<string, Promise<{ readonly db: Pouch }>>>;
}

export interface PouchStore {
  readonly pouch: Pouch;
  readonly level: LevelDown;
}

/**
 * Opens (or makes) the store in folder `location`. `sync` makes leveldb fsync its log in every
 * batch, so what is acknowledged survives the loss of the process and of power; `auto_compaction`
 * drops bodies of replaced revisions as CouchDB's compaction does.
 * @throws when the folder cannot be opened, e.g. because another process holds it.
 */
export async function openPouchStore(location: string): Promise<PouchStore> {
  const options = { adapter: 'leveldb', db: trackedLevelDown, sync: true, auto_compaction: true };
  const pouch = new Store(location, options) as unknown as Pouch;
  const level = opened.get(location);
  opened.delete(location);
  await pouch.info();
  if (!level) throw new Error(`The store in ${location} is open already`);
  return { pouch, level };
}

/** Closes the store and those of its indexes, which PouchDB leaves open (their folders locked). */
export async function closePouchStore(pouch: Pouch): Promise<void> {
  const views = await Promise.allSettled(Object.values(pouch._cachedViews ?? {}));
  for (const view of views) {
    if (view.status === 'fulfilled') await view.value.db.close();
  }
  await pouch.close();
}

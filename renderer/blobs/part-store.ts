import PouchDB from 'pouchdb-core';
import idbAdapter from 'pouchdb-adapter-idb';
import { blobId, BLOB_ID_PREFIX, PART_ATTACHMENT, PART_TYPE } from '../../shared/model/blob.ts';
import type { Books } from './books.ts';
import type { GenerationRow } from './file-row.ts';

/** How PouchDB takes and gives bytes: a Blob in a window, a Buffer in Node. */
export interface BinaryForm {
  toStored(bytes: ArrayBuffer): Blob | Buffer;
  fromStored(data: Blob | Buffer): Promise<ArrayBuffer>;
}

/** Runs one task at a time, over all windows of this person. */
export type Exclusive = <T>(task: () => Promise<T>) => Promise<T>;

export const WINDOW_BINARY: BinaryForm = {
  toStored: (bytes) => new Blob([bytes], { type: PART_TYPE }),
  fromStored: async (data) => {
    if (data instanceof Blob) return data.arrayBuffer();
    throw new Error('a part is no Blob');
  },
};

/** The disk took nothing, or gave nothing back. */
export class PartStorageError extends Error {
  readonly canRetry = true;

  constructor(cause: unknown) {
    super('The store of files on this machine could not be read or written.', { cause });
    this.name = 'PartStorageError';
  }
}

/** Rotating costs the copying of all that is wanted, so it must pay: more than half, and 50 MB. */
const ROTATE_ABOVE_BYTES = 50_000_000;

type Database = PouchDB.Database;

let store: PouchDB.Static | null = null;

/** The adapter looks for IndexedDB when it is plugged in, so that waits for the first use. */
function openPouch(name: string): Database {
  store ??= PouchDB.plugin(idbAdapter);
  return new store(name, { adapter: 'idb', auto_compaction: true, revs_limit: 1 });
}

interface Opened {
  readonly generation: number;
  readonly database: Database;
}

function statusOf(error: unknown): number | undefined {
  return (error as { status?: number } | null)?.status;
}

/** Size of each part in a store, by its hash. */
type Sizes = ReadonlyMap<string, number>;

export interface PartStoreOptions {
  readonly name: string;
  readonly books: Books;
  readonly exclusive: Exclusive;
  readonly binary: BinaryForm;
  readonly rotateAboveBytes?: number;
}

/**
 * Parts of files by their hash: one PouchDB a scope and generation. `pouchdb-adapter-idb` cannot
 * purge, so a store of which much is no longer wanted is left for a new one (L22).
 */
export class PartStore {
  private readonly opened = new Map<string, Opened>();

  constructor(private readonly options: PartStoreOptions) {}

  /** Stores a part; one that is there stays, unless it is known to be damaged. */
  async put(scope: string, part: string, bytes: ArrayBuffer, replace = false): Promise<void> {
    await this.options.exclusive(() =>
      this.attempt(scope, (database) => this.write(database, part, bytes, replace)),
    );
  }

  /** The bytes as they are stored, or null. */
  async get(scope: string, part: string): Promise<ArrayBuffer | null> {
    try {
      return await this.attempt(scope, async (database) => {
        const data = await database.getAttachment(blobId(part), PART_ATTACHMENT);
        return this.options.binary.fromStored(data);
      });
    } catch (error) {
      if (statusOf((error as Error).cause) === 404) return null;
      throw error;
    }
  }

  /** Those of the parts that are not here. */
  async missing(scope: string, parts: readonly string[]): Promise<readonly string[]> {
    const here = await this.attempt(scope, (database) =>
      database.allDocs({ keys: parts.map(blobId) }),
    );
    const known = new Set(
      here.rows.flatMap((row) => ('value' in row && !row.value.deleted ? [row.id] : [])),
    );
    return parts.filter((part) => !known.has(blobId(part)));
  }

  /** At start, before anybody reads: what a crash left of a rotation is thrown away. */
  async tidy(): Promise<void> {
    await this.options.exclusive(async () => {
      for (const row of await this.options.books.generations.toArray()) {
        const { scope, current, next, retired } = row;
        for (const left of [next, retired]) {
          if (left !== undefined && left !== current) await this.destroy(scope, left);
        }
        if (next !== undefined || retired !== undefined) {
          await this.options.books.generations.put({ scope, current });
        }
      }
    });
  }

  /**
   * Moves what is wanted to a new store and destroys the old one, if that frees enough. At any
   * moment one of the two is complete and the books say which.
   * @returns Whether it did.
   */
  async rotate(scope: string, wanted: ReadonlySet<string>): Promise<boolean> {
    const { books, exclusive, rotateAboveBytes = ROTATE_ABOVE_BYTES } = this.options;
    return exclusive(async () => {
      const { current } = await this.generationOf(scope);
      const sizes = await this.attempt(scope, sizesOf);
      let unwanted = 0;
      let total = 0;
      for (const [part, size] of sizes) {
        total += size;
        if (!wanted.has(part)) unwanted += size;
      }
      if (unwanted <= rotateAboveBytes || unwanted * 2 <= total) return false;
      const next = current + 1;
      await books.generations.put({ scope, current, next });
      await this.copy(
        scope,
        current,
        next,
        [...sizes.keys()].filter((part) => wanted.has(part)),
      );
      await books.generations.put({ scope, current: next, retired: current });
      await this.forget(scope);
      await this.destroy(scope, current);
      await books.generations.put({ scope, current: next });
      return true;
    });
  }

  /** Another window moved to new stores. */
  async reopen(): Promise<void> {
    for (const scope of [...this.opened.keys()]) await this.forget(scope);
  }

  close(): Promise<void> {
    return this.reopen();
  }

  private async write(
    database: Database,
    part: string,
    bytes: ArrayBuffer,
    replace: boolean,
  ): Promise<void> {
    const data = this.options.binary.toStored(bytes);
    const document = {
      _id: blobId(part),
      _attachments: { [PART_ATTACHMENT]: { content_type: PART_TYPE, data } },
    };
    try {
      await database.put(document);
    } catch (error) {
      if (statusOf(error) !== 409) throw error;
      if (!replace) return;
      const { _rev } = await database.get(blobId(part));
      await database.put({ ...document, _rev });
    }
  }

  private async copy(
    scope: string,
    from: number,
    to: number,
    parts: readonly string[],
  ): Promise<void> {
    await this.destroy(scope, to);
    const source = this.openGeneration(scope, from);
    const target = this.openGeneration(scope, to);
    try {
      for (const part of parts) {
        const data = await source.getAttachment(blobId(part), PART_ATTACHMENT);
        await this.write(target, part, await this.options.binary.fromStored(data), false);
      }
    } finally {
      await source.close();
      await target.close();
    }
  }

  private async generationOf(scope: string): Promise<GenerationRow> {
    const { generations } = this.options.books;
    const known = await generations.get(scope);
    if (known) return known;
    const first = { scope, current: 1 };
    await generations.put(first);
    return first;
  }

  private openGeneration(scope: string, generation: number): Database {
    return openPouch(`${this.options.name}-${scope}-${generation}`);
  }

  private async open(scope: string): Promise<Opened> {
    const { current } = await this.generationOf(scope);
    const known = this.opened.get(scope);
    if (known?.generation === current) return known;
    if (known) await this.forget(scope);
    const opened = { generation: current, database: this.openGeneration(scope, current) };
    this.opened.set(scope, opened);
    return opened;
  }

  /** Another window may have moved on in between, so a failure is tried once on a fresh handle. */
  private async attempt<T>(scope: string, task: (database: Database) => Promise<T>): Promise<T> {
    try {
      return await task((await this.open(scope)).database);
    } catch (first) {
      if (statusOf(first) === 404) throw new PartStorageError(first);
      await this.forget(scope);
      try {
        return await task((await this.open(scope)).database);
      } catch (error) {
        throw new PartStorageError(error);
      }
    }
  }

  private async forget(scope: string): Promise<void> {
    const known = this.opened.get(scope);
    this.opened.delete(scope);
    await known?.database.close().catch(() => undefined);
  }

  private async destroy(scope: string, generation: number): Promise<void> {
    await this.openGeneration(scope, generation).destroy();
  }
}

async function sizesOf(database: Database): Promise<Sizes> {
  const { rows } = await database.allDocs({ include_docs: true });
  const sizes = new Map<string, number>();
  for (const { id, doc } of rows) {
    const stub = doc?._attachments?.[PART_ATTACHMENT] as { length?: number } | undefined;
    if (id.startsWith(BLOB_ID_PREFIX))
      sizes.set(id.slice(BLOB_ID_PREFIX.length), stub?.length ?? 0);
  }
  return sizes;
}

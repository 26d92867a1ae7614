import type { RxCollection, RxDocumentData, RxStorageWriteError } from 'rxdb';
import type { Table } from 'dexie';

/** Any stored document of ours; RxDB adds its own bookkeeping beside it. */
export interface Stored {
  readonly id: string;
}

/** The local database could not take a write: disk full, files broken, quota. */
export class StorageError extends Error {
  readonly canRetry = true;

  constructor(message: string) {
    super(message);
    this.name = 'StorageError';
  }
}

const BOOKKEEPING = ['_rev', '_meta', '_attachments', '_deleted'] as const;
/** Shows up in RxDB's change events; tells our own bulk writes from others. */
const WRITE_CONTEXT = 'outpost';
/** A document is rewritten at most this often against concurrent writers before giving up. */
const MAX_ROUNDS = 5;

type Row = RxDocumentData<Stored>;

function toRow(document: Stored): Row {
  return {
    ...document,
    _deleted: false,
    _attachments: {},
    _rev: '',
    _meta: { lwt: 0 },
  };
}

/** A stored row without RxDB's bookkeeping. */
export function fromRow<T extends Stored>(row: object): T {
  const document: Record<string, unknown> = { ...(row as Record<string, unknown>) };
  for (const field of BOOKKEEPING) Reflect.deleteProperty(document, field);
  return document as unknown as T;
}

function conflictsOf(errors: readonly RxStorageWriteError<Stored>[]): Row[] {
  return errors.map((error) => {
    if (error.status !== 409 || !('documentInDb' in error)) {
      throw new StorageError(`The replica refused a write (${error.status}).`);
    }
    return error.documentInDb;
  });
}

async function bulkWrite(
  collection: RxCollection,
  rows: { document: Row; previous?: Row }[],
): Promise<readonly RxStorageWriteError<Stored>[]> {
  try {
    const result = await collection.storageInstance.bulkWrite(rows as never, WRITE_CONTEXT);
    return result.error as readonly RxStorageWriteError<Stored>[];
  } catch (error) {
    throw new StorageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Writes documents whole, new or not, in one transaction; only those that existed need a second
 * one. Throws `StorageError` when the disk does not take them.
 * @param isSame Tells that what is stored already says the same; such a document is left alone.
 * @returns How many documents were written.
 */
export async function putAll<T extends Stored>(
  collection: RxCollection,
  documents: readonly T[],
  isSame?: (stored: T, document: T) => boolean,
): Promise<number> {
  let unchanged = 0;
  let rows: { document: Row; previous?: Row }[] = documents.map((document) => ({
    document: toRow(document),
  }));
  for (let round = 0; rows.length > 0; round += 1) {
    if (round === MAX_ROUNDS) throw new StorageError('The replica kept changing under a write.');
    const present = conflictsOf(await bulkWrite(collection, rows));
    const byId = new Map(rows.map((row) => [row.document.id, row.document]));
    rows = present.map((previous) => ({ document: byId.get(previous.id)!, previous }));
    if (round > 0 || !isSame) continue;
    const differing = rows.filter(
      (row) =>
        row.previous!._deleted ||
        !isSame(row.previous as unknown as T, row.document as unknown as T),
    );
    unchanged = rows.length - differing.length;
    rows = differing;
  }
  return documents.length - unchanged;
}

/** Removes documents from the replica (a server's tombstone, a finished outbox row). */
export async function removeAll(collection: RxCollection, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  let present = (await collection.storageInstance.findDocumentsById([...ids], false)) as Row[];
  for (let round = 0; present.length > 0; round += 1) {
    if (round === MAX_ROUNDS) throw new StorageError('The replica kept changing under a delete.');
    const rows = present.map((previous) => ({
      document: { ...previous, _deleted: true },
      previous,
    }));
    present = conflictsOf(await bulkWrite(collection, rows)).filter((row) => !row._deleted);
  }
}

/** Documents by id; missing ones are left out. */
export async function getMany<T extends Stored>(
  collection: RxCollection,
  ids: readonly string[],
): Promise<T[]> {
  if (ids.length === 0) return [];
  const rows = await collection.storageInstance.findDocumentsById([...ids], false);
  return (rows as Row[]).map((row) => fromRow<T>(row));
}

interface DexieInternals {
  readonly dexieTable: Table<Row & { _deleted: string | boolean }, string>;
}

/**
 * RxDB's Dexie storage answers every query with a cursor, about 50 µs a document. Dexie itself
 * reads a range at once (`getAll`), about 8 µs. Its table is public as `internals`.
 */
async function tableOf(collection: RxCollection): Promise<DexieInternals['dexieTable']> {
  const internals = (await (collection.storageInstance.internals as unknown)) as DexieInternals;
  return internals.dexieTable;
}

// Booleans cannot be indexed, so the storage keeps `_deleted` as '0' and '1'.
function isPresent(row: { readonly _deleted: string | boolean }): boolean {
  return row._deleted === '0' || row._deleted === false;
}

/** A page of documents by primary key, both bounds inclusive, in id order. */
export async function readRange<T extends Stored>(
  collection: RxCollection,
  first: string,
  last: string,
  limit = Infinity,
): Promise<T[]> {
  const range = (await tableOf(collection)).where('id').between(first, last, true, true);
  const rows = await (Number.isFinite(limit) ? range.limit(limit) : range).toArray();
  return rows.filter(isPresent).map((row) => fromRow<T>(row));
}

/**
 * Documents whose indexed field has a value. The index is the one RxDB made for the schema's
 * `[field]`: `_deleted` first and the primary key last.
 */
export async function readByIndex<T extends Stored>(
  collection: RxCollection,
  field: string,
  value: string,
): Promise<T[]> {
  const range = (await tableOf(collection))
    .where(`[_deleted+${field}+id]`)
    .between(['0', value, ''], ['0', value, '\uffff'], true, true);
  return (await range.toArray()).map((row) => fromRow<T>(row));
}

/**
 * Visits a whole collection in pages of the primary key, giving the thread back between them.
 * @returns False if `visit` asked to stop.
 */
export async function readPages<T extends Stored>(
  collection: RxCollection,
  pageSize: number,
  visit: (page: readonly T[]) => boolean | Promise<boolean>,
): Promise<boolean> {
  const table = await tableOf(collection);
  let after = '';
  for (;;) {
    const rows = await table.where('id').above(after).limit(pageSize).toArray();
    const page = rows.filter(isPresent).map((row) => fromRow<T>(row));
    if (page.length > 0 && !(await visit(page))) return false;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return true;
    after = last.id;
  }
}

import type { RxCollection, RxDocumentData, RxStorageWriteError } from 'rxdb';
import type { Table } from 'dexie';

/** Any stored document of ours; RxDB adds its own bookkeeping beside it. */
export interface Stored {
  readonly id: string;
}

/** The local database could not do it: disk full, files broken, quota, or closed meanwhile. */
export class StorageError extends Error {
  readonly canRetry = true;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
  }
}

const BOOKKEEPING = ['_rev', '_meta', '_attachments', '_deleted'] as const;
/** Shows up in RxDB's change events; tells our own bulk writes from others. */
const WRITE_CONTEXT = 'outpost';
/** A document is rewritten at most this often against concurrent writers before giving up. */
const MAX_ROUNDS = 5;

type Row = RxDocumentData<Stored>;

interface WriteRow {
  readonly document: Row;
  readonly previous?: Row;
}

function toRow(document: Stored): Row {
  return {
    ...document,
    _deleted: false,
    _attachments: {},
    _rev: '',
    _meta: { lwt: 0 },
  };
}

/** What stays of a removed document: nothing anybody could read. */
function toTombstone(id: string): Row {
  return { ...toRow({ id }), _deleted: true };
}

/** A stored row without RxDB's bookkeeping. */
export function fromRow<T extends Stored>(row: object): T {
  const document: Record<string, unknown> = { ...(row as Record<string, unknown>) };
  for (const field of BOOKKEEPING) Reflect.deleteProperty(document, field);
  return document as unknown as T;
}

async function guarded<T>(task: () => PromiseLike<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new StorageError(message, { cause: error });
  }
}

/** The stored rows of those that were there already and were therefore not written. */
async function bulkWrite(collection: RxCollection, rows: readonly WriteRow[]): Promise<Row[]> {
  const { error } = await guarded(() =>
    collection.storageInstance.bulkWrite(rows as never, WRITE_CONTEXT),
  );
  return (error as readonly RxStorageWriteError<Stored>[]).map((conflict) => {
    if (conflict.status !== 409 || !('documentInDb' in conflict)) {
      throw new StorageError(`The replica refused a write (${conflict.status}).`);
    }
    return conflict.documentInDb;
  });
}

/** Rows as RxDB wants them back for an update, removed ones included. */
async function storedRows(
  collection: RxCollection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  const rows = await guarded(() => collection.storageInstance.findDocumentsById([...ids], true));
  return new Map((rows as Row[]).map((row) => [row.id, row]));
}

/**
 * Writes documents whole, new or not, in one transaction; only those that existed need a second
 * one. Of two with one id the last is kept. Throws `StorageError` when the disk does not take them.
 * @param keepsStored Tells that what is stored says the same or more; it is then left alone.
 * @returns How many documents were written.
 */
export async function putAll<T extends Stored>(
  collection: RxCollection,
  documents: readonly T[],
  keepsStored: (stored: T, document: T) => boolean = () => false,
): Promise<number> {
  const byId = new Map(documents.map((document) => [document.id, document]));
  let rows: WriteRow[] = [...byId.values()].map((document) => ({ document: toRow(document) }));
  let kept = 0;
  for (let round = 0; rows.length > 0; round += 1) {
    if (round === MAX_ROUNDS) throw new StorageError('The replica kept changing under a write.');
    const present = await bulkWrite(collection, rows);
    rows = present.flatMap((previous): WriteRow[] => {
      const document = byId.get(previous.id)!;
      const isKept = !previous._deleted && keepsStored(fromRow<T>(previous), document);
      return isKept ? [] : [{ document: toRow(document), previous }];
    });
    kept += present.length - rows.length;
  }
  return byId.size - kept;
}

/**
 * Writes and removes documents in one transaction: all of it or nothing. It reads what is there
 * first, so it is for few documents, and callers keep other writers of the same ids out.
 */
export async function writeTogether(
  collection: RxCollection,
  put: readonly Stored[],
  remove: readonly string[] = [],
): Promise<void> {
  const wanted = new Map(remove.map((id) => [id, toTombstone(id)]));
  for (const document of put) wanted.set(document.id, toRow(document));
  if (wanted.size === 0) return;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const stored = await storedRows(collection, [...wanted.keys()]);
    const rows = [...wanted.values()].flatMap((document): WriteRow[] => {
      const previous = stored.get(document.id);
      if (document._deleted && (!previous || previous._deleted)) return [];
      return [previous ? { document, previous } : { document }];
    });
    if (rows.length === 0 || (await bulkWrite(collection, rows)).length === 0) return;
  }
  throw new StorageError('The replica kept changing under a write.');
}

/** Removes documents from the replica (a server's tombstone, a finished outbox row). */
export function removeAll(collection: RxCollection, ids: readonly string[]): Promise<void> {
  return writeTogether(collection, [], ids);
}

interface DexieInternals {
  readonly dexieTable: Table<Stored & { readonly _deleted: string }, string>;
}

/**
 * RxDB's Dexie storage answers every query with a cursor, about 50 µs a document. Dexie itself
 * reads a range at once (`getAll`), about 8 µs. Its table is public as `internals`; what is assumed
 * about it here, `storage.test.ts` compares with what RxDB itself answers.
 */
async function tableOf(collection: RxCollection): Promise<DexieInternals['dexieTable']> {
  const internals = (await (collection.storageInstance.internals as unknown)) as DexieInternals;
  return internals.dexieTable;
}

// Booleans cannot be indexed, so the storage keeps `_deleted` as '0' and '1'.
const PRESENT = '0';
const REMOVED = '1';

/** Documents by id; missing ones are left out. */
export async function getMany<T extends Stored>(
  collection: RxCollection,
  ids: readonly string[],
): Promise<T[]> {
  if (ids.length === 0) return [];
  const rows = await guarded(async () => (await tableOf(collection)).bulkGet([...ids]));
  return rows.flatMap((row) => (row?._deleted === PRESENT ? [fromRow<T>(row)] : []));
}

/** A page of documents by primary key, both bounds inclusive, in id order. */
export async function readRange<T extends Stored>(
  collection: RxCollection,
  first: string,
  last: string,
  limit = Infinity,
): Promise<T[]> {
  const rows = await guarded(async () => {
    const range = (await tableOf(collection))
      .where('[_deleted+id]')
      .between([PRESENT, first], [PRESENT, last], true, true);
    return (Number.isFinite(limit) ? range.limit(limit) : range).toArray();
  });
  return rows.map((row) => fromRow<T>(row));
}

/** Only the ids of such a range: cheap however large the documents are. */
export async function readIds(
  collection: RxCollection,
  first: string,
  last: string,
): Promise<string[]> {
  return guarded(async () =>
    (await tableOf(collection))
      .where('[_deleted+id]')
      .between([PRESENT, first], [PRESENT, last], true, true)
      .primaryKeys(),
  );
}

/**
 * Documents whose first indexed fields have these values, in the order of the index. The index is
 * the one RxDB made for the schema's: `_deleted` first and the primary key last.
 */
export async function readByIndex<T extends Stored>(
  collection: RxCollection,
  index: readonly string[],
  values: readonly (string | number)[],
  limit = Infinity,
): Promise<T[]> {
  const rows = await guarded(async () => {
    // A list sorts behind every string and number (IndexedDB 3.0, "Keys").
    const range = (await tableOf(collection))
      .where(`[${['_deleted', ...index, 'id'].join('+')}]`)
      .between([PRESENT, ...values], [PRESENT, ...values, []]);
    return (Number.isFinite(limit) ? range.limit(limit) : range).toArray();
  });
  return rows.map((row) => fromRow<T>(row));
}

/** As `readByIndex` for many values of one indexed field, in one transaction; each value's in id order. */
export async function readByValues<T extends Stored>(
  collection: RxCollection,
  field: string,
  values: readonly string[],
): Promise<T[]> {
  if (values.length === 0) return [];
  const found = await guarded(async () => {
    const table = await tableOf(collection);
    const rangeOf = (value: string) =>
      table.where(`[_deleted+${field}+id]`).between([PRESENT, value], [PRESENT, value, []]);
    return table.db.transaction('r', table, () =>
      Promise.all(values.map((value) => rangeOf(value).toArray())),
    );
  });
  return found.flat().map((row) => fromRow<T>(row));
}

/**
 * Visits a whole collection in pages of the primary key. Every page comes in a task of its own, so
 * input and frames get between them.
 * @returns False if `visit` asked to stop.
 */
export async function readPages<T extends Stored>(
  collection: RxCollection,
  pageSize: number,
  visit: (page: readonly T[]) => boolean | Promise<boolean>,
): Promise<boolean> {
  let after = '';
  for (;;) {
    const rows = await guarded(async () => {
      const table = await tableOf(collection);
      return table.where('id').above(after).limit(pageSize).toArray();
    });
    const page = rows.filter((row) => row._deleted === PRESENT).map((row) => fromRow<T>(row));
    if (page.length > 0 && !(await visit(page))) return false;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return true;
    after = last.id;
  }
}

/** Forgets that removed documents ever were. Only for what never replicates. */
export async function purgeRemoved(collection: RxCollection): Promise<void> {
  await guarded(async () =>
    (await tableOf(collection))
      .where('[_deleted+id]')
      .between([REMOVED, ''], [REMOVED, []])
      .delete(),
  );
}

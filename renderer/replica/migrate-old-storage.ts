import type { Stored } from './storage.ts';
import { fromRow, StorageError } from './storage.ts';

/** A row as RxDB's Dexie storage keeps it; `storage.ts` reads the same table. */
type Row = Stored & { readonly _deleted: string };

function asPromise<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () =>
      reject(new StorageError(request.error?.message ?? 'The local database failed.'));
  });
}

function deleteDatabase(name: string): Promise<unknown> {
  const request = indexedDB.deleteDatabase(name);
  // Another window still has it open: it is found again, and empty of news, at the next start.
  const blocked = new Promise((resolve) => {
    request.onblocked = resolve;
  });
  return Promise.race([asPromise(request), blocked]);
}

/** Names of all databases of this origin. */
export async function databaseNames(): Promise<ReadonlySet<string>> {
  const all = await indexedDB.databases();
  return new Set(all.flatMap(({ name }) => name ?? []));
}

/**
 * Visits the documents of a storage that no collection of this build uses any more, then deletes it.
 * What `visit` stored is there when it resolves. Throws `StorageError`; nothing is deleted then.
 */
export async function emptyOldStorage(
  name: string,
  pageSize: number,
  visit: (page: readonly Stored[]) => Promise<void>,
): Promise<void> {
  const database = await asPromise(indexedDB.open(name));
  try {
    let after = '';
    while (database.objectStoreNames.contains('docs')) {
      const store = database.transaction('docs').objectStore('docs');
      const range = IDBKeyRange.lowerBound(after, true);
      const rows = (await asPromise(store.getAll(range, pageSize))) as readonly Row[];
      const present = rows.filter((row) => row._deleted === '0');
      await visit(present.map((row) => fromRow<Stored>(row)));
      const last = rows.at(-1);
      if (!last || rows.length < pageSize) break;
      after = last.id;
    }
  } finally {
    database.close();
  }
  await deleteDatabase(name);
}

/** Deletes databases by name, e.g. of a replica that was set aside long ago. */
export async function deleteDatabases(names: Iterable<string>): Promise<void> {
  for (const name of names) await deleteDatabase(name);
}

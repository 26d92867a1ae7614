/** IndexedDB with nothing around it: the floor under every local database. */
export async function openRawStore(
  name: string,
  make: (database: IDBDatabase) => void,
): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    make(request.result);
  };
  return asPromise(request);
}

/** Puts documents in one transaction; resolves when it is complete. */
export function putRaw(
  database: IDBDatabase,
  store: string,
  documents: readonly unknown[],
): Promise<void> {
  const transaction = database.transaction(store, 'readwrite');
  const objects = transaction.objectStore(store);
  for (const document of documents) objects.put(document);
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error('The put failed.'));
    transaction.onabort = () => reject(transaction.error ?? new Error('The put was aborted.'));
  });
}

export function asPromise<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed.'));
  });
}

const STORE = 'index';
const KEY = 'articles';

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database did not answer.'));
  });
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

/** One value in a database of its own beside the replica: it can be thrown away at any time. */
export class IndexStore {
  private readonly name: string;

  /** @param replicaName Name of the replica's own databases. */
  constructor(replicaName: string) {
    this.name = `${replicaName}-search`;
  }

  /** What was stored, or undefined; a database that cannot be read is removed and counts as empty. */
  async load(): Promise<unknown> {
    try {
      const database = await open(this.name);
      try {
        return await settled<unknown>(database.transaction(STORE).objectStore(STORE).get(KEY));
      } finally {
        database.close();
      }
    } catch {
      await this.remove();
      return undefined;
    }
  }

  /** Rejects when the disk does not take it. */
  async save(value: unknown): Promise<void> {
    const database = await open(this.name);
    try {
      const transaction = database.transaction(STORE, 'readwrite');
      transaction.objectStore(STORE).put(value, KEY);
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error ?? new Error('The disk is full.'));
      });
    } finally {
      database.close();
    }
  }

  private async remove(): Promise<void> {
    await settled(indexedDB.deleteDatabase(this.name)).catch(() => undefined);
  }
}

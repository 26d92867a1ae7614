import { asPromise, openRawStore } from './raw-store.ts';

export const FLOOR_TICKETS = 'tickets';
const INDEX = 'first-screen';
const FIRST_SCREEN = 100;

/** Tickets in a bare store with the one index that a first screen needs. */
export function openFloorStore(): Promise<IDBDatabase> {
  return openRawStore('cold-floor', (database) => {
    const store = database.createObjectStore(FLOOR_TICKETS, { keyPath: 'id' });
    store.createIndex(INDEX, ['kind', 'open', 'priority', 'openedAt']);
  });
}

/** The least a start has to read: open, then the first hundred open incidents by the index. */
export async function readColdFloor(): Promise<{ readonly ms: number; readonly rows: number }> {
  const startedAt = performance.now();
  const database = await openFloorStore();
  const range = IDBKeyRange.bound(['incident', 1], ['incident', 2], false, true);
  const index = database.transaction(FLOOR_TICKETS).objectStore(FLOOR_TICKETS).index(INDEX);
  const rows = await asPromise(index.getAll(range, FIRST_SCREEN));
  return { ms: performance.now() - startedAt, rows: rows.length };
}

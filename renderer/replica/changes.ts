import type { RxCollection } from 'rxdb';
import { fromRow, getMany } from './storage.ts';
import type { Stored } from './storage.ts';

/** What one write did to a collection; also writes of other windows. */
export interface ChangeSet<T extends Stored> {
  readonly written: readonly T[];
  readonly removed: readonly string[];
}

type Listener = (changes: ChangeSet<Stored>) => void;

interface EventBulk {
  readonly events: readonly {
    readonly operation: 'INSERT' | 'UPDATE' | 'DELETE';
    readonly documentId: string;
    readonly documentData: { readonly _rev: string };
  }[];
}

function toChangeSet({ events }: EventBulk): ChangeSet<Stored> {
  const written: Stored[] = [];
  const removed: string[] = [];
  for (const { operation, documentId, documentData } of events) {
    if (operation === 'DELETE') removed.push(documentId);
    else written.push(fromRow(documentData));
  }
  return { written, removed };
}

/**
 * Hears a collection once for all listeners. What this window writes is told at once. News of
 * another window comes later by BroadcastChannel and may be older than what was written here since,
 * so it only says where to look: the stored state is read and told.
 */
class ChangeHub {
  readonly listeners = new Set<Listener>();
  private readonly collection: RxCollection;
  /** Ids of news under way; later news takes them out. */
  private readonly readings = new Set<Set<string>>();

  constructor(collection: RxCollection) {
    this.collection = collection;
    collection.eventBulks$.subscribe((bulk) => this.hear(bulk));
  }

  private hear(bulk: EventBulk): void {
    for (const reading of this.readings) {
      for (const { documentId } of bulk.events) reading.delete(documentId);
    }
    if (this.isOwn(bulk)) this.tell(toChangeSet(bulk));
    else void this.look(bulk);
  }

  /** A revision ends with the token of the window that wrote it. */
  private isOwn({ events }: EventBulk): boolean {
    return events[0]?.documentData._rev.endsWith(`-${this.collection.database.token}`) ?? true;
  }

  private async look(bulk: EventBulk): Promise<void> {
    const ids = new Set(bulk.events.map(({ documentId }) => documentId));
    this.readings.add(ids);
    let changes: ChangeSet<Stored>;
    try {
      const stored = await getMany(this.collection, [...ids]);
      const found = new Set(stored.map(({ id }) => id));
      changes = { written: stored, removed: [...ids].filter((id) => !found.has(id)) };
    } catch {
      // What the other window said is better than nothing.
      changes = toChangeSet(bulk);
    }
    this.readings.delete(ids);
    this.tell({
      written: changes.written.filter(({ id }) => ids.has(id)),
      removed: changes.removed.filter((id) => ids.has(id)),
    });
  }

  private tell(changes: ChangeSet<Stored>): void {
    if (changes.written.length === 0 && changes.removed.length === 0) return;
    for (const listener of this.listeners) listener(changes);
  }
}

const hubs = new WeakMap<RxCollection, ChangeHub>();

function hubOf(collection: RxCollection): ChangeHub {
  const present = hubs.get(collection);
  if (present) return present;
  const made = new ChangeHub(collection);
  hubs.set(collection, made);
  return made;
}

/** Hears every write to a collection in bulk. Returns a function that unsubscribes. */
export function onChanges<T extends Stored>(
  collection: RxCollection,
  listener: (changes: ChangeSet<T>) => void,
): () => void {
  const { listeners } = hubOf(collection);
  // Its own function, so that one listener given twice hears twice.
  const heard: Listener = (changes) => listener(changes as ChangeSet<T>);
  listeners.add(heard);
  return () => listeners.delete(heard);
}

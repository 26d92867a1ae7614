import type { RxCollection } from 'rxdb';
import { fromRow } from './storage.ts';
import type { Stored } from './storage.ts';

/** What one write did to a collection; also writes of other windows. */
export interface ChangeSet<T extends Stored> {
  readonly written: readonly T[];
  readonly removed: readonly string[];
}

interface EventBulk {
  readonly events: readonly {
    readonly operation: 'INSERT' | 'UPDATE' | 'DELETE';
    readonly documentId: string;
    readonly documentData: object;
  }[];
}

/** Hears every write to a collection in bulk. Returns a function that unsubscribes. */
export function onChanges<T extends Stored>(
  collection: RxCollection,
  listener: (changes: ChangeSet<T>) => void,
): () => void {
  const subscription = collection.eventBulks$.subscribe((bulk) => {
    const written: T[] = [];
    const removed: string[] = [];
    for (const event of (bulk as unknown as EventBulk).events) {
      if (event.operation === 'DELETE') removed.push(event.documentId);
      else written.push(fromRow<T>(event.documentData));
    }
    listener({ written, removed });
  });
  return () => subscription.unsubscribe();
}

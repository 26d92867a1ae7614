import type { AnyDocument } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { collectionOfId } from '../../shared/model/ids.ts';
import { upgrade } from '../../shared/model/upgrade.ts';
import { validateDocument } from '../../shared/model/validate.ts';
import type { Validated } from '../../shared/model/validate.ts';
import type { PulledChange } from './outbox-row.ts';

/** A document of the feed that fits no schema, and what is wrong with it. */
export interface Unreadable {
  readonly id: string;
  readonly reason: string;
  readonly document: unknown;
}

/** A page of the feed sorted out, before anything is written. */
export interface SortedPage {
  readonly documents: ReadonlyMap<CollectionName, readonly AnyDocument[]>;
  readonly removed: ReadonlyMap<CollectionName, readonly string[]>;
  readonly unreadable: readonly Unreadable[];
  readonly ignored: number;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** A document of the server in this build's schema, or what is wrong with it. Pure. */
export function readServerDocument(id: string, document: unknown): Validated {
  return validateDocument(upgrade({ ...(document as object), id }));
}

/** Routes changes by id prefix, brings them to this schema and checks them (F36, F40). Pure. */
export function sortPage(changes: readonly PulledChange[]): SortedPage {
  const documents = new Map<CollectionName, AnyDocument[]>();
  const removed = new Map<CollectionName, string[]>();
  const unreadable: Unreadable[] = [];
  let ignored = 0;
  for (const change of changes) {
    const collection = collectionOfId(change.id);
    if (!collection) {
      ignored += 1;
    } else if (change.kind === 'deleted') {
      push(removed, collection, change.id);
    } else {
      const read = readServerDocument(change.id, change.document);
      if (read.ok) push(documents, collection, read.document);
      else unreadable.push({ id: change.id, reason: read.message, document: change.document });
    }
  }
  return { documents, removed, unreadable, ignored };
}

import type { AnyDocument } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { MergeRules } from '../../shared/merge/merge-documents.ts';
import type { CommandContext } from '../../shared/workflow/command.ts';
import type { ReplicaDatabase } from './database.ts';
import type { Exclusive } from './exclusive.ts';
import type { LocalDocuments } from './local-documents.ts';
import { putAll } from './storage.ts';
import type { TrustedTime } from './trusted-time.ts';

/** What everything that writes to the replica shares. */
export interface ReplicaParts {
  readonly database: ReplicaDatabase;
  readonly local: LocalDocuments;
  readonly time: TrustedTime;
  /** Holds the replica's lock, over all windows. */
  readonly exclusive: Exclusive;
  readonly rules: () => MergeRules;
  /** Who writes, now. */
  readonly context: () => CommandContext;
}

/** Stores documents in their collections; the last of one id stays. Harmless when repeated. */
export async function storeDocuments(
  database: ReplicaDatabase,
  documents: readonly { readonly collection: CollectionName; readonly document: AnyDocument }[],
): Promise<void> {
  const byCollection = new Map<CollectionName, AnyDocument[]>();
  for (const { collection, document } of documents) {
    const list = byCollection.get(collection);
    if (list) list.push(document);
    else byCollection.set(collection, [document]);
  }
  for (const [collection, list] of byCollection) {
    await putAll(database.collections[collection], list);
  }
}

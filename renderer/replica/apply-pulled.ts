import type { AnyDocument, Documents } from '../../shared/model/collections.ts';
import { makeEntryId } from '../../shared/model/ids.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { collectionOfId } from '../../shared/model/ids.ts';
import { SCHEMA_VERSION } from '../../shared/model/envelope.ts';
import type { MergeDecision } from '../../shared/model/entry.ts';
import { upgrade } from '../../shared/model/upgrade.ts';
import { validateDocument } from '../../shared/model/validate.ts';
import { lostValues, mergeDocuments } from '../../shared/merge/merge-documents.ts';
import type { MergeRules } from '../../shared/merge/merge-documents.ts';
import type { OutboxRow, PulledChange } from './outbox-row.ts';
import { pendingOf, rebasedRow } from './outbox.ts';

/** A page of the feed sorted out, before anything is written. */
export interface SortedPage {
  readonly documents: ReadonlyMap<CollectionName, readonly AnyDocument[]>;
  readonly removed: ReadonlyMap<CollectionName, readonly string[]>;
  readonly quarantined: readonly {
    readonly id: string;
    readonly reason: string;
    readonly document: unknown;
  }[];
  readonly ignored: number;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Routes changes by id prefix, brings them to this schema and checks them (F36, F40). Pure. */
export function sortPage(changes: readonly PulledChange[]): SortedPage {
  const documents = new Map<CollectionName, AnyDocument[]>();
  const removed = new Map<CollectionName, string[]>();
  const quarantined: { id: string; reason: string; document: unknown }[] = [];
  let ignored = 0;
  for (const change of changes) {
    const collection = collectionOfId(change.id);
    if (!collection) {
      ignored += 1;
    } else if (change.kind === 'deleted') {
      push(removed, collection, change.id);
    } else {
      const result = validateDocument(upgrade({ ...(change.document as object), id: change.id }));
      if (result.ok) push(documents, collection, result.document);
      else quarantined.push({ id: change.id, reason: result.message, document: change.document });
    }
  }
  return { documents, removed, quarantined, ignored };
}

/** What the unsent rows of one document become when the server shows its state. */
export interface MergedRows {
  /** What the replica shows from now on. */
  readonly document: AnyDocument;
  /** The row that replaces them, or null when the server already has it all. */
  readonly row: OutboxRow | null;
  /** The merge decision both people read, when somebody's value was not kept. */
  readonly entry: Documents['entries'] | null;
}

function mergeEntry(
  document: AnyDocument & { readonly scope: string },
  theirs: AnyDocument,
  decisions: readonly MergeDecision[],
  by: { userName: string; deviceId: string; now: string; ulid: () => string },
): Documents['entries'] {
  return {
    id: makeEntryId(document.id, by.ulid()),
    kind: 'merge',
    scope: document.scope,
    recordId: document.id,
    at: by.now,
    decisions,
    otherUser: theirs.updatedBy,
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    mutationId: by.ulid(),
    createdAt: by.now,
    createdBy: by.userName,
    updatedAt: by.now,
    updatedBy: by.userName,
    deviceId: by.deviceId,
  };
}

/**
 * Three-way merge of a document's unsent rows with the server's state (L8). Pure but for the
 * given ULIDs.
 */
export function mergeRows(
  rows: readonly OutboxRow[],
  theirs: AnyDocument,
  rules: MergeRules,
  by: { userName: string; deviceId: string; now: string; ulid: () => string },
): MergedRows {
  const { collection, base, document: mine } = pendingOf(rows);
  const merged = mergeDocuments(collection, base as never, mine as never, theirs as never, rules);
  const lost = lostValues(merged.decisions);
  const entry =
    lost.length > 0 && 'scope' in merged.document && collection !== 'entries'
      ? mergeEntry(merged.document, theirs, lost, by)
      : null;
  return {
    document: merged.document,
    row: merged.differsFromTheirs ? rebasedRow(rows, theirs, merged.document) : null,
    entry,
  };
}

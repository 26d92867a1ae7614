import type { AnyDocument } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { collectionOfId } from '../../shared/model/ids.ts';
import { upgrade } from '../../shared/model/upgrade.ts';
import { validateDocument } from '../../shared/model/validate.ts';
import { isSameWrite } from '../../shared/merge/merge-documents.ts';
import type { MergeRules } from '../../shared/merge/merge-documents.ts';
import { mergeRows, sortPage } from './apply-pulled.ts';
import type { MergedRows } from './apply-pulled.ts';
import { onChanges } from './changes.ts';
import type { ReplicaDatabase } from './database.ts';
import type { Exclusive } from './exclusive.ts';
import type { LocalDocuments, NumbersDocument, QuarantineDocument } from './local-documents.ts';
import { checkpointId } from './local-documents.ts';
import { addBlock, numbersId, numbersLeft } from './numbers.ts';
import type {
  Acknowledgement,
  Checkpoint,
  OutboxRow,
  PullReport,
  PulledChange,
  SyncPort,
} from './outbox-row.ts';
import { appendToOutbox, groupByDocument, pendingOf } from './outbox.ts';
import { putAll, removeAll } from './storage.ts';

export interface SyncPortParts {
  readonly database: ReplicaDatabase;
  readonly local: LocalDocuments;
  readonly exclusive: Exclusive;
  readonly rules: () => MergeRules;
  readonly by: () => { userName: string; deviceId: string; now: string; ulid: () => string };
}

/** Stores the outcome of merges: rows first, then documents, like a command. */
async function storeMerged(
  parts: SyncPortParts,
  groups: readonly { readonly rows: readonly OutboxRow[]; readonly merged: MergedRows }[],
): Promise<void> {
  const kept = groups.flatMap(({ merged }) => (merged.row ? [merged.row] : []));
  const keptIds = new Set(kept.map((row) => row.id));
  const gone = groups.flatMap(({ rows }) => rows.map((row) => row.id));
  const entries = groups.flatMap(({ merged }) => (merged.entry ? [merged.entry] : []));
  if (kept.length > 0) await parts.local.put(kept);
  for (const entry of entries) {
    const write = { collection: 'entries' as const, base: null, document: entry };
    const command = { mutationId: entry.mutationId, writes: [write] };
    await appendToOutbox(parts.local, command, 'Merge decision', entry.at);
  }
  if (entries.length > 0) await putAll(parts.database.collections.entries, entries);
  for (const { merged } of groups) {
    const collection = collectionOfId(merged.document.id)!;
    await putAll(parts.database.collections[collection], [merged.document]);
  }
  await parts.local.remove(gone.filter((id) => !keptIds.has(id)));
}

/** Tombstones take effect unless somebody has unsent work on the document (F17). */
async function applyRemovals(
  parts: SyncPortParts,
  removed: ReadonlyMap<CollectionName, readonly string[]>,
  unsent: ReadonlyMap<string, readonly OutboxRow[]>,
): Promise<number> {
  let count = 0;
  for (const [collection, ids] of removed) {
    const free = ids.filter((id) => !unsent.has(id));
    await removeAll(parts.database.collections[collection], free);
    count += free.length;
    for (const id of ids) {
      const rows = unsent.get(id);
      if (rows) await parts.local.put(rows.map((row) => refusedAsDeleted(row, parts.by().now)));
    }
  }
  return count;
}

function refusedAsDeleted(row: OutboxRow, at: string): OutboxRow {
  const reason = 'This record was deleted on the server while you had changed it here.';
  return { ...row, refused: { status: 404, reason, at } };
}

/** The feed shows the very state that the unsent work started from: an echo, nothing to merge. */
function isOwnBase(rows: readonly OutboxRow[], theirs: AnyDocument): boolean {
  const { base } = pendingOf(rows);
  return base !== null && isSameWrite(base, theirs);
}

async function applyDocuments(
  parts: SyncPortParts,
  documents: ReadonlyMap<CollectionName, readonly AnyDocument[]>,
  unsent: ReadonlyMap<string, readonly OutboxRow[]>,
): Promise<{ written: number; unchanged: number; merged: number }> {
  const totals = { written: 0, unchanged: 0, merged: 0 };
  for (const [collection, all] of documents) {
    const free = all.filter((document) => !unsent.has(document.id));
    const store = parts.database.collections[collection];
    const written = await putAll<AnyDocument>(store, free, isSameWrite);
    totals.written += written;
    totals.unchanged += free.length - written;
    const groups = all.flatMap((theirs) => {
      const rows = unsent.get(theirs.id);
      if (!rows || isOwnBase(rows, theirs)) return [];
      return [{ rows, merged: mergeRows(rows, theirs, parts.rules(), parts.by()) }];
    });
    if (groups.length > 0) await storeMerged(parts, groups);
    totals.merged += groups.length;
  }
  return totals;
}

async function applyPulled(
  parts: SyncPortParts,
  changes: readonly PulledChange[],
  checkpoint: Checkpoint,
): Promise<PullReport> {
  const page = sortPage(changes);
  return parts.exclusive(async () => {
    const unsent = groupByDocument(await parts.local.outbox());
    const removed = await applyRemovals(parts, page.removed, unsent);
    const totals = await applyDocuments(parts, page.documents, unsent);
    const quarantine = page.quarantined.map(({ id, reason, document }): QuarantineDocument => ({
      id: `quarantine:${id}`,
      kind: 'quarantine',
      documentId: id,
      reason,
      document,
    }));
    // Last: a checkpoint never passes what is not stored (L4).
    await parts.local.put([...quarantine, checkpoint]);
    return {
      ...totals,
      written: totals.written + removed,
      ignored: page.ignored,
      quarantined: quarantine.length,
    };
  });
}

async function rowsOf(parts: SyncPortParts, documentId: string): Promise<OutboxRow[]> {
  return (await parts.local.outbox()).filter((row) => row.documentId === documentId);
}

async function rebase(
  parts: SyncPortParts,
  documentId: string,
  theirs: unknown,
): Promise<'merged' | 'already-there' | 'kept-mine'> {
  const checked = validateDocument(upgrade({ ...(theirs as object), id: documentId }));
  return parts.exclusive(async () => {
    const rows = await rowsOf(parts, documentId);
    if (rows.length === 0) return 'already-there';
    if (!checked.ok) {
      const at = parts.by().now;
      const reason = `The server's copy cannot be read: ${checked.message}`;
      await parts.local.put(rows.map((row) => ({ ...row, refused: { status: 0, reason, at } })));
      return 'kept-mine';
    }
    const merged = mergeRows(rows, checked.document, parts.rules(), parts.by());
    await storeMerged(parts, [{ rows, merged }]);
    return merged.row ? 'merged' : 'already-there';
  });
}

async function acknowledge(parts: SyncPortParts, done: readonly Acknowledgement[]): Promise<void> {
  const upTo = new Map(done.map((ack) => [ack.documentId, ack.upToSeq]));
  await parts.exclusive(async () => {
    const rows = await parts.local.outbox();
    const sent = rows.filter((row) => row.seq <= (upTo.get(row.documentId) ?? -1));
    const lastSent = new Map(sent.map((row) => [row.documentId, row.document]));
    // What was written while the request was under way now starts from what the server has.
    const rebased = [...groupByDocument(rows.filter((row) => !sent.includes(row)))].flatMap(
      ([documentId, group]) => {
        const base = lastSent.get(documentId);
        return base ? [{ ...group[0]!, base }] : [];
      },
    );
    if (rebased.length > 0) await parts.local.put(rebased);
    await parts.local.remove(sent.map((row) => row.id));
  });
}

/** Sync's half of the replica. */
export function createSyncPort(parts: SyncPortParts): SyncPort {
  const { local, exclusive, database } = parts;
  const markRefused = (documentId: string, upToSeq: number, refusal: OutboxRow['refused']) =>
    exclusive(async () => {
      const rows = await rowsOf(parts, documentId);
      const hit = rows.filter((row) => row.seq <= upToSeq);
      await local.put(hit.map((row) => ({ ...row, refused: refusal! })));
    });
  return {
    checkpoint: (name) => local.get<Checkpoint>(checkpointId(name)),
    resetCheckpoint: (name) => local.remove([checkpointId(name)]),
    applyPulled: (changes, checkpoint) => applyPulled(parts, changes, checkpoint),
    async pending(name, limit) {
      const rows = (await local.outbox()).filter((row) => row.database === name);
      const groups = [...groupByDocument(rows).values()];
      return groups
        .filter((group) => group.every((row) => !row.refused))
        .slice(0, limit)
        .map(pendingOf);
    },
    acknowledge: (done) => acknowledge(parts, done),
    refuse: markRefused,
    rebase: (documentId, theirs) => rebase(parts, documentId, theirs),
    refuseDeleted: (documentId) =>
      exclusive(async () => {
        const rows = await rowsOf(parts, documentId);
        await local.put(rows.map((row) => refusedAsDeleted(row, parts.by().now)));
      }),
    onPending: (listener) =>
      onChanges<OutboxRow>(database.local, ({ written }) => {
        const fresh = written.filter((row) => row.kind === 'outbox' && !row.refused);
        if (fresh.length > 0) listener([...new Set(fresh.map((row) => row.database))]);
      }),
    addNumberBlock: (prefix, from, to) =>
      exclusive(async () => {
        const present = await local.get<NumbersDocument>(numbersId(prefix));
        await local.put([addBlock(present, prefix, from, to)]);
      }),
    async numbersLeft() {
      const all = await local.list<NumbersDocument>('numbers');
      return Object.fromEntries(all.map((numbers) => [numbers.prefix, numbersLeft(numbers)]));
    },
  };
}

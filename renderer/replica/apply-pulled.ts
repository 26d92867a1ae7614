import type { AnyDocument } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { isSameWrite } from '../../shared/merge/merge-documents.ts';
import { isSameValue } from '../../shared/merge/values.ts';
import type { QuarantineDocument, RereadDocument } from './local-documents.ts';
import { quarantineId, rereadId } from './local-documents.ts';
import type { MergedRows } from './merge-rows.ts';
import { mergeRows, REFUSED } from './merge-rows.ts';
import { appendToOutbox, groupByDocument } from './outbox.ts';
import type { NewRow } from './outbox.ts';
import type { Checkpoint, OutboxRow, PulledChange, PullReport } from './outbox-row.ts';
import type { Overtaken } from './put-back.ts';
import { putBackMissing, putBackNewer } from './put-back.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { storeDocuments } from './replica-parts.ts';
import { readServerDocument, sortPage } from './sort-page.ts';
import type { SortedPage, Unreadable } from './sort-page.ts';
import { putAll, removeAll } from './storage.ts';

/** Unsent rows of one document and what a merge made of them. */
export interface MergedGroup {
  readonly before: readonly OutboxRow[];
  readonly merged: MergedRows;
}

/**
 * Stores the outcome of merges: the outbox in one transaction, then the documents, like a command.
 * A document the server has wholly keeps one row that says so until it is stored, so that a crash
 * in between leaves nothing half decided. Callers hold the lock.
 */
export async function storeMerged(
  parts: ReplicaParts,
  groups: readonly MergedGroup[],
): Promise<void> {
  const put: OutboxRow[] = [];
  const settled: string[] = [];
  const entries: NewRow[] = [];
  for (const { before, merged } of groups) {
    const { document, rows, entry } = merged;
    const last = before.at(-1)!;
    if (rows.length === 0) settled.push(last.id);
    put.push(...(rows.length > 0 ? rows : [{ ...last, base: document, document }]));
    if (!entry) continue;
    const { mutationId } = entry;
    const { label } = last;
    const writtenAt = entry.at;
    entries.push({
      mutationId,
      collection: 'entries',
      base: null,
      document: entry,
      label,
      writtenAt,
    });
  }
  const remove = groups.flatMap(({ before }) => before.map(({ id }) => id));
  const entryRows = await appendToOutbox(parts.local, entries, { put, remove });
  const documents = groups.map(({ before, merged }) => ({
    collection: before[0]!.collection,
    document: merged.document,
  }));
  await storeDocuments(parts.database, [...entryRows, ...documents]);
  if (settled.length > 0) await parts.local.remove(settled);
}

/** What a deletion on the server makes of an unsent row (F17). */
export function refusedAsDeleted(row: OutboxRow, at: string): OutboxRow {
  const reason = 'This record was deleted on the server while you had changed it here.';
  return { ...row, refused: { status: REFUSED.deleted, reason, at } };
}

type Unsent = ReadonlyMap<string, readonly OutboxRow[]>;

/** Tombstones take effect unless somebody has unsent work on the document (F17). */
async function applyRemovals(
  parts: ReplicaParts,
  removed: SortedPage['removed'],
  unsent: Unsent,
): Promise<number> {
  let count = 0;
  for (const [collection, ids] of removed) {
    const free = ids.filter((id) => !unsent.has(id));
    await removeAll(parts.database.collections[collection], free);
    count += free.length;
    const { now } = parts.context();
    const refused = ids.flatMap((id) => unsent.get(id) ?? []);
    if (refused.length > 0) {
      await parts.local.put(refused.map((row) => refusedAsDeleted(row, now)));
    }
  }
  return count;
}

/**
 * The feed shows the very state that the unsent work started from, or, in an answer that was
 * overtaken by our own push, one before it: nothing to merge.
 */
function isOldNews(rows: readonly OutboxRow[], theirs: AnyDocument): boolean {
  const { base, refused } = rows[0]!;
  if (base === null || refused?.status === REFUSED.unreadable) return false;
  return theirs.version < base.version || (isSameWrite(base, theirs) && isSameValue(base, theirs));
}

/**
 * Stores what nobody here has changed. A document that is newer here is left alone: the answer is
 * older than our push, or the server was restored.
 * @returns What was left alone though the server says something else.
 */
async function storeFree(
  parts: ReplicaParts,
  collection: CollectionName,
  documents: readonly AnyDocument[],
  isReread: boolean,
): Promise<{ readonly written: number; readonly overtaken: readonly Overtaken[] }> {
  const overtaken: Overtaken[] = [];
  const { userName } = parts.context();
  const store = parts.database.collections[collection];
  const written = await putAll<AnyDocument>(store, documents, (stored, theirs) => {
    if (isSameWrite(stored, theirs)) return true;
    const isSplit = isReread && stored.version === theirs.version && stored.updatedBy === userName;
    if (stored.version <= theirs.version && !isSplit) return false;
    overtaken.push({ stored, theirs });
    return true;
  });
  return { written, overtaken };
}

interface Totals {
  written: number;
  unchanged: number;
  merged: number;
}

async function applyDocuments(
  parts: ReplicaParts,
  documents: SortedPage['documents'],
  unsent: Unsent,
  isReread: boolean,
): Promise<Totals> {
  const totals = { written: 0, unchanged: 0, merged: 0 };
  for (const [collection, all] of documents) {
    const free = all.filter((document) => !unsent.has(document.id));
    const { written, overtaken } = await storeFree(parts, collection, free, isReread);
    totals.written += written;
    totals.unchanged += free.length - written;
    const putBack = groupByDocument(
      isReread ? await putBackNewer(parts, collection, overtaken) : [],
    );
    const groups = all.flatMap((theirs): MergedGroup[] => {
      const before = unsent.get(theirs.id) ?? putBack.get(theirs.id);
      if (!before || isOldNews(before, theirs)) return [];
      return [{ before, merged: mergeRows(before, theirs, parts.rules(), parts.context()) }];
    });
    if (groups.length > 0) await storeMerged(parts, groups);
    totals.merged += groups.length;
  }
  return totals;
}

/** Own documents a server showed while its feed is read anew, by database. */
export type SeenDocuments = Map<string, Set<string>>;

/** Changes taken at a time: validating and storing them stays below a long task of 50 ms. */
const SLICE = 200;

interface Applied extends Totals {
  ignored: number;
  readonly unreadable: Unreadable[];
}

/** Stores changes slice by slice; every write ends the task, so input and frames get between. */
async function applyChanges(
  parts: ReplicaParts,
  changes: readonly PulledChange[],
  isReread: boolean,
): Promise<Applied> {
  const unsent = groupByDocument(await parts.local.outbox());
  const applied: Applied = { written: 0, unchanged: 0, merged: 0, ignored: 0, unreadable: [] };
  for (let at = 0; at < changes.length; at += SLICE) {
    const page = sortPage(changes.slice(at, at + SLICE));
    applied.written += await applyRemovals(parts, page.removed, unsent);
    const { written, unchanged, merged } = await applyDocuments(
      parts,
      page.documents,
      unsent,
      isReread,
    );
    applied.written += written;
    applied.unchanged += unchanged;
    applied.merged += merged;
    applied.ignored += page.ignored;
    applied.unreadable.push(...page.unreadable);
  }
  return applied;
}

function toQuarantine({ id, reason, document }: Unreadable): QuarantineDocument {
  return { id: quarantineId(id), kind: 'quarantine', documentId: id, reason, document };
}

/** Quarantined documents that a page shows again: what is still unreadable is put there again. */
async function healedIn(
  { local }: ReplicaParts,
  changes: readonly PulledChange[],
): Promise<string[]> {
  const quarantined = new Set(await local.ids('quarantine'));
  return changes.map(({ id }) => quarantineId(id)).filter((id) => quarantined.has(id));
}

function noteSeen(changes: readonly PulledChange[], seen: Set<string>, userName: string): void {
  for (const change of changes) {
    if (change.kind === 'deleted') continue;
    const document = change.document as { readonly createdBy?: unknown } | null;
    if (document?.createdBy === userName) seen.add(change.id);
  }
}

/**
 * Applies a page of a feed, its checkpoint last: it never passes what is not stored (L4). A feed
 * that is read anew from a restored server puts back what that server lost (F13).
 */
export async function applyPulled(
  parts: ReplicaParts & { readonly seen: SeenDocuments },
  page: readonly PulledChange[],
  checkpoint: Checkpoint,
): Promise<PullReport> {
  const { local, seen } = parts;
  const { database, epoch, complete } = checkpoint;
  // Of two changes of one document the later counts.
  const changes = [...new Map(page.map((change) => [change.id, change])).values()];
  return parts.exclusive(async () => {
    const reread = await local.get<RereadDocument>(rereadId(database));
    const { unreadable, ...totals } = await applyChanges(parts, changes, reread !== null);
    const remove = await healedIn(parts, changes);
    if (reread) {
      const shown = seen.get(database) ?? new Set();
      seen.set(database, shown);
      noteSeen(changes, shown, parts.context().userName);
      if (complete && epoch > reread.epoch) await putBackMissing(parts, database, shown);
      if (complete) remove.push(reread.id);
    }
    await local.change({ put: [...unreadable.map(toQuarantine), checkpoint], remove });
    return { ...totals, quarantined: unreadable.length };
  });
}

/** At start: what an earlier build could not read and this one can leaves the quarantine (F36). */
export async function recheckQuarantine(parts: ReplicaParts): Promise<void> {
  const kept = await parts.local.list<QuarantineDocument>('quarantine');
  const readable = kept.filter(
    ({ documentId, document }) => readServerDocument(documentId, document).ok,
  );
  if (readable.length === 0) return;
  const changes = readable.map(({ documentId, document }): PulledChange => ({
    kind: 'document',
    id: documentId,
    document,
  }));
  await applyChanges(parts, changes, false);
  await parts.local.remove(readable.map(({ id }) => id));
}

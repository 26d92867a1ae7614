import type { AnyDocument } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { isSameWrite } from '../../shared/merge/merge-documents.ts';
import { isSameValue } from '../../shared/merge/values.ts';
import type { Exclusive } from './exclusive.ts';
import { createExclusive } from './exclusive.ts';
import { applyBrake, brakeAfter } from './brake.ts';
import { conflictNotes, noteConflicts } from './conflicts.ts';
import type { QuarantineDocument, RereadDocument } from './local-documents.ts';
import { quarantineId, rereadId } from './local-documents.ts';
import type { MergedRows } from './merge-rows.ts';
import { mergeRows, REFUSED } from './merge-rows.ts';
import { appendToOutbox, groupByDocument, unsentOf } from './outbox.ts';
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
  const told = entries.map(({ document }) => document);
  const notes = await conflictNotes(parts, told, parts.context().userName);
  const together = { put: [...put, ...notes.put], remove };
  const entryRows = await appendToOutbox(parts.local, entries, together);
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
 * @returns What was left alone and is to be put back or merged.
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
    // Another write of the same version was made by somebody who did not know of this person's.
    const isSplit = stored.version === theirs.version && stored.updatedBy === userName;
    if (stored.version <= theirs.version && !isSplit) return false;
    if (isSplit || isReread) overtaken.push({ stored, theirs });
    return true;
  });
  return { written, overtaken };
}

/** Merges of the server's documents with the rows that are unsent of them, where there are any. */
export function mergeWith(
  parts: Pick<ReplicaParts, 'rules' | 'context'>,
  documents: readonly AnyDocument[],
  rowsOf: (id: string) => readonly OutboxRow[] | undefined,
): MergedGroup[] {
  return documents.flatMap((theirs): MergedGroup[] => {
    const before = rowsOf(theirs.id);
    if (!before || isOldNews(before, theirs)) return [];
    return [{ before, merged: mergeRows(before, theirs, parts.rules(), parts.context()) }];
  });
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
  inOrder: Exclusive,
): Promise<Totals> {
  const totals = { written: 0, unchanged: 0, merged: 0 };
  for (const [collection, all] of documents) {
    const free = all.filter((document) => !unsent.has(document.id));
    const { written, overtaken } = await storeFree(parts, collection, free, isReread);
    totals.written += written;
    totals.unchanged += free.length - written;
    totals.merged += await inOrder(async () => {
      const putBack = groupByDocument(await putBackNewer(parts, collection, overtaken));
      const groups = mergeWith(parts, all, (id) => unsent.get(id) ?? putBack.get(id));
      if (groups.length > 0) await storeMerged(parts, groups);
      return groups.length;
    });
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

/**
 * Waits for the first. Where it fails, for the second too: the lock is held until nothing is being
 * written any more. The second may fail before the first is done; whoever waits for it next hears.
 */
async function inTurn(first: Promise<void>, second: Promise<void>): Promise<void> {
  const settled = second.then(
    () => undefined,
    () => undefined,
  );
  try {
    await first;
  } catch (error) {
    await settled;
    throw error;
  }
}

/** Stores changes slice by slice; every write ends the task, so input and frames get between. */
async function applyChanges(
  parts: ReplicaParts,
  changes: readonly PulledChange[],
  isReread: boolean,
): Promise<Applied> {
  const unsent = await unsentOf(
    parts.local,
    changes.map(({ id }) => id),
  );
  // Slices overlap; what they write to the outbox must not, for the counter's sake.
  const inOrder = createExclusive('merges', undefined);
  const applied: Applied = { written: 0, unchanged: 0, merged: 0, ignored: 0, unreadable: [] };
  const applySlice = async (slice: readonly PulledChange[]): Promise<void> => {
    const page = sortPage(slice);
    applied.written += await applyRemovals(parts, page.removed, unsent);
    const { written, unchanged, merged } = await applyDocuments(
      parts,
      page.documents,
      unsent,
      isReread,
      inOrder,
    );
    await noteConflicts(parts, page.documents.get('entries') ?? [], parts.context().userName);
    applied.written += written;
    applied.unchanged += unchanged;
    applied.merged += merged;
    applied.ignored += page.ignored;
    applied.unreadable.push(...page.unreadable);
  };
  let earlier = Promise.resolve();
  for (let at = 0; at < changes.length; at += SLICE) {
    const slice = changes.slice(at, at + SLICE);
    // What nobody changed here is checked while the slice before is stored; merges write to the
    // outbox and come one after the other.
    if (isReread || slice.some(({ id }) => unsent.has(id))) await earlier;
    const next = applySlice(slice);
    await inTurn(earlier, next);
    earlier = next;
  }
  await earlier;
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
 * Stores documents that a comparison with the server found missing or older here (L16), as if the
 * feed had brought them; its checkpoint stays where it is. Throws `MassRemoval` as a page does.
 * Callers hold the lock.
 */
export async function applyRepair(
  parts: ReplicaParts,
  database: string,
  changes: readonly PulledChange[],
): Promise<void> {
  const brake = await applyBrake(parts, database, changes);
  const { unreadable } = await applyChanges(parts, changes, false);
  const remove = await healedIn(parts, changes);
  const put = brake ? [...unreadable.map(toQuarantine), brake] : unreadable.map(toQuarantine);
  await parts.local.change({ put, remove });
}

/**
 * Applies a page of a feed, its checkpoint last: it never passes what is not stored (L4). A feed
 * that is read anew from a restored server puts back what that server lost (F13). Throws
 * `MassRemoval` before anything is written if the page would take away too much (L15).
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
    const brake = await applyBrake(parts, database, changes);
    const { unreadable, ...totals } = await applyChanges(parts, changes, reread !== null);
    const braked = await brakeAfter(parts, database, brake, checkpoint.catchUp !== undefined);
    const remove = [...(await healedIn(parts, changes)), ...braked.remove];
    if (reread) {
      const shown = seen.get(database) ?? new Set();
      seen.set(database, shown);
      noteSeen(changes, shown, parts.context().userName);
      if (complete && epoch > reread.epoch) await putBackMissing(parts, database, shown);
      if (complete) remove.push(reread.id);
    }
    const put = [...unreadable.map(toQuarantine), ...braked.put, checkpoint];
    await local.change({ put, remove });
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

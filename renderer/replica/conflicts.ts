import type { RxCollection } from 'rxdb';
import type { AnyDocument } from '../../shared/model/collections.ts';
import type { ChangeEntry, Entry, MergeEntry } from '../../shared/model/entry.ts';
import { entryRange } from '../../shared/model/ids.ts';
import { onChanges } from './changes.ts';
import type { ReplicaDatabase } from './database.ts';
import type { ConflictDocument, LocalDocument, LocalDocuments } from './local-documents.ts';
import { conflictId } from './local-documents.ts';
import { getMany, readRange } from './storage.ts';

/** A settled conflict is shown this long. */
const KEPT_MS = 30 * 24 * 3_600_000;

interface Parts {
  readonly database: Pick<ReplicaDatabase, 'collections'>;
  readonly local: LocalDocuments;
}

type Settling = ChangeEntry & { readonly resolves: string };

function isSettling(entry: Entry): entry is Settling {
  return entry.kind === 'change' && entry.resolves !== undefined;
}

/** They merged, or what they wrote met somebody else's. */
function concerns(entry: Entry, userName: string): entry is MergeEntry {
  return entry.kind === 'merge' && (entry.createdBy === userName || entry.otherUser === userName);
}

function toConflict(merge: MergeEntry, settling: Settling | undefined): ConflictDocument {
  return {
    id: conflictId(merge.id),
    kind: 'conflict',
    entryId: merge.id,
    recordId: merge.recordId,
    at: merge.at,
    fields: merge.decisions.map(({ field }) => field),
    mergedBy: merge.createdBy,
    otherUser: merge.otherUser,
    ...(settling ? { settled: settledBy(settling) } : {}),
  };
}

function settledBy({ id, createdBy, at }: Settling): NonNullable<ConflictDocument['settled']> {
  return { entryId: id, by: createdBy, at };
}

/** The entry that settled a merge, if it is on the record's timeline already. */
async function findSettling(
  { database }: Parts,
  { id, recordId }: Pick<MergeEntry, 'id' | 'recordId'>,
): Promise<Settling | undefined> {
  const [first, last] = entryRange(recordId);
  const timeline = await readRange<Entry>(database.collections.entries, first, last);
  return timeline.filter(isSettling).find(({ resolves }) => resolves === id);
}

/** What entries change about a person's conflicts, and what takes it back. */
export interface ConflictNotes {
  readonly put: readonly ConflictDocument[];
  /** As they were before; nothing where there was none. */
  readonly before: readonly ConflictDocument[];
}

/**
 * What these entries change about this person's conflicts: a merge that concerns them opens one, a
 * change that resolves it settles it, in whichever order they come and however often. A timeline is
 * read only for a merge that was not known.
 */
export async function conflictNotes(
  parts: Parts,
  documents: readonly AnyDocument[],
  userName: string,
): Promise<ConflictNotes> {
  const entries = documents as readonly Entry[];
  const merges = entries.filter((entry) => concerns(entry, userName));
  const settlings = entries.filter(isSettling);
  if (merges.length === 0 && settlings.length === 0) return { put: [], before: [] };
  const known = await parts.local.list<ConflictDocument>('conflict');
  const before = new Map(known.map((conflict) => [conflict.entryId, conflict]));
  const put = new Map<string, ConflictDocument>();
  for (const merge of merges) {
    if (before.has(merge.id)) continue;
    const settling =
      settlings.find(({ resolves }) => resolves === merge.id) ?? (await findSettling(parts, merge));
    put.set(merge.id, toConflict(merge, settling));
  }
  for (const settling of settlings) {
    const conflict = before.get(settling.resolves);
    if (!conflict || conflict.settled) continue;
    put.set(settling.resolves, { ...conflict, settled: settledBy(settling) });
  }
  return {
    put: [...put.values()],
    before: [...put.keys()].flatMap((id) => before.get(id) ?? []),
  };
}

/** Notes what entries of a page say about conflicts; harmless when repeated. Callers hold the lock. */
export async function noteConflicts(
  parts: Parts,
  documents: readonly AnyDocument[],
  userName: string,
): Promise<void> {
  const { put } = await conflictNotes(parts, documents, userName);
  if (put.length > 0) await parts.local.put(put);
}

/** Takes notes back whose entries were not stored after all. */
export function undoNotes({ put, before }: ConflictNotes): {
  readonly put: readonly LocalDocument[];
  readonly remove: readonly string[];
} {
  const kept = new Set(before.map(({ id }) => id));
  return { put: before, remove: put.map(({ id }) => id).filter((id) => !kept.has(id)) };
}

async function recheckOne(
  parts: Parts,
  conflict: ConflictDocument,
): Promise<ConflictDocument | null> {
  const { entryId, settled } = conflict;
  const ids = [entryId, ...(settled ? [settled.entryId] : [])];
  const found = await getMany<Entry>(parts.database.collections.entries, ids);
  const merge = found.find(({ id }) => id === entryId);
  if (merge?.kind !== 'merge') return null;
  if (!settled || found.length === ids.length) return conflict;
  return toConflict(merge, await findSettling(parts, merge));
}

/**
 * Conflicts whose merge is gone go, those whose settlement is gone (refused and discarded) are open
 * again, those settled for 30 days are forgotten. At start and after work was discarded; callers hold
 * the lock.
 */
export async function recheckConflicts(parts: Parts, now: string): Promise<void> {
  const put: ConflictDocument[] = [];
  const remove: string[] = [];
  for (const conflict of await parts.local.list<ConflictDocument>('conflict')) {
    const checked = await recheckOne(parts, conflict);
    const isOld = checked?.settled && Date.parse(now) - Date.parse(checked.settled.at) > KEPT_MS;
    if (checked === null || isOld) remove.push(conflict.id);
    else if (checked !== conflict) put.push(checked);
  }
  if (put.length > 0 || remove.length > 0) await parts.local.change({ put, remove });
}

/** A person's conflicts, the newest first. */
export interface ConflictSnapshot {
  readonly open: readonly ConflictDocument[];
  /** Settled by either of the two within the last 30 days. */
  readonly settled: readonly ConflictDocument[];
}

function summarize(byId: ReadonlyMap<string, ConflictDocument>): ConflictSnapshot {
  const newest = [...byId.values()].sort((a, b) => (a.at < b.at ? 1 : -1));
  return {
    open: newest.filter(({ settled }) => settled === undefined),
    settled: newest.filter(({ settled }) => settled !== undefined),
  };
}

/** Live view of a person's conflicts. */
export class Conflicts {
  private readonly byId = new Map<string, ConflictDocument>();
  /** Changed while they were read: what was read of them is old. */
  private touched: Set<string> | null = new Set();
  private snapshot: ConflictSnapshot = summarize(this.byId);
  private readonly listeners = new Set<() => void>();
  private readonly stop: () => void;

  private constructor(collection: RxCollection) {
    this.stop = onChanges<LocalDocument>(collection, ({ written, removed }) => {
      const news = written.filter((document) => document.kind === 'conflict');
      const gone = removed.filter((id) => this.byId.has(id));
      for (const { id } of news) this.touched?.add(id);
      for (const id of removed) this.touched?.add(id);
      if (news.length === 0 && gone.length === 0) return;
      for (const conflict of news) this.byId.set(conflict.id, conflict);
      for (const id of gone) this.byId.delete(id);
      this.tell();
    });
  }

  /** Listens before it reads, so that what another window does meanwhile is not missed. */
  static async open(collection: RxCollection, local: LocalDocuments): Promise<Conflicts> {
    const conflicts = new Conflicts(collection);
    for (const conflict of await local.list<ConflictDocument>('conflict')) {
      if (!conflicts.touched?.has(conflict.id)) conflicts.byId.set(conflict.id, conflict);
    }
    conflicts.touched = null;
    conflicts.tell();
    return conflicts;
  }

  get = (): ConflictSnapshot => this.snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  close(): void {
    this.stop();
  }

  private tell(): void {
    this.snapshot = summarize(this.byId);
    for (const listener of this.listeners) listener();
  }
}

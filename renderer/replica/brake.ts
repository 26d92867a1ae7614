import type { AnyDocument } from '../../shared/model/collections.ts';
import { COLLECTIONS, databaseOf } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { collectionOfId } from '../../shared/model/ids.ts';
import type { LocalDocument } from './local-documents.ts';
import { unsentOf } from './outbox.ts';
import type { PulledChange } from './outbox-row.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { getMany, readIds, readPages } from './storage.ts';
import type { BrakeDocument } from './sync-question.ts';
import { brakeId, questionId } from './sync-question.ts';

/** Documents of each collection that something would take away, and how many there were. */
export type Removals = Readonly<
  Partial<Record<CollectionName, { readonly removed: number; readonly of: number }>>
>;

/** A page would delete or empty more than anybody should lose unasked (L15). Nothing of it was applied. */
export class MassRemoval extends Error {
  readonly canRetry = false;
  readonly database: string;
  readonly removals: Removals;

  constructor(database: string, removals: Removals) {
    super(`${database}: more would be removed than a person was asked about`);
    this.name = 'MassRemoval';
    this.database = database;
    this.removals = removals;
  }
}

/** A fifth of a collection, and not a handful of documents: those go every day. */
const SHARE = 1 / 5;
const FLOOR = 20;
/**
 * While the feed is live every change is a catch-up of its own, so removals of an hour are counted
 * together: a script deletes one by one.
 */
const TOGETHER_MS = 3_600_000;

export function massRemovalId(database: string): string {
  return `mass-removal:${database}`;
}

/** A count ends with its release, or when the removals were long ago. */
function isBrakeOver({ since, isReleased }: BrakeDocument, now: string): boolean {
  return isReleased || Math.abs(Date.parse(now) - Date.parse(since)) > TOGETHER_MS;
}

function isRemoval(change: PulledChange): boolean {
  if (change.kind === 'deleted') return true;
  const document = change.document as { readonly removedAt?: unknown } | null;
  return document?.removedAt !== undefined;
}

/** How many documents that are here these changes would delete or mark as removed. */
export async function removalsIn(
  parts: ReplicaParts,
  changes: readonly PulledChange[],
): Promise<ReadonlyMap<CollectionName, number>> {
  const ids = changes.filter(isRemoval).map(({ id }) => id);
  const counts = new Map<CollectionName, number>();
  if (ids.length === 0) return counts;
  const unsent = await unsentOf(parts.local, ids);
  const names = new Set(ids.flatMap((id) => collectionOfId(id) ?? []));
  for (const name of names) {
    // Unsent work stays whatever comes (F17), and what was removed before is no loss.
    const mine = ids.filter((id) => collectionOfId(id) === name && !unsent.has(id));
    const stored = await getMany<AnyDocument>(parts.database.collections[name], mine);
    const lost = stored.filter(({ removedAt }) => removedAt === undefined).length;
    if (lost > 0) counts.set(name, lost);
  }
  return counts;
}

/** Documents of a collection and database; of reference data an upper bound, without reading them. */
async function countOf(
  { database: { collections } }: ReplicaParts,
  name: CollectionName,
  database: string,
): Promise<number> {
  if (COLLECTIONS[name].database === 'reference') {
    return (await readIds(collections[name], '', '\uffff')).length;
  }
  let count = 0;
  await readPages<AnyDocument>(collections[name], 1000, (page) => {
    for (const document of page) {
      if (document.removedAt === undefined && databaseOf(name, document) === database) count += 1;
    }
    return true;
  });
  return count;
}

/**
 * Counts what a page would take away together with what its catch-up took away before. Throws
 * `MassRemoval` when that is more than a fifth of a collection and nobody has let it through.
 * Callers hold the lock.
 * @returns The new count, to be stored with the page; null when the page removes nothing.
 */
export async function applyBrake(
  parts: ReplicaParts,
  database: string,
  changes: readonly PulledChange[],
): Promise<BrakeDocument | null> {
  const counts = await removalsIn(parts, changes);
  if (counts.size === 0) return null;
  const id = brakeId(database);
  const since = parts.context().now;
  const fresh: BrakeDocument = {
    id,
    kind: 'brake',
    database,
    since,
    removed: {},
    of: {},
    isReleased: false,
  };
  const brake = (await parts.local.get<BrakeDocument>(id)) ?? fresh;
  const removed = { ...brake.removed };
  const of = { ...brake.of };
  const over: Record<string, { removed: number; of: number }> = {};
  for (const [name, count] of counts) {
    const before = removed[name] ?? 0;
    const total = before + count;
    removed[name] = total;
    if (brake.isReleased || total < FLOOR) continue;
    const all = (of[name] ??= before + (await countOf(parts, name, database)));
    if (total > all * SHARE) over[name] = { removed: total, of: all };
  }
  if (Object.keys(over).length > 0) throw new MassRemoval(database, over);
  return { ...brake, removed, of };
}

/**
 * What of count and question to store with a page that was let pass. The end of a catch-up ends its
 * release.
 */
export async function brakeAfter(
  { local, context }: ReplicaParts,
  database: string,
  brake: BrakeDocument | null,
  isBehind: boolean,
): Promise<{ readonly put: readonly LocalDocument[]; readonly remove: readonly string[] }> {
  const present = brake ?? (isBehind ? null : await local.get<BrakeDocument>(brakeId(database)));
  const answered = questionId(massRemovalId(database));
  if (present && !isBehind && isBrakeOver(present, context().now)) {
    return { put: [], remove: [present.id, answered] };
  }
  return { put: brake ? [brake] : [], remove: [answered] };
}

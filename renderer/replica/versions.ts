import type { AnyDocument } from '../../shared/model/collections.ts';
import { COLLECTION_NAMES, COLLECTIONS, databaseOf } from '../../shared/model/collections.ts';
import { REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { groupByDocument } from './outbox.ts';
import type { OutboxRow } from './outbox-row.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { readRange } from './storage.ts';

/** Which write a document shows; all that is compared to tell whether two copies are the same (L16). */
export interface VersionStamp {
  readonly id: string;
  readonly version: number;
  readonly mutationId: string;
}

/** Ids of a collection behind `after`, up to `through`; null is its beginning or its end. */
export interface IdRange {
  readonly collection: CollectionName;
  readonly after: string | null;
  readonly through: string | null;
}

/** A document whose copies here and on the server seem to differ; null where there is none. */
export interface Difference {
  readonly id: string;
  /** What the server should have: with unsent work the state it started from. */
  readonly here: VersionStamp | null;
}

export interface Comparison {
  /** Documents of either side. */
  readonly compared: number;
  readonly differing: readonly Difference[];
}

/** Collections whose documents may be in a database. */
export function collectionsOf(database: string): readonly CollectionName[] {
  const kind = database === REFERENCE_DATABASE ? 'reference' : 'scope';
  return COLLECTION_NAMES.filter((name) => COLLECTIONS[name].database === kind);
}

export function stampOf({ id, version, mutationId }: AnyDocument): VersionStamp {
  return { id, version, mutationId };
}

export function isSameStamp(a: VersionStamp | null, b: VersionStamp | null): boolean {
  return a?.version === b?.version && a?.mutationId === b?.mutationId;
}

/** One text for a write, to remember that somebody was asked about it. */
export function stampKey({ id, version, mutationId }: VersionStamp): string {
  return `${id}@${version}-${mutationId}`;
}

/** What the server should show of a document; unsent work counts from where it started. */
export function expectedThere(
  stored: VersionStamp | undefined,
  rows: readonly OutboxRow[],
): VersionStamp | null {
  const first = rows[0];
  if (first) return first.base ? stampOf(first.base) : null;
  return stored ?? null;
}

/** The server has it already; only our bookkeeping is behind. */
export function isOwnWrite(there: VersionStamp | null, rows: readonly OutboxRow[]): boolean {
  return rows.some(({ document }) => isSameStamp(stampOf(document), there));
}

/** Documents read at a time, in a task of its own: a dozen milliseconds. */
const SLICE = 500;

/** Behind every id of a collection. */
const END = '\uffff';

function bounds({ after, through }: IdRange, prefix: string): [string, string] {
  const first = after === null ? prefix : `${after}\u0000`;
  return [first, through ?? `${prefix}${END}`];
}

/**
 * Compares a range of ids with what the server says it has there. It holds no lock, so a difference
 * is a reason to look closer and no more.
 */
export async function compareRange(
  parts: Pick<ReplicaParts, 'database' | 'local'>,
  database: string,
  range: IdRange,
  there: ReadonlyMap<string, VersionStamp>,
  idPrefix: string,
): Promise<Comparison> {
  const store = parts.database.collections[range.collection];
  const [start, last] = bounds(range, idPrefix);
  const suspects = new Map<string, VersionStamp | undefined>();
  const absent = new Set(there.keys());
  let compared = there.size;
  for (let first = start; ;) {
    const slice = await readRange<AnyDocument>(store, first, last, SLICE);
    for (const document of slice) {
      if (databaseOf(range.collection, document) !== database) continue;
      absent.delete(document.id);
      const theirs = there.get(document.id) ?? null;
      if (!theirs) compared += 1;
      const here = stampOf(document);
      if (!isSameStamp(here, theirs)) suspects.set(here.id, here);
    }
    const end = slice.at(-1);
    if (!end || slice.length < SLICE) break;
    first = `${end.id}\u0000`;
  }
  for (const id of absent) suspects.set(id, undefined);
  return { compared, differing: await unexplained(parts, suspects, there) };
}

/** Those that unsent work does not account for. */
async function unexplained(
  { local }: Pick<ReplicaParts, 'local'>,
  suspects: ReadonlyMap<string, VersionStamp | undefined>,
  there: ReadonlyMap<string, VersionStamp>,
): Promise<Difference[]> {
  if (suspects.size === 0) return [];
  const unsent = groupByDocument(await local.outbox());
  const differing: Difference[] = [];
  for (const [id, stored] of suspects) {
    const rows = unsent.get(id) ?? [];
    const theirs = there.get(id) ?? null;
    const here = expectedThere(stored, rows);
    if (isSameStamp(here, theirs) || isOwnWrite(theirs, rows)) continue;
    differing.push({ id, here });
  }
  return differing;
}

import { toCouchError } from './couch-error.ts';
import type { Database } from './database.ts';
import { isJsonObject, type JsonObject } from './json.ts';

export interface WantedRevision {
  readonly id: string;
  readonly rev: string | undefined;
}

export interface BulkGetOptions {
  readonly revs: boolean;
  readonly latest: boolean;
  readonly attachments: boolean;
}

const AT_ONCE = 50;

/** Rows of `_bulk_get` in the order asked. Without a revision all leaves are given, as CouchDB does. */
export async function bulkGet(
  database: Database,
  wanted: readonly WantedRevision[],
  options: BulkGetOptions,
): Promise<JsonObject[]> {
  const rows: JsonObject[] = [];
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const part = wanted.slice(from, from + AT_ONCE);
    const read = (): Promise<JsonObject[]> =>
      Promise.all(part.map((each) => readOne(database, each, options)));
    rows.push(...(await database.gate.share(read)));
  }
  return rows;
}

async function readOne(
  database: Database,
  { id, rev }: WantedRevision,
  options: BulkGetOptions,
): Promise<JsonObject> {
  try {
    const open_revs = rev === undefined ? 'all' : [rev];
    const leaves: unknown = await database.pouch.get(id, { ...options, open_revs });
    const docs = Array.isArray(leaves) ? leaves : [];
    return { id, docs: docs.map((leaf) => asRow(id, leaf)) };
  } catch (error) {
    if (toCouchError(error)?.status !== 404) throw error;
    return { id, docs: [missing(id, rev)] };
  }
}

function asRow(id: string, leaf: unknown): JsonObject {
  if (isJsonObject(leaf) && isJsonObject(leaf['ok'])) return leaf;
  return missing(id, isJsonObject(leaf) ? leaf['missing'] : undefined);
}

function missing(id: string, rev: unknown): JsonObject {
  return { error: { id, rev: rev ?? 'undefined', error: 'not_found', reason: 'missing' } };
}

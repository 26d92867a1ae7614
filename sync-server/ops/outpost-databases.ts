import { isFilesDatabase } from '../../shared/model/blob.ts';
import { REFERENCE_DATABASE, SCOPE_DATABASE_PREFIX } from '../../shared/model/collections.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { asStrings } from '../couch/json-record.ts';

export type DatabaseKind = 'scope' | 'files' | 'reference';

/** What a database of Outpost holds, or null for somebody else's. */
export function kindOfDatabase(name: string): DatabaseKind | null {
  if (name === REFERENCE_DATABASE) return 'reference';
  if (name.startsWith(SCOPE_DATABASE_PREFIX)) return 'scope';
  return isFilesDatabase(name) ? 'files' : null;
}

const ORDER: readonly DatabaseKind[] = ['scope', 'files', 'reference'];

/**
 * Every database of Outpost: scopes first, then files, the reference database last. Whoever copies
 * them in this order has the files of every entry and counters that no copied number has passed.
 */
export async function listOutpostDatabases(server: CouchServer): Promise<readonly string[]> {
  const names = asStrings(await server.request({ path: '_all_dbs' }));
  return ORDER.flatMap((kind) => names.filter((name) => kindOfDatabase(name) === kind).sort());
}

import {
  IDENTITY_ID,
  SCOPE_DATABASE_PREFIX,
  type DatabaseIdentity,
} from '../../shared/model/collections.ts';
import { NUMBERS_ID_PREFIX } from '../../shared/policy/numbers.ts';
import type { CouchServer } from './couch-server.ts';
import { asRecord } from './json-record.ts';

/** What stands under a database's name before anything is written. */
export interface DatabaseState {
  readonly name: string;
  /** Null: the reference database. */
  readonly scope: string | null;
  readonly exists: boolean;
  readonly identity: DatabaseIdentity | null;
  /** Holds documents beside what provisioning makes. */
  readonly hasContent: boolean;
}

/** Design documents and counters fit into it many times. */
const SAMPLE = 200;

export async function readIdentity(
  server: CouchServer,
  database: string,
): Promise<DatabaseIdentity | null> {
  const found = asRecord(
    await server.find({ db: database, path: encodeURIComponent(IDENTITY_ID) }),
  );
  const { databaseId, epoch, minClient, scope } = found;
  if (typeof databaseId !== 'string' || typeof epoch !== 'number') return null;
  return {
    databaseId,
    epoch,
    minClient: typeof minClient === 'number' ? minClient : 1,
    ...(typeof scope === 'string' ? { scope } : {}),
  };
}

async function hasContent(server: CouchServer, database: string): Promise<boolean> {
  const answer = asRecord(
    await server.request({ db: database, path: '_all_docs', query: { limit: SAMPLE } }),
  );
  const rows = Array.isArray(answer['rows']) ? (answer['rows'] as unknown[]) : [];
  return rows
    .map((row) => String(asRecord(row)['id']))
    .some(
      (id) => !id.startsWith('_design/') && !id.startsWith(NUMBERS_ID_PREFIX) && id !== IDENTITY_ID,
    );
}

export async function readDatabaseState(
  server: CouchServer,
  name: string,
  scope: string | null,
): Promise<DatabaseState> {
  const exists = (await server.find({ db: name })) !== null;
  if (!exists) return { name, scope, exists, identity: null, hasContent: false };
  const identity = await readIdentity(server, name);
  return { name, scope, exists, identity, hasContent: await hasContent(server, name) };
}

/** The scopes that have a database, sorted. */
export async function listScopes(server: CouchServer): Promise<string[]> {
  const names = await server.request({ path: '_all_dbs' });
  return (Array.isArray(names) ? (names as unknown[]) : [])
    .filter((name) => typeof name === 'string' && name.startsWith(SCOPE_DATABASE_PREFIX))
    .map((name) => (name as string).slice(SCOPE_DATABASE_PREFIX.length))
    .sort();
}

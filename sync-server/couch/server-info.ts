import { SERVER_ADMIN_ROLE } from '../../shared/policy/roles.ts';
import { CouchFailure } from './couch-failure.ts';
import type { CouchServer } from './couch-server.ts';
import { asRecord, asStrings } from './json-record.ts';

export interface Welcome {
  readonly version: string;
  readonly vendor: string;
}

/** @throws CouchFailure `not-couchdb` where something else answers, such as a sign-in page. */
export async function readWelcome(server: CouchServer): Promise<Welcome> {
  const answer = asRecord(await server.request({}));
  const { version } = answer;
  if (answer['couchdb'] !== 'Welcome' || typeof version !== 'string') {
    throw new CouchFailure(
      'not-couchdb',
      `What answers at ${server.url} is not CouchDB. Check the address and the port.`,
    );
  }
  const { name } = asRecord(answer['vendor']);
  return { version, vendor: typeof name === 'string' ? name : '' };
}

/** Who the server takes us for. */
export async function readSession(
  server: CouchServer,
): Promise<{ readonly name: string | null; readonly roles: readonly string[] }> {
  const userCtx = asRecord(asRecord(await server.request({ path: '_session' }))['userCtx']);
  const { name } = userCtx;
  return { name: typeof name === 'string' ? name : null, roles: asStrings(userCtx['roles']) };
}

/** @throws CouchFailure where we may not administer the server. */
export async function requireServerAdmin(server: CouchServer): Promise<void> {
  const { name, roles } = await readSession(server);
  if (roles.includes(SERVER_ADMIN_ROLE)) return;
  const who = name === null ? 'Nobody is signed in' : `"${name}" is no server administrator`;
  throw new CouchFailure(
    'forbidden',
    `${who} at ${server.url}. Give the name and password of an administrator in COUCHDB_URL.`,
  );
}

/**
 * A setting of the node that answers.
 * @returns Null where it is not set, or the server does not say.
 */
export async function readSetting(
  server: CouchServer,
  section: string,
  key: string,
): Promise<string | null> {
  try {
    const value = await server.find({ path: `_node/_local/_config/${section}/${key}` });
    return typeof value === 'string' ? value : null;
  } catch (error) {
    if (error instanceof CouchFailure && error.status !== null) return null;
    throw error;
  }
}

/** How many nodes keep data, 1 where the server does not say. */
export async function countNodes(server: CouchServer): Promise<number> {
  const answer = asRecord(await server.find({ path: '_membership' }));
  return Math.max(1, asStrings(answer['cluster_nodes']).length);
}

import { isFilesDatabase, PART_ATTACHMENT } from '../../shared/model/blob.ts';
import { COUCH_PATH } from '../../shared/protocol/ipc.ts';
import { isRecord } from '../system/profile-file.ts';

/** What becomes of a request to CouchDB. */
export type CouchVerdict =
  | {
      readonly kind: 'forward';
      /** Path on the server, percent-encoded anew so that both sides read it alike. */
      readonly path: string;
    }
  | {
      readonly kind: 'refuse';
      /** A sentence for the log of whoever made the request. */
      readonly reason: string;
    };

const DATABASE = /^outpost-[a-z0-9][a-z0-9_$()+-]{0,199}$/;

const BLOB_ID = /^blob:[0-9a-f]{64}$/;

/** Endpoints of the server itself. */
const SERVER_ENDPOINTS: ReadonlySet<string> = new Set(['_session', '_up']);

/** Endpoints of a database and their methods. Documents are written by `_bulk_docs` alone. */
const DATABASE_ENDPOINTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['_all_docs', ['GET', 'POST']],
  ['_bulk_docs', ['POST']],
  ['_bulk_get', ['POST']],
  ['_changes', ['GET', 'POST']],
  ['_find', ['POST']],
  ['_revs_diff', ['POST']],
]);

/**
 * Decides whether a request of a window may go to the server. What is not listed is refused: among
 * it `_security`, design documents, creating or deleting a database, and other people's `_users`.
 *
 * @param pathname of `app://console/couch/…`, percent-encoded.
 * @param userName the one person whose own document in `_users` may be read.
 */
export function judgeCouchRequest(
  method: string,
  pathname: string,
  userName: string,
): CouchVerdict {
  const segments = decodePath(pathname);
  if (segments === null) return refuse('The path is malformed.');
  const methods = allowedMethods(segments, userName);
  if (methods === null) return refuse(`The path ${pathname} is not open to the console.`);
  if (!methods.includes(method)) {
    return refuse(`${method} is not open to the console at ${pathname}.`);
  }
  return {
    kind: 'forward',
    path: segments.map((segment) => encodeURIComponent(segment)).join('/'),
  };
}

/**
 * The first design document that a `_bulk_docs` body would write, or null. Only a body that could
 * contain one, even as an escape, is parsed.
 */
export function findDesignDocument(body: ArrayBuffer): string | null {
  const bytes = Buffer.from(body);
  if (!bytes.includes('_design') && !bytes.includes('\\u')) return null;
  const parsed = parseJson(bytes.toString('utf8'));
  const documents = isRecord(parsed) && Array.isArray(parsed['docs']) ? parsed['docs'] : [];
  for (const document of documents as readonly unknown[]) {
    const id = isRecord(document) ? document['_id'] : undefined;
    if (typeof id === 'string' && id.startsWith('_design')) return id;
  }
  return null;
}

function allowedMethods(segments: readonly string[], userName: string): readonly string[] | null {
  const [first = '', second, third] = segments;
  if (SERVER_ENDPOINTS.has(first)) return segments.length === 1 ? ['GET'] : null;
  if (first === '_users') {
    return segments.length === 2 && second === `org.couchdb.user:${userName}` ? ['GET'] : null;
  }
  if (!DATABASE.test(first)) return null;
  if (second === undefined) return ['GET'];
  if (segments.length === 2) {
    return DATABASE_ENDPOINTS.get(second) ?? (second.startsWith('_') ? null : ['GET']);
  }
  if (segments.length > 3 || third === undefined) return null;
  if (second === '_local') return ['GET', 'PUT'];
  if (second.startsWith('_')) return null;
  return isPart(first, second, third) ? ['GET', 'PUT'] : ['GET'];
}

/** Parts of files are all that is written by themselves; everything else goes by `_bulk_docs`. */
function isPart(database: string, id: string, attachment: string): boolean {
  return isFilesDatabase(database) && BLOB_ID.test(id) && attachment === PART_ATTACHMENT;
}

/** Null for an empty or dotted segment, a control character or a broken percent sign. */
function decodePath(pathname: string): readonly string[] | null {
  if (!pathname.startsWith(COUCH_PATH)) return null;
  try {
    const raw = pathname.slice(COUCH_PATH.length).replace(/\/$/, '');
    const segments = raw.split('/').map((segment) => decodeURIComponent(segment));
    return segments.every(isPlainSegment) ? segments : null;
  } catch {
    return null;
  }
}

function isPlainSegment(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..' && !/\p{Cc}/u.test(segment);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuse(reason: string): CouchVerdict {
  return { kind: 'refuse', reason };
}

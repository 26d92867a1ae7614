import { badRequest, CouchError } from './couch-error.ts';
import { isJsonObject, isStringArray, type JsonObject } from './json.ts';

/** CouchDB's default `max_document_size`, in bytes of JSON without attachments. */
export const MAX_DOCUMENT_BYTES = 8_000_000;
/** leveldb keys have no limit; CouchDB's clusters become slow beyond this. */
const MAX_ID_LENGTH = 4096;
const MAX_REVISIONS = 10_000;
/** Far below what recursion survives, far above what a document needs. */
const MAX_DEPTH = 200;

/** Sent back by clients that read them; the server derives them anew. */
const DERIVED: readonly string[] = ['_revs_info', '_conflicts', '_deleted_conflicts', '_local_seq'];
const KNOWN = new Set<string>([
  ...DERIVED,
  '_id',
  '_rev',
  '_attachments',
  '_deleted',
  '_revisions',
  '_replication_id',
  '_replication_state',
  '_replication_state_time',
  '_replication_state_reason',
  '_replication_stats',
]);

const REVISION = /^[1-9]\d{0,14}-[\w.+/=]+$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

const illegalId = (reason: string): CouchError => new CouchError(400, 'illegal_docid', reason);
const badMember = (reason: string): CouchError => new CouchError(400, 'doc_validation', reason);

export const isDesignId = (id: string): boolean => id.startsWith('_design/');
export const isLocalId = (id: string): boolean => id.startsWith('_local/');

/** @throws CouchError 400 `illegal_docid` */
export function checkId(id: unknown): string {
  if (typeof id !== 'string') throw illegalId('Document id must be a string');
  if (id === '') throw illegalId('Document id must not be empty');
  if (id.length > MAX_ID_LENGTH) throw illegalId('Document id is too long');
  if (LONE_SURROGATE.test(id)) throw illegalId('Document id must be well-formed Unicode');
  if (id.startsWith('_') && !/^_(design|local)\/./s.test(id)) {
    throw illegalId('Only reserved document ids may start with underscore.');
  }
  return id;
}

/** @throws CouchError 400 */
export function checkRevision(rev: unknown): string {
  if (typeof rev !== 'string' || !REVISION.test(rev)) throw badRequest('Invalid rev format');
  return rev;
}

/**
 * A document as it may go into the store: shape, id, revision, members, attachments and size are
 * checked and derived members dropped. One refusal refuses the whole request, as in CouchDB.
 * @param bytes size of the request's JSON; below the limit no document needs measuring.
 * @throws CouchError 400 or 413
 */
export function checkDocument(document: unknown, newEdits: boolean, bytes: number): JsonObject {
  if (!isJsonObject(document)) throw badRequest('Document must be a JSON object');
  if ('_id' in document) checkId(document['_id']);
  else if (!newEdits) throw badRequest('Document must have an _id where new_edits is false');
  for (const member of Object.keys(document)) {
    if (member.startsWith('_') && !KNOWN.has(member)) {
      throw badMember(`Bad special document member: ${member.slice(0, 80)}`);
    }
  }
  const written = Object.fromEntries(
    Object.entries(document).filter(([member]) => !DERIVED.includes(member)),
  );
  checkDepth(written, 0);
  checkDeleted(written);
  checkRevisions(written, newEdits);
  checkAttachments(written);
  if (bytes > MAX_DOCUMENT_BYTES) checkSize(written);
  return written;
}

function checkDepth(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) throw badRequest(`Document is nested deeper than ${String(MAX_DEPTH)}`);
  if (Object.hasOwn(value, '__proto__')) throw badMember('Bad document member: __proto__');
  for (const each of Object.values(value)) checkDepth(each, depth + 1);
}

function checkDeleted(document: JsonObject): void {
  if ('_deleted' in document && typeof document['_deleted'] !== 'boolean') {
    throw badMember('_deleted must be a boolean');
  }
}

function checkRevisions(document: JsonObject, newEdits: boolean): void {
  const local = typeof document['_id'] === 'string' && isLocalId(document['_id']);
  if (local || newEdits) delete document['_revisions'];
  if ('_rev' in document && !local) checkRevision(document['_rev']);
  if (newEdits || local) return;
  const revisions = document['_revisions'];
  if (revisions === undefined) {
    checkRevision(document['_rev']);
    return;
  }
  if (!isJsonObject(revisions)) throw badMember('_revisions must be an object');
  const { start, ids } = revisions;
  if (typeof start !== 'number' || !Number.isSafeInteger(start) || !isStringArray(ids)) {
    throw badMember('_revisions must hold an integer start and a list of ids');
  }
  if (ids.length === 0 || ids.length > start || ids.length > MAX_REVISIONS) {
    throw badMember('_revisions must hold one to start ids');
  }
  ids.forEach((id, index) => checkRevision(`${String(start - index)}-${id}`));
  const rev = `${String(start)}-${String(ids[0])}`;
  if (document['_rev'] !== undefined && document['_rev'] !== rev) {
    throw badMember('_rev and _revisions differ');
  }
  document['_rev'] = rev;
}

function checkAttachments(document: JsonObject): void {
  const attachments = document['_attachments'];
  if (attachments === undefined) return;
  if (!isJsonObject(attachments)) throw badMember('Attachments must be a JSON object');
  for (const [name, value] of Object.entries(attachments)) {
    checkAttachmentName(name);
    if (!isJsonObject(value)) throw badMember(`Attachment '${name}' must be a JSON object`);
    if (typeof value['content_type'] !== 'string') {
      value['content_type'] = 'application/octet-stream';
    }
    if (value['stub'] === true) {
      if (typeof value['digest'] !== 'string') throw missingStub(name);
    } else if (!isBase64(value['data'])) {
      throw badRequest(`Attachment '${name}' holds no valid base64 data`);
    }
  }
}

/** @throws CouchError 400 */
export function checkAttachmentName(name: string): string {
  if (name === '' || name.startsWith('_') || LONE_SURROGATE.test(name)) {
    throw badRequest(`Attachment name '${name.slice(0, 80)}' is not allowed`);
  }
  return name;
}

function isBase64(data: unknown): boolean {
  return typeof data === 'string' && data.length % 4 === 0 && BASE64.test(data);
}

function missingStub(name: string): CouchError {
  return new CouchError(412, 'missing_stub', `Invalid attachment stub in document for ${name}`);
}

function checkSize(document: JsonObject): void {
  const { _attachments: ignored, ...body } = document;
  if (Buffer.byteLength(JSON.stringify(body)) <= MAX_DOCUMENT_BYTES) return;
  const id = typeof document['_id'] === 'string' ? document['_id'] : '';
  throw new CouchError(413, 'document_too_large', id);
}

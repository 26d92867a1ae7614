import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { DatabaseIdentity } from '../../shared/model/collections.ts';
import { IDENTITY_ID } from '../../shared/model/collections.ts';
import { NUMBERS_ID_PREFIX } from '../../shared/policy/numbers.ts';
import type { PulledChange } from '../replica/outbox-row.ts';
import type { VersionStamp } from '../replica/versions.ts';

/** A document as CouchDB has it now: our fields under `id`, its own apart. */
export interface CurrentDocument {
  readonly kind: 'document';
  readonly rev: string;
  readonly document: Readonly<Record<string, unknown>>;
  /** Stubs, sent back with every update: an update without them deletes the attachments. */
  readonly attachments: unknown;
}

export type CurrentState =
  | CurrentDocument
  | { readonly kind: 'deleted'; readonly rev: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** One checked page of a feed. */
export interface FeedPage {
  readonly changes: readonly PulledChange[];
  /** Rows the server sent, those that are not data included. */
  readonly rows: number;
  /** Opaque; the next page starts here. */
  readonly lastSeq: string;
  /** Changes left behind this page; null where the server does not say. */
  readonly pending: number | null;
  /** Changed documents whose body did not come along; they must be fetched, never skipped (L4). */
  readonly bodiless: readonly string[];
  /** The identity document's state, when this page carries it. */
  readonly identity: CurrentState | null;
  readonly bytes: number;
}

/** What became of one document of a batch. */
export type BulkResult =
  | { readonly kind: 'ok'; readonly rev: string }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'forbidden'; readonly status: 401 | 403; readonly reason: string }
  | { readonly kind: 'other'; readonly reason: string }
  /** No row came back for it, or none that proves anything (F6). */
  | { readonly kind: 'missing' };

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A CouchDB document under our `id`, without any of CouchDB's own fields. */
export function fromCouch(document: Json): Record<string, unknown> {
  const result: Record<string, unknown> = { id: document['_id'] };
  for (const name in document) {
    // 95 is the underscore: every top-level name that begins with it is CouchDB's.
    if (name.charCodeAt(0) !== 95) result[name] = document[name];
  }
  return result;
}

/** JSON text of one of our documents as CouchDB takes it; `rev` null for a new one. */
export function toCouch(document: object, rev: string | null, attachments?: unknown): string {
  const result: Record<string, unknown> = { _id: (document as { id?: unknown }).id };
  if (rev !== null) result['_rev'] = rev;
  if (attachments !== undefined) result['_attachments'] = attachments;
  for (const [name, value] of Object.entries(document)) {
    if (name !== 'id' && !name.startsWith('_')) result[name] = value;
  }
  return JSON.stringify(result);
}

/** Leases, identity: in the database, but not data. */
function isBookkeeping(id: string): boolean {
  return id === IDENTITY_ID || id.startsWith(NUMBERS_ID_PREFIX);
}

function stateOf(row: Json): CurrentState | null {
  const { doc, deleted, id } = row;
  if (deleted === true) {
    const changes = row['changes'];
    const first = Array.isArray(changes) ? (changes[0] as unknown) : undefined;
    return { kind: 'deleted', rev: isObject(first) ? String(first['rev']) : '' };
  }
  if (!isObject(doc) || doc['_id'] !== id || typeof doc['_rev'] !== 'string') return null;
  if (doc['_deleted'] === true) return { kind: 'deleted', rev: doc['_rev'] };
  return {
    kind: 'document',
    rev: doc['_rev'],
    document: fromCouch(doc),
    attachments: doc['_attachments'],
  };
}

/** Reads a `_changes` answer; null when it is not one. */
export function readFeedPage(json: unknown, bytes: number): FeedPage | null {
  if (!isObject(json) || !Array.isArray(json['results'])) return null;
  const lastSeq = json['last_seq'];
  if (typeof lastSeq !== 'string' && typeof lastSeq !== 'number') return null;
  const changes: PulledChange[] = [];
  const bodiless: string[] = [];
  let identity: CurrentState | null = null;
  for (const row of json['results'] as unknown[]) {
    if (!isObject(row) || typeof row['id'] !== 'string') return null;
    const { id } = row as { id: string };
    const state = stateOf(row);
    if (id === IDENTITY_ID) identity = state;
    if (isBookkeeping(id)) continue;
    if (!state) bodiless.push(id);
    else if (state.kind === 'document') {
      changes.push({ kind: 'document', id, document: state.document });
    } else changes.push({ kind: 'deleted', id });
  }
  const pending = json['pending'];
  return {
    changes,
    rows: json['results'].length,
    lastSeq: String(lastSeq),
    pending: typeof pending === 'number' ? pending : null,
    bodiless,
    identity,
    bytes,
  };
}

function readKeyRow(row: Json): CurrentState {
  if (typeof row['error'] === 'string') {
    return row['error'] === 'not_found'
      ? { kind: 'missing' }
      : { kind: 'unreadable', reason: row['error'] };
  }
  const { value, doc } = row;
  if (!isObject(value) || typeof value['rev'] !== 'string') {
    return { kind: 'unreadable', reason: 'the server names no revision' };
  }
  if (value['deleted'] === true) return { kind: 'deleted', rev: value['rev'] };
  return (
    stateOf({ id: row['id'], doc }) ?? { kind: 'unreadable', reason: 'the server sent no body' }
  );
}

/** Reads an `_all_docs` answer to `keys`: one row a key, or null. */
export function readCurrent(
  json: unknown,
  keys: readonly string[],
): ReadonlyMap<string, CurrentState> | null {
  if (!isObject(json) || !Array.isArray(json['rows'])) return null;
  const states = new Map<string, CurrentState>();
  for (const row of json['rows'] as unknown[]) {
    if (!isObject(row) || typeof row['key'] !== 'string') return null;
    states.set(row['key'], readKeyRow(row));
  }
  return keys.every((key) => states.has(key)) ? states : null;
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

function readBulkRow(row: Json): BulkResult {
  const { error, reason, status } = row;
  if (error === undefined) {
    // `accepted` without `ok` and a row without a revision prove nothing.
    return row['ok'] === true && typeof row['rev'] === 'string'
      ? { kind: 'ok', rev: row['rev'] }
      : { kind: 'missing' };
  }
  const name = typeof error === 'string' ? error : textOf(row['name'], 'error');
  const said = textOf(reason, name);
  if (name === 'conflict' || status === 409) return { kind: 'conflict' };
  if (name === 'forbidden' || status === 403) {
    return { kind: 'forbidden', status: 403, reason: said };
  }
  if (name === 'unauthorized' || status === 401) {
    return { kind: 'forbidden', status: 401, reason: said };
  }
  return { kind: 'other', reason: said };
}

/** Reads a `_bulk_docs` answer by id, in whatever order and number the rows came (F5, F6). */
export function readBulk(
  json: unknown,
  ids: readonly string[],
): ReadonlyMap<string, BulkResult> | null {
  if (!Array.isArray(json)) return null;
  const results = new Map<string, BulkResult>(ids.map((id) => [id, { kind: 'missing' }]));
  for (const row of json as unknown[]) {
    if (!isObject(row) || typeof row['id'] !== 'string') continue;
    if (results.get(row['id'])?.kind === 'missing') results.set(row['id'], readBulkRow(row));
  }
  return results;
}

const IdentityType = Type.Object({
  databaseId: Type.String({ minLength: 1, maxLength: 200 }),
  epoch: Type.Integer({ minimum: 0 }),
  minClient: Type.Integer({ minimum: 0 }),
  scope: Type.Optional(Type.String()),
});

/** An identity document's content, or null when it says something else. */
export function readIdentity(document: unknown): DatabaseIdentity | null {
  if (!Value.Check(IdentityType, document)) return null;
  const { databaseId, epoch, minClient, scope } = document;
  return { databaseId, epoch, minClient, ...(scope === undefined ? {} : { scope }) };
}

/** One row of a listing: which write a document shows. */
function readStamp(row: unknown): VersionStamp | null {
  if (!isObject(row) || typeof row['_id'] !== 'string') return null;
  const { _id: id, version, mutationId } = row as Record<string, unknown>;
  return {
    id: id as string,
    // A foreign document may lack them: it differs from all of ours and is looked at closer.
    version: typeof version === 'number' ? version : -1,
    mutationId: typeof mutationId === 'string' ? mutationId : '',
  };
}

/** Reads a `_find` answer for ids and versions; null when it is not one. */
export function readVersions(json: unknown): readonly VersionStamp[] | null {
  if (!isObject(json) || !Array.isArray(json['docs'])) return null;
  const stamps = (json['docs'] as unknown[]).map(readStamp);
  return stamps.every((stamp) => stamp !== null) ? stamps : null;
}

/** Who the server takes us for, as `GET /_session` answers it; the name is null for nobody. */
export interface ServerSession {
  readonly name: string | null;
  readonly roles: readonly string[];
}

export function readSession(json: unknown): ServerSession | null {
  if (!isObject(json) || json['ok'] !== true || !isObject(json['userCtx'])) return null;
  const { name, roles } = json['userCtx'] as Record<string, unknown>;
  if (name !== null && typeof name !== 'string') return null;
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string')) return null;
  return { name, roles };
}

/** Reads one document as `GET /db/id` answers it. */
export function readDocument(json: unknown, id: string): CurrentDocument | null {
  if (!isObject(json)) return null;
  const state = stateOf({ id, doc: json });
  return state?.kind === 'document' ? state : null;
}

/** Reads the answer to a `PUT`: the new revision. */
export function readWritten(json: unknown): string | null {
  if (!isObject(json) || json['ok'] !== true || typeof json['rev'] !== 'string') return null;
  return json['rev'];
}

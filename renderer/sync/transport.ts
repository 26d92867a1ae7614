import type { DatabaseIdentity } from '../../shared/model/collections.ts';
import { IDENTITY_ID } from '../../shared/model/collections.ts';
import { COLLECTION_PREFIXES } from '../../shared/model/ids.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { VersionStamp } from '../replica/versions.ts';
import { wrongShape } from './classify-answer.ts';
import {
  readBulk,
  readCurrent,
  readDocument,
  readFeedPage,
  readIdentity,
  readSession,
  readVersions,
  readWritten,
} from './read-answers.ts';
import type {
  BulkResult,
  CurrentDocument,
  CurrentState,
  FeedPage,
  ServerSession,
} from './read-answers.ts';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import { sendRequest } from './send-request.ts';
import type {
  CallOptions,
  Contact,
  JsonAnswer,
  RequestParts,
  RequestSpec,
} from './send-request.ts';
import { TransportError, hasFailed } from './transport-error.ts';

export interface TransportOptions {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Ends in a slash; `/couch/` in a console window. */
  readonly baseUrl: string;
  /** Unique for ever among open requests, e.g. a UUID. */
  readonly newRequestId: () => string;
  /** For time limits; the machine's by default. */
  readonly clock?: Clock;
  /** Called for every request that is given up, to cancel it upstream. */
  readonly onCancel?: (requestId: string) => void;
}

export interface PageOptions extends CallOptions {
  /** Wait for a change instead of answering an empty page at once. */
  readonly longPollMs?: number;
}

export interface VersionRange {
  readonly collection: CollectionName;
  readonly after: string | null;
  readonly limit: number;
}

/** The one module that speaks to CouchDB (L1). Every call throws `TransportError` alone. */
export interface Transport {
  /** The identity document (L13); null when the database has none. */
  identity(database: string, options: CallOptions): Promise<DatabaseIdentity | null>;
  changesPage(
    database: string,
    since: string,
    limit: number,
    options: PageOptions,
  ): Promise<FeedPage>;
  /** State of each id, in one request. */
  currentDocuments(
    database: string,
    ids: readonly string[],
    options: CallOptions,
  ): Promise<ReadonlyMap<string, CurrentState>>;
  /** Sends documents given as JSON text; a result for each id, `missing` where none came back. */
  bulkDocs(
    database: string,
    documents: readonly { readonly id: string; readonly text: string }[],
    options: CallOptions,
  ): Promise<ReadonlyMap<string, BulkResult>>;
  /** Null when there is none (any more). */
  getDocument(database: string, id: string, options: CallOptions): Promise<CurrentDocument | null>;
  /** Writes `text` (JSON with `_id`, and `_rev` for an update) and returns the new revision. */
  putDocument(database: string, id: string, text: string, options: CallOptions): Promise<string>;
  /**
   * Ids and versions of a collection behind an id, in the order of ids, `limit` of them at most. A
   * short page is not the end; an empty one is.
   */
  versions(
    database: string,
    range: VersionRange,
    options: CallOptions,
  ): Promise<readonly VersionStamp[]>;
  /** Who the server takes us for. */
  session(options: CallOptions): Promise<ServerSession>;
  /** Hears of every usable answer. */
  onContact(listener: (contact: Contact) => void): () => void;
}

/** Past the server's own limit for a long poll: then the connection is dead, not idle. */
const LONG_POLL_GRACE_MS = 15_000;
/** A page or a batch of a megabyte over a bad line (100 kbit/s). */
const BULK_TIMEOUT_MS = 90_000;

function pathTo(database: string, rest: string): string {
  return `${encodeURIComponent(database)}/${rest}`;
}

function feedPath(database: string, since: string, limit: number, longPollMs?: number): string {
  const query = new URLSearchParams({
    include_docs: 'true',
    limit: String(limit),
    since,
    // One sequence a page: computing it for every row costs a cluster a third of the time.
    seq_interval: String(limit),
  });
  if (longPollMs !== undefined) {
    query.set('feed', 'longpoll');
    // No heartbeat: it would take the place of the time-out, and the poll would never end.
    query.set('timeout', String(longPollMs));
  }
  return pathTo(database, `_changes?${query.toString()}`);
}

class HttpTransport implements Transport {
  private readonly parts: RequestParts;
  private readonly listeners = new Set<(contact: Contact) => void>();

  constructor(options: TransportOptions) {
    this.parts = {
      ...options,
      clock: options.clock ?? systemClock,
      onCancel: options.onCancel ?? (() => undefined),
    };
  }

  onContact(listener: (contact: Contact) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async identity(database: string, options: CallOptions): Promise<DatabaseIdentity | null> {
    const found = await this.getDocument(database, IDENTITY_ID, options);
    if (!found) return null;
    const identity = readIdentity(found.document);
    if (identity) return identity;
    const failure = wrongShape(found.document, 200, 'an identity document');
    throw new TransportError(failure, options.owner);
  }

  async changesPage(
    database: string,
    since: string,
    limit: number,
    options: PageOptions,
  ): Promise<FeedPage> {
    const { longPollMs } = options;
    const answer = await this.send({
      timeoutMs: longPollMs === undefined ? BULK_TIMEOUT_MS : longPollMs + LONG_POLL_GRACE_MS,
      ...options,
      method: 'GET',
      path: feedPath(database, since, limit, longPollMs),
    });
    const page = readFeedPage(answer.json, answer.bytes);
    return this.checked(page, answer, options, 'a page of changes');
  }

  async currentDocuments(
    database: string,
    ids: readonly string[],
    options: CallOptions,
  ): Promise<ReadonlyMap<string, CurrentState>> {
    const answer = await this.send({
      timeoutMs: BULK_TIMEOUT_MS,
      ...options,
      method: 'POST',
      path: pathTo(database, '_all_docs?include_docs=true'),
      body: JSON.stringify({ keys: ids }),
    });
    return this.checked(
      readCurrent(answer.json, ids),
      answer,
      options,
      'a row for every document asked for',
    );
  }

  async bulkDocs(
    database: string,
    documents: readonly { readonly id: string; readonly text: string }[],
    options: CallOptions,
  ): Promise<ReadonlyMap<string, BulkResult>> {
    const answer = await this.send({
      timeoutMs: BULK_TIMEOUT_MS,
      ...options,
      method: 'POST',
      path: pathTo(database, '_bulk_docs'),
      body: `{"docs":[${documents.map((document) => document.text).join(',')}]}`,
    });
    const ids = documents.map((document) => document.id);
    // 202: fewer copies than asked for were written. Only reading back tells, so nothing counts yet.
    const json = answer.status === 202 && Array.isArray(answer.json) ? [] : answer.json;
    return this.checked(readBulk(json, ids), answer, options, 'a list of results');
  }

  async getDocument(
    database: string,
    id: string,
    options: CallOptions,
  ): Promise<CurrentDocument | null> {
    try {
      const path = pathTo(database, encodeURIComponent(id));
      const answer = await this.send({ ...options, method: 'GET', path });
      return this.checked(readDocument(answer.json, id), answer, options, `document ${id}`);
    } catch (error) {
      if (hasFailed(error, 'not-found') && !isDatabaseGone(error)) return null;
      throw error;
    }
  }

  async putDocument(
    database: string,
    id: string,
    text: string,
    options: CallOptions,
  ): Promise<string> {
    const path = pathTo(database, encodeURIComponent(id));
    const answer = await this.send({ ...options, method: 'PUT', path, body: text });
    return this.checked(readWritten(answer.json), answer, options, 'a new revision');
  }

  async versions(
    database: string,
    { collection, after, limit }: VersionRange,
    options: CallOptions,
  ): Promise<readonly VersionStamp[]> {
    const prefix = `${COLLECTION_PREFIXES[collection]}:`;
    const answer = await this.send({
      timeoutMs: BULK_TIMEOUT_MS,
      ...options,
      method: 'POST',
      path: pathTo(database, '_find'),
      body: JSON.stringify({
        // Served by the index of ids that every database has.
        selector: { _id: { $gt: after ?? prefix, $lt: `${prefix}\ufff0` } },
        fields: ['_id', 'version', 'mutationId'],
        sort: [{ _id: 'asc' }],
        limit,
      }),
    });
    return this.checked(readVersions(answer.json), answer, options, 'a list of versions');
  }

  async session(options: CallOptions): Promise<ServerSession> {
    const answer = await this.send({ ...options, method: 'GET', path: '_session' });
    return this.checked(readSession(answer.json), answer, options, 'a session');
  }

  private send(spec: RequestSpec): Promise<JsonAnswer> {
    return sendRequest(this.parts, spec);
  }

  private checked<T>(value: T | null, answer: JsonAnswer, { owner }: CallOptions, what: string): T {
    if (value !== null) {
      for (const listener of this.listeners) listener(answer.contact);
      return value;
    }
    throw new TransportError(wrongShape(answer.json, answer.status, what), owner);
  }
}

function isDatabaseGone(error: unknown): boolean {
  return (
    error instanceof TransportError &&
    error.failure.kind === 'not-found' &&
    error.failure.subject === 'database'
  );
}

export function createTransport(options: TransportOptions): Transport {
  return new HttpTransport(options);
}

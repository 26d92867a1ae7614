import { blobId, PART_ATTACHMENT } from '../../shared/model/blob.ts';
import { IDENTITY_ID } from '../../shared/model/collections.ts';
import { WireError } from '../blobs/wire.ts';
import type { BlobWire, WireFailure, WireIdentity, WireOptions } from '../blobs/wire.ts';
import { systemClock } from './clock.ts';
import { readCurrent, readDocument, readIdentity, readWritten } from './read-answers.ts';
import { sendRequest } from './send-request.ts';
import type { JsonAnswer, RequestParts, RequestSpec } from './send-request.ts';
import { describeFailure, failureOf, hasFailed } from './transport-error.ts';
import type { TransportFailure } from './transport-error.ts';
import type { TransportOptions } from './transport.ts';

/** 4 MiB over a bad line (100 kbit/s) take six minutes. */
const PART_TIMEOUT_MS = 600_000;
const OWNER = 'files';
/** RFC 4918 §11.5, Insufficient Storage: CouchDB's answer on a full disk. */
const INSUFFICIENT_STORAGE = 507;

function kindOf(failure: TransportFailure): WireFailure {
  switch (failure.kind) {
    case 'aborted':
      return 'aborted';
    case 'unauthorized':
    case 'locked':
      return 'signed-out';
    case 'not-found':
      return failure.subject === 'database' ? 'no-database' : 'broken';
    case 'forbidden':
    case 'too-large':
    case 'bad-request':
      return 'refused';
    case 'server-error':
      return failure.status === INSUFFICIENT_STORAGE ? 'no-room' : 'broken';
    default:
      return 'wait';
  }
}

function wireError(error: unknown): WireError {
  if (error instanceof WireError) return error;
  const failure = failureOf(error);
  if (!failure) return new WireError('wait', error instanceof Error ? error.message : 'failed');
  const retryAfterMs = failure.kind === 'rate-limited' ? failure.retryAfterMs : null;
  return new WireError(kindOf(failure), describeFailure(failure), retryAfterMs);
}

/** The database is there, the document is not. */
function isDocumentMissing(error: unknown): boolean {
  return hasFailed(error, 'not-found') && wireError(error).kind !== 'no-database';
}

function lengthOf(document: unknown): number | null {
  const attachments = (document as { _attachments?: Record<string, { length?: unknown }> } | null)
    ?._attachments;
  const length = attachments?.[PART_ATTACHMENT]?.length;
  return typeof length === 'number' ? length : null;
}

/** Parts of files over the one transport (L1, L22). */
class HttpBlobWire implements BlobWire {
  constructor(private readonly parts: RequestParts) {}

  identity(database: string, options: WireOptions): Promise<WireIdentity | null> {
    const path = `${encodeURIComponent(database)}/${encodeURIComponent(IDENTITY_ID)}`;
    return this.run(async () => {
      try {
        const answer = await this.send({ method: 'GET', path }, options);
        const found = readDocument(answer.json, IDENTITY_ID);
        const identity = found ? readIdentity(found.document) : null;
        if (identity) return identity;
        throw new WireError('wait', 'The answer is no identity.');
      } catch (error) {
        if (isDocumentMissing(error)) return null;
        throw error;
      }
    });
  }

  async present(
    database: string,
    parts: readonly string[],
    options: WireOptions,
  ): Promise<ReadonlySet<string>> {
    const ids = parts.map(blobId);
    const path = `${encodeURIComponent(database)}/_all_docs?include_docs=true`;
    const body = JSON.stringify({ keys: ids });
    return this.run(async () => {
      const answer = await this.send({ method: 'POST', path, body }, options);
      const states = readCurrent(answer.json, ids);
      if (!states) throw new WireError('wait', 'The answer does not list the parts asked for.');
      return new Set(parts.filter((part) => states.get(blobId(part))?.kind === 'document'));
    });
  }

  async put(
    database: string,
    part: string,
    bytes: ArrayBuffer,
    options: WireOptions,
  ): Promise<void> {
    try {
      try {
        const path = this.pathTo(database, part);
        const answer = await this.send({ method: 'PUT', path, body: bytes }, options);
        if (answer.status === 202 || !readWritten(answer.json)) {
          throw new WireError('wait', 'The server did not say that it stored the part.');
        }
      } catch (error) {
        if (!hasFailed(error, 'conflict')) throw error;
        await this.confirm(database, part, bytes.byteLength, options);
      }
    } catch (error) {
      throw wireError(error);
    }
  }

  async get(database: string, part: string, options: WireOptions): Promise<ArrayBuffer | null> {
    return this.run(async () => {
      try {
        const path = this.pathTo(database, part);
        const answer = await this.send({ method: 'GET', path }, options);
        if (!answer.content) throw new WireError('wait', 'The answer is no part of a file.');
        return answer.content;
      } catch (error) {
        if (isDocumentMissing(error)) return null;
        throw error;
      }
    });
  }

  /** Somebody sent it before us, or our own answer was lost (F8): the same content, or a fraud. */
  private async confirm(
    database: string,
    part: string,
    size: number,
    options: WireOptions,
  ): Promise<void> {
    const path = `${encodeURIComponent(database)}/${encodeURIComponent(blobId(part))}`;
    const answer = await this.send({ method: 'GET', path }, options);
    const found = readDocument(answer.json, blobId(part));
    const length = found ? lengthOf(answer.json) : null;
    if (length === size) return;
    throw new WireError('refused', 'The server holds something else under the name of this file.');
  }

  private pathTo(database: string, part: string): string {
    return `${encodeURIComponent(database)}/${encodeURIComponent(blobId(part))}/${PART_ATTACHMENT}`;
  }

  private send(
    spec: Pick<RequestSpec, 'method' | 'path' | 'body'>,
    { signal }: WireOptions,
  ): Promise<JsonAnswer> {
    return sendRequest(this.parts, {
      ...spec,
      owner: OWNER,
      signal,
      timeoutMs: PART_TIMEOUT_MS,
    });
  }

  /** A refusal of what is no write is about the whole database: a role was taken away (L12). */
  private async run<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      const known = wireError(error);
      throw known.kind === 'refused' ? new WireError('no-database', known.message) : known;
    }
  }
}

/** The wire that the queue of files sends and fetches over; throws `WireError` alone. */
export function createBlobWire(options: TransportOptions): BlobWire {
  return new HttpBlobWire({
    ...options,
    clock: options.clock ?? systemClock,
    onCancel: options.onCancel ?? (() => undefined),
  });
}

import { REQUEST_ID_HEADER } from '../../shared/protocol/ipc.ts';
import type { Account, Fetch } from '../session/account.ts';
import { describeNetworkError } from '../session/network-error.ts';
import { headersFromServer, headersToServer } from './couch-headers.ts';
import { findDesignDocument, judgeCouchRequest } from './couch-rules.ts';
import { localAnswer } from './local-answer.ts';
import { OpenRequests, isRequestId, type OpenRequest } from './open-requests.ts';
import { relayBody } from './relay-body.ts';

/**
 * Last resorts against sockets nobody owns any more; the callers' own limits are far below. Long
 * polls end after 60 s at most, heartbeats come every 25 s, but a photo may upload for a long time.
 */
const SILENCE_LIMIT_MS = 120_000;
const UPLOAD_LIMIT_MS = 1_800_000;

const WITHOUT_BODY = [204, 205, 304];

export interface CouchForwarderDeps {
  readonly fetch: Fetch;
  /** Who is signed in; null where nobody is or the password cannot be read. */
  readonly account: () => Promise<Account | null>;
}

/** Sends `app://console/couch/…` to the session's server, with the credentials a window never sees. */
export class CouchForwarder {
  readonly #requests = new OpenRequests();

  constructor(private readonly deps: CouchForwarderDeps) {}

  /** Ends one request of a window by the id it sent in REQUEST_ID_HEADER. */
  cancel(requestId: string): void {
    this.#requests.cancel(requestId);
  }

  /** Ends every request: what was asked in another person's name has no reader any more. */
  cancelAll(): void {
    this.#requests.cancelAll();
  }

  /** Answers a request; never rejects. */
  async forward(request: Request): Promise<Response> {
    const account = await this.deps.account();
    if (account === null) {
      return localAnswer('signed-out', 'unauthorized', 'Nobody is signed in on this console.');
    }
    const url = new URL(request.url);
    const verdict = judgeCouchRequest(request.method, url.pathname, account.userName);
    if (verdict.kind === 'refuse') return localAnswer('refused', 'forbidden', verdict.reason);

    // Only fetch can set a header: no script, worker or frame can be loaded from what a server holds.
    const id = request.headers.get(REQUEST_ID_HEADER);
    if (id === null || !isRequestId(id)) {
      return localAnswer(
        'refused',
        'bad_request',
        `Each request needs its own ${REQUEST_ID_HEADER}.`,
      );
    }
    const open = this.#requests.begin(id);
    try {
      const body = await readBody(request);
      const fault = findFaultInBody(request.method, verdict.path, body);
      if (fault !== null) {
        open.end();
        return localAnswer('refused', 'bad_request', fault);
      }
      const target = `${account.serverUrl}/${verdict.path}${url.search}`;
      return await this.#send(target, request, body, account, open);
    } catch (error) {
      open.end();
      const { code, sentence } = describeNetworkError(error, account.serverUrl);
      return localAnswer('unreachable', code, sentence);
    }
  }

  async #send(
    target: string,
    request: Request,
    body: ArrayBuffer | null,
    account: Account,
    open: OpenRequest,
  ): Promise<Response> {
    const limitMs = body === null ? SILENCE_LIMIT_MS : UPLOAD_LIMIT_MS;
    const limit = setTimeout(() => {
      open.abort.abort();
    }, limitMs);
    try {
      const answer = await this.deps.fetch(target, {
        method: request.method,
        headers: headersToServer(request.headers, account.authorization),
        body,
        signal: open.abort.signal,
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
      });
      return answerOf(answer, open);
    } finally {
      clearTimeout(limit);
    }
  }
}

function answerOf(answer: Response, open: OpenRequest): Response {
  if (isRedirect(answer)) {
    open.abort.abort();
    throw new Error('redirect');
  }
  const init = { status: answer.status, headers: headersFromServer(answer.headers) };
  if (answer.body === null || WITHOUT_BODY.includes(answer.status)) {
    open.end();
    return new Response(null, init);
  }
  return new Response(relayBody(answer.body, open, SILENCE_LIMIT_MS), init);
}

/** Electron throws for these so far; what another network stack gives back is no answer of CouchDB's. */
function isRedirect({ status, type }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400 && status !== 304);
}

async function readBody(request: Request): Promise<ArrayBuffer | null> {
  return request.method === 'GET' ? null : await request.arrayBuffer();
}

/** Electron hands the body of a Blob over as no bytes at all, which CouchDB would store. */
function findFaultInBody(method: string, path: string, body: ArrayBuffer | null): string | null {
  if (body === null) return null;
  if (body.byteLength === 0) {
    return `The body of ${method} ${path} is empty. Send text or an ArrayBuffer: a Blob arrives empty here.`;
  }
  const design = path.endsWith('/_bulk_docs') ? findDesignDocument(body) : null;
  return design === null ? null : `The console does not write design documents (${design}).`;
}

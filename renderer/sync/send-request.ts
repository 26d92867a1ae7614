import { PART_TYPE } from '../../shared/model/blob.ts';
import { LOCAL_ANSWER_HEADER, REQUEST_ID_HEADER } from '../../shared/protocol/ipc.ts';
import { classifyAnswer } from './classify-answer.ts';
import type { RawAnswer } from './classify-answer.ts';
import type { Clock } from './clock.ts';
import { TransportError } from './transport-error.ts';
import type { TransportFailure } from './transport-error.ts';

/** An answer that came from the server (or from what claims to be it), for the clock comparison. */
export interface Contact {
  /** The server's clock, from its `Date` header; null when it sent none. */
  readonly serverNowMs: number | null;
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
}

export interface RequestParts {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly baseUrl: string;
  readonly newRequestId: () => string;
  readonly clock: Clock;
  /** Tells the shell to cancel the upstream request: an abort does not reach it by itself. */
  readonly onCancel: (requestId: string) => void;
}

/** Who asks, for how long at most, and how to call it off. */
export interface CallOptions {
  readonly owner: string;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export interface RequestSpec extends CallOptions {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the base URL, encoded. */
  readonly path: string;
  /** JSON text, or the bytes of a part of a file; a Blob would be sent as nothing. */
  readonly body?: string | ArrayBuffer;
}

export interface JsonAnswer {
  readonly status: number;
  readonly json: unknown;
  readonly bytes: number;
  readonly contact: Contact;
  /** The body as it came, where it is the bytes of a part of a file; `json` is undefined then. */
  readonly content?: ArrayBuffer;
}

/** Small requests; a page and a batch say more themselves. */
const DEFAULT_TIMEOUT_MS = 30_000;
const decoder = new TextDecoder();

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function init(spec: RequestSpec, requestId: string, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = {
    accept: 'application/json',
    [REQUEST_ID_HEADER]: requestId,
  };
  if (spec.body !== undefined) {
    headers['content-type'] = typeof spec.body === 'string' ? 'application/json' : PART_TYPE;
  }
  return {
    method: spec.method,
    headers,
    signal,
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
    ...(spec.body === undefined ? {} : { body: spec.body }),
  };
}

async function exchange(
  parts: RequestParts,
  spec: RequestSpec,
  requestId: string,
  signal: AbortSignal,
): Promise<JsonAnswer> {
  const sentAtMs = parts.clock.now();
  const response = await parts.fetch(parts.baseUrl + spec.path, init(spec, requestId, signal));
  const receivedAtMs = parts.clock.now();
  const buffer = await response.arrayBuffer();
  const date = Date.parse(response.headers.get('date') ?? '');
  const serverNowMs = Number.isNaN(date) ? null : date;
  const contact = { serverNowMs, sentAtMs, receivedAtMs };
  if (isPart(response)) {
    const { status } = response;
    return { status, json: undefined, bytes: buffer.byteLength, contact, content: buffer };
  }
  const text = decoder.decode(buffer);
  const answer: RawAnswer = {
    status: response.status,
    redirected: response.type === 'opaqueredirect' || response.redirected,
    contentType: response.headers.get('content-type') ?? '',
    local: response.headers.get(LOCAL_ANSWER_HEADER),
    retryAfter: response.headers.get('retry-after'),
    text,
    json: parse(text),
  };
  const failure = classifyAnswer(answer, receivedAtMs);
  if (failure) throw new TransportError(failure, spec.owner);
  return { status: answer.status, json: answer.json, bytes: buffer.byteLength, contact };
}

/** Only CouchDB answers with this type; a sign-in page says what it is, and so does the shell. */
function isPart(response: Response): boolean {
  const type = response.headers.get('content-type') ?? '';
  const isLocal = response.headers.has(LOCAL_ANSWER_HEADER);
  return response.status === 200 && !isLocal && type.toLowerCase().startsWith(PART_TYPE);
}

function asTransportError(error: unknown, owner: string): TransportError {
  if (error instanceof TransportError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new TransportError({ kind: 'unreachable', message, isNormal: true }, owner);
}

/**
 * One request with an owner, a time limit and an abort (L1). Settles when the limit passes even if
 * `fetch` itself never does (F44). Throws `TransportError` and nothing else.
 */
export async function sendRequest(parts: RequestParts, spec: RequestSpec): Promise<JsonAnswer> {
  const { owner, signal } = spec;
  if (signal?.aborted) throw new TransportError({ kind: 'aborted' }, owner);
  const requestId = parts.newRequestId();
  const limitMs = spec.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const controller = new AbortController();
  let giveUp: (failure: TransportFailure) => void = () => undefined;
  const cancelled = new Promise<never>((_resolve, reject) => {
    giveUp = (failure) => {
      reject(new TransportError(failure, owner));
      controller.abort();
      parts.onCancel(requestId);
    };
  });
  const onAbort = (): void => giveUp({ kind: 'aborted' });
  signal?.addEventListener('abort', onAbort, { once: true });
  const stopTimer = parts.clock.setTimer(
    () => giveUp({ kind: 'timed-out', afterMs: limitMs }),
    limitMs,
  );
  try {
    return await Promise.race([exchange(parts, spec, requestId, controller.signal), cancelled]);
  } catch (error) {
    throw asTransportError(error, owner);
  } finally {
    stopTimer();
    signal?.removeEventListener('abort', onAbort);
  }
}

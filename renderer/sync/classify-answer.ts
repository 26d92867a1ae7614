import type { LocalAnswer } from '../../shared/protocol/ipc.ts';
import type { TransportFailure } from './transport-error.ts';

/** What is known of an answer before anybody trusts it. */
export interface RawAnswer {
  readonly status: number;
  /** A redirect that was not followed; CouchDB never redirects what we ask. */
  readonly redirected: boolean;
  readonly contentType: string;
  readonly local: string | null;
  readonly retryAfter: string | null;
  readonly text: string;
  /** The parsed body, or undefined when it is not JSON. */
  readonly json: unknown;
}

const SIGN_IN = 'This network wants a sign-in before it lets anything through.';
/** CouchDB's words for a token it cannot use, answered with 400 (sync.md, server facts). */
const BAD_TOKEN = /\b(claim|signature|hmac|header parameter|malformed token|base64|jwt)\b/i;
/** A `Retry-After` beyond this is a mistake or malice; a person's click goes before it anyway. */
const RETRY_AFTER_MAX_MS = 15 * 60_000;

/** Seconds or an HTTP date, as RFC 9110 §10.2.3 has it; null when absent or unreadable. */
export function readRetryAfter(value: string | null, nowMs: number): number | null {
  if (value === null || value.trim() === '') return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - nowMs;
  if (Number.isNaN(ms)) return null;
  return Math.min(Math.max(0, ms), RETRY_AFTER_MAX_MS);
}

interface CouchError {
  readonly error: string;
  readonly reason: string;
}

function couchErrorOf(json: unknown): CouchError | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  const { error, reason } = json as { error?: unknown; reason?: unknown };
  if (typeof error !== 'string') return null;
  return { error, reason: typeof reason === 'string' ? reason : error };
}

/** What the shell says in the server's place; its `error` is one word for programs. */
function fromShell(local: LocalAnswer | (string & {}), said: CouchError | null): TransportFailure {
  const message = said?.reason ?? 'The server cannot be reached.';
  if (local === 'signed-out') return { kind: 'unauthorized', reason: message, local: true };
  if (local !== 'unreachable') return { kind: 'bad-answer', status: 0, message };
  if (said?.error === 'redirected') return { kind: 'captive-portal', message };
  return { kind: 'unreachable', message, isNormal: said?.error !== 'certificate' };
}

/** Answers whose meaning lies in the status, whoever sent them: proxies answer these in HTML. */
function byStatusAlone(answer: RawAnswer, nowMs: number): TransportFailure | null {
  const { status } = answer;
  if (answer.redirected || (status >= 300 && status < 400) || status === 511 || status === 407) {
    return { kind: 'captive-portal', message: SIGN_IN };
  }
  if (status === 413) {
    const reason = couchErrorOf(answer.json)?.reason ?? 'larger than the server takes';
    return { kind: 'too-large', reason };
  }
  if (status === 429 || status === 503) {
    const retryAfterMs = readRetryAfter(answer.retryAfter, nowMs);
    return { kind: 'rate-limited', status, retryAfterMs };
  }
  return null;
}

function notJson(answer: RawAnswer): TransportFailure {
  const { status } = answer;
  if (status >= 500) return { kind: 'server-error', status, reason: 'the server failed' };
  const looksLikePage = /html/i.test(answer.contentType) || /^\s*</.test(answer.text);
  if (looksLikePage && (status < 300 || status === 401)) {
    return { kind: 'captive-portal', message: SIGN_IN };
  }
  const message = `The answer (${status}, ${answer.contentType || 'no content type'}) is not CouchDB's.`;
  return { kind: 'bad-answer', status, message };
}

function fromCouch(status: number, { error, reason }: CouchError): TransportFailure {
  if (status === 401) return { kind: 'unauthorized', reason, local: false };
  if (status === 400) {
    return BAD_TOKEN.test(reason)
      ? { kind: 'unauthorized', reason, local: false }
      : { kind: 'bad-request', reason };
  }
  if (status === 403) {
    return /temporarily locked/i.test(reason)
      ? { kind: 'locked', reason }
      : { kind: 'forbidden', reason };
  }
  if (status === 404) {
    if (/missing json key/i.test(reason)) return { kind: 'unauthorized', reason, local: false };
    const subject = /database|no_db_file/i.test(`${error} ${reason}`) ? 'database' : 'document';
    return { kind: 'not-found', subject, reason };
  }
  if (status === 409) return { kind: 'conflict', reason };
  if (status >= 500) return { kind: 'server-error', status, reason };
  return { kind: 'bad-answer', status, message: `${error}: ${reason}` };
}

/**
 * Decides what an answer means (L1, L3, F1, F2). A refusal counts as CouchDB's only when it is JSON
 * with CouchDB's `error`; everything else is somebody in between, and nothing follows from it.
 * @returns Null when the body may be read; its shape is still to be checked.
 */
export function classifyAnswer(answer: RawAnswer, nowMs: number): TransportFailure | null {
  if (answer.local !== null) return fromShell(answer.local, couchErrorOf(answer.json));
  const early = byStatusAlone(answer, nowMs);
  if (early) return early;
  if (!/json/i.test(answer.contentType) || answer.json === undefined) return notJson(answer);
  if (answer.status >= 200 && answer.status < 300) return null;
  const error = couchErrorOf(answer.json);
  if (error) return fromCouch(answer.status, error);
  const message = `The answer (${answer.status}) is JSON, but not CouchDB's.`;
  return answer.status >= 500
    ? { kind: 'server-error', status: answer.status, reason: 'the server failed' }
    : { kind: 'bad-answer', status: answer.status, message };
}

/** A 200 whose body is not what CouchDB answers here; `{}` is what sign-in gateways like to send. */
export function wrongShape(json: unknown, status: number, what: string): TransportFailure {
  const isEmptyObject =
    typeof json === 'object' &&
    json !== null &&
    !Array.isArray(json) &&
    Object.keys(json).length === 0;
  if (isEmptyObject) return { kind: 'captive-portal', message: SIGN_IN };
  return { kind: 'bad-answer', status, message: `The server's answer is not ${what}.` };
}

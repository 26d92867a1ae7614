/** What went wrong between this console and CouchDB; every request ends in an answer or in one of these. */
export type TransportFailure =
  /** No connection: normal for a console, unless only a person can mend it (a certificate). */
  | { readonly kind: 'unreachable'; readonly message: string; readonly isNormal: boolean }
  /** Something between us and the server answered in its place: a sign-in page, a proxy. */
  | { readonly kind: 'captive-portal'; readonly message: string }
  /** `local`: the shell has no session; no request went out. */
  | { readonly kind: 'unauthorized'; readonly reason: string; readonly local: boolean }
  | { readonly kind: 'forbidden'; readonly reason: string }
  /** CouchDB's lockout after too many wrong passwords; every further try prolongs it. */
  | { readonly kind: 'locked'; readonly reason: string }
  | {
      readonly kind: 'not-found';
      readonly subject: 'database' | 'document';
      readonly reason: string;
    }
  | { readonly kind: 'conflict'; readonly reason: string }
  | { readonly kind: 'too-large'; readonly reason: string }
  | { readonly kind: 'bad-request'; readonly reason: string }
  | {
      readonly kind: 'rate-limited';
      readonly status: number;
      /** What `Retry-After` asked for; null when it said nothing. */
      readonly retryAfterMs: number | null;
    }
  | { readonly kind: 'server-error'; readonly status: number; readonly reason: string }
  | { readonly kind: 'bad-answer'; readonly status: number; readonly message: string }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'timed-out'; readonly afterMs: number };

export type FailureKind = TransportFailure['kind'];

/** The same request can only succeed after something else has changed. */
const FINAL: readonly FailureKind[] = [
  'unauthorized',
  'forbidden',
  'locked',
  'not-found',
  'too-large',
  'bad-request',
];

/** One line for logs and for a refusal's reason. */
export function describeFailure(failure: TransportFailure): string {
  switch (failure.kind) {
    case 'aborted':
      return 'aborted';
    case 'timed-out':
      return `no answer within ${Math.round(failure.afterMs / 1000)} s`;
    case 'rate-limited':
      return `the server asked to wait (${failure.status})`;
    case 'unreachable':
    case 'captive-portal':
    case 'bad-answer':
      return failure.message;
    case 'server-error':
      return `${failure.reason} (${failure.status})`;
    default:
      return failure.reason;
  }
}

/** A request that did not end in a usable answer. `owner` names who asked. */
export class TransportError extends Error {
  readonly failure: TransportFailure;
  readonly owner: string;
  readonly canRetry: boolean;

  constructor(failure: TransportFailure, owner: string) {
    super(`${owner}: ${describeFailure(failure)}`);
    this.name = 'TransportError';
    this.failure = failure;
    this.owner = owner;
    this.canRetry = !FINAL.includes(failure.kind);
  }
}

/** The failure of an error thrown by the transport, or null for anything else. */
export function failureOf(error: unknown): TransportFailure | null {
  return error instanceof TransportError ? error.failure : null;
}

export function hasFailed(error: unknown, ...kinds: readonly FailureKind[]): boolean {
  const failure = failureOf(error);
  return failure !== null && kinds.includes(failure.kind);
}

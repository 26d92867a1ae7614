export type FailureKind =
  | 'bad-url'
  | 'unreachable'
  | 'not-couchdb'
  | 'unauthorized'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'refused';

/** What a server answered instead of doing it, as a sentence. Never carries credentials. */
export class CouchFailure extends Error {
  readonly kind: FailureKind;
  /** HTTP status, where there was an answer. */
  readonly status: number | null;
  readonly canRetry: boolean;

  constructor(kind: FailureKind, message: string, status: number | null = null) {
    super(message);
    this.name = 'CouchFailure';
    this.kind = kind;
    this.status = status;
    this.canRetry = kind === 'unreachable' || kind === 'conflict' || (status ?? 0) >= 500;
  }
}

interface NanoError {
  readonly statusCode?: number;
  readonly reason?: string;
  readonly message?: string;
}

const KINDS: Readonly<Record<number, FailureKind>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'missing',
  409: 'conflict',
};

/** Turns what nano throws into a sentence that names server, request and reason. */
export function couchFailure(
  thrown: unknown,
  url: string,
  request: { readonly method?: string; readonly db?: string; readonly path?: string },
): CouchFailure {
  const { statusCode, reason, message } = thrown as NanoError;
  if (statusCode === undefined) {
    return new CouchFailure('unreachable', `No answer from ${url}: ${causeOf(thrown)}.`);
  }
  const what = `${request.method ?? 'GET'} /${[request.db, request.path].filter(Boolean).join('/')}`;
  const why = (reason ?? message ?? 'no reason given').replace(/\.$/, '');
  // CouchDB's 401 for a person it knows: the password is right, the role is missing.
  if (statusCode === 401 && /not a server( or db)? admin/i.test(why)) {
    const advice = 'Give the name and password of an administrator in COUCHDB_URL.';
    return new CouchFailure('forbidden', `${url} refused ${what}: ${why}. ${advice}`, 401);
  }
  if (statusCode === 401) {
    const advice = 'Check the user name and the password.';
    return new CouchFailure('unauthorized', `${url} did not let us in: ${why}. ${advice}`, 401);
  }
  const kind = KINDS[statusCode] ?? 'refused';
  return new CouchFailure(kind, `${url} answered ${statusCode} to ${what}: ${why}.`, statusCode);
}

const NETWORK_CODES: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/ECONNREFUSED|AggregateError/, 'nothing listens there'],
  [/ENOTFOUND|EAI_AGAIN/, 'the name is not known'],
  [/Timeout|timeout|aborted/, 'it took too long'],
  [/CERT|certificate|self.signed/i, 'its TLS certificate is not trusted'],
];

function causeOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const known = NETWORK_CODES.find(([pattern]) => pattern.test(text));
  return known?.[1] ?? text.replace(/^error happened in your connection\. Reason: /, '');
}

/**
 * An answer in CouchDB's error shape, `{"error": …, "reason": …}` with an HTTP status.
 * Thrown anywhere below a route; the server turns it into the response.
 */
export class CouchError extends Error {
  override readonly name = 'CouchError';

  constructor(
    readonly status: number,
    readonly error: string,
    readonly reason: string,
  ) {
    super(`${String(status)} ${error}: ${reason}`);
  }
}

export const notFound = (reason = 'missing'): CouchError =>
  new CouchError(404, 'not_found', reason);

export const databaseMissing = (): CouchError => notFound('Database does not exist.');

export const conflict = (): CouchError =>
  new CouchError(409, 'conflict', 'Document update conflict.');

export const badRequest = (reason: string): CouchError =>
  new CouchError(400, 'bad_request', reason);

export const queryParseError = (reason: string): CouchError =>
  new CouchError(400, 'query_parse_error', reason);

export const forbidden = (reason: string): CouchError => new CouchError(403, 'forbidden', reason);

export const unauthorized = (reason: string): CouchError =>
  new CouchError(401, 'unauthorized', reason);

interface PouchErrorLike {
  readonly status: number;
  readonly name: string;
  readonly reason?: unknown;
  readonly message?: unknown;
}

function isPouchError(thrown: unknown): thrown is PouchErrorLike {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const candidate = thrown as Partial<PouchErrorLike>;
  return typeof candidate.status === 'number' && typeof candidate.name === 'string';
}

/**
 * CouchDB's answer for what PouchDB throws, or `undefined` where the failure is not the caller's
 * (the server then logs it and answers 500 without its text).
 */
export function toCouchError(thrown: unknown): CouchError | undefined {
  if (thrown instanceof CouchError) return thrown;
  if (!isPouchError(thrown)) return undefined;
  if (thrown.status === 409) return conflict();
  if (thrown.status < 400 || thrown.status >= 500) return undefined;
  const reason = [thrown.reason, thrown.message, thrown.name].find(
    (each): each is string => typeof each === 'string' && each !== '',
  );
  return new CouchError(thrown.status, thrown.name, reason ?? thrown.name);
}

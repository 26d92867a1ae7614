/** What the queue of files needs of the server; `renderer/sync` speaks to it (L1). */
export interface BlobWire {
  /** Null when the database has no identity document (L13). */
  identity(database: string, options: WireOptions): Promise<WireIdentity | null>;
  /** Which of these parts the server has. */
  present(
    database: string,
    parts: readonly string[],
    options: WireOptions,
  ): Promise<ReadonlySet<string>>;
  /** Sends a part. One that is there already counts as sent (409 and the length is the same). */
  put(database: string, part: string, bytes: ArrayBuffer, options: WireOptions): Promise<void>;
  /** Null when the server does not have it. */
  get(database: string, part: string, options: WireOptions): Promise<ArrayBuffer | null>;
}

export interface WireOptions {
  readonly signal: AbortSignal;
}

export interface WireIdentity {
  readonly databaseId: string;
  readonly epoch: number;
  readonly scope?: string;
}

/**
 * Why a request did not succeed, as far as the queue must tell cases apart (L3): `wait` passes by
 * itself, `signed-out` needs a person, `no-database` an administrator, `no-room` has a full disk
 * behind it, `refused` is about this one part and for ever, `broken` may be about it.
 */
export type WireFailure =
  'wait' | 'signed-out' | 'no-database' | 'no-room' | 'refused' | 'broken' | 'aborted';

/** A request for files that failed; the only error a wire throws. */
export class WireError extends Error {
  readonly kind: WireFailure;
  /** What the server asked for, else null. */
  readonly retryAfterMs: number | null;
  readonly canRetry: boolean;

  constructor(kind: WireFailure, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = 'WireError';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
    this.canRetry = kind !== 'refused';
  }
}

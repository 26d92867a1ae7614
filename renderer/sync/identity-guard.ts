import type { DatabaseIdentity } from '../../shared/model/collections.ts';
import { scopeDatabase } from '../../shared/model/collections.ts';
import type { Checkpoint, SyncPort } from '../replica/outbox-row.ts';
import { identityDiffers, identityMissing } from './explain-failure.ts';
import { readIdentity } from './read-answers.ts';
import type { CurrentState } from './read-answers.ts';
import type { Clock } from './clock.ts';
import type { Transport } from './transport.ts';
import { hasFailed } from './transport-error.ts';

/** The server shows another identity than a moment ago: look again before anything else. */
export class IdentityChanged extends Error {
  readonly canRetry = true;

  constructor(database: string) {
    super(`identity of ${database} changed`);
    this.name = 'IdentityChanged';
  }
}

/** Six small requests an hour and database. */
const REFRESH_MS = 10 * 60_000;

export interface GuardParts {
  readonly database: string;
  readonly port: SyncPort;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told after every successful check. */
  readonly onKnown: (identity: DatabaseIdentity) => void;
  /** Told once when the right database answers after another one, or none, was seen (L16). */
  readonly onRecovered?: () => void;
}

function isSame(a: DatabaseIdentity, b: DatabaseIdentity): boolean {
  return a.databaseId === b.databaseId && a.epoch === b.epoch && a.minClient === b.minClient;
}

/** The feed position of a database that is pulled from its beginning. */
export function freshCheckpoint(database: string, identity: DatabaseIdentity): Checkpoint {
  return {
    id: `checkpoint:${database}`,
    kind: 'checkpoint',
    database,
    databaseId: identity.databaseId,
    epoch: identity.epoch,
    since: '0',
    complete: false,
  };
}

/**
 * Knows whether the database behind the URL is the one we worked with (L13, L14, F13, F16). Every
 * failed request ends that knowledge, and nothing is pulled or pushed before it is renewed.
 */
export class IdentityGuard {
  private readonly parts: GuardParts;
  private known: DatabaseIdentity | null = null;
  private knownAtMs = -Infinity;
  private checking: Promise<DatabaseIdentity> | null = null;
  private doubts = 0;
  private wasOther = false;

  constructor(parts: GuardParts) {
    this.parts = parts;
  }

  invalidate(): void {
    this.known = null;
    this.doubts += 1;
  }

  /** Asks again from time to time even while nothing fails; it also tells the server's clock. */
  refresh(): void {
    if (this.parts.clock.now() - this.knownAtMs >= REFRESH_MS) this.invalidate();
  }

  /** Throws `IdentityStop` for a wrong database, `TransportError` when nobody answers. */
  ensure(): Promise<DatabaseIdentity> {
    if (this.known) return Promise.resolve(this.known);
    this.checking ??= this.check().finally(() => {
      this.checking = null;
    });
    return this.checking;
  }

  /**
   * Compares an identity document that came along with other data. Throws `IdentityChanged` when it
   * is not the expected one, so that neither a page nor a batch passes unnoticed between two servers.
   */
  confirm(state: CurrentState | null | undefined, expected: DatabaseIdentity): void {
    const seen = state?.kind === 'document' ? readIdentity(state.document) : null;
    if (seen && isSame(seen, expected)) return;
    this.wasOther = true;
    this.invalidate();
    throw new IdentityChanged(this.parts.database);
  }

  /** Whether a checkpoint belongs to this identity. */
  static covers(identity: DatabaseIdentity, checkpoint: Checkpoint): boolean {
    return identity.databaseId === checkpoint.databaseId && identity.epoch === checkpoint.epoch;
  }

  private async check(): Promise<DatabaseIdentity> {
    const { database, port, onKnown, clock } = this.parts;
    const { doubts } = this;
    const wasOther = this.wasOther;
    const identity = await this.fetchIdentity();
    this.wasOther = true;
    if (identity?.scope !== undefined && scopeDatabase(identity.scope) !== database) {
      throw identityDiffers(database);
    }
    if (!identity) throw identityMissing(database);
    const checkpoint = await port.checkpoint(database);
    if (checkpoint && checkpoint.databaseId !== identity.databaseId) {
      throw identityDiffers(database);
    }
    // An answer that was under way when a request failed may be the other server's.
    if (doubts === this.doubts) this.known = identity;
    this.knownAtMs = clock.now();
    onKnown(identity);
    this.wasOther = false;
    if (wasOther) this.parts.onRecovered?.();
    return identity;
  }

  private async fetchIdentity(): Promise<DatabaseIdentity | null> {
    const { database, transport, signal } = this.parts;
    try {
      return await transport.identity(database, { owner: `identity ${database}`, signal });
    } catch (error) {
      if (hasFailed(error, 'not-found')) return null;
      throw error;
    }
  }
}

import type { Trouble } from './sync-status.ts';
import { describeFailure } from './transport-error.ts';
import type { TransportFailure } from './transport-error.ts';

/** The database behind the address is not the one this console worked with (L13). */
export class IdentityStop extends Error {
  readonly canRetry = false;

  constructor(message: string) {
    super(message);
    this.name = 'IdentityStop';
  }
}

const NOTHING_DONE = 'Nothing was sent and nothing was deleted; your work is kept here.';

export function identityMissing(database: string): IdentityStop {
  return new IdentityStop(
    `“${database}” on this server is not an Outpost database: its identity is missing. ${NOTHING_DONE} Ask whoever runs the server.`,
  );
}

export function identityDiffers(database: string): IdentityStop {
  return new IdentityStop(
    `“${database}” on this server is another database than the one this console worked with. ${NOTHING_DONE} Check the address, or ask whoever runs the server.`,
  );
}

/** What a person reads about a failed request; being offline needs no sentence. */
export function explainFailure(failure: TransportFailure, database: string): Trouble {
  switch (failure.kind) {
    case 'unreachable':
      return { phase: 'offline', message: failure.isNormal ? null : failure.message };
    case 'timed-out':
      return { phase: 'offline', message: null };
    case 'captive-portal':
      return { phase: 'captive-portal', message: failure.message };
    case 'forbidden':
      return {
        phase: 'error',
        message: `You may not use “${database}”: ${failure.reason}. What you have not sent is kept.`,
      };
    case 'not-found':
      return { phase: 'stopped-identity', message: identityMissing(database).message };
    case 'rate-limited':
      return { phase: 'error', message: 'The server is busy and asked this console to wait.' };
    case 'server-error':
      return {
        phase: 'error',
        message: `The server failed (${failure.status}: ${failure.reason}). This console tries again by itself.`,
      };
    case 'aborted':
      return { phase: null, message: null };
    default:
      return {
        phase: 'error',
        message: `Something between this console and the server is wrong: ${describeFailure(failure)}. This console tries again by itself.`,
      };
  }
}

/** A failure of our own storage while a page was applied (L4). */
export function explainStorage(error: unknown): Trouble {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    phase: 'error',
    message: `This machine could not store what the server sent, so the replica is incomplete: ${reason}`,
  };
}

import { createBackoff } from './backoff.ts';
import { type Bell, pause } from './bell.ts';
import { explainFailure, explainStorage, IdentityStop } from './explain-failure.ts';
import { IdentityChanged } from './identity-guard.ts';
import type { IdentityGuard } from './identity-guard.ts';
import type { Clock } from './clock.ts';
import type { SignInGate } from './sign-in-gate.ts';
import { isRejection } from './sign-in-gate.ts';
import type { Reporter, StatusBoard } from './status-board.ts';
import type { Trouble } from './sync-status.ts';
import { failureOf } from './transport-error.ts';
import type { Tuning } from './tuning.ts';

/** What all loops of an engine share. */
export interface EngineParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly tuning: Tuning;
  readonly board: StatusBoard;
  readonly gate: SignInGate;
  /** Ends every wait: a click, a wake-up, another network. */
  readonly now: Bell;
  readonly signal: AbortSignal;
  /** The server does not let this person into a database: their roles may have changed (L12). */
  readonly onForbidden: () => void;
}

/**
 * A step reports success. `steady` false clears the sentence on screen but not the growing delay:
 * the next request may well fail again.
 */
export type IsWell = (steady?: boolean) => void;

export interface Loop {
  readonly database: string;
  readonly reporter: Reporter;
  readonly guard: IdentityGuard;
  /** Works until something fails. Calls `isWell` after every success. */
  readonly step: (isWell: IsWell) => Promise<void>;
}

/** An idle poll was cut: nothing a person need know unless the next request fails as well (F3). */
export class QuietCut extends Error {
  readonly canRetry = true;

  constructor() {
    super('idle poll cut');
    this.name = 'QuietCut';
  }
}

/** Restarts without a wait; more than this in a row are a failure like any other. */
const QUICK_RESTARTS = 3;

const UNSTEADY =
  'The server shows one identity and then another. This console waits until it is sure which it is.';

function troubleOf(error: unknown, database: string): Trouble {
  if (error instanceof IdentityStop) {
    return { phase: 'stopped-identity', message: error.message };
  }
  if (error instanceof IdentityChanged) return { phase: 'error', message: UNSTEADY };
  const failure = failureOf(error);
  return failure ? explainFailure(failure, database) : explainStorage(error);
}

function isQuick(error: unknown): boolean {
  const wasInterrupted = failureOf(error)?.kind === 'aborted';
  return wasInterrupted || error instanceof IdentityChanged || error instanceof QuietCut;
}

/**
 * Runs a loop's step again and again until the engine stops: waits at the sign-in gate, backs off
 * with jitter after failures, honours `Retry-After`, tells the board. Never throws.
 */
export async function runLoop(engine: EngineParts, loop: Loop): Promise<void> {
  const { clock, signal, board, gate, now, tuning } = engine;
  const { database, reporter, guard } = loop;
  const backoff = createBackoff(tuning.backoffFirstMs, tuning.backoffMaxMs, engine.random);
  let quickRestarts = 0;
  let hasAsked = false;
  const isWell: IsWell = (steady = true) => {
    if (steady) {
      backoff.reset();
      quickRestarts = 0;
      hasAsked = false;
    }
    board.trouble(database, reporter, null);
  };
  while (!signal.aborted) {
    try {
      await gate.passes();
      if (!signal.aborted) await loop.step(isWell);
    } catch (error) {
      guard.invalidate();
      const failure = failureOf(error);
      if (isRejection(failure)) {
        gate.reject(failure);
        continue;
      }
      if (failure?.kind === 'forbidden' && !hasAsked) {
        hasAsked = true;
        engine.onForbidden();
      }
      if (isQuick(error) && quickRestarts < QUICK_RESTARTS) {
        quickRestarts += 1;
        continue;
      }
      if (signal.aborted) return;
      board.trouble(database, reporter, troubleOf(error, database));
      const asked = failure?.kind === 'rate-limited' ? failure.retryAfterMs : null;
      // A wrong database does not mend itself in a second.
      const ms = backoff.next(error instanceof IdentityStop ? tuning.backoffMaxMs : asked);
      await pause({ clock, signal, bells: [now], ms });
    }
  }
}

import { Bell, pause } from './bell.ts';
import type { Clock } from './clock.ts';
import { failureOf } from './transport-error.ts';
import type { TransportFailure } from './transport-error.ts';

export interface GateParts {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** A person's click, a wake-up, a new session. */
  readonly now: Bell;
  readonly recheckMs: number;
  readonly slowCheckMs: number;
  /** One cheap request that shows whether the server knows us. */
  readonly ask: () => Promise<unknown>;
  readonly show: (signedOut: boolean, message: string | null) => void;
}

type Rejection = Extract<TransportFailure, { kind: 'unauthorized' | 'locked' }>;

const ASKING = 'The server asked who you are; this console asks once more.';
const SIGN_IN = 'Sign in again to send and receive. What you have not sent is kept here.';

function messageFor(failure: Rejection): string {
  return failure.kind === 'locked'
    ? `The server locked this account for a while: “${failure.reason}” Wait some minutes, then sign in again. What you have not sent is kept here.`
    : SIGN_IN;
}

/** Whether a failure is about who we are; it then stops every loop at once. */
export function isRejection(failure: TransportFailure | null): failure is Rejection {
  return failure?.kind === 'unauthorized' || failure?.kind === 'locked';
}

/**
 * All requests wait here while it is unclear who we are (L3, F1, F24, F25): after the first
 * rejection one further question, then silence until somebody signs in or a long time has passed.
 * A loop that went on asking would lock the person out.
 */
export class SignInGate {
  private readonly parts: GateParts;
  private readonly opened = new Bell();
  private isOpen = true;

  constructor(parts: GateParts) {
    this.parts = parts;
  }

  /** Resolves when requests may go out, or at the abort. */
  async passes(): Promise<void> {
    const { clock, signal } = this.parts;
    while (!this.isOpen && !signal.aborted) await pause({ clock, signal, bells: [this.opened] });
  }

  /** Closes the gate; later rejections of requests already under way add nothing. */
  reject(failure: Rejection): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    void this.settle(failure);
  }

  private async settle(first: Rejection): Promise<void> {
    const { clock, signal, now, recheckMs, slowCheckMs, show } = this.parts;
    let failure: Rejection | null = first;
    let certain = first.kind === 'locked' || first.local;
    while (failure && !signal.aborted) {
      show(certain, certain ? messageFor(failure) : ASKING);
      const ms = certain ? slowCheckMs : recheckMs;
      await pause({ clock, signal, bells: [now], ms });
      if (signal.aborted) return;
      failure = await this.askAgain();
      certain = true;
    }
    show(false, null);
    this.isOpen = true;
    this.opened.ring();
  }

  private async askAgain(): Promise<Rejection | null> {
    try {
      await this.parts.ask();
      return null;
    } catch (error) {
      const failure = failureOf(error);
      // Any other failure is for the loops to meet and explain.
      return isRejection(failure) ? failure : null;
    }
  }
}

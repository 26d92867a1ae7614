import { Bell, pause } from './bell.ts';
import type { Clock } from './clock.ts';

/**
 * Tells when a feed has applied all that the server had at a given moment. An open poll says nothing
 * about that: it was asked for before.
 */
export class FeedRounds {
  /** Ends an open poll: somebody wants to know where the feed ends now. */
  readonly wanted = new Bell();
  private readonly finished = new Bell();
  private asked = 0;
  private answered = 0;

  /** The round that a request made now belongs to. */
  get round(): number {
    return this.asked;
  }

  /** Somebody waits: the next request must not be one that the server holds. */
  get isAwaited(): boolean {
    return this.asked > this.answered;
  }

  /** A request of this round reached the end of the feed, and all of it is applied. */
  finish(round: number): void {
    if (round <= this.answered) return;
    this.answered = round;
    this.finished.ring();
  }

  /** Resolves when everything the server had at this moment is applied, or at the abort. */
  async caughtUp(clock: Clock, signal: AbortSignal): Promise<void> {
    this.asked += 1;
    const mine = this.asked;
    this.wanted.ring();
    while (this.answered < mine && !signal.aborted) {
      await pause({ clock, signal, bells: [this.finished] });
    }
  }
}

/** Time from outside, so that tests own it. */
export interface BlobClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls once after `ms`; returns a function that cancels. */
  setTimer(call: () => void, ms: number): () => void;
}

/** Lets the queue sleep until there is something new, a time has passed or it is over. */
export class Waker {
  private readonly sleepers = new Set<() => void>();
  /** Woken while nobody slept: what was looked at may be old, so the next sleep ends at once. */
  private rung = false;

  constructor(private readonly clock: BlobClock) {}

  wake = (): void => {
    this.rung = true;
    for (const wake of this.sleepers) wake();
  };

  /** Forgets a ring nobody has heard. */
  hush(): void {
    this.rung = false;
  }

  sleep(signal: AbortSignal, ms?: number): Promise<void> {
    if (signal.aborted || this.rung) {
      this.rung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const done = (): void => {
        this.sleepers.delete(done);
        this.rung = false;
        stopTimer();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const stopTimer = ms === undefined ? () => undefined : this.clock.setTimer(done, ms);
      this.sleepers.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}

/** Growing delays between tries. */
export interface Backoff {
  /** Milliseconds to wait now, at least `atLeastMs` (what a server asked for). */
  next(atLeastMs?: number | null): number;
  reset(): void;
}

/** Past this the delay has reached any sensible maximum, and 2^n stays a number. */
const MAX_DOUBLINGS = 20;

/** Doubling from `firstMs`, capped at `maxMs`. */
export function backoffMs(failures: number, firstMs: number, maxMs: number): number {
  return Math.min(maxMs, firstMs * 2 ** Math.min(Math.max(0, failures - 1), MAX_DOUBLINGS));
}

/**
 * Exponential back-off with equal jitter: half fixed, half random, so that a thousand consoles do
 * not come back in the same second (aws.amazon.com/blogs/architecture, "Exponential Backoff And
 * Jitter").
 */
export function createBackoff(firstMs: number, maxMs: number, random: () => number): Backoff {
  let failures = 0;
  return {
    next(atLeastMs) {
      failures += 1;
      const full = backoffMs(failures, firstMs, maxMs);
      return Math.max(atLeastMs ?? 0, full / 2 + (random() * full) / 2);
    },
    reset() {
      failures = 0;
    },
  };
}

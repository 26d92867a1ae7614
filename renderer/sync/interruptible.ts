import type { Bell } from './bell.ts';
import type { Clock } from './clock.ts';

export interface Interruption {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly now: Bell;
  /** A request this old when the bell rings is taken for dead; 0 for an idle poll. */
  readonly staleMs: number;
}

/** Younger requests outlive a click: on a slow line impatience must not start the page anew. */
export const STALE_REQUEST_MS = 10_000;

/**
 * Runs a request that a wake-up or a click may call off, so that sync resumes at once on another
 * network instead of after the time limit (F45).
 */
export async function interruptible<T>(
  { clock, signal, now, staleMs }: Interruption,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const startedMs = clock.now();
  const abort = (): void => controller.abort();
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  const stop = now.onRing(() => {
    if (clock.now() - startedMs >= staleMs) abort();
  });
  try {
    return await call(controller.signal);
  } finally {
    stop();
    signal.removeEventListener('abort', abort);
  }
}

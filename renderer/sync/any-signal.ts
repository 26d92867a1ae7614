/** A signal that follows others, and a way to stop following them. */
export interface FollowingSignal {
  readonly signal: AbortSignal;
  /** Takes its listeners off; signals that live long collect none. */
  release(): void;
}

/**
 * Aborts as soon as one of the signals does. `AbortSignal.any` would do, but needs Chromium 116, and
 * the oldest runtime the console is tested on has 114.
 */
export function anySignal(...signals: readonly AbortSignal[]): FollowingSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const signal of signals) {
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  }
  return {
    signal: controller.signal,
    release() {
      for (const signal of signals) signal.removeEventListener('abort', abort);
    },
  };
}

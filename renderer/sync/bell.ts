import type { Clock } from './clock.ts';

/** Something that happens now and then and ends waits. */
export class Bell {
  private readonly listeners = new Set<() => void>();

  ring(): void {
    for (const listener of [...this.listeners]) listener();
  }

  onRing(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

export interface Pause {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly bells: readonly Bell[];
  /** Without it only a bell or the abort ends the wait. */
  readonly ms?: number;
}

/** Waits for the first of: a bell, the time, the abort. Never throws. */
export function pause({ clock, signal, bells, ms }: Pause): Promise<void> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const done = (): void => {
      for (const stop of stops) stop();
      resolve();
    };
    if (signal.aborted) {
      resolve();
      return;
    }
    for (const bell of bells) stops.push(bell.onRing(done));
    if (ms !== undefined) stops.push(clock.setTimer(done, ms));
    signal.addEventListener('abort', done, { once: true });
    stops.push(() => signal.removeEventListener('abort', done));
  });
}

import type { Clock } from '../../renderer/sync/clock.ts';

interface Timer {
  readonly dueMs: number;
  readonly call: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  private nowMs: number;
  private readonly timers = new Set<Timer>();

  constructor(startMs = Date.UTC(2027, 2, 30, 8)) {
    this.nowMs = startMs;
  }

  now(): number {
    return this.nowMs;
  }

  setTimer(call: () => void, ms: number): () => void {
    const timer: Timer = { dueMs: this.nowMs + ms, call };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Lets time pass and calls what falls due, in order. */
  advance(ms: number): void {
    const endMs = this.nowMs + ms;
    for (;;) {
      const due = [...this.timers]
        .filter((timer) => timer.dueMs <= endMs)
        .sort((a, b) => a.dueMs - b.dueMs)[0];
      if (!due) break;
      this.timers.delete(due);
      this.nowMs = Math.max(this.nowMs, due.dueMs);
      due.call();
    }
    this.nowMs = endMs;
  }

  /** Milliseconds to the next timer, undefined when none runs. */
  nextMs(): number | undefined {
    const due = [...this.timers].map((timer) => timer.dueMs - this.nowMs);
    return due.length > 0 ? Math.min(...due) : undefined;
  }
}

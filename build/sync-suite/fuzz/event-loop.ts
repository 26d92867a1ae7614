import { createHash } from 'node:crypto';
import { ManualClock } from '../manual-clock.ts';

/**
 * The event loop of a thread in which no time passes by itself: timers run on a manual clock,
 * nothing waits for another thread, and `settled` knows when all that could happen has happened.
 * So a story takes as long as its work, and the same seed is the same story.
 */
export class EventLoop {
  readonly clock = new ManualClock();
  private readonly realImmediate = globalThis.setImmediate;
  private pending = 0;

  /** Takes the thread's timers over; call it before anything of the product is loaded. */
  takeOver(): void {
    const { clock } = this;
    const immediate = (task: (...args: unknown[]) => void, ...args: unknown[]): unknown =>
      this.soon(() => task(...args));
    const later = (task: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): unknown => {
      if (ms <= 1) return immediate(task, ...args);
      return { cancel: clock.setTimer(() => task(...args), ms) };
    };
    const cancel = (handle: unknown): void =>
      (handle as { cancel?: () => void } | null)?.cancel?.();
    Object.assign(globalThis, {
      setImmediate: immediate,
      clearImmediate: cancel,
      setTimeout: later,
      clearTimeout: cancel,
    });
    // RxDB hashes names; the platform would do it in another thread and answer at any time.
    globalThis.crypto.subtle.digest = (_algorithm, data) => {
      const bytes = ArrayBuffer.isView(data)
        ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
        : new Uint8Array(data);
      const hash = createHash('sha256').update(bytes).digest();
      return Promise.resolve(new Uint8Array(hash).buffer);
    };
  }

  /** Lets so many turns of the event loop go by, fewer if nothing is left to do. */
  async turns(count: number): Promise<void> {
    let idle = 0;
    for (let turn = 0; turn < count && idle < IDLE_TURNS; turn += 1) {
      await new Promise<void>((resolve) => {
        this.realImmediate(resolve);
      });
      idle = this.pending === 0 ? idle + 1 : 0;
    }
  }

  /** Until everybody waits for time to pass. */
  settled(): Promise<void> {
    return this.turns(Infinity);
  }

  /** Lets time pass in steps, in which all that falls due is finished. */
  async pass(ms: number): Promise<void> {
    const endMs = this.clock.now() + ms;
    for (;;) {
      await this.settled();
      const leftMs = endMs - this.clock.now();
      if (leftMs <= 0) return;
      this.clock.advance(Math.min(leftMs, Math.max(1, this.clock.nextMs() ?? leftMs)));
    }
  }

  private soon(task: () => void): { cancel(): void } {
    let isDone = false;
    this.pending += 1;
    const done = (): boolean => {
      if (isDone) return false;
      isDone = true;
      this.pending -= 1;
      return true;
    };
    this.realImmediate(() => {
      if (done()) task();
    });
    return { cancel: done };
  }
}

/** A turn ends with its microtasks; one more for what they queued. */
const IDLE_TURNS = 2;

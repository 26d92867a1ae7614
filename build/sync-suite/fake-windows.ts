import type { LeaderLocks, WindowChannel } from '../../renderer/sync/leadership.ts';

interface Holder {
  readonly lose: (error: Error) => void;
}

/** Web Locks between windows of a test: one holder, a queue, `steal` and `signal`. */
export class FakeLocks implements LeaderLocks {
  isBroken = false;
  private holder: Holder | null = null;
  private readonly queue: (() => void)[] = [];

  async request<T>(
    _name: string,
    options: { readonly steal?: boolean; readonly signal?: AbortSignal },
    task: () => Promise<T>,
  ): Promise<T> {
    if (this.isBroken) throw new DOMException('no locks here', 'SecurityError');
    if (options.steal) {
      this.holder?.lose(new DOMException('stolen', 'AbortError'));
      this.holder = null;
    }
    while (this.holder) await this.wait(options.signal);
    return this.hold(task);
  }

  private wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = (): void => resolve();
      this.queue.push(turn);
      signal?.addEventListener('abort', () => {
        this.queue.splice(this.queue.indexOf(turn), 1);
        reject(new DOMException('given up', 'AbortError'));
      });
    });
  }

  private async hold<T>(task: () => Promise<T>): Promise<T> {
    let lose: (error: Error) => void = () => undefined;
    const lost = new Promise<never>((_resolve, reject) => {
      lose = reject;
    });
    const holder: Holder = { lose };
    this.holder = holder;
    try {
      return await Promise.race([task(), lost]);
    } finally {
      if (this.holder === holder) this.holder = null;
      if (!this.holder) this.queue.shift()?.();
    }
  }
}

type Listener = (event: { readonly data: unknown }) => void;

/** A window's end of the channel; frozen it neither hears nor speaks. */
export interface FakeChannel extends WindowChannel {
  freeze(): void;
}

/** BroadcastChannel between windows of a test. */
export class FakeChannels {
  private readonly ends = new Set<Set<Listener>>();

  open(): FakeChannel {
    const listeners = new Set<Listener>();
    this.ends.add(listeners);
    return {
      postMessage: (message) => {
        const data = structuredClone(message);
        for (const end of this.ends) {
          if (end === listeners) continue;
          for (const listener of [...end]) queueMicrotask(() => listener({ data }));
        }
      },
      addEventListener: (_type, listener) => listeners.add(listener),
      removeEventListener: (_type, listener) => listeners.delete(listener),
      freeze: () => this.ends.delete(listeners),
    };
  }
}

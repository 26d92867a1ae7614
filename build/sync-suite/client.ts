import { Worker } from 'node:worker_threads';
import type { Documents } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { ClientApi, ClientCall, ClientMethod, ClientReply } from './client-protocol.ts';

/** A console in a thread of its own: RxDB opens 13 collections in each (L23). */
export type Client = {
  readonly [M in Exclude<ClientMethod, 'get'>]: ClientApi[M] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<R>
    : never;
} & {
  get<C extends CollectionName>(collection: C, id: string): Promise<Documents[C] | null>;
  terminate(): Promise<void>;
};

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

class Link {
  private readonly worker = new Worker(new URL('./client-boot.mjs', import.meta.url));
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;

  constructor() {
    this.worker.on('message', ({ call, result, error }: ClientReply) => {
      const waiting = this.waiting.get(call);
      this.waiting.delete(call);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(error));
    });
    this.worker.on('error', (error: Error) => this.fail(error));
  }

  ask(method: ClientMethod, args: readonly unknown[]): Promise<unknown> {
    this.calls += 1;
    const message: ClientCall = { call: this.calls, method, args };
    return new Promise((resolve, reject) => {
      this.waiting.set(message.call, { resolve, reject });
      this.worker.postMessage(message);
    });
  }

  async terminate(): Promise<void> {
    await this.worker.terminate();
    this.fail(new Error('the console was terminated'));
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

/** Starts a thread for a console; about a second, so tests of a file share them. */
export function startClient(): Client {
  const link = new Link();
  return new Proxy({} as Client, {
    get: (_target, name: string) =>
      // A client is no promise, though it may be awaited by mistake.
      name === 'then'
        ? undefined
        : name === 'terminate'
          ? () => link.terminate()
          : (...args: readonly unknown[]) => link.ask(name as ClientMethod, args),
  });
}

export type Wake = 'changed' | 'timeout' | 'closed';

/**
 * Wakes the long polls of one database. A reader takes `generation` before it reads and passes it
 * to `wait`: a write in between wakes it at once, so no change falls into the gap.
 */
export class ChangeSignal {
  private count = 0;
  private closed = false;
  private readonly waiters = new Set<(wake: Wake) => void>();

  get generation(): number {
    return this.count;
  }

  get waiting(): number {
    return this.waiters.size;
  }

  notify(): void {
    this.count += 1;
    this.wakeAll('changed');
  }

  /** Ends every wait, now and from now on. */
  close(): void {
    this.closed = true;
    this.wakeAll('closed');
  }

  wait(generation: number, timeoutMs: number, abort: AbortSignal): Promise<Wake> {
    if (this.closed || abort.aborted) return Promise.resolve('closed');
    if (generation !== this.count) return Promise.resolve('changed');
    return new Promise((resolve) => {
      const finish = (wake: Wake): void => {
        clearTimeout(timer);
        abort.removeEventListener('abort', onAbort);
        this.waiters.delete(finish);
        resolve(wake);
      };
      const onAbort = (): void => {
        finish('closed');
      };
      const timer = setTimeout(finish, timeoutMs, 'timeout');
      abort.addEventListener('abort', onAbort);
      this.waiters.add(finish);
    });
  }

  private wakeAll(wake: Wake): void {
    for (const waiter of [...this.waiters]) waiter(wake);
  }
}

/** Runs one task at a time; a second one waits for the first, in the order they came. */
export type Exclusive = <T>(task: () => Promise<T>) => Promise<T>;

/** The part of `navigator.locks` that is used. */
export interface LockPort {
  request<T>(name: string, task: () => Promise<T>): Promise<T>;
}

/**
 * One writer at a time, over all windows where Web Locks exist. A killed window gives its lock
 * back, so nothing here can stay locked.
 */
export function createExclusive(name: string, locks: LockPort | undefined): Exclusive {
  if (locks) return (task) => locks.request(name, task);
  let tail: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = tail.then(task, task);
    tail = run.catch(() => undefined);
    return run;
  };
}

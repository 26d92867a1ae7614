type Callable = Readonly<Record<string, (argument: never) => unknown>>;

/** Makes functions callable from the benchmark's own process, see `callPage`. */
export function expose(functions: Callable): void {
  Object.assign(globalThis, { bench: functions });
}

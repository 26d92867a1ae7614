const LOOK_MS = 1_000;

/**
 * A signal that aborts when this process shall end: Ctrl-C, SIGTERM, a closed terminal, or the end
 * of the process that started it (npm passes a SIGTERM on to its shell only). A second Ctrl-C does
 * not wait for a clean end.
 */
export function interruption(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(130);
      stop.abort();
    });
  }
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop.abort();
  }, LOOK_MS);
  watch.unref();
  return stop.signal;
}

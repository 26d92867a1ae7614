/** One calm line for the person at the terminal. On stderr, so that stdout stays the answer alone. */
export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** `0.4 s`, `12 s`, `3 min 05 s`. */
export function formatDuration(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${String(seconds)} s`;
  return `${String(Math.floor(seconds / 60))} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** Says `what …` at once, runs it and says how long it took. */
export async function timed<T>(what: string, task: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  say(`${what} …`);
  const result = await task();
  say(`  done in ${formatDuration(performance.now() - startedAt)}`);
  return result;
}

/** An error whose message is a whole sentence for the person: shown without a stack. */
export class SentenceError extends Error {
  override readonly name = 'SentenceError';
}

/** Runs a command line's main function; a failure becomes its sentence and exit code 1. */
export async function runMain(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (error instanceof SentenceError) say(error.message);
    else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  }
}

import type { CommandIo } from './command.ts';

const LOOK_AGAIN_MS = 500;

/**
 * `npm run` passes SIGTERM to a shell that ends without passing it on, so a server started through
 * npm also stops when that shell is gone. Started any other way it outlives its parent.
 */
function whenOrphaned(env: CommandIo['env'], stop: () => void): () => void {
  if (env['npm_lifecycle_event'] !== 'sync-server') return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) stop();
  }, LOOK_AGAIN_MS);
  return () => {
    clearInterval(timer);
  };
}

/** The process itself. */
export function processIo(): CommandIo {
  return {
    env: process.env,
    out: (line) => process.stdout.write(`${line}\n`),
    say: (line) => process.stderr.write(`${line}\n`),
    untilStopped: () =>
      new Promise((resolve) => {
        const stop = () => {
          // A second signal finds no listener and ends the process at once.
          process.off('SIGINT', stop);
          process.off('SIGTERM', stop);
          forget();
          resolve();
        };
        const forget = whenOrphaned(process.env, stop);
        process.on('SIGINT', stop);
        process.on('SIGTERM', stop);
      }),
  };
}

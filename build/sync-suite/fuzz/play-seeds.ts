import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../../runtime/paths.ts';
import type { SeedReport } from './arena.ts';
import { bundleConsole } from './bundle-console.ts';
import type { SeedOrder } from './seed-process.ts';

export interface PlayOptions {
  readonly seeds: readonly number[];
  /** Consoles in each story; by default 3 to 6, as the seed has it. */
  readonly clients?: number | null;
  readonly processes: number;
  readonly onReport?: (report: SeedReport) => void;
}

/** A process keeps some megabytes of every story; a fresh one now and then costs two seconds. */
const SEEDS_A_PROCESS = 250;
/** A story of a second that takes this long turns in a circle. */
const LIMIT_MS = 60_000;

function startProcess(bundle: string): ChildProcess {
  return fork(path.join(import.meta.dirname, 'seed-process.ts'), [bundle], {
    cwd: ROOT,
    // Stories make much that is soon forgotten: a large nursery saves a fifth of the time.
    execArgv: ['--import', 'tsx', '--max-semi-space-size=64'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

function ask(child: ChildProcess, order: SeedOrder): Promise<SeedReport> {
  const { seed } = order;
  return new Promise((resolve) => {
    const end = (report: SeedReport): void => {
      clearTimeout(timer);
      child.removeAllListeners('message');
      child.removeAllListeners('exit');
      resolve(report);
    };
    const fail = (failure: string): void => end({ seed, failure, told: [], tookMs: LIMIT_MS });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`no end after ${LIMIT_MS / 1000} s`);
    }, LIMIT_MS);
    child.on('message', (report) => end(report as SeedReport));
    child.on('exit', (code) => fail(`its process ended with ${String(code)}`));
    child.send(order);
  });
}

async function playSome(bundle: string, left: number[], options: PlayOptions): Promise<void> {
  let child = startProcess(bundle);
  let played = 0;
  for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
    const isGone = child.exitCode !== null || child.signalCode !== null;
    if (isGone || played === SEEDS_A_PROCESS) {
      child.kill();
      child = startProcess(bundle);
      played = 0;
    }
    options.onReport?.(await ask(child, { seed, clients: options.clients ?? null }));
    played += 1;
  }
  child.kill();
}

/** Plays random stories in several processes. Returns those that failed, by seed. */
export async function playSeeds(options: PlayOptions): Promise<readonly SeedReport[]> {
  const failed: SeedReport[] = [];
  const left = [...options.seeds];
  const { url, remove } = await bundleConsole();
  const onReport = (report: SeedReport): void => {
    if (report.failure !== null) failed.push(report);
    options.onReport?.(report);
  };
  try {
    const processes = Math.min(options.processes, left.length);
    const playing = Array.from({ length: processes }, () =>
      playSome(url, left, { ...options, onReport }),
    );
    await Promise.all(playing);
  } finally {
    remove();
  }
  return failed.sort((a, b) => a.seed - b.seed);
}

/** What went wrong in a story and how to play it again. */
export function tellFailure({ seed, failure, told }: SeedReport): string {
  return `seed ${seed} (npm run fuzz -- --from ${seed} --seeds 1):\n${told.join('\n')}\n${failure ?? ''}`;
}

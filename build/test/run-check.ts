import { spawn } from 'node:child_process';
import { ROOT } from '../runtime/paths.ts';
import { formatDuration } from '../runtime/say.ts';
import type { Check } from './checks.ts';
import { formatCounts, withExitCode, type Counts } from './counts.ts';

export interface CheckResult {
  readonly name: string;
  readonly counts: Counts;
  readonly tookMs: number;
  /** Everything its commands printed. */
  readonly output: string;
}

const GRACE_MS = 10_000;

/** Runs the commands of a check one after another, the first that fails ends it. */
export async function runCheck(check: Check, signal: AbortSignal): Promise<CheckResult> {
  const startedAt = performance.now();
  let output = '';
  let code = 0;
  for (const command of check.commands) {
    if (code !== 0) break;
    const limitMs = check.limitMs - (performance.now() - startedAt);
    code = await runGroup(command, check, limitMs, signal, (text) => (output += text));
  }
  const own = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const counts = check.counts === undefined ? own : withExitCode(check.counts(), code);
  return { name: check.name, counts, tookMs: performance.now() - startedAt, output };
}

/** `unit        412 passed, 0 failed      38 s` */
export function formatResult({ name, counts, tookMs }: CheckResult): string {
  return `${name.padEnd(12)}${formatCounts(counts).padEnd(36)}${formatDuration(tookMs)}`;
}

/**
 * Runs one node command in a process group of its own, so that a time limit or Ctrl-C ends
 * everything it started (browsers, servers) with it.
 */
function runGroup(
  args: readonly string[],
  check: Check,
  limitMs: number,
  signal: AbortSignal,
  onOutput: (text: string) => void,
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...plainEnvironment(), ...check.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    const end = (why: string) => () => {
      onOutput(`\n${check.name} was ended: ${why}.\n`);
      killGroup(child.pid, 'SIGTERM');
      // Browsers live in groups of their own: the runner gets time to close them.
      setTimeout(killGroup, GRACE_MS, child.pid, 'SIGKILL').unref();
    };
    const onLimit = setTimeout(
      end(`it took longer than ${formatDuration(check.limitMs)}`),
      limitMs,
    );
    const onAbort = end('interrupted');
    signal.addEventListener('abort', onAbort, { once: true });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', onOutput);
    }
    child.once('error', (error) => onOutput(error.message));
    child.once('close', (code) => {
      clearTimeout(onLimit);
      signal.removeEventListener('abort', onAbort);
      resolve(code ?? 1);
    });
  });
}

/** Keeps reporters from drawing in colour and from redrawing lines. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, CI: '1', NO_COLOR: '1' };
  delete env['FORCE_COLOR'];
  return env;
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // It is gone already.
  }
}

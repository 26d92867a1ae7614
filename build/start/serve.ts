import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../runtime/paths.ts';
import { SentenceError } from '../runtime/say.ts';
import { freePort } from './free-port.ts';
import { isProcessAlive } from './process-lock.ts';
import { lastPort, writeServerFile, type RunningServer } from './running-server.ts';
import type { Workspace } from './workspace.ts';

// Beside CouchDB's 5984, so that both may run on one machine.
const USUAL_PORT = 5985;
const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;
const LOOK_AGAIN_MS = 50;

/** The command that runs the sync server from source. */
export function syncServerCommand(args: readonly string[]): readonly string[] {
  return ['--import', 'tsx', path.join(ROOT, 'sync-server', 'cli.ts'), ...args];
}

/**
 * Starts the embedded server of a workspace and waits until it answers. It has a process group of
 * its own and logs to a file, so that it outlives this console if others use it.
 *
 * @param options.follows gives verdicts and fires escalations, as a team's server does.
 * @throws SentenceError with the end of its log where it does not start.
 */
export async function startServer(
  workspace: Workspace,
  options: { readonly follows: boolean },
): Promise<RunningServer> {
  const port = await freePort(lastPort(workspace.serverFile) ?? USUAL_PORT);
  const place = ['--port', String(port), '--host', '127.0.0.1', '--data', workspace.data];
  const args = ['serve', ...(options.follows ? ['--follow'] : []), ...place];
  const log = openSync(workspace.log, 'w', 0o600);
  const child = spawn(process.execPath, syncServerCommand(args), {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  const pid = child.pid;
  if (pid === undefined) throw new SentenceError('The sync server could not be started.');
  const server = { url: await waitUntilReady(workspace.log, pid), pid };
  writeServerFile(workspace.serverFile, server);
  return server;
}

/** Asks the server to stop, and ends it where it does not listen. Resolves when it is gone. */
export async function stopServer(server: RunningServer): Promise<void> {
  const deadline = performance.now() + STOP_LIMIT_MS;
  kill(server.pid, 'SIGTERM');
  while (isProcessAlive(server.pid)) {
    if (performance.now() > deadline) kill(server.pid, 'SIGKILL');
    await delay(LOOK_AGAIN_MS);
  }
}

/** The address in the line that `serve` prints when it answers: `{"url":"http://127.0.0.1:5985",…}`. */
export function parseReadyLine(log: string): string | null {
  for (const line of log.split('\n')) {
    if (!line.startsWith('{')) continue;
    try {
      const { url } = JSON.parse(line) as Record<string, unknown>;
      if (typeof url === 'string') return url;
    } catch {
      continue;
    }
  }
  return null;
}

async function waitUntilReady(logFile: string, pid: number): Promise<string> {
  const deadline = performance.now() + READY_LIMIT_MS;
  for (;;) {
    const log = readFileSync(logFile, 'utf8');
    const url = parseReadyLine(log);
    if (url !== null) return url;
    const isGone = !isProcessAlive(pid);
    if (isGone || performance.now() > deadline) {
      if (!isGone) kill(pid, 'SIGKILL');
      const end = log.trim().split('\n').slice(-8).join('\n');
      throw new SentenceError(`The sync server did not start. Its last words:\n${end}`);
    }
    await delay(LOOK_AGAIN_MS);
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It was gone already, which is what we want.
  }
}

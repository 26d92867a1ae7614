import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ADMIN_NAME, passwordFile } from '../../../sync-server/cli/data-folder.ts';
import { withCredentials } from '../../../sync-server/embedded/testing.ts';
import { ROOT } from '../../runtime/paths.ts';
import { runCommand } from '../../runtime/run-command.ts';
import { parseReadyLine, syncServerCommand } from '../../start/serve.ts';

/** The embedded server as a process of its own, as people run it. */
export interface SyncServer {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** SIGKILL: no goodbye, nothing flushed. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM. */
  stop(): Promise<void>;
}

/** A server named by the environment is somebody's own; tests work on theirs alone. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { COUCHDB_URL: _own, ...env } = process.env;
  return env;
}

/** Runs `sync-server ARGS…` to its end and returns what it printed. Throws with its words where it fails. */
export async function runSyncServer(...args: readonly string[]): Promise<string> {
  const result = await runCommand(process.execPath, syncServerCommand(args), {
    cwd: ROOT,
    env: ownEnvironment(),
  });
  if (result.code === 0) return result.stdout;
  throw new Error(`sync-server ${args.join(' ')} failed:\n${result.stdout}${result.stderr}`);
}

/** Starts `serve` on a data folder and waits until it answers. */
export async function startSyncServer(dataDir: string, port = 0): Promise<SyncServer> {
  const args = ['serve', '--port', String(port), '--data', dataDir];
  const child = spawn(process.execPath, syncServerCommand(args), {
    cwd: ROOT,
    env: ownEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
  const url = await readUrl(child, ended);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return {
    url,
    port: Number(new URL(url).port),
    dataDir,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

const ANSWER_LIMIT_MS = 60_000;

function readUrl(child: ChildProcess, ended: Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    let complaints = '';
    // One that never answers is told with its own words, not by a test that ran out of time.
    const limit = setTimeout(() => child.kill('SIGKILL'), ANSWER_LIMIT_MS);
    child.stderr?.on('data', (data: Buffer) => (complaints += data.toString()));
    child.stdout?.on('data', (data: Buffer) => {
      printed += data.toString();
      const url = parseReadyLine(printed);
      if (url === null) return;
      clearTimeout(limit);
      resolve(url);
    });
    void ended.then(() => {
      clearTimeout(limit);
      reject(new Error(`The sync server ended before it answered:\n${printed}${complaints}`));
    });
  });
}

export interface TestUser {
  readonly userName: string;
  readonly password: string;
}

/** Makes a person with a role and a scope. */
export async function addUser(
  server: SyncServer,
  user: TestUser & { readonly roles: readonly string[]; readonly scope: string },
): Promise<void> {
  const file = path.join(server.dataDir, `${user.userName}.password`);
  writeFileSync(file, `${user.password}\n`, { mode: 0o600 });
  const roles = user.roles.flatMap((role) => ['--role', role]);
  const rest = ['--scope', user.scope, '--password-file', file, '--data', server.dataDir];
  await runSyncServer('user', 'add', user.userName, ...roles, ...rest);
}

/** The server's address with the name and password of its administrator. */
export function adminAddress(server: SyncServer): string {
  const password = readFileSync(passwordFile(server.dataDir), 'utf8').trim();
  return withCredentials(server.url, { name: ADMIN_NAME, password });
}

/** A file for OUTPOST_SESSION_FILE that signs a new profile in. */
export function writeSessionFile(file: string, server: SyncServer, user: TestUser): string {
  const { userName, password } = user;
  writeFileSync(file, JSON.stringify({ serverUrl: server.url, userName, password }));
  chmodSync(file, 0o600);
  return file;
}

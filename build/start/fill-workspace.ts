import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { ROOT } from '../runtime/paths.ts';
import { runCommand } from '../runtime/run-command.ts';
import { say, SentenceError, timed } from '../runtime/say.ts';
import { syncServerCommand } from './serve.ts';
import type { Workspace } from './workspace.ts';

/** Whether the demo of this workspace is complete. */
export function isFilled(workspace: Workspace): boolean {
  return existsSync(workspace.filledMark);
}

/** Removes what an interrupted first run left, so that the demo is never half there. */
export function discardUnfinished(workspace: Workspace): void {
  if (isFilled(workspace) || !existsSync(workspace.data)) return;
  say('The first run did not come to its end, so it starts over.');
  rmSync(workspace.data, { recursive: true, force: true });
  rmSync(workspace.profile, { recursive: true, force: true });
}

/**
 * Provisions the server that runs on the workspace's data and writes the demo into it.
 *
 * @throws SentenceError where that fails.
 */
export async function fillWorkspace(workspace: Workspace, signal: AbortSignal): Promise<void> {
  const seed = ['seed', '--size', workspace.size, '--data', workspace.data];
  await timed(`Creating the ${workspace.size} workspace (first run only)`, () =>
    runSyncServer(seed, signal),
  );
  writeFileSync(workspace.filledMark, `${new Date().toISOString()}\n`);
}

/** The server may have got another port than the one the session was written for. */
export function pointSessionAt(sessionFile: string, url: string): void {
  if (!existsSync(sessionFile)) return;
  const session = JSON.parse(readFileSync(sessionFile, 'utf8')) as { serverUrl?: string };
  if (session.serverUrl === url) return;
  writeFileSync(sessionFile, JSON.stringify({ ...session, serverUrl: url }), { mode: 0o600 });
  chmodSync(sessionFile, 0o600);
}

async function runSyncServer(args: readonly string[], signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  // A server named there is somebody's own; the demo belongs into ours.
  const { COUCHDB_URL: _own, ...env } = process.env;
  const result = await runCommand(process.execPath, syncServerCommand(args), {
    cwd: ROOT,
    env,
    output: 'inherit',
    signal,
  });
  if (result.code === 0) return;
  throw new SentenceError(
    `\`npm run sync-server -- ${args.join(' ')}\` failed (exit code ${result.code}); see above.`,
  );
}

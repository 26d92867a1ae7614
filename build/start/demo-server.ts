import { mkdirSync } from 'node:fs';
import { formatDuration, say } from '../runtime/say.ts';
import { discardUnfinished, fillWorkspace, isFilled, pointSessionAt } from './fill-workspace.ts';
import { enterConsole, leaveConsole, openConsoles } from './open-consoles.ts';
import { isProcessAlive, withProcessLock } from './process-lock.ts';
import { findRunningServer } from './running-server.ts';
import { startServer, stopServer } from './serve.ts';
import type { Workspace } from './workspace.ts';

/**
 * Makes sure that the server of a workspace runs and holds the demo, and notes that this process
 * uses it. A server another console started is shared.
 *
 * @param signal ends a first run that is under way.
 * @returns its address.
 */
export function joinDemoServer(workspace: Workspace, signal: AbortSignal): Promise<string> {
  const sayWaiting = () => say('Waiting for another `npm start` to finish its start …');
  return exclusively(workspace, sayWaiting, async () => {
    // First, so that a Ctrl-C from here on stops what is started below.
    enterConsole(workspace.consoles, process.pid);
    const running = await findRunningServer(workspace.serverFile);
    if (running !== null && isFilled(workspace)) {
      say(`Using the sync server at ${running.url}.`);
      return running.url;
    }
    if (running !== null) await stopServer(running);
    discardUnfinished(workspace);

    if (!isFilled(workspace)) {
      // Nothing is escalated on half of a record's history: the follower comes when all is there.
      const filling = await startServer(workspace, { follows: false });
      await fillWorkspace(workspace, signal);
      await stopServer(filling);
    }
    const startedAt = performance.now();
    const server = await startServer(workspace, { follows: true });
    say(
      `Sync server at ${server.url}, started in ${formatDuration(performance.now() - startedAt)}.`,
    );
    pointSessionAt(workspace.sessionFile, server.url);
    return server.url;
  });
}

/** Takes the note back; the last console to leave stops the server, whoever started it. */
export function leaveDemoServer(workspace: Workspace): Promise<void> {
  return exclusively(workspace, doNothing, async () => {
    leaveConsole(workspace.consoles, process.pid);
    const others = openConsoles(workspace.consoles, isProcessAlive).length;
    if (others > 0) {
      say('The sync server stays: another console uses it.');
      return;
    }
    const server = await findRunningServer(workspace.serverFile);
    if (server === null) return;
    await stopServer(server);
    say('The sync server was stopped.');
  });
}

function exclusively<T>(
  workspace: Workspace,
  onWait: () => void,
  task: () => Promise<T>,
): Promise<T> {
  mkdirSync(workspace.folder, { recursive: true, mode: 0o700 });
  return withProcessLock(workspace.lockFile, onWait, task);
}

function doNothing(): void {
  // Waiting at the end needs no words.
}

import type { Bridge, Session } from '../../shared/protocol/ipc.ts';
import type { Replica } from '../replica/replica.ts';
import { systemClock } from '../sync/clock.ts';
import type { PushWatch } from './push-watch.ts';
import type { LeaderLocks } from '../sync/leadership.ts';
import { createSyncEngine } from '../sync/sync-engine.ts';
import type { SyncEngine } from '../sync/sync-engine.ts';
import { createTransport } from '../sync/transport.ts';

export interface StartSyncOptions {
  readonly shell: Bridge;
  readonly session: Session;
  readonly replica: Replica;
  /** Name of the replica; windows on it elect one that syncs. */
  readonly name: string;
  /** Where the shell forwards to CouchDB. */
  readonly baseUrl: string;
  /** Told what is being sent, so that nobody ends the console in the middle of it (F50). */
  readonly pushes: PushWatch;
}

/** Sync of a window, which can be paused while the console wants to end. */
export interface RunningSync extends SyncEngine {
  /** Until the machine wakes up, a click, or for ever. */
  pause(): Promise<void>;
}

function leaderLocks(name: string): LeaderLocks | undefined {
  const { locks } = navigator;
  if (!locks) return undefined;
  return {
    request: async (lock, options, task) => await locks.request(`${name}-${lock}`, options, task),
  };
}

/** One question at a time: several loops meet the same closed door. */
function askWhoWeAre(shell: Bridge): () => void {
  let isAsking = false;
  return () => {
    if (isAsking) return;
    isAsking = true;
    // Changed roles come back as `session:changed`.
    void shell.invoke('session:refresh').finally(() => {
      isAsking = false;
    });
  };
}

/** Starts sync for everything the session may read, and wakes it when the machine does. */
export function startSync(options: StartSyncOptions): RunningSync {
  const { shell, session, replica, baseUrl, name, pushes } = options;
  const transport = createTransport({
    fetch: (input, init) => fetch(input, init),
    baseUrl,
    newRequestId: () => crypto.randomUUID(),
    clock: systemClock,
    onCancel: (requestId) => void shell.invoke('couch:cancel', requestId),
  });
  const locks = leaderLocks(name);
  const channel = new BroadcastChannel(`${name}-sync`);
  const engine = createSyncEngine({
    port: pushes.watch(replica.syncPort, ['acknowledge', 'refuse', 'rebase']),
    transport: pushes.watch(transport, ['bulkDocs']),
    session,
    clock: systemClock,
    random: () => Math.random(),
    onForbidden: askWhoWeAre(shell),
    ...(locks ? { locks, channel } : {}),
  });
  const wake = (): void => {
    engine.start();
    engine.syncNow();
  };
  const stopListening = shell.on('system:resumed', wake);
  window.addEventListener('online', wake);
  engine.start();
  return {
    ...engine,
    syncNow: wake,
    pause: () => engine.stop(),
    async stop() {
      stopListening();
      window.removeEventListener('online', wake);
      await engine.stop();
      channel.close();
    },
  };
}

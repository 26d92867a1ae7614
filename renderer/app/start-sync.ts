import type { Bridge, Session } from '../../shared/protocol/ipc.ts';
import type { Replica } from '../replica/replica.ts';
import { systemClock } from '../sync/clock.ts';
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
}

function leaderLocks(name: string): LeaderLocks | undefined {
  const { locks } = navigator;
  if (!locks) return undefined;
  return {
    request: async (lock, options, task) => await locks.request(`${name}-${lock}`, options, task),
  };
}

/** Starts sync for everything the session may read, and wakes it when the machine does. */
export function startSync(options: StartSyncOptions): SyncEngine {
  const { shell, session, replica, baseUrl, name } = options;
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
    port: replica.syncPort,
    transport,
    session,
    clock: systemClock,
    random: () => Math.random(),
    ...(locks ? { locks, channel } : {}),
  });
  const wake = (): void => engine.syncNow();
  const stopListening = shell.on('system:resumed', wake);
  window.addEventListener('online', wake);
  engine.start();
  return {
    start: () => engine.start(),
    syncNow: wake,
    retry: (documentId) => engine.retry(documentId),
    status: engine.status,
    async stop() {
      stopListening();
      window.removeEventListener('online', wake);
      await engine.stop();
      channel.close();
    },
  };
}

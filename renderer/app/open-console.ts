import type { Bridge, Session } from '../../shared/protocol/ipc.ts';
import { COUCH_PATH } from '../../shared/protocol/ipc.ts';
import type { TicketKind } from '../../shared/model/ticket.ts';
import { openReplica } from '../replica/replica.ts';
import type { LockPort } from '../replica/exclusive.ts';
import { openWorkspace } from '../replica/workspace.ts';
import type { Workspace } from '../replica/workspace.ts';
import { openClocks } from '../replica/clocks.ts';
import type { Clocks } from '../replica/clocks.ts';
import { openSearch } from '../search/search.ts';
import type { Search } from '../search/search.ts';
import { machineClocks } from './machine-clocks.ts';
import { openBlobs } from './open-blobs.ts';
import type { OpenBlobs } from './open-blobs.ts';
import { openEscalations } from './open-escalations.ts';
import { PublishDue } from '../replica/publish-due.ts';
import { openPresence } from './open-presence.ts';
import { PushWatch } from './push-watch.ts';
import { replicaName } from './replica-name.ts';
import {
  forgetGenerations,
  generationName,
  ownerOf,
  probeStorage,
  vaultPort,
} from './safe-mode-storage.ts';
import { startSync } from './start-sync.ts';
import { t } from '../ui/i18n.ts';
import { followClock } from '../ui/use-now.ts';
import type { Presence } from '../sync/presence.ts';
import type { SyncEngine } from '../sync/sync-engine.ts';

/** Everything a signed-in window works with. */
export interface OpenConsole {
  readonly session: Session;
  readonly workspace: Workspace;
  readonly sync: SyncEngine;
  readonly search: Search;
  readonly clocks: Clocks;
  /** Who else has the record open that this window shows. */
  readonly presence: Presence;
  /** Null where the store of files cannot be opened; everything else works. */
  readonly blobs: OpenBlobs | null;
  /** The server confirmed other roles: scopes come and go, commands are judged by them. */
  setRoles(roles: readonly string[]): void;
  /** Resolves when nothing is being sent any more; sync goes on when the machine wakes up (F50). */
  settle(): Promise<void>;
  close(): Promise<void>;
}

function webLocks(): LockPort | undefined {
  const { locks } = navigator;
  if (!locks) return undefined;
  return { request: async (name, task) => await locks.request(name, task) };
}

/** Opens replica, first screen, search and sync, in this order; none of them waits for the network. */
export async function openConsole(
  shell: Bridge,
  session: Session,
  firstKind: TicketKind,
  onMigration: () => void,
): Promise<OpenConsole> {
  const locks = webLocks();
  const owner = ownerOf(session);
  await probeStorage();
  const generation = await shell.invoke('replica:generation', owner);
  const base = replicaName(session);
  const name = generationName(base, generation.current);
  const replica = await openReplica({
    name,
    session,
    ...(await machineClocks(shell)),
    random: () => Math.random(),
    vault: vaultPort(shell, owner),
    onMigration,
    ...(locks ? { locks } : {}),
  });
  const workspace = await openWorkspace(replica, firstKind).catch(async (error: unknown) => {
    // Left open, its collections would count against the 13 of the next try (L23).
    await replica.close();
    throw error;
  });
  followClock(replica.now);
  const clocks = openClocks(workspace);
  const search = openSearch(workspace);
  const pushes = new PushWatch();
  const sync = startSync({ shell, session, replica, name, baseUrl: COUCH_PATH, pushes });
  // Files that were not sent yet stay where they are when a replica is set aside.
  const blobs = await openBlobs({ shell, name: base, workspace, sync, locks });
  const presence = openPresence({
    ...{ shell, session, name, baseUrl: COUCH_PATH },
    status: sync.status,
    now: replica.now,
  });
  const stopEscalations = openEscalations({
    ...{ shell, name, workspace, clocks },
    status: sync.status,
  });
  const publishing = new PublishDue({
    workspace,
    isLive: () => sync.status.get().phase === 'live',
    onLive: (listener) => sync.status.subscribe(listener),
    labelOf: ({ number }) => t('Publication of {{number}}', { number }),
  });
  // Nobody waits for it, and the next start tries again.
  void forgetGenerations(shell, owner, base, generation.expired).catch(() => undefined);
  return {
    session,
    workspace,
    sync,
    blobs,
    search,
    clocks,
    presence,
    setRoles(roles) {
      replica.setRoles(roles);
      sync.setRoles(roles);
      blobs?.rolesChanged();
    },
    async settle() {
      await pushes.idle();
      await sync.pause();
      await replica.vaultFlushed();
    },
    async close() {
      publishing.stop();
      await stopEscalations();
      await presence.stop();
      await blobs?.close();
      await sync.stop();
      search.close();
      clocks.close();
      await workspace.close();
    },
  };
}

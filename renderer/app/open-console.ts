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
import { startSync } from './start-sync.ts';
import type { SyncEngine } from '../sync/sync-engine.ts';

/** Everything a signed-in window works with. */
export interface OpenConsole {
  readonly session: Session;
  readonly workspace: Workspace;
  readonly sync: SyncEngine;
  readonly search: Search;
  readonly clocks: Clocks;
  close(): Promise<void>;
}

/**
 * A person on a server has a replica of their own (F49); server and name are folded to what
 * IndexedDB takes everywhere.
 */
export function replicaName(session: Pick<Session, 'serverUrl' | 'userName'>): string {
  const fold = (text: string): string =>
    encodeURIComponent(text.toLowerCase()).replace(/[^a-z0-9]+/g, '-');
  return `outpost-${fold(session.serverUrl)}-${fold(session.userName)}`;
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
): Promise<OpenConsole> {
  const locks = webLocks();
  const name = replicaName(session);
  const replica = await openReplica({
    name,
    session,
    now: () => Date.now(),
    random: () => Math.random(),
    ...(locks ? { locks } : {}),
  });
  const workspace = await openWorkspace(replica, firstKind);
  const clocks = openClocks(workspace);
  const search = openSearch(workspace);
  const sync = startSync({ shell, session, replica, name, baseUrl: COUCH_PATH });
  return {
    session,
    workspace,
    sync,
    search,
    clocks,
    async close() {
      await sync.stop();
      search.close();
      clocks.close();
      await workspace.close();
    },
  };
}

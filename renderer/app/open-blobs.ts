import { makeUlid } from '../../shared/model/ids.ts';
import { COUCH_PATH } from '../../shared/protocol/ipc.ts';
import type { Bridge } from '../../shared/protocol/ipc.ts';
import { attachFiles } from '../../shared/workflow/attachment-commands.ts';
import { BlobQueue } from '../blobs/blob-queue.ts';
import { BlobStore } from '../blobs/blob-store.ts';
import type { BlobDesk } from '../blobs/hooks.ts';
import { createExclusive } from '../replica/exclusive.ts';
import type { LockPort } from '../replica/exclusive.ts';
import type { Replica } from '../replica/replica.ts';
import type { Workspace } from '../replica/workspace.ts';
import { createBlobWire } from '../sync/blob-wire.ts';
import { systemClock } from '../sync/clock.ts';
import { keepLeadership } from '../sync/leadership.ts';
import type { LeaderLocks } from '../sync/leadership.ts';
import type { SyncEngine } from '../sync/sync-engine.ts';
import { followEntries } from './follow-entries.ts';
import { keepOffline } from './keep-offline.ts';
import { ticketWork } from './ticket-work.ts';

export interface OpenBlobsOptions {
  readonly shell: Bridge;
  /** Of the replica; begins the names of the stores. */
  readonly name: string;
  readonly workspace: Workspace;
  readonly sync: SyncEngine;
  readonly locks: LockPort | undefined;
}

export interface OpenBlobs {
  readonly desk: BlobDesk;
  /** Roles changed: what rested of a scope goes on. */
  rolesChanged(): void;
  close(): Promise<void>;
}

/** Entries that a crash kept from being written, under the ids chosen then. */
async function finishEntries({ store }: BlobDesk, replica: Replica): Promise<void> {
  for (const row of store.unfinished()) {
    if (!(await replica.get('entries', row.entryId))) {
      const collection = row.recordId.startsWith('item:') ? 'items' : 'tickets';
      const record = await replica.get(collection, row.recordId);
      // Its record may come with the next pull; the file waits.
      if (!record) continue;
      await replica.run((context) => attachFiles(record, [row], context), row.name);
    }
    await store.entriesWritten([row.entryId]);
  }
}

function leaderLocks(name: string): LeaderLocks | undefined {
  const { locks } = navigator;
  if (!locks) return undefined;
  return {
    request: async (lock, options, task) => await locks.request(`${name}-${lock}`, options, task),
  };
}

/** One window sends and fetches, for economy; two at once are harmless. */
function runQueue(queue: BlobQueue, name: string, signal: AbortSignal): Promise<void> {
  const locks = leaderLocks(name);
  if (!locks) return queue.run(signal);
  const channel = new BroadcastChannel(`${name}-files-leader`);
  const lead = (term: AbortSignal): Promise<void> => queue.run(term);
  return keepLeadership({
    name: 'files-leader',
    locks,
    channel,
    clock: systemClock,
    signal,
    lead,
  }).finally(() => channel.close());
}

async function openDesk(options: OpenBlobsOptions, channel: BroadcastChannel): Promise<BlobDesk> {
  const { shell, name, workspace, sync, locks } = options;
  const newId = (): string => makeUlid(Date.now(), () => Math.random());
  const store = await BlobStore.open({
    name,
    now: () => Date.now(),
    newId,
    exclusive: createExclusive(`${name}-files`, locks),
    channel,
  });
  const wire = createBlobWire({
    fetch: (input, init) => fetch(input, init),
    baseUrl: COUCH_PATH,
    newRequestId: () => crypto.randomUUID(),
    onCancel: (requestId) => void shell.invoke('couch:cancel', requestId),
  });
  const tickets = ticketWork(workspace.replica, sync);
  const queue = new BlobQueue({
    store,
    wire,
    tickets,
    clock: systemClock,
    random: () => Math.random(),
  });
  return { store, queue, newId };
}

/**
 * Opens the store of files and starts its queue. A store that cannot be opened leaves tickets
 * untouched: the console works without files and says so where one would be attached.
 */
export async function openBlobs(options: OpenBlobsOptions): Promise<OpenBlobs | null> {
  const { shell, name, workspace, sync } = options;
  const channel = new BroadcastChannel(`${name}-files`);
  let desk: BlobDesk;
  try {
    desk = await openDesk(options, channel);
  } catch {
    channel.close();
    return null;
  }
  const { store, queue } = desk;
  const stopping = new AbortController();
  const poke = (): void => queue.poke();
  let wasLive = false;
  const stops = [
    followEntries(desk.store, workspace.replica),
    keepOffline(desk, workspace),
    shell.on('system:resumed', poke),
    sync.status.subscribe(() => {
      const isLive = sync.status.get().phase === 'live';
      if (isLive && !wasLive) poke();
      wasLive = isLive;
    }),
  ];
  window.addEventListener('online', poke);
  const running = finishEntries(desk, workspace.replica)
    .then(() => store.collect())
    // A full disk shows where a file is added; what is unsent goes out all the same.
    .catch(() => undefined)
    .then(() => runQueue(queue, name, stopping.signal));
  return {
    desk,
    rolesChanged: poke,
    async close() {
      window.removeEventListener('online', poke);
      for (const stop of stops) stop();
      stopping.abort();
      await running;
      await store.close();
      channel.close();
    },
  };
}

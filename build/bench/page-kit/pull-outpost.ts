import { COUCH_PATH } from '../../../shared/protocol/ipc.ts';
import { COLLECTION_NAMES } from '../../../shared/model/collections.ts';
import { openReplica } from '../../../renderer/replica/replica.ts';
import { readPages } from '../../../renderer/replica/storage.ts';
import { systemClock } from '../../../renderer/sync/clock.ts';
import { createSyncEngine } from '../../../renderer/sync/sync-engine.ts';
import type { SyncEngine } from '../../../renderer/sync/sync-engine.ts';
import { createTransport } from '../../../renderer/sync/transport.ts';
import type { PullOutcome, PullRequest } from './pull-floor.ts';

const SESSION = { userName: 'bench', roles: ['agent'], deviceId: 'BNCH' } as const;

/** The product from an empty replica until everything is in it. */
export async function pullOutpost({
  database,
  pageRows,
}: PullRequest): Promise<PullOutcome & { readonly openMs: number }> {
  const openedAt = performance.now();
  const replica = await openReplica({
    name: 'outpost-bench',
    session: SESSION,
    now: () => Date.now(),
    random: () => Math.random(),
    locks: { request: async (name, task) => await navigator.locks.request(name, task) },
  });
  const engine = createSyncEngine({
    port: replica.syncPort,
    transport: createTransport({
      fetch: (url, init) => fetch(url, init),
      baseUrl: COUCH_PATH,
      newRequestId: () => crypto.randomUUID(),
    }),
    session: SESSION,
    databases: [database],
    clock: systemClock,
    random: () => Math.random(),
    tuning: { pageRows },
  });
  const startedAt = performance.now();
  const live = untilLive(engine);
  engine.start();
  await live;
  const ms = performance.now() - startedAt;
  await engine.stop();
  let documents = 0;
  for (const name of COLLECTION_NAMES) {
    await readPages(replica.collection(name), 5_000, (page) => {
      documents += page.length;
      return true;
    });
  }
  return { ms, documents, openMs: startedAt - openedAt };
}

function untilLive(engine: SyncEngine): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = engine.status.subscribe(() => {
      const { phase, problem } = engine.status.get();
      if (phase === 'live') {
        stop();
        resolve();
      } else if (problem) {
        stop();
        reject(new Error(problem.message));
      }
    });
  });
}

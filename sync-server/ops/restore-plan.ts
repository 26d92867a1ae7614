import { CouchFailure } from '../couch/couch-failure.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { asRecord, asStrings, asText } from '../couch/json-record.ts';

/**
 * There from the first to the last step of a restore. While it is, the server is not whole: consoles
 * find databases closed, and tools refuse to work.
 */
export const RESTORE_DATABASE = 'outpost-restore';
const PLAN_ID = 'plan';

/** What one restore decided before it touched anything; a restart goes on with the same. */
export interface RestorePlan {
  /** SHA-256 of the backup's manifest. */
  readonly backup: string;
  /** Of every restored database: above all that consoles may have seen. */
  readonly epoch: number;
  readonly startedAt: string;
  readonly databases: readonly string[];
  /** `next` of the counters that the server still had. */
  readonly counters: Readonly<Record<string, number>>;
  readonly numbersGap: number;
  /** Filled and guarded, not opened yet. */
  readonly done: readonly string[];
}

/** A restore that has not finished, by us or by a process that is gone. */
export async function findRestore(server: CouchServer): Promise<RestorePlan | null> {
  let found: unknown;
  try {
    found = await server.find({ db: RESTORE_DATABASE, path: PLAN_ID });
  } catch (error) {
    // It is there, and not for us to read.
    if (!(error instanceof CouchFailure) || error.kind !== 'forbidden') throw error;
    found = {};
  }
  if (found === null) return null;
  const plan = asRecord(found);
  const { epoch, numbersGap } = plan;
  return {
    backup: asText(plan['backup']),
    epoch: typeof epoch === 'number' ? epoch : 0,
    startedAt: asText(plan['startedAt']),
    databases: asStrings(plan['databases']),
    counters: asRecord(plan['counters']) as Readonly<Record<string, number>>,
    numbersGap: typeof numbersGap === 'number' ? numbersGap : 0,
    done: asStrings(plan['done']),
  };
}

/** Writes the plan, or what of it is done. */
export async function saveRestore(server: CouchServer, plan: RestorePlan): Promise<void> {
  if ((await server.find({ db: RESTORE_DATABASE })) === null) {
    await server.request({ method: 'PUT', db: RESTORE_DATABASE, query: { q: 1 } });
  }
  const rev = asRecord(await server.find({ db: RESTORE_DATABASE, path: PLAN_ID }))['_rev'];
  const body = { ...plan, ...(typeof rev === 'string' ? { _rev: rev } : {}) };
  await server.request({ method: 'PUT', db: RESTORE_DATABASE, path: PLAN_ID, body });
}

/** The restore is finished: the server is whole again. */
export async function endRestore(server: CouchServer): Promise<void> {
  await server.request({ method: 'DELETE', db: RESTORE_DATABASE });
}

/** @throws CouchFailure where a restore was not finished: nothing else may work on such a server. */
export async function requireWhole(server: CouchServer): Promise<void> {
  const plan = await findRestore(server);
  if (plan === null) return;
  throw new CouchFailure(
    'refused',
    `A restore that began at ${plan.startedAt} is not finished. Run \`restore\` with the same backup again; nothing else may work on this server before.`,
  );
}

import PouchDB from 'pouchdb-core';
import httpAdapter from 'pouchdb-adapter-http';
import idbAdapter from 'pouchdb-adapter-idb';
import replication from 'pouchdb-replication';
import { COUCH_PATH } from '../../../shared/protocol/ipc.ts';
import type { PullOutcome, PullRequest } from './pull-floor.ts';

/** The part of pouchdb-replication that is used; its types are not installed. */
interface Replicating {
  readonly replicate: {
    from(remote: unknown, options: { readonly batch_size: number }): Promise<unknown>;
  };
}

/** What people would take who want CouchDB in a browser: PouchDB's own replication. */
export async function pullPouch({ database, pageRows }: PullRequest): Promise<PullOutcome> {
  PouchDB.plugin(httpAdapter).plugin(idbAdapter).plugin(replication);
  const local = new PouchDB('pouch-bench', { adapter: 'idb' });
  await local.info();
  const remote = new PouchDB(`${location.origin}${COUCH_PATH}${database}`, { skip_setup: true });
  const startedAt = performance.now();
  await (local as unknown as Replicating).replicate.from(remote, { batch_size: pageRows });
  const ms = performance.now() - startedAt;
  const { doc_count: documents } = await local.info();
  return { ms, documents };
}

import { badRequest } from './couch-error.ts';

const SEQUENCE = /^(\d{1,16})-([\w-]+)$/;

/**
 * The opaque sequence a client sees: the store's number and this database's instance, so that a
 * sequence of a database that was deleted and made anew is recognised.
 */
export function formatSequence(seq: number, instanceId: string): string {
  return `${String(seq)}-${instanceId}`;
}

/**
 * The store's number for a client's `since`. `now` gives the current one; `0` the beginning. A
 * sequence of another instance, or one this store has not reached (it was restored from a copy),
 * replays from the beginning, as CouchDB does for shards it does not know.
 * @throws CouchError 400 for anything else, plain integers included.
 */
export function parseSequence(since: string, instanceId: string, current: number): number {
  if (since === 'now') return current;
  const bare = since.startsWith('"') && since.endsWith('"') ? since.slice(1, -1) : since;
  if (bare === '0' || bare === '') return 0;
  const match = SEQUENCE.exec(bare);
  if (!match) throw badRequest(`since is not a sequence of this server: ${since.slice(0, 80)}`);
  const seq = Number(match[1]);
  return match[2] === instanceId && seq <= current ? seq : 0;
}

import { scopeDatabase } from '../../shared/model/collections.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { FileRow } from '../blobs/file-row.ts';
import type { Replica } from '../replica/replica.ts';
import { lostScopeId } from '../replica/sync-question.ts';

/**
 * Whether content goes with an entry that left this machine. One that left with a lost scope is on
 * the server; content that is not there yet waits until the scope comes back (L12, F27).
 */
async function goesAlong(replica: Replica, { entryId, scope, unsent }: FileRow): Promise<boolean> {
  if (await replica.get('entries', entryId)) return false;
  if (!unsent) return true;
  const lost = await replica.local.get(lostScopeId(scopeDatabase(scope)));
  if (!lost) return true;
  return (await replica.discarded()).some(({ row }) => row.documentId === entryId);
}

/**
 * A discarded entry takes its content along, one that is sent again brings it back. Returns a
 * function that stops.
 */
export function followEntries(store: BlobStore, replica: Replica): () => void {
  // One after the other, so that what happened last counts.
  let following: Promise<void> = Promise.resolve();
  const follow = (step: () => Promise<void>): void => {
    // What fails keeps content longer than needed and loses nothing.
    following = following.then(step).catch(() => undefined);
  };
  const gone = async (entryId: string): Promise<void> => {
    const row = store.get().files.get(entryId);
    if (row && (await goesAlong(replica, row))) await store.entryGone(entryId, true);
  };
  return replica.onChanges('entries', ({ written, removed }) => {
    for (const id of removed) follow(() => gone(id));
    for (const entry of written) {
      if (entry.kind === 'attachment') follow(() => store.entryGone(entry.id, false));
    }
  });
}

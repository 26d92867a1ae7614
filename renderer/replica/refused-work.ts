import type { AnyDocument } from '../../shared/model/collections.ts';
import { recheckConflicts } from './conflicts.ts';
import type { DiscardedDocument } from './local-documents.ts';
import { madeAnew, REFUSED } from './merge-rows.ts';
import type { OutboxRow } from './outbox-row.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { storeDocuments } from './replica-parts.ts';
import { removeAll } from './storage.ts';
import { restoreRows } from './unsent-file-restore.ts';

const KEPT_MS = 30 * 24 * 3_600_000;

function isDeletedThere(rows: readonly OutboxRow[]): boolean {
  return rows.some((row) => row.refused?.status === REFUSED.deleted);
}

/**
 * Refused writes go back in the queue, e.g. after their reason was mended. What was deleted on the
 * server is then made anew: the person says so. Callers hold the lock.
 */
export async function sendAgain(
  { local }: Pick<ReplicaParts, 'local'>,
  documentId: string,
): Promise<void> {
  const rows = await local.outboxOf(documentId);
  const isMadeAnew = isDeletedThere(rows);
  await local.put(
    rows.map(({ refused: _refused, ...row }, at) => (isMadeAnew && at === 0 ? madeAnew(row) : row)),
  );
}

/** What the replica shows of a document whose work is taken back: what the server last showed. */
async function takeBack(
  { database }: Pick<ReplicaParts, 'database'>,
  rows: readonly OutboxRow[],
): Promise<void> {
  const { collection, documentId, base } = rows[0]!;
  const before: AnyDocument | null = isDeletedThere(rows) ? null : base;
  if (before) await storeDocuments(database, [{ collection, document: before }]);
  else await removeAll(database.collections[collection], [documentId]);
}

/**
 * Takes refused work off the list and shows what the server has instead; the work is kept for 30
 * days. Callers hold the lock.
 */
export async function discard(
  parts: Pick<ReplicaParts, 'database' | 'local' | 'context'>,
  documentId: string,
): Promise<void> {
  const { local } = parts;
  const rows = await local.outboxOf(documentId);
  if (rows.length === 0) return;
  const discardedAt = parts.context().now;
  const kept = rows.map((row): DiscardedDocument => ({
    id: row.id.replace('outbox:', 'discarded:'),
    kind: 'discarded',
    row,
    discardedAt,
  }));
  await local.put(kept);
  // Rows last: after a crash in between they are still on the list, and it is done again.
  await takeBack(parts, rows);
  await local.remove(rows.map((row) => row.id));
  await recheckConflicts(parts, discardedAt);
}

/**
 * Queues a document's discarded work again, on top of what is stored now. Callers hold the lock.
 * @param id Of one discarded row; what was discarded of that document at the same time comes along.
 */
export async function sendDiscardedAgain(parts: ReplicaParts, id: string): Promise<void> {
  const all = await parts.local.list<DiscardedDocument>('discarded');
  const asked = all.find((each) => each.id === id);
  if (!asked) return;
  const together = all.filter(
    ({ row, discardedAt }) =>
      row.documentId === asked.row.documentId && discardedAt === asked.discardedAt,
  );
  const remove = together.map((each) => each.id);
  await restoreRows(
    parts,
    together.map(({ row }) => row),
    { remove },
  );
}

/** At start: discarded work is kept no longer than was said. */
export async function forgetDiscarded({
  local,
  context,
}: Pick<ReplicaParts, 'local' | 'context'>): Promise<void> {
  const oldest = new Date(Date.parse(context().now) - KEPT_MS).toISOString();
  const all = await local.list<DiscardedDocument>('discarded');
  const over = all.filter(({ discardedAt }) => discardedAt < oldest);
  await local.remove(over.map(({ id }) => id));
}

import { applyPulled, refusedAsDeleted, storeMerged } from './apply-pulled.ts';
import type { SeenDocuments } from './apply-pulled.ts';
import { onChanges } from './changes.ts';
import { createEqualityPort } from './drift.ts';
import type { NumbersDocument, RereadDocument } from './local-documents.ts';
import { checkpointId, rereadId } from './local-documents.ts';
import { mergeRows, REFUSED } from './merge-rows.ts';
import { addBlock, numbersId, numbersLeft } from './numbers.ts';
import { pendingOfDatabase } from './outbox.ts';
import type { Acknowledgement, Checkpoint, OutboxRow, Refusal, SyncPort } from './outbox-row.ts';
import { createQuestionPort } from './questions.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { createScopePort } from './scope-removal.ts';
import { readServerDocument } from './sort-page.ts';

/**
 * The documents stay, and so does what is known about the server they came from: it tells later
 * whether that server was restored (F13).
 */
async function resetCheckpoint(parts: ReplicaParts, database: string): Promise<void> {
  const { local } = parts;
  const checkpoint = await local.get<Checkpoint>(checkpointId(database));
  if (!checkpoint) return;
  const present = await local.get<RereadDocument>(rereadId(database));
  const epoch = present?.epoch ?? checkpoint.epoch;
  await local.change({
    put: [{ id: rereadId(database), kind: 'reread', epoch }],
    remove: [checkpoint.id],
  });
}

async function rebase(
  parts: ReplicaParts,
  documentId: string,
  theirs: unknown,
): Promise<'merged' | 'already-there' | 'kept-mine'> {
  const read = readServerDocument(documentId, theirs);
  const rows = await parts.local.outboxOf(documentId);
  if (rows.length === 0) return 'already-there';
  if (!read.ok) {
    const at = parts.context().now;
    const reason = `The server's copy cannot be read: ${read.message}`;
    const refused = { status: REFUSED.unreadable, reason, at };
    await parts.local.put(rows.map((row) => ({ ...row, refused })));
    return 'kept-mine';
  }
  const merged = mergeRows(rows, read.document, parts.rules(), parts.context());
  await storeMerged(parts, [{ before: rows, merged }]);
  return merged.rows.length > 0 ? 'merged' : 'already-there';
}

/** What was written while the request was under way starts from what was sent: its base is that. */
async function acknowledge(
  { local }: ReplicaParts,
  done: readonly Acknowledgement[],
): Promise<void> {
  const upTo = new Map(done.map(({ documentId, upToSeq }) => [documentId, upToSeq]));
  const rows = await local.outboxOfMany([...upTo.keys()]);
  const sent = rows.filter(({ documentId, seq }) => seq <= (upTo.get(documentId) ?? -1));
  await local.remove(sent.map(({ id }) => id));
}

async function refuse(
  { local }: ReplicaParts,
  documentId: string,
  upToSeq: number,
  refused: Refusal,
): Promise<void> {
  const rows = await local.outboxOf(documentId);
  const hit = rows.filter((row) => row.seq <= upToSeq);
  await local.put(hit.map((row) => ({ ...row, refused })));
}

function listenForWork(
  { database }: ReplicaParts,
  listener: (databases: readonly string[]) => void,
): () => void {
  return onChanges<OutboxRow>(database.local, ({ written }) => {
    const fresh = written.filter((row) => row.kind === 'outbox' && !row.refused);
    if (fresh.length > 0) listener([...new Set(fresh.map((row) => row.database))]);
  });
}

/** Sync's half of the replica. */
export function createSyncPort(parts: ReplicaParts): SyncPort {
  const { local, exclusive } = parts;
  const seen: SeenDocuments = new Map();
  return {
    checkpoint: (name) => local.get<Checkpoint>(checkpointId(name)),
    resetCheckpoint: (name) =>
      exclusive(() => {
        seen.delete(name);
        return resetCheckpoint(parts, name);
      }),
    applyPulled: (changes, checkpoint) => applyPulled({ ...parts, seen }, changes, checkpoint),
    // Excludes commands too: between their outbox row and their documents nothing is sent.
    pending: (name, limit) => exclusive(() => pendingOfDatabase(local, name, limit)),
    acknowledge: (done) => exclusive(() => acknowledge(parts, done)),
    refuse: (documentId, upToSeq, refusal) =>
      exclusive(() => refuse(parts, documentId, upToSeq, refusal)),
    rebase: (documentId, theirs) => exclusive(() => rebase(parts, documentId, theirs)),
    refuseDeleted: (documentId) =>
      exclusive(async () => {
        const { now } = parts.context();
        const rows = await local.outboxOf(documentId);
        await local.put(rows.map((row) => refusedAsDeleted(row, now)));
      }),
    onPending: (listener) => listenForWork(parts, listener),
    addNumberBlock: (prefix, from, to) =>
      exclusive(async () => {
        const present = await local.get<NumbersDocument>(numbersId(prefix));
        await local.put([addBlock(present, prefix, from, to)]);
      }),
    async numbersLeft() {
      const all = await local.list<NumbersDocument>('numbers');
      return Object.fromEntries(all.map((numbers) => [numbers.prefix, numbersLeft(numbers)]));
    },
    equality: createEqualityPort(parts),
    questions: createQuestionPort(parts),
    scopes: createScopePort(parts),
    clock: parts.time,
  };
}

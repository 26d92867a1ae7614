import type { Acknowledgement, PendingDocument, Refusal } from '../replica/outbox-row.ts';
import { interruptible, STALE_REQUEST_MS } from './interruptible.ts';
import type { PushParts } from './push-outbox.ts';
import type { BulkResult } from './read-answers.ts';
import { describeFailure, failureOf, hasFailed, TransportError } from './transport-error.ts';

/** A document ready to be sent. */
export interface Outgoing {
  readonly pending: PendingDocument;
  readonly id: string;
  readonly text: string;
}

async function refuse(
  parts: PushParts,
  { pending }: Outgoing,
  refusal: Omit<Refusal, 'at'>,
): Promise<void> {
  parts.attempts.done(pending.documentId, false);
  const at = new Date(parts.engine.clock.now()).toISOString();
  await parts.port.refuse(pending.documentId, pending.upToSeq, { ...refusal, at });
}

/** A row that is neither ok nor missing; each on its own (F5). */
async function settleRow(
  parts: PushParts,
  outgoing: Outgoing,
  result: BulkResult,
  provesServer: boolean,
): Promise<void> {
  const { attempts, engine } = parts;
  if (result.kind === 'conflict') {
    // The next round asks for the state that was faster and merges with it.
    attempts.conflicted(outgoing.id, engine.clock.now());
  } else if (result.kind === 'forbidden') {
    await refuse(parts, outgoing, { status: result.status, reason: result.reason });
  } else if (
    result.kind === 'other' &&
    attempts.failed(outgoing.id, engine.clock.now(), provesServer)
  ) {
    await refuse(parts, outgoing, { status: 500, reason: result.reason });
  }
}

async function settleRows(
  parts: PushParts,
  batch: readonly Outgoing[],
  results: ReadonlyMap<string, BulkResult>,
): Promise<void> {
  const resultOf = ({ id }: Outgoing): BulkResult => results.get(id) ?? { kind: 'missing' };
  const taken = batch.filter((outgoing) => resultOf(outgoing).kind === 'ok');
  if (taken.length > 0) {
    await parts.port.acknowledge(
      taken.map(({ pending }): Acknowledgement => ({
        documentId: pending.documentId,
        upToSeq: pending.upToSeq,
      })),
    );
    for (const { id } of taken) parts.attempts.done(id, true);
  }
  // Alone in its batch a document is judged too: there is nobody else to be held up by it.
  const provesServer = taken.length > 0 || batch.length === 1;
  for (const outgoing of batch) {
    await settleRow(parts, outgoing, resultOf(outgoing), provesServer);
  }
  if (batch.some((outgoing) => resultOf(outgoing).kind === 'missing')) {
    const message = 'The server did not say what became of every document.';
    throw new TransportError(
      { kind: 'bad-answer', status: 200, message },
      `push ${parts.database}`,
    );
  }
}

function statusOf(error: unknown): number {
  return hasFailed(error, 'too-large') ? 413 : 400;
}

/** The whole batch came back for the sake of one document: halve until it stands alone (F7). */
async function halve(parts: PushParts, batch: readonly Outgoing[], error: unknown): Promise<void> {
  const [only] = batch;
  if (batch.length === 1 && only) {
    const failure = failureOf(error);
    const reason = failure ? describeFailure(failure) : String(error);
    return refuse(parts, only, { status: statusOf(error), reason });
  }
  const middle = Math.ceil(batch.length / 2);
  await sendBatch(parts, batch.slice(0, middle));
  await sendBatch(parts, batch.slice(middle));
}

/** The server broke over a batch: smaller ones from now on, and one that breaks it alone waits. */
async function shrink(parts: PushParts, batch: readonly Outgoing[], error: unknown): Promise<void> {
  const { room, attempts, engine } = parts;
  room.documents = Math.max(1, Math.floor(batch.length / 2));
  const [only] = batch;
  if (batch.length > 1 || !only) return;
  if (!attempts.failed(only.id, engine.clock.now(), false)) return;
  const failure = failureOf(error);
  await refuse(parts, only, {
    status: failure?.kind === 'server-error' ? failure.status : 500,
    reason: failure ? describeFailure(failure) : String(error),
  });
}

/**
 * Sends documents and settles every row on its own (L3, F4–F7). Throws what concerns the whole
 * request; what was settled until then stays settled.
 */
export async function sendBatch(parts: PushParts, batch: readonly Outgoing[]): Promise<void> {
  const { engine, transport, database, room } = parts;
  let results: ReadonlyMap<string, BulkResult>;
  try {
    results = await interruptible(
      { clock: engine.clock, signal: engine.signal, now: engine.now, staleMs: STALE_REQUEST_MS },
      (signal) => transport.bulkDocs(database, batch, { owner: `push ${database}`, signal }),
    );
  } catch (error) {
    if (hasFailed(error, 'too-large', 'bad-request')) return halve(parts, batch, error);
    if (hasFailed(error, 'server-error')) await shrink(parts, batch, error);
    throw error;
  }
  room.documents = Math.min(engine.tuning.batchDocuments, Math.max(room.documents, 1) * 2);
  await settleRows(parts, batch, results);
}

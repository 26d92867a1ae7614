import { CLIENT_GENERATION, IDENTITY_ID } from '../../shared/model/collections.ts';
import type { DatabaseIdentity } from '../../shared/model/collections.ts';
import type { PendingDocument, SyncPort } from '../replica/outbox-row.ts';
import { Bell, pause } from './bell.ts';
import type { DocumentAttempts } from './document-attempts.ts';
import type { IdentityGuard } from './identity-guard.ts';
import type { InFlight } from './in-flight.ts';
import { interruptible, STALE_REQUEST_MS } from './interruptible.ts';
import { planPush } from './plan-push.ts';
import type { CurrentState } from './read-answers.ts';
import { toCouch } from './read-answers.ts';
import type { EngineParts, IsWell } from './run-loop.ts';
import { sendBatch } from './send-batch.ts';
import type { Outgoing } from './send-batch.ts';
import type { Transport } from './transport.ts';

export interface PushParts {
  readonly engine: EngineParts;
  readonly database: string;
  readonly port: SyncPort;
  readonly transport: Transport;
  readonly guard: IdentityGuard;
  readonly inFlight: InFlight;
  readonly attempts: DocumentAttempts;
  readonly work: NewWork;
  /** Documents a batch may hold now; shrinks while the server fails on whole batches. */
  readonly room: { documents: number };
}

/** Remembers that there is new work even while nobody waits for it. */
export class NewWork {
  readonly bell = new Bell();
  private isDue: boolean;

  constructor(isDue = true) {
    this.isDue = isDue;
  }

  announce(): void {
    this.isDue = true;
    this.bell.ring();
  }

  /** True once after an announcement. */
  take(): boolean {
    const was = this.isDue;
    this.isDue = false;
    return was;
  }
}

const encoder = new TextEncoder();

/** The first documents that fit a batch: at least one, however large. */
function cutBatch(
  pending: readonly PendingDocument[],
  most: number,
  mostBytes: number,
): readonly PendingDocument[] {
  let bytes = 0;
  let count = 0;
  for (const { document } of pending.slice(0, most)) {
    bytes += encoder.encode(JSON.stringify(document)).length;
    if (count > 0 && bytes > mostBytes) break;
    count += 1;
  }
  return pending.slice(0, count);
}

async function nextBatch(parts: PushParts): Promise<readonly PendingDocument[]> {
  const { engine, port, database, attempts, room } = parts;
  const nowMs = engine.clock.now();
  // Waiting and suspect documents must not fill the window behind which others wait.
  const pending = await port.pending(database, room.documents + attempts.count);
  const free = pending.filter(({ documentId }) => !attempts.isHeld(documentId, nowMs));
  const sound = free.filter(({ documentId }) => !attempts.isSuspect(documentId));
  if (sound.length === 0) return free.slice(0, 1);
  return cutBatch(sound, room.documents, engine.tuning.batchBytes);
}

function currentStates(
  parts: PushParts,
  batch: readonly PendingDocument[],
): Promise<ReadonlyMap<string, CurrentState>> {
  const { engine, transport, database } = parts;
  // The identity comes along, so that revisions and identity are of one and the same server (F16).
  const ids = [IDENTITY_ID, ...batch.map(({ documentId }) => documentId)];
  return interruptible(
    { clock: engine.clock, signal: engine.signal, now: engine.now, staleMs: STALE_REQUEST_MS },
    (signal) => transport.currentDocuments(database, ids, { owner: `push ${database}`, signal }),
  );
}

async function refuseUnreadable(
  parts: PushParts,
  pending: PendingDocument,
  reason: string,
): Promise<void> {
  const { engine, attempts, port } = parts;
  const nowMs = engine.clock.now();
  if (!attempts.failed(pending.documentId, nowMs, true)) return;
  attempts.done(pending.documentId, false);
  const at = new Date(nowMs).toISOString();
  await port.refuse(pending.documentId, pending.upToSeq, { status: 0, reason, at });
}

/** Settles what needs no sending and returns what does. */
async function settle(
  parts: PushParts,
  batch: readonly PendingDocument[],
  states: ReadonlyMap<string, CurrentState>,
): Promise<readonly Outgoing[]> {
  const { port, attempts, engine } = parts;
  const outgoing: Outgoing[] = [];
  const there: PendingDocument[] = [];
  for (const pending of batch) {
    const step = planPush(pending, states.get(pending.documentId) ?? { kind: 'missing' });
    if (step.kind === 'send') {
      const text = toCouch(pending.document, step.rev, step.attachments);
      outgoing.push({ pending, id: pending.documentId, text });
    } else if (step.kind === 'acknowledge') {
      there.push(pending);
      attempts.done(pending.documentId, true);
    } else if (step.kind === 'rebase') {
      attempts.conflicted(pending.documentId, engine.clock.now());
      await port.rebase(pending.documentId, step.theirs);
    } else if (step.kind === 'refuse-deleted') {
      attempts.done(pending.documentId, false);
      await port.refuseDeleted(pending.documentId);
    } else await refuseUnreadable(parts, pending, step.reason);
  }
  if (there.length > 0) {
    await port.acknowledge(there.map(({ documentId, upToSeq }) => ({ documentId, upToSeq })));
  }
  return outgoing;
}

/** Sends one batch. Returns false when there was nothing to send. */
async function pushRound(parts: PushParts, identity: DatabaseIdentity): Promise<boolean> {
  const batch = await nextBatch(parts);
  if (batch.length === 0) return false;
  const states = await currentStates(parts, batch);
  parts.guard.confirm(states.get(IDENTITY_ID), identity);
  const outgoing = await settle(parts, batch, states);
  if (outgoing.length > 0) {
    const ids = outgoing.map(({ id }) => id);
    await parts.inFlight.during(ids, () => sendBatch(parts, outgoing));
  }
  return true;
}

/**
 * Sends unsent work of a database as it arises, batch by batch (L3, L10). Returns when the engine
 * stops, throws at the first failure that is not a document's own.
 */
export async function pushOutbox(parts: PushParts, isWell: IsWell): Promise<void> {
  const { engine, guard, work, attempts } = parts;
  const { clock, signal, now } = engine;
  while (!signal.aborted) {
    const identity = await guard.ensure();
    if (identity.minClient > CLIENT_GENERATION) {
      // L19: reading goes on; a lowered bar comes with the feed, and work is announced anew.
      await pause({ clock, signal, bells: [now, work.bell] });
      continue;
    }
    work.take();
    const sent = await pushRound(parts, identity);
    isWell();
    if (sent || work.take()) continue;
    const ms = attempts.nextDueMs(clock.now());
    await pause({ clock, signal, bells: [now, work.bell], ...(ms === undefined ? {} : { ms }) });
  }
}

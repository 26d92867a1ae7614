import 'fake-indexeddb/auto';
import { afterEach } from 'vitest';
import type { Ticket } from '../../shared/model/ticket.ts';
import type { NewTicket } from '../../shared/workflow/ticket-commands.ts';
import { createTicket } from '../../shared/workflow/ticket-commands.ts';
import type { Checkpoint, PendingDocument, PulledChange } from './outbox-row.ts';
import { openReplica } from './replica.ts';
import type { Replica, ReplicaOptions } from './replica.ts';

/** For tests of this room: real replicas on an IndexedDB in memory. */

export const SCOPE_DATABASE = 'outpost-scope-leipzig';
export const REFERENCE = 'outpost-reference';
export const ME = 'tobias.brandt';
export const START_MS = Date.parse('2027-03-30T06:46:00Z');

let count = 0;
const opened = new Set<Replica>();

/** Lehmer's generator (S. K. Park, K. W. Miller, CACM 31, 1988). */
function randomFrom(seed: number): () => number {
  let state = seed + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** A replica on its own; the same name again is the same machine after a restart. */
export async function openKit(
  name = `kit-${(count += 1)}`,
  more: Partial<ReplicaOptions> = {},
): Promise<Replica> {
  let ms = START_MS;
  const replica = await openReplica({
    name,
    session: { userName: ME, roles: ['agent'], deviceId: 'K7Q2' },
    now: () => (ms += 1000),
    random: randomFrom((count += 1)),
    multiInstance: false,
    ...more,
  });
  opened.add(replica);
  return replica;
}

/** Closes a replica as a killed process leaves it, and opens it again. */
export async function restart(replica: Replica, more: Partial<ReplicaOptions> = {}) {
  const { name } = replica.collection('tickets').database;
  await shut(replica);
  return openKit(name, more);
}

export async function shut(replica: Replica): Promise<void> {
  opened.delete(replica);
  await replica.close();
}

/** Closes what a test opened: RxDB opens 13 collections in a process (L23). */
export function closeAfterEach(): void {
  afterEach(async () => {
    for (const each of opened) await shut(each);
  });
}

export async function newTicket(on: Replica, more: Partial<NewTicket> = {}): Promise<Ticket> {
  const number = await on.takeNumber('INC');
  const input: NewTicket = {
    kind: 'incident',
    scope: 'leipzig',
    number,
    title: 'Label printer prints blank labels',
    impact: 2,
    urgency: 1,
    origin: 'phone',
    ...more,
  };
  const result = await on.run((context) => createTicket(input, context), `Create ${number}`);
  return result.writes[0]!.document as Ticket;
}

/** A ticket the server has as well: nothing of it is unsent. */
export async function sentTicket(on: Replica, more: Partial<NewTicket> = {}): Promise<Ticket> {
  const ticket = await newTicket(on, more);
  await acknowledgeAll(on);
  return ticket;
}

export async function acknowledgeAll(on: Replica, database = SCOPE_DATABASE): Promise<void> {
  const pending = await on.syncPort.pending(database, 1000);
  await on.syncPort.acknowledge(
    pending.map(({ documentId, upToSeq }) => ({ documentId, upToSeq })),
  );
}

export async function pendingOf(
  on: Replica,
  documentId: string,
  database = SCOPE_DATABASE,
): Promise<PendingDocument | undefined> {
  const pending = await on.syncPort.pending(database, 1000);
  return pending.find((each) => each.documentId === documentId);
}

export function checkpoint(since: string, more: Partial<Checkpoint> = {}): Checkpoint {
  const database = more.database ?? SCOPE_DATABASE;
  return {
    id: `checkpoint:${database}`,
    kind: 'checkpoint',
    database,
    databaseId: 'one',
    epoch: 1,
    since,
    complete: true,
    ...more,
  };
}

/** A document as the feed shows it. */
export function shown(document: { readonly id: string }): PulledChange {
  return { kind: 'document', id: document.id, document };
}

/** Somebody else's write of a document. */
export function byDenise<T extends { readonly version: number }>(document: T, patch: object): T {
  const version = document.version + 1;
  return { ...document, version, mutationId: 'denise', updatedBy: 'denise.kofler', ...patch };
}

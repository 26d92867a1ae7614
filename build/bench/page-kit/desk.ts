import { COUCH_PATH } from '../../../shared/protocol/ipc.ts';
import type { Ticket } from '../../../shared/model/ticket.ts';
import { updateTicket } from '../../../shared/workflow/ticket-commands.ts';
import { openReplica } from '../../../renderer/replica/replica.ts';
import type { Replica } from '../../../renderer/replica/replica.ts';
import { readPages } from '../../../renderer/replica/storage.ts';
import { systemClock } from '../../../renderer/sync/clock.ts';
import { createSyncEngine } from '../../../renderer/sync/sync-engine.ts';
import type { SyncEngine } from '../../../renderer/sync/sync-engine.ts';
import { createTransport } from '../../../renderer/sync/transport.ts';

export interface DeskRequest {
  readonly userName: string;
  readonly database: string;
}

/** Replica and engine of the product without its screens. */
interface Desk {
  readonly replica: Replica;
  readonly tickets: readonly Ticket[];
  engine: SyncEngine;
}

let desk: Desk | null = null;

function opened(): Desk {
  if (!desk) throw new Error('Nobody opened the desk.');
  return desk;
}

/** Milliseconds since 1970 to a fraction, the same for all browsers of a machine. */
function instant(): number {
  return performance.timeOrigin + performance.now();
}

function startEngine(replica: Replica, { userName, database }: DeskRequest): SyncEngine {
  const engine = createSyncEngine({
    port: replica.syncPort,
    transport: createTransport({
      fetch: (url, init) => fetch(url, init),
      baseUrl: COUCH_PATH,
      newRequestId: () => crypto.randomUUID(),
    }),
    session: { userName, roles: ['agent'], deviceId: userName },
    databases: [database],
    clock: systemClock,
    random: () => Math.random(),
  });
  engine.start();
  return engine;
}

function untilLive(engine: SyncEngine): Promise<void> {
  return until(engine.status, () => engine.status.get().phase === 'live');
}

function until(
  store: { subscribe(listener: () => void): () => void },
  isThere: () => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isThere()) return;
      stop();
      resolve();
    };
    const stop = store.subscribe(look);
    look();
  });
}

/** Opens a replica and pulls everything; resolves to the tickets there are. */
export async function openDesk(request: DeskRequest): Promise<number> {
  const { userName } = request;
  const replica = await openReplica({
    name: `outpost-bench-${userName}`,
    session: { userName, roles: ['agent'], deviceId: userName },
    now: () => Date.now(),
    random: () => Math.random(),
    locks: { request: async (name, task) => await navigator.locks.request(name, task) },
  });
  const engine = startEngine(replica, request);
  await untilLive(engine);
  const tickets: Ticket[] = [];
  await readPages<Ticket>(replica.collection('tickets'), 5_000, (page) => {
    tickets.push(...page);
    return true;
  });
  desk = { replica, tickets, engine };
  return tickets.length;
}

function edit({ replica, tickets }: Desk, n: number, title: string): Promise<unknown> {
  const ticket = tickets[n % tickets.length]!;
  return replica.run((context) => updateTicket(ticket, { title }, context), 'Edit');
}

/** Edits a ticket; resolves to the instant at which the person pressed the key. */
export async function editOne(n: number): Promise<number> {
  const startedAt = instant();
  await edit(opened(), n, `Edited ${String(n)}`);
  return startedAt;
}

const arrivals = new Map<number, Promise<number>>();

/** Begins to look out for an edit of another console; `arrivalOf` says when it was here. */
export function lookOut(n: number): void {
  const { replica } = opened();
  const arrival = new Promise<number>((resolve) => {
    const stop = replica.onChanges('tickets', ({ written }) => {
      if (!written.some(({ title }) => title === `Edited ${String(n)}`)) return;
      stop();
      resolve(instant());
    });
  });
  arrivals.set(n, arrival);
}

/** The instant at which the other console's edit stood in this replica. */
export function arrivalOf(n: number): Promise<number> {
  return arrivals.get(n)!;
}

export interface PushOutcome {
  /** Storing the edits while offline. */
  readonly editMs: number;
  /** From the connection until nothing is unsent. */
  readonly pushMs: number;
  /** Documents that were sent: tickets and their entries. */
  readonly documents: number;
}

/** Edits tickets while offline, then sends all of it. */
export async function pushMany({
  count,
  ...request
}: DeskRequest & { readonly count: number }): Promise<PushOutcome> {
  const own = opened();
  await own.engine.stop();
  const startedAt = performance.now();
  for (let n = 0; n < count; n += 1) await edit(own, n, `Typed offline ${String(n)}`);
  const editMs = performance.now() - startedAt;
  const { unsent } = own.replica;
  const documents = unsent.get().rows.length;
  const connectedAt = performance.now();
  own.engine = startEngine(own.replica, request);
  await until(unsent, () => unsent.get().rows.length === 0);
  return { editMs, pushMs: performance.now() - connectedAt, documents };
}

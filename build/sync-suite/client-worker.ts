import 'fake-indexeddb/auto';
import { parentPort } from 'node:worker_threads';
import type { Documents } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { Place } from '../../shared/model/reference.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { mulberry32 } from '../../shared/testkit/random.ts';
import { createDocument, updateDocument } from '../../shared/workflow/record-commands.ts';
import {
  addComment,
  changeTicketState,
  createTicket,
  updateTicket,
} from '../../shared/workflow/ticket-commands.ts';
import { openReplica, type Replica } from '../../renderer/replica/replica.ts';
import { openEscalationDesk, type EscalationDesk } from './escalation-desk.ts';
import type { SyncPort } from '../../renderer/replica/outbox-row.ts';
import { readRange } from '../../renderer/replica/storage.ts';
import { systemClock, type Clock } from '../../renderer/sync/clock.ts';
import { createSyncEngine, type SyncEngine } from '../../renderer/sync/sync-engine.ts';
import type { SyncStatus } from '../../renderer/sync/sync-status.ts';
import { createTransport } from '../../renderer/sync/transport.ts';
import type {
  ClientApi,
  ClientCall,
  ClientMethod,
  ClientReply,
  ClientSetup,
} from './client-protocol.ts';

/** Promises or plain values alike. */
type Handlers = {
  readonly [M in ClientMethod]: (
    ...args: Parameters<ClientApi[M]>
  ) => Promise<ReturnType<ClientApi[M]>> | ReturnType<ClientApi[M]>;
};

let clockOffsetMs = 0;
const clock: Clock = { ...systemClock, now: () => Date.now() + clockOffsetMs };

interface Opened {
  readonly setup: ClientSetup;
  readonly replica: Replica;
  readonly engines: readonly SyncEngine[];
  readonly history: SyncStatus[];
  /** A dead process sends nothing any more. */
  readonly wire: { isCut: boolean };
  readonly desk: EscalationDesk | null;
}

let opened: Opened | null = null;

function current(): Opened {
  if (!opened) throw new Error('the console is closed');
  return opened;
}

function connect(setup: ClientSetup, wire: { isCut: boolean }) {
  const credentials = Buffer.from(`${setup.userName}:${setup.password}`).toString('base64');
  let requests = 0;
  return createTransport({
    baseUrl: `${setup.url}/`,
    newRequestId: () => `${setup.name}-${(requests += 1)}`,
    clock,
    // What the shell does in a real console: it adds who we are.
    fetch: async (url, init) => {
      const headers = { ...(init.headers as object), authorization: `Basic ${credentials}` };
      const answer = wire.isCut ? null : await fetch(url, { ...init, headers });
      return wire.isCut || !answer ? new Promise<Response>(() => undefined) : answer;
    },
  });
}

/** Hears nothing of the server's clock. */
function deaf(port: SyncPort): SyncPort {
  return { ...port, clock: { hear: () => undefined, onDoubt: () => () => undefined } };
}

async function open(setup: ClientSetup): Promise<void> {
  if (opened) throw new Error('a console is open already');
  const { userName, roles, deviceId } = setup;
  const session = { userName, roles, deviceId };
  const random = mulberry32(setup.seed);
  const replica = await openReplica({
    name: setup.name,
    session,
    now: () => clock.now(),
    // A thread does not sleep.
    ...(setup.trustsOwnClock
      ? {}
      : { steady: () => performance.now(), slept: () => Promise.resolve(0) }),
    random,
    multiInstance: false,
  });
  const wire = { isCut: false };
  const history: SyncStatus[] = [];
  const engines = Array.from({ length: setup.engines }, () =>
    createSyncEngine({
      port: setup.trustsOwnClock ? deaf(replica.syncPort) : replica.syncPort,
      transport: connect(setup, wire),
      session,
      clock,
      random,
      tuning: setup.tuning,
      numberPrefixes: setup.numberPrefixes,
    }),
  );
  for (const engine of engines) engine.status.subscribe(() => history.push(engine.status.get()));
  const desk = setup.escalates ? await openEscalationDesk(replica, engines[0]!) : null;
  opened = { setup, replica, engines, history, wire, desk };
}

async function close(): Promise<void> {
  if (!opened) return;
  const { engines, replica, desk } = opened;
  opened = null;
  desk?.stop();
  for (const engine of engines) await engine.stop();
  await replica.close();
}

async function existing<C extends CollectionName>(
  collection: C,
  id: string,
): Promise<Documents[C]> {
  const document = await current().replica.get(collection, id);
  if (!document) throw new Error(`no ${id} on this console`);
  return document;
}

const ticketOf = (id: string): Promise<Ticket> => existing('tickets', id);

const handlers: Handlers = {
  open,
  close,
  start: () => current().engines.forEach((engine) => engine.start()),
  async stop() {
    for (const engine of current().engines) await engine.stop();
  },
  async die() {
    const { replica, wire, engines, desk } = current();
    opened = null;
    desk?.stop();
    wire.isCut = true;
    await replica.close();
    // Only to free the thread: with wire and replica gone it can no longer do or note anything.
    for (const engine of engines) void engine.stop().catch(() => undefined);
  },
  syncNow: () => current().engines.forEach((engine) => engine.syncNow()),
  setClock(offsetMs) {
    clockOffsetMs = offsetMs;
  },
  told: () => current().desk?.told ?? [],
  holdNotices: () => current().desk?.hold(),
  time() {
    const { now, trustedTime } = current().replica;
    const nowMs = now();
    return { ...trustedTime.get(), nowMs };
  },
  async create(title) {
    const { replica, setup } = current();
    const number = await replica.takeNumber('INC');
    const input = {
      kind: 'incident',
      scope: setup.scope,
      number,
      title,
      impact: 2,
      urgency: 2,
      origin: 'phone',
    } as const;
    const result = await replica.run((context) => createTicket(input, context), number);
    return result.writes[0]!.document as Ticket;
  },
  async edit(id, patch) {
    const ticket = await ticketOf(id);
    await current().replica.run((context) => updateTicket(ticket, patch, context), 'Edit');
  },
  async move(id, to, args) {
    const ticket = await ticketOf(id);
    await current().replica.run((context) => changeTicketState(ticket, to, args, context), to);
  },
  async comment(id, body) {
    const ticket = await ticketOf(id);
    const { replica } = current();
    await replica.run((context) => addComment(ticket, body, 'public', context), 'Comment');
  },
  async addPlace(name) {
    const body = { kind: 'site', name, code: name } as const;
    const result = await current().replica.run(
      (context) => createDocument('places', body as never, context),
      name,
    );
    return result.writes[0]!.document.id;
  },
  async editPlace(id, patch) {
    const place: Place = await existing('places', id);
    const { replica } = current();
    await replica.run((context) => updateDocument('places', place, patch, context), 'Place');
  },
  takeNumber: (prefix) => current().replica.takeNumber(prefix),
  numbersLeft: () => current().replica.syncPort.numbersLeft(),
  sendAgain: (documentId) => current().replica.sendAgain(documentId),
  get: (collection, id) => current().replica.get(collection, id),
  timeline: (id) => current().replica.timeline(id),
  all: (collection) => readRange(current().replica.collection(collection), '', '\uffff'),
  unsent: () => {
    const { count, rows, refused } = current().replica.unsent.get();
    return { count, rows, refused };
  },
  setRoles(roles) {
    const { replica, engines } = current();
    replica.setRoles(roles);
    for (const engine of engines) engine.setRoles(roles);
  },
  checkEquality: () => current().engines[0]!.checkEquality(),
  answer: (questionId, answer) => current().engines[0]!.answer(questionId, answer),
  exportUnsent: () => current().replica.exportUnsent(),
  checkpoint: (database) => current().replica.syncPort.checkpoint(database),
  status: () => current().engines[0]!.status.get(),
  history: () => current().history,
};

async function answer({ call, method, args }: ClientCall): Promise<ClientReply> {
  try {
    const handler = handlers[method] as (...given: readonly unknown[]) => unknown;
    return { call, result: await handler(...args) };
  } catch (error) {
    return { call, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (message: ClientCall) => {
  void answer(message).then((reply) => parentPort?.postMessage(reply));
});

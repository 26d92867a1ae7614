import type { Place } from '../../../shared/model/reference.ts';
import type { Ticket } from '../../../shared/model/ticket.ts';
import { COLLECTION_NAMES } from '../../../shared/model/collections.ts';
import { createDocument, updateDocument } from '../../../shared/workflow/record-commands.ts';
import {
  addComment,
  changeTicketState,
  createTicket,
  updateTicket,
} from '../../../shared/workflow/ticket-commands.ts';
import type { StateArguments, TicketPatch } from '../../../shared/workflow/ticket-commands.ts';
import type { TicketState } from '../../../shared/model/ticket.ts';
import { openReplica } from '../../../renderer/replica/replica.ts';
import type { Replica } from '../../../renderer/replica/replica.ts';
import { readRange } from '../../../renderer/replica/storage.ts';
import type { DiscardedDocument } from '../../../renderer/replica/local-documents.ts';
import type { Clock } from '../../../renderer/sync/clock.ts';
import { createSyncEngine } from '../../../renderer/sync/sync-engine.ts';
import type { SyncEngine } from '../../../renderer/sync/sync-engine.ts';
import { createTransport } from '../../../renderer/sync/transport.ts';
import type { Tuning } from '../../../renderer/sync/tuning.ts';

/**
 * A console of a random story: the real replica and the real engine. This file is bundled and
 * loaded once for every console of a thread, because RxDB opens 13 collections a copy of itself
 * (L23).
 */
export interface FuzzConsoleOptions {
  readonly name: string;
  readonly userName: string;
  readonly roles: readonly string[];
  readonly deviceId: string;
  readonly scope: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly engines: number;
  readonly tuning: Partial<Tuning>;
}

export interface StoredDocument {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Opens a console; its engines are not started yet. */
export async function openFuzzConsole(options: FuzzConsoleOptions): Promise<FuzzConsole> {
  const { clock, random, userName, roles, deviceId } = options;
  const session = { userName, roles, deviceId };
  const replica = await openReplica({
    name: options.name,
    session,
    now: () => clock.now(),
    random,
    multiInstance: false,
  });
  let requests = 0;
  const engines = Array.from({ length: options.engines }, () =>
    createSyncEngine({
      port: replica.syncPort,
      transport: createTransport({
        baseUrl: '/',
        fetch: options.fetch,
        newRequestId: () => `${options.name}-${(requests += 1)}`,
        clock,
      }),
      session,
      clock,
      random,
      tuning: options.tuning,
      numberPrefixes: ['INC'],
    }),
  );
  return new FuzzConsole(replica, engines, options.scope);
}

export class FuzzConsole {
  readonly replica: Replica;
  readonly engines: readonly SyncEngine[];
  private readonly scope: string;

  constructor(replica: Replica, engines: readonly SyncEngine[], scope: string) {
    this.replica = replica;
    this.engines = engines;
    this.scope = scope;
  }

  start(): void {
    for (const engine of this.engines) engine.start();
  }

  syncNow(): void {
    for (const engine of this.engines) engine.syncNow();
  }

  async close(): Promise<void> {
    for (const engine of this.engines) await engine.stop();
    await this.replica.close();
  }

  async create(title: string): Promise<string> {
    const number = await this.replica.takeNumber('INC');
    const input = {
      kind: 'incident',
      scope: this.scope,
      number,
      title,
      impact: 2,
      urgency: 2,
      origin: 'phone',
    } as const;
    const result = await this.replica.run((context) => createTicket(input, context), number);
    return result.writes[0]!.document.id;
  }

  async edit(ticket: Ticket, patch: TicketPatch): Promise<void> {
    await this.replica.run((context) => updateTicket(ticket, patch, context), 'Edit');
  }

  async move(ticket: Ticket, to: TicketState, args: StateArguments): Promise<void> {
    await this.replica.run((context) => changeTicketState(ticket, to, args, context), to);
  }

  async comment(ticket: Ticket, body: string): Promise<void> {
    await this.replica.run((context) => addComment(ticket, body, 'public', context), 'Comment');
  }

  async addPlace(name: string): Promise<void> {
    const body = { kind: 'site', name, code: name } as const;
    await this.replica.run((context) => createDocument('places', body as never, context), name);
  }

  async editPlace(place: Place, patch: Readonly<Record<string, unknown>>): Promise<void> {
    await this.replica.run((context) => updateDocument('places', place, patch, context), 'Place');
  }

  tickets(): Promise<Ticket[]> {
    return readRange<Ticket>(this.replica.collection('tickets'), '', '\uffff');
  }

  places(): Promise<Place[]> {
    return readRange<Place>(this.replica.collection('places'), '', '\uffff');
  }

  /** Every replicated document here, by id. */
  async all(): Promise<Map<string, StoredDocument>> {
    const found = new Map<string, StoredDocument>();
    for (const name of COLLECTION_NAMES) {
      const rows = await readRange<StoredDocument>(this.replica.collection(name), '', '\uffff');
      for (const row of rows) found.set(row.id, row);
    }
    return found;
  }

  /** Work that a person took off the list; kept for 30 days. */
  discarded(): Promise<readonly StoredDocument[]> {
    return this.replica.local.list<DiscardedDocument>('discarded') as unknown as Promise<
      readonly StoredDocument[]
    >;
  }
}

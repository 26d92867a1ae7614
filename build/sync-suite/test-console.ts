import { openReplica } from '../../renderer/replica/replica.ts';
import type { Replica } from '../../renderer/replica/replica.ts';
import type { SyncPort } from '../../renderer/replica/outbox-row.ts';
import { mulberry32 } from '../../shared/testkit/random.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { addComment, createTicket, updateTicket } from '../../shared/workflow/ticket-commands.ts';
import type { TicketPatch } from '../../shared/workflow/ticket-commands.ts';
import { createSyncEngine } from '../../renderer/sync/sync-engine.ts';
import type { SyncEngine, SyncEngineOptions } from '../../renderer/sync/sync-engine.ts';
import type { SyncStatus } from '../../renderer/sync/sync-status.ts';
import { createTransport } from '../../renderer/sync/transport.ts';
import type { Clock } from '../../renderer/sync/clock.ts';

export interface TestConsoleOptions {
  /** Of the local database; the same name again is a restart. */
  readonly name: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly baseUrl?: string;
  readonly userName?: string;
  readonly deviceId?: string;
  readonly scope?: string;
  /** Default: an agent of the scope. */
  readonly roles?: readonly string[];
  readonly databases?: readonly string[];
  readonly clock: Clock;
  readonly seed?: number;
  readonly tuning?: SyncEngineOptions['tuning'];
  readonly numberPrefixes?: readonly string[];
  readonly onForbidden?: () => void;
  /** Stands between engine and replica, to break things. */
  readonly wrapPort?: (port: SyncPort) => SyncPort;
}

/** A console without a window: a real replica and a real engine. */
export interface TestConsole {
  readonly replica: Replica;
  readonly engine: SyncEngine;
  /** Every status shown so far. */
  readonly history: readonly SyncStatus[];
  create(title: string): Promise<Ticket>;
  edit(id: string, patch: TicketPatch): Promise<void>;
  comment(id: string, body: string): Promise<void>;
  ticket(id: string): Promise<Ticket | null>;
  comments(id: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

class Console implements TestConsole {
  readonly history: SyncStatus[] = [];
  readonly replica: Replica;
  readonly engine: SyncEngine;
  private readonly scope: string;

  constructor(replica: Replica, engine: SyncEngine, scope: string) {
    this.replica = replica;
    this.engine = engine;
    this.scope = scope;
    engine.status.subscribe(() => this.history.push(engine.status.get()));
  }

  async create(title: string): Promise<Ticket> {
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
    return result.writes[0]!.document as Ticket;
  }

  async edit(id: string, patch: TicketPatch): Promise<void> {
    const ticket = await this.existing(id);
    await this.replica.run((context) => updateTicket(ticket, patch, context), 'Edit');
  }

  async comment(id: string, body: string): Promise<void> {
    const ticket = await this.existing(id);
    await this.replica.run((context) => addComment(ticket, body, 'public', context), 'Comment');
  }

  ticket(id: string): Promise<Ticket | null> {
    return this.replica.get('tickets', id);
  }

  async comments(id: string): Promise<readonly string[]> {
    const entries = await this.replica.timeline(id);
    return entries.flatMap((entry) => (entry.kind === 'comment' ? [entry.body] : []));
  }

  async close(): Promise<void> {
    await this.engine.stop();
    await this.replica.close();
  }

  private async existing(id: string): Promise<Ticket> {
    const ticket = await this.ticket(id);
    if (!ticket) throw new Error(`no ticket ${id} on this console`);
    return ticket;
  }
}

/** Opens a console; its engine is not started yet. */
export async function openTestConsole(options: TestConsoleOptions): Promise<TestConsole> {
  const { clock, scope = 'leipzig', wrapPort = (port) => port } = options;
  const random = mulberry32(options.seed ?? 1);
  const session = {
    userName: options.userName ?? 'tobias.brandt',
    roles: options.roles ?? ['agent', `scope:${scope}`],
    deviceId: options.deviceId ?? 'K7Q2',
  };
  const replica = await openReplica({
    name: options.name,
    session,
    now: () => clock.now(),
    random,
    multiInstance: false,
  });
  let requests = 0;
  const transport = createTransport({
    fetch: options.fetch,
    baseUrl: options.baseUrl ?? '/couch/',
    newRequestId: () => `${options.name}-${(requests += 1)}`,
    clock,
  });
  const engine = createSyncEngine({
    port: wrapPort(replica.syncPort),
    transport,
    session,
    clock,
    random,
    numberPrefixes: options.numberPrefixes ?? [],
    ...(options.databases ? { databases: options.databases } : {}),
    ...(options.onForbidden ? { onForbidden: options.onForbidden } : {}),
    ...(options.tuning ? { tuning: options.tuning } : {}),
  });
  return new Console(replica, engine, scope);
}

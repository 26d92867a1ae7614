import { REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import { NUMBER_SERIES } from '../../shared/policy/numbers.ts';
import { scopesOf } from '../../shared/policy/roles.ts';
import type { SyncPort } from '../replica/outbox-row.ts';
import { Bell } from './bell.ts';
import { runDatabases } from './run-databases.ts';
import type { RunningDatabases } from './run-databases.ts';
import { keepLeadership } from './leadership.ts';
import type { LeaderLocks, WindowChannel } from './leadership.ts';
import type { Clock } from './clock.ts';
import { StatusBoard } from './status-board.ts';
import type { SyncStatus, SyncStatusStore } from './sync-status.ts';
import type { Transport } from './transport.ts';
import { DEFAULT_TUNING } from './tuning.ts';
import type { Tuning } from './tuning.ts';

export type { SyncPhase, SyncStatus } from './sync-status.ts';

export interface SyncEngineOptions {
  readonly port: SyncPort;
  readonly transport: Transport;
  readonly session: {
    readonly userName: string;
    readonly roles: readonly string[];
    readonly deviceId: string;
  };
  /** Default: the reference database and that of every `scope:<name>` role. */
  readonly databases?: readonly string[];
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Series of human numbers kept in stock (L5); all by default. */
  readonly numberPrefixes?: readonly string[];
  /** One leading window; without them every window syncs by itself, which is harmless (L24). */
  readonly locks?: LeaderLocks;
  /** Between the windows of one person; by default the platform's. */
  readonly channel?: WindowChannel;
  readonly tuning?: Partial<Tuning>;
}

/** Synchronises the replica with its databases in the background. */
export interface SyncEngine {
  start(): void;
  /** Resolves when no request is open and no page is being applied. */
  stop(): Promise<void>;
  /** Ends every wait and takes open polls for dead: a click, a wake-up, another network or session. */
  syncNow(): void;
  /** Tries a document at once that is waiting after failures. */
  retry(documentId: string): void;
  readonly status: SyncStatusStore;
}

/** The databases a person's roles open (L20). */
export function databasesOf(roles: readonly string[]): readonly string[] {
  return [...new Set([REFERENCE_DATABASE, ...scopesOf(roles).map(scopeDatabase)])];
}

type Message =
  | { readonly kind: 'status'; readonly status: SyncStatus }
  /** A window opened and wants to show where things stand. */
  | { readonly kind: 'hello' }
  | { readonly kind: 'sync-now' }
  | { readonly kind: 'retry'; readonly documentId: string };

const MESSAGE_KINDS: readonly unknown[] = ['status', 'hello', 'sync-now', 'retry'];

function readMessage(data: unknown): Message | null {
  if (typeof data !== 'object' || data === null) return null;
  const { kind } = data as { kind?: unknown };
  return MESSAGE_KINDS.includes(kind) ? (data as Message) : null;
}

class Engine {
  private readonly options: SyncEngineOptions;
  private readonly databases: readonly string[];
  private readonly shown: StatusBoard;
  private readonly now = new Bell();
  private channel: WindowChannel | undefined;
  private running: RunningDatabases | null = null;
  private stopping: AbortController | null = null;
  private done: Promise<void> = Promise.resolve();

  constructor(options: SyncEngineOptions) {
    this.options = options;
    this.databases = options.databases ?? databasesOf(options.session.roles);
    this.shown = new StatusBoard(options.clock, this.databases);
  }

  get status(): SyncStatusStore {
    return this.shown;
  }

  private get name(): string {
    const { userName, deviceId } = this.options.session;
    return `outpost-sync-${userName}-${deviceId}`;
  }

  start(): void {
    if (this.stopping) return;
    const stopping = new AbortController();
    this.stopping = stopping;
    const own = this.options.channel || !this.options.locks ? undefined : openChannel(this.name);
    const channel = this.options.channel ?? own;
    this.channel = channel;
    const onMessage = (event: { readonly data: unknown }): void => this.hear(event.data);
    channel?.addEventListener('message', onMessage);
    this.tell({ kind: 'hello' });
    this.done = this.takePart(stopping.signal).finally(() => {
      channel?.removeEventListener('message', onMessage);
      this.channel = undefined;
      own?.close();
    });
  }

  async stop(): Promise<void> {
    this.stopping?.abort();
    await this.done;
    this.stopping = null;
  }

  syncNow(): void {
    this.now.ring();
    if (!this.running) this.tell({ kind: 'sync-now' });
  }

  retry(documentId: string): void {
    if (this.running) this.running.retry(documentId);
    else this.tell({ kind: 'retry', documentId });
  }

  private tell(message: Message): void {
    this.channel?.postMessage(message);
  }

  private hear(data: unknown): void {
    const message = readMessage(data);
    if (!message) return;
    if (!this.running) {
      if (message.kind === 'status') this.shown.show(message.status);
      return;
    }
    if (message.kind === 'hello') this.tell({ kind: 'status', status: this.shown.get() });
    else if (message.kind === 'sync-now') this.now.ring();
    else if (message.kind === 'retry') this.running.retry(message.documentId);
  }

  private takePart(signal: AbortSignal): Promise<void> {
    const { locks, clock } = this.options;
    const { channel, name } = this;
    const lead = (term: AbortSignal): Promise<void> => this.lead(term);
    if (!locks) return lead(signal);
    return keepLeadership({ name, locks, channel, clock, signal, lead });
  }

  private async lead(signal: AbortSignal): Promise<void> {
    const board = new StatusBoard(this.options.clock, this.databases);
    const unsubscribe = board.subscribe(() => {
      this.shown.show(board.get());
      this.tell({ kind: 'status', status: board.get() });
    });
    this.running = runDatabases({
      ...this.options,
      databases: this.databases,
      numberPrefixes: this.options.numberPrefixes ?? Object.keys(NUMBER_SERIES),
      tuning: { ...DEFAULT_TUNING, ...this.options.tuning },
      board,
      now: this.now,
      signal,
    });
    await this.running.done;
    this.running = null;
    unsubscribe();
  }
}

/** The channel of one person's windows, where the platform has one. */
function openChannel(name: string): (WindowChannel & { close(): void }) | undefined {
  return typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name);
}

export function createSyncEngine(options: SyncEngineOptions): SyncEngine {
  const engine = new Engine(options);
  return {
    start: () => engine.start(),
    stop: () => engine.stop(),
    syncNow: () => engine.syncNow(),
    retry: (documentId) => engine.retry(documentId),
    status: engine.status,
  };
}

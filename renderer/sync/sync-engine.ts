import { NUMBER_SERIES } from '../../shared/policy/numbers.ts';
import type { SyncPort } from '../replica/outbox-row.ts';
import type { SyncAnswer } from '../replica/sync-question.ts';
import { Bell } from './bell.ts';
import { databasesOf } from './keep-scopes.ts';
import { RunningDatabases } from './run-databases.ts';
import { keepLeadership } from './leadership.ts';
import type { LeaderLocks, WindowChannel } from './leadership.ts';
import type { Clock } from './clock.ts';
import { StatusBoard } from './status-board.ts';
import type { SyncStatus, SyncStatusStore } from './sync-status.ts';
import type { Transport } from './transport.ts';
import { DEFAULT_TUNING } from './tuning.ts';
import type { Tuning } from './tuning.ts';

export { databasesOf } from './keep-scopes.ts';
export type { SyncPhase, SyncStatus } from './sync-status.ts';

export interface SyncEngineOptions {
  readonly port: SyncPort;
  readonly transport: Transport;
  readonly session: {
    readonly userName: string;
    readonly roles: readonly string[];
    readonly deviceId: string;
  };
  /** Default: the reference database and that of every `scope:<name>` role, as they come and go. */
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
  /** The server lets us into a database no more: the shell should ask who we are. */
  readonly onForbidden?: () => void;
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
  /**
   * The person's roles, as the server confirmed them to the shell. A new scope begins to come in; a
   * lost one leaves this machine once the server says so to us too, and unsent work stays (L12).
   */
  setRoles(roles: readonly string[]): void;
  /** Compares everything here with the server (L16); the outcome shows in the status. */
  checkEquality(): void;
  /**
   * Answers a question of the status, in any window. Rejects with a `StorageError` if it could not be
   * kept; then the question stays.
   */
  answer(questionId: string, answer: SyncAnswer): Promise<void>;
  readonly status: SyncStatusStore;
}

type Message =
  | { readonly kind: 'status'; readonly status: SyncStatus }
  /** A window opened and wants to show where things stand. */
  | { readonly kind: 'hello' }
  | { readonly kind: 'sync-now' }
  | { readonly kind: 'check-equality' }
  | { readonly kind: 'roles'; readonly roles: readonly string[] }
  | { readonly kind: 'retry'; readonly documentId: string };

const MESSAGE_KINDS: readonly unknown[] = [
  'status',
  'hello',
  'sync-now',
  'check-equality',
  'roles',
  'retry',
];

function readMessage(data: unknown): Message | null {
  if (typeof data !== 'object' || data === null) return null;
  const { kind } = data as { kind?: unknown };
  return MESSAGE_KINDS.includes(kind) ? (data as Message) : null;
}

class Engine {
  private readonly options: SyncEngineOptions;
  private roles: readonly string[];
  private readonly shown: StatusBoard;
  private readonly now = new Bell();
  private channel: WindowChannel | undefined;
  private running: RunningDatabases | null = null;
  private stopping: AbortController | null = null;
  private done: Promise<void> = Promise.resolve();

  constructor(options: SyncEngineOptions) {
    this.options = options;
    this.roles = options.session.roles;
    this.shown = new StatusBoard(options.clock, this.databases);
  }

  private get databases(): readonly string[] {
    return this.options.databases ?? databasesOf(this.roles);
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

  setRoles(roles: readonly string[]): void {
    if (isSameList(roles, this.roles)) return;
    this.follow(roles);
    this.tell({ kind: 'roles', roles });
  }

  checkEquality(): void {
    if (this.running) this.running.checkEquality();
    else this.tell({ kind: 'check-equality' });
  }

  private follow(roles: readonly string[]): void {
    this.roles = roles;
    this.running?.rolesChanged();
  }

  private tell(message: Message): void {
    this.channel?.postMessage(message);
  }

  private hear(data: unknown): void {
    const message = readMessage(data);
    if (!message) return;
    if (message.kind === 'roles') this.follow(message.roles);
    if (!this.running) {
      if (message.kind === 'status') this.shown.show(message.status);
      return;
    }
    if (message.kind === 'hello') this.tell({ kind: 'status', status: this.shown.get() });
    else if (message.kind === 'sync-now') this.now.ring();
    else if (message.kind === 'check-equality') this.running.checkEquality();
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
    const { databases, session, onForbidden = () => undefined } = this.options;
    this.running = new RunningDatabases({
      ...this.options,
      userName: session.userName,
      databases: this.databases,
      roles: databases ? null : () => this.roles,
      onForbidden,
      numberPrefixes: this.options.numberPrefixes ?? Object.keys(NUMBER_SERIES),
      tuning: { ...DEFAULT_TUNING, ...this.options.tuning },
      board,
      now: this.now,
      signal,
    });
    await this.running.run();
    this.running = null;
    unsubscribe();
  }
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
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
    setRoles: (roles) => engine.setRoles(roles),
    checkEquality: () => engine.checkEquality(),
    // Kept in the replica, where the leading window hears of it, now or after the next start.
    answer: (questionId, answer) => options.port.questions.answer(questionId, answer),
    status: engine.status,
  };
}

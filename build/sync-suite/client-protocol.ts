import type { Documents } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { Ticket, TicketState } from '../../shared/model/ticket.ts';
import type { Entry } from '../../shared/model/entry.ts';
import type { StateArguments, TicketPatch } from '../../shared/workflow/ticket-commands.ts';
import type { Checkpoint, OutboxRow } from '../../renderer/replica/outbox-row.ts';
import type { EscalationNotice } from '../../renderer/replica/escalation-notices.ts';
import type { TrustedTimeSnapshot } from '../../renderer/replica/trusted-time.ts';
import type { SyncAnswer, SyncStatus } from '../../renderer/sync/sync-status.ts';
import type { Tuning } from '../../renderer/sync/tuning.ts';

export interface ClientSetup {
  /** Of the local database; the same name again is the same machine. */
  readonly name: string;
  /** The server, or the proxy before it. */
  readonly url: string;
  readonly userName: string;
  readonly password: string;
  readonly roles: readonly string[];
  readonly deviceId: string;
  readonly scope: string;
  readonly seed: number;
  readonly tuning: Partial<Tuning>;
  readonly numberPrefixes: readonly string[];
  /** Engines on this one replica: more than one is as many leaders (F33). */
  readonly engines: number;
  /** A console that takes its own clock for right, as one that was never in contact. */
  readonly trustsOwnClock: boolean;
  /** It carries escalations out, as a console with a window does. */
  readonly escalates: boolean;
}

/** What a console in a worker can be asked to do. */
export interface ClientApi {
  open(setup: ClientSetup): void;
  /** Sync begins. */
  start(): void;
  stop(): void;
  close(): void;
  /** The process is gone from one moment to the next: nothing is finished, nothing is noted. */
  die(): void;
  syncNow(): void;
  /** Sets this machine's clock off by so many milliseconds. */
  setClock(offsetMs: number): void;
  /** What time it is there, and how far that can be relied on. */
  time(): TrustedTimeSnapshot & { readonly nowMs: number };
  /** Escalations the person at it was told of since it was opened. */
  told(): readonly EscalationNotice[];
  /** From here on nobody is told, as if the process were about to end. */
  holdNotices(): void;
  create(title: string): Ticket;
  edit(id: string, patch: TicketPatch): void;
  move(id: string, to: TicketState, args: StateArguments): void;
  comment(id: string, body: string): void;
  addPlace(name: string): string;
  editPlace(id: string, patch: Readonly<Record<string, unknown>>): void;
  takeNumber(prefix: string): string;
  numbersLeft(): Readonly<Record<string, number>>;
  sendAgain(documentId: string): void;
  get<C extends CollectionName>(collection: C, id: string): Documents[C] | null;
  timeline(id: string): readonly Entry[];
  /** Every document of a collection, by id. */
  all(collection: CollectionName): readonly { readonly id: string }[];
  unsent(): {
    readonly count: number;
    readonly rows: readonly OutboxRow[];
    readonly refused: readonly OutboxRow[];
  };
  checkpoint(database: string): Checkpoint | null;
  /** The shell heard of other roles. */
  setRoles(roles: readonly string[]): void;
  checkEquality(): void;
  answer(questionId: string, answer: SyncAnswer): void;
  /** All unsent work as the text of a file. */
  exportUnsent(): string;
  status(): SyncStatus;
  /** All that was shown since the console was opened. */
  history(): readonly SyncStatus[];
}

export type ClientMethod = keyof ClientApi;

export interface ClientCall {
  readonly call: number;
  readonly method: ClientMethod;
  readonly args: readonly unknown[];
}

export interface ClientReply {
  readonly call: number;
  readonly result?: unknown;
  readonly error?: string;
}

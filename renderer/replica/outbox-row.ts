import type { AnyDocument } from '../../shared/model/collections.ts';
import type { MergeDecision } from '../../shared/model/entry.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { ClockSample } from '../../shared/sla/trusted-clock.ts';
import type { EqualityPort } from './drift.ts';
import type { QuestionPort } from './questions.ts';
import type { ScopePort } from './scope-removal.ts';

/** Why the server would not take a write, in its own words. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
  readonly at: string;
  /** Fields that somebody else changed too, where nothing decides but this person. */
  readonly decisions?: readonly MergeDecision[];
}

/**
 * One document of one mutation on its way to the server (L10). The rows are the only truth about
 * unsent work and the write-ahead log of commands: they are stored first, in one transaction, and
 * the documents after them; what a crash left out is applied at the next start.
 */
export interface OutboxRow {
  /** `outbox:` and the sequence in 16 digits, so that the primary key sorts by it. */
  readonly id: string;
  readonly kind: 'outbox';
  /** Monotonic over restarts and windows; never a time. */
  readonly seq: number;
  readonly mutationId: string;
  readonly collection: CollectionName;
  readonly documentId: string;
  /** The CouchDB database it goes to. */
  readonly database: string;
  /** What the edit started from: the row before it, else the server's state; null for a new document. */
  readonly base: AnyDocument | null;
  /** Where `base` is null because a deleted document is made anew (F17): what merges start from. */
  readonly startedFrom?: AnyDocument;
  readonly document: AnyDocument;
  /** What the person did, for the sync inbox: "Comment on INC-1042". */
  readonly label: string;
  readonly writtenAt: string;
  /** Set while the server refuses it (L3): kept, shown, and sent again only when a person says so. */
  readonly refused?: Refusal;
}

/** How far a database's feed has been applied (L2, L13). */
export interface Checkpoint {
  readonly id: string;
  readonly kind: 'checkpoint';
  readonly database: string;
  readonly databaseId: string;
  readonly epoch: number;
  /** CouchDB's opaque update sequence, never parsed. */
  readonly since: string;
  /** The first catch-up reached the end of the feed. */
  readonly complete: boolean;
  /** While the feed is behind: what this catch-up applied so far, over restarts (L21). */
  readonly catchUp?: {
    readonly done: number;
    /** Changes in all as far as the server said; null where it did not. */
    readonly total: number | null;
    readonly bytes: number;
  };
}

/** One row of a feed after the transport checked its shape. */
export type PulledChange =
  | { readonly kind: 'document'; readonly id: string; readonly document: unknown }
  | { readonly kind: 'deleted'; readonly id: string };

/** What one applied page did. */
export interface PullReport {
  readonly written: number;
  /** Own echoes and documents that were there already. */
  readonly unchanged: number;
  readonly merged: number;
  /** Design documents and unknown types (F40). */
  readonly ignored: number;
  /** Documents that fit no schema; kept in `local` with the reason, never dropped. */
  readonly quarantined: number;
}

/** A document whose newest state the server now has: rows up to this sequence are done. */
export interface Acknowledgement {
  readonly documentId: string;
  readonly upToSeq: number;
}

/** Pending work of one document: what the server should end up with, and what it started from. */
export interface PendingDocument {
  readonly documentId: string;
  readonly collection: CollectionName;
  readonly base: AnyDocument | null;
  readonly document: AnyDocument;
  readonly upToSeq: number;
}

/** The server's clock against this machine's, measured at every contact (F11, F12). */
export interface ClockPort {
  /** An answer of the server with the time it was sent. */
  hear(sample: ClockSample): void;
  /** Calls when this machine's clock was set: the server's should be asked for. */
  onDoubt(listener: () => void): () => void;
}

/**
 * All that sync may do with the replica. Every call that writes excludes commands while it runs,
 * across windows.
 */
export interface SyncPort {
  checkpoint(database: string): Promise<Checkpoint | null>;
  /**
   * Forgets how far a feed was applied; the documents stay (epoch raised, equality repair). If the
   * feed then comes with a higher epoch, what the restored server lost and this person wrote is put
   * back in the outbox while it is read and at its end (F13).
   */
  resetCheckpoint(database: string): Promise<void>;
  /**
   * Writes a page and its checkpoint; three-way merges where unsent work touches it. What is older
   * than the base or than the stored document is left alone. Throws on a storage error, or
   * `MassRemoval` where a person must be asked first (L15); then the checkpoint has not moved (L4).
   */
  applyPulled(changes: readonly PulledChange[], checkpoint: Checkpoint): Promise<PullReport>;
  /** Unsent documents of a database that are not refused, in the order people made them. */
  pending(database: string, limit: number): Promise<readonly PendingDocument[]>;
  acknowledge(done: readonly Acknowledgement[]): Promise<void>;
  refuse(documentId: string, upToSeq: number, refusal: Refusal): Promise<void>;
  /**
   * The server has another state (409): merge with it, so that the next push starts from it. A state
   * that is one of our own earlier writes settles the rows up to it. Where a person must decide, the
   * rows are refused with the question.
   */
  rebase(documentId: string, theirs: unknown): Promise<'merged' | 'already-there' | 'kept-mine'>;
  /** The server deleted what is edited here (F17): nothing is resurrected, the edit is refused with that reason. */
  refuseDeleted(documentId: string): Promise<void>;
  /** Fires with the databases that have new unsent work; also for writes of other windows. */
  onPending(listener: (databases: readonly string[]) => void): () => void;
  /** Stores a leased block of human numbers (L5). */
  addNumberBlock(prefix: string, from: number, to: number): Promise<void>;
  /** Numbers left in leased blocks, per prefix. */
  numbersLeft(): Promise<Readonly<Record<string, number>>>;
  /** Comparing with the server (L16). */
  readonly equality: EqualityPort;
  /** What only a person decides (L15, L16). */
  readonly questions: QuestionPort;
  /** Databases this person may use no more, or again (L12, L20). */
  readonly scopes: ScopePort;
  readonly clock: ClockPort;
}

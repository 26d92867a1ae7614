import type { RxCollection } from 'rxdb';
import { createExclusive } from './exclusive.ts';
import type { ClaimDocument } from './claims.ts';
import type { Checkpoint, OutboxRow } from './outbox-row.ts';
import type { ReplicaMeta } from './replica-meta.ts';
import type {
  BrakeDocument,
  EqualityDocument,
  LostScopeDocument,
  QuestionDocument,
} from './sync-question.ts';
import type { ClockDocument } from './trusted-time.ts';
import {
  getMany,
  readByIndex,
  readByValues,
  readIds,
  readRange,
  writeTogether,
} from './storage.ts';

/** The next outbox sequence; never goes back, even when all rows are gone. */
export interface CounterDocument {
  readonly id: 'counter:outbox';
  readonly kind: 'counter';
  readonly next: number;
}

/** Leased numbers of one prefix (L5), used from the first block on. */
export interface NumbersDocument {
  readonly id: string;
  readonly kind: 'numbers';
  readonly prefix: string;
  readonly blocks: readonly { readonly next: number; readonly to: number }[];
  /** Counts numbers made without a block; they are visibly of this machine. */
  readonly fallback: number;
}

/** What somebody typed and has not sent; kept on every keystroke. */
export interface DraftDocument {
  readonly id: string;
  readonly kind: 'draft';
  readonly text: string;
  readonly keptAt: string;
}

/** A document of the feed that fits no schema (F36): kept, with what is wrong with it. */
export interface QuarantineDocument {
  readonly id: string;
  readonly kind: 'quarantine';
  readonly documentId: string;
  readonly reason: string;
  readonly document: unknown;
}

/** A refused write a person took off the list; kept 30 days. */
export interface DiscardedDocument {
  readonly id: string;
  readonly kind: 'discarded';
  readonly row: OutboxRow;
  readonly discardedAt: string;
}

/**
 * A merge in which this person's value met somebody else's (L8), open until either of them settles
 * it. Kept apart, so that no timeline has to be searched for them.
 */
export interface ConflictDocument {
  readonly id: string;
  readonly kind: 'conflict';
  /** The merge entry with the three versions. */
  readonly entryId: string;
  readonly recordId: string;
  /** When they were merged. */
  readonly at: string;
  readonly fields: readonly string[];
  readonly mergedBy: string;
  readonly otherUser: string;
  readonly settled?: { readonly entryId: string; readonly by: string; readonly at: string };
}

/** A choice of this person on this machine: panel widths, theme, open tabs. */
export interface PreferenceDocument {
  readonly id: string;
  readonly kind: 'preference';
  readonly value: unknown;
}

/** A feed is being read anew over documents that are here already (F13); gone when it is read. */
export interface RereadDocument {
  readonly id: string;
  readonly kind: 'reread';
  /** Of the server until then; a higher one now means that it was restored. */
  readonly epoch: number;
}

export type LocalDocument =
  | OutboxRow
  | Checkpoint
  | CounterDocument
  | NumbersDocument
  | DraftDocument
  | QuarantineDocument
  | RereadDocument
  | QuestionDocument
  | EqualityDocument
  | BrakeDocument
  | LostScopeDocument
  | DiscardedDocument
  | ConflictDocument
  | PreferenceDocument
  | ClockDocument
  | ClaimDocument
  | ReplicaMeta;

/** Indexed, so that one document's rows are found among thousands. */
export const LOCAL_INDEX = ['documentId'] as const;

/** Told of every change of the outbox as soon as it is stored: rows written or replaced, rows gone. */
export type OutboxListener = (written: readonly OutboxRow[], gone: readonly string[]) => void;

/** The collection that never replicates, by kind of row. */
export class LocalDocuments {
  private readonly collection: RxCollection;
  /** Two writes of one row, such as a draft's, end in the order they were asked for. */
  private readonly inOrder = createExclusive('local', undefined);
  /** The second copy of unsent work (L11). Everything that writes comes past here. */
  outboxListener: OutboxListener | null = null;

  constructor(collection: RxCollection) {
    this.collection = collection;
  }

  async get<T extends LocalDocument>(id: string): Promise<T | null> {
    const [found] = await getMany<T>(this.collection, [id]);
    return found ?? null;
  }

  /** One transaction: all or none. */
  put(documents: readonly LocalDocument[]): Promise<void> {
    return this.change({ put: documents });
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.change({ remove: ids });
  }

  /** One transaction: all or none. What is both put and removed is put. */
  change(work: {
    readonly put?: readonly LocalDocument[];
    readonly remove?: readonly string[];
  }): Promise<void> {
    const { put = [], remove = [] } = work;
    return this.inOrder(async () => {
      await writeTogether(this.collection, put, remove);
      this.tellOutbox(put, remove);
    });
  }

  private tellOutbox(put: readonly LocalDocument[], remove: readonly string[]): void {
    if (!this.outboxListener) return;
    const written = put.filter((document) => document.kind === 'outbox');
    const kept = new Set(written.map(({ id }) => id));
    const gone = remove.filter((id) => id.startsWith('outbox:') && !kept.has(id));
    if (written.length + gone.length > 0) this.outboxListener(written, gone);
  }

  /** All rows of a kind, whose ids start with `<prefix>:`, in id order. */
  list<T extends LocalDocument>(prefix: string): Promise<T[]> {
    return readRange<T>(this.collection, `${prefix}:`, `${prefix}:\uffff`);
  }

  ids(prefix: string): Promise<string[]> {
    return readIds(this.collection, `${prefix}:`, `${prefix}:\uffff`);
  }

  /** Unsent and refused work, oldest first. */
  outbox(): Promise<OutboxRow[]> {
    return this.list<OutboxRow>('outbox');
  }

  /** The same of one document. */
  async outboxOf(documentId: string): Promise<OutboxRow[]> {
    const found = await readByIndex<LocalDocument>(this.collection, LOCAL_INDEX, [documentId]);
    return found.filter((row) => row.kind === 'outbox');
  }

  /** The same of many documents, however much else is unsent. */
  async outboxOfMany(documentIds: readonly string[]): Promise<OutboxRow[]> {
    const [field] = LOCAL_INDEX;
    const found = await readByValues<LocalDocument>(this.collection, field, documentIds);
    return found.filter((row) => row.kind === 'outbox');
  }

  /** The next rows of the outbox behind an id, at most `limit`, oldest first. */
  outboxAfter(id: string, limit: number): Promise<OutboxRow[]> {
    return readRange<OutboxRow>(this.collection, `${id}\u0000`, 'outbox:\uffff', limit);
  }
}

export function outboxId(seq: number): string {
  return `outbox:${String(seq).padStart(16, '0')}`;
}

export function checkpointId(database: string): string {
  return `checkpoint:${database}`;
}

export function rereadId(database: string): string {
  return `reread:${database}`;
}

export function conflictId(entryId: string): string {
  return `conflict:${entryId}`;
}

export function quarantineId(documentId: string): string {
  return `quarantine:${documentId}`;
}

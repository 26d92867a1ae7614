import type { AnyDocument } from '../../shared/model/collections.ts';
import { databaseOf } from '../../shared/model/collections.ts';
import type { Write } from '../../shared/workflow/command.ts';
import type { Checkpoint, PendingDocument, SyncPort } from '../../renderer/replica/outbox-row.ts';
import type { EqualityPort } from '../../renderer/replica/drift.ts';
import { equalityId } from '../../renderer/replica/sync-question.ts';
import type { EqualityDocument } from '../../renderer/replica/sync-question.ts';

export interface MemoryPort extends SyncPort {
  /** Queues what a command wrote, as the replica's outbox does. */
  write(writes: readonly Write[]): void;
  readonly unsent: () => number;
}

interface Row extends PendingDocument {
  readonly database: string;
}

const nothing = (): Promise<void> => Promise.resolve();
const noListener = (): (() => void) => () => undefined;

/** It compares nothing, and remembers when. */
function memoryEquality(): EqualityPort {
  const compared = new Map<string, EqualityDocument>();
  return {
    compare: () => Promise.resolve({ compared: 0, differing: [] }),
    settle: () =>
      Promise.resolve({ missingHere: 0, olderHere: 0, newerHere: [], onlyHere: [], repaired: 0 }),
    note(result) {
      compared.set(result.database, {
        id: equalityId(result.database),
        kind: 'equality',
        database: result.database,
        result,
        drifted: [],
        decided: [],
        isApproved: false,
      });
      return nothing();
    },
    results: () => Promise.resolve([...compared.values()]),
  };
}

const NO_QUESTIONS: SyncPort['questions'] = {
  list: () => Promise.resolve([]),
  ask: nothing,
  answer: nothing,
  onChange: noListener,
  removalsIn: () => Promise.resolve({}),
};

const ALL_SCOPES: SyncPort['scopes'] = {
  known: () => Promise.resolve([]),
  lost: () => Promise.resolve([]),
  lose: nothing,
  refuse: nothing,
  regain: nothing,
  onChange: noListener,
};

/**
 * A replica that remembers no documents, so that a process holds hundreds: what was pulled is
 * counted, what is unsent is kept. Only its own console writes a document, so nothing is merged.
 * @param onSeen Told every mutation that a page brought.
 */
export function createMemoryPort(onSeen: (mutationId: string) => void): MemoryPort {
  const checkpoints = new Map<string, Checkpoint>();
  const rows = new Map<string, Row>();
  const listeners = new Set<(databases: readonly string[]) => void>();
  let seq = 0;
  const drop = (id: string, upToSeq: number): void => {
    const row = rows.get(id);
    if (row && row.upToSeq <= upToSeq) rows.delete(id);
  };
  return {
    unsent: () => rows.size,
    write(writes) {
      const touched = new Set<string>();
      for (const { collection, base, document } of writes) {
        const { id: documentId } = document;
        const database = databaseOf(collection, document);
        const before = rows.get(documentId);
        seq += 1;
        const from = before ? before.base : base;
        rows.set(documentId, {
          documentId,
          collection,
          database,
          base: from,
          document,
          upToSeq: seq,
        });
        touched.add(database);
      }
      for (const listener of listeners) listener([...touched]);
    },
    checkpoint: (database) => Promise.resolve(checkpoints.get(database) ?? null),
    resetCheckpoint(database) {
      checkpoints.delete(database);
      return nothing();
    },
    applyPulled(changes, checkpoint) {
      checkpoints.set(checkpoint.database, checkpoint);
      for (const change of changes) {
        if (change.kind !== 'document') continue;
        const { mutationId } = change.document as { readonly mutationId?: unknown };
        if (typeof mutationId === 'string') onSeen(mutationId);
      }
      const written = changes.length;
      return Promise.resolve({ written, unchanged: 0, merged: 0, ignored: 0, quarantined: 0 });
    },
    pending: (database, limit) =>
      Promise.resolve(
        [...rows.values()].filter((row) => row.database === database).slice(0, limit),
      ),
    acknowledge(done) {
      for (const { documentId, upToSeq } of done) drop(documentId, upToSeq);
      return nothing();
    },
    refuse(documentId, _upToSeq, { reason }) {
      return Promise.reject(new Error(`${documentId} was refused: ${reason}`));
    },
    rebase(documentId, theirs) {
      const row = rows.get(documentId);
      // An own earlier write whose answer was lost.
      if (row) rows.set(documentId, { ...row, base: theirs as AnyDocument });
      return Promise.resolve('kept-mine');
    },
    refuseDeleted: (documentId) => Promise.reject(new Error(`${documentId} was deleted`)),
    onPending(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    addNumberBlock: nothing,
    numbersLeft: () => Promise.resolve({}),
    equality: memoryEquality(),
    questions: NO_QUESTIONS,
    scopes: ALL_SCOPES,
    clock: { hear: () => undefined, onDoubt: noListener },
  };
}

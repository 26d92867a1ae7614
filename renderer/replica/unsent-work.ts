import type { RxCollection } from 'rxdb';
import { onChanges } from './changes.ts';
import type { LocalDocuments } from './local-documents.ts';
import type { OutboxRow } from './outbox-row.ts';
import { countUnsent } from './outbox.ts';

/** What is on this machine and not on the server, counted from the outbox (L10). */
export interface UnsentSnapshot {
  /** Things a person did, each once, however many documents it touched. */
  readonly count: number;
  /** Documents with unsent work, for the marks in lists and timelines. */
  readonly documentIds: ReadonlySet<string>;
  readonly refused: readonly OutboxRow[];
  readonly rows: readonly OutboxRow[];
}

function summarize(rows: ReadonlyMap<string, OutboxRow>): UnsentSnapshot {
  const sorted = [...rows.values()].sort((a, b) => a.seq - b.seq);
  return {
    count: countUnsent(sorted),
    documentIds: new Set(sorted.map((row) => row.documentId)),
    refused: sorted.filter((row) => row.refused !== undefined),
    rows: sorted,
  };
}

/** Live view of the outbox. */
export class UnsentWork {
  private readonly rows = new Map<string, OutboxRow>();
  private snapshot: UnsentSnapshot = summarize(this.rows);
  /** Rows that changed while the outbox was read: what was read of them is old. */
  private touched: Set<string> | null = new Set();
  private readonly listeners = new Set<() => void>();
  private readonly stop: () => void;

  private constructor(collection: RxCollection) {
    this.stop = onChanges<OutboxRow>(collection, ({ written, removed }) => {
      const mine = written.filter((row) => row.kind === 'outbox');
      for (const { id } of mine) this.touched?.add(id);
      for (const id of removed) this.touched?.add(id);
      const gone = removed.filter((id) => this.rows.has(id));
      if (mine.length === 0 && gone.length === 0) return;
      for (const row of mine) this.rows.set(row.id, row);
      for (const id of gone) this.rows.delete(id);
      this.tell();
    });
  }

  /** Listens before it reads, so that what another window does meanwhile is not missed. */
  static async open(collection: RxCollection, local: LocalDocuments): Promise<UnsentWork> {
    const unsent = new UnsentWork(collection);
    for (const row of await local.outbox()) {
      if (!unsent.touched?.has(row.id)) unsent.rows.set(row.id, row);
    }
    unsent.touched = null;
    unsent.tell();
    return unsent;
  }

  get = (): UnsentSnapshot => this.snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  close(): void {
    this.stop();
  }

  private tell(): void {
    this.snapshot = summarize(this.rows);
    for (const listener of this.listeners) listener();
  }
}

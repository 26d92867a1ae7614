import type { Documents } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { readPages } from './storage.ts';
import type { Replica } from './replica.ts';

/** How much of a projection is there: the first screen, or all of it. */
export type ProjectionState = 'empty' | 'first-screen' | 'complete';

/** 500 rows are read and turned in a task of 5 to 10 ms on slow cores, and input gets between. */
const PAGE = 500;
/** Changes are told at most once a frame, so that a pull of thousands does not redraw thousands of times. */
const TELL_AFTER_MS = 16;

/**
 * Slim rows of a whole collection in memory, kept current from the change stream. Lists filter and
 * sort these; they never query the database.
 */
export class Projection<C extends CollectionName, Row extends { readonly id: string }> {
  private readonly byId = new Map<string, Row>();
  private readonly listeners = new Set<() => void>();
  private readonly toRow: (document: Documents[C]) => Row | null;
  private all: readonly Row[] | null = null;
  private readonly stop: () => void;
  private telling = false;
  private closed = false;
  /** Documents that changed while the collection is read; null once it was. */
  private touched: Set<string> | null = new Set();
  state: ProjectionState = 'empty';
  /** Grows with every change; equal versions mean equal rows. */
  version = 0;

  constructor(replica: Replica, collection: C, toRow: (document: Documents[C]) => Row | null) {
    this.toRow = toRow;
    this.stop = replica.onChanges(collection, ({ written, removed }) => {
      for (const document of written) {
        this.touched?.add(document.id);
        this.put(document);
      }
      for (const id of removed) {
        this.touched?.add(id);
        this.byId.delete(id);
      }
      this.tell();
    });
  }

  get(id: string): Row | undefined {
    return this.byId.get(id);
  }

  get size(): number {
    return this.byId.size;
  }

  /** All rows; the same array until something changes. */
  rows = (): readonly Row[] => (this.all ??= [...this.byId.values()]);

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getVersion = (): number => this.version;

  /** Rows of the first screen, from an indexed query, before the rest is read. */
  addFirstScreen(documents: readonly Documents[C][]): void {
    this.putRead(documents);
    if (this.state === 'empty') this.state = 'first-screen';
    this.tell();
  }

  /** Reads the whole collection behind the first screen. A projection that is closed stays as it is. */
  async load(replica: Replica, collection: C): Promise<void> {
    try {
      await readPages<Documents[C]>(replica.collection(collection), PAGE, (page) => {
        this.putRead(page);
        return !this.closed;
      });
    } catch (error) {
      if (!this.closed) throw error;
    }
    if (this.closed) return;
    this.touched = null;
    this.state = 'complete';
    this.tell();
  }

  close(): void {
    this.closed = true;
    this.stop();
  }

  /** What changed since the reading began is newer than what was read. */
  private putRead(documents: readonly Documents[C][]): void {
    for (const document of documents) if (!this.touched?.has(document.id)) this.put(document);
  }

  private put(document: Documents[C]): void {
    const row = this.toRow(document);
    if (row) this.byId.set(document.id, row);
    else this.byId.delete(document.id);
  }

  private tell(): void {
    if (this.telling) return;
    this.telling = true;
    setTimeout(() => {
      this.telling = false;
      this.all = null;
      this.version += 1;
      for (const listener of this.listeners) listener();
    }, TELL_AFTER_MS);
  }
}

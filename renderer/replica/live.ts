import type { Entry } from '../../shared/model/entry.ts';
import type { Documents } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { ulidOf } from '../../shared/model/ids.ts';
import type { Relation } from '../../shared/model/item.ts';
import type { Replica } from './replica.ts';

/** A value that changes; undefined until it was read once. */
export interface Live<T> {
  readonly get: () => T | undefined;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Values kept after the last screen let go of them, so that going back shows them at once. */
const KEEP = 200;

interface Slot<T> {
  value: T | undefined;
  /** Counts reads and news; what a read brings is old when either came after it began. */
  turn: number;
  readonly listeners: Set<() => void>;
}

/**
 * Live values by key, read on first use and read again or patched when the replica changes. One
 * subscription to the change stream serves all of them.
 */
export class LiveMap<T> {
  private readonly slots = new Map<string, Slot<T>>();
  private readonly read: (key: string) => Promise<T>;
  private isClosed = false;

  constructor(read: (key: string) => Promise<T>) {
    this.read = read;
  }

  /** Asks the map every time, since a slot nobody listens to may have been forgotten and made anew. */
  at(key: string): Live<T> {
    this.slotOf(key);
    return {
      get: () => this.slotOf(key).value,
      subscribe: (listener) => {
        const { listeners } = this.slotOf(key);
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
  }

  set(key: string, value: T): void {
    const slot = this.slots.get(key);
    if (!slot) return;
    slot.turn += 1;
    this.tell(slot, value);
  }

  has(key: string): boolean {
    return this.slots.has(key);
  }

  /** Keys whose value fits. */
  keysOf(fits: (value: T) => boolean): string[] {
    return [...this.slots].flatMap(([key, { value }]) =>
      value !== undefined && fits(value) ? [key] : [],
    );
  }

  async refresh(key: string): Promise<void> {
    const slot = this.slots.get(key);
    if (!slot) return;
    slot.turn += 1;
    const { turn } = slot;
    try {
      const value = await this.read(key);
      if (slot.turn === turn) this.tell(slot, value);
    } catch (error) {
      // A replica that closes while it is read has nobody left to tell.
      if (!this.isClosed) throw error;
    }
  }

  close(): void {
    this.isClosed = true;
  }

  private slotOf(key: string): Slot<T> {
    const present = this.slots.get(key);
    if (present) return present;
    const slot: Slot<T> = { value: undefined, turn: 0, listeners: new Set() };
    this.slots.set(key, slot);
    this.forgetOldest();
    void this.refresh(key);
    return slot;
  }

  private tell(slot: Slot<T>, value: T): void {
    slot.value = value;
    for (const listener of slot.listeners) listener();
  }

  private forgetOldest(): void {
    const newest = this.slots.size - 1;
    let at = 0;
    for (const [key, slot] of this.slots) {
      if (this.slots.size <= KEEP || at === newest) return;
      if (slot.listeners.size === 0) this.slots.delete(key);
      at += 1;
    }
  }
}

/** Records, timelines and relations as live values. */
export class LiveRecords {
  private readonly documents = new Map<CollectionName, LiveMap<unknown>>();
  private readonly timelines: LiveMap<readonly Entry[]>;
  private readonly relations: LiveMap<readonly Relation[]>;
  private readonly replica: Replica;
  private readonly stops: (() => void)[] = [];

  constructor(replica: Replica) {
    this.replica = replica;
    this.timelines = new LiveMap((ulid) => replica.timeline(`record:${ulid}`));
    this.relations = new LiveMap((id) => replica.relationsOf(id));
    this.stops.push(
      replica.onChanges('entries', ({ written, removed }) => {
        const ids = [...written.map((entry) => entry.recordId), ...removed];
        for (const ulid of new Set(ids.map(ulidOf))) {
          if (this.timelines.has(ulid)) void this.timelines.refresh(ulid);
        }
      }),
      replica.onChanges('relations', ({ written, removed }) => {
        const gone = new Set<string>(removed);
        const shown = this.relations.keysOf((relations) =>
          relations.some(({ id }) => gone.has(id)),
        );
        for (const id of new Set([
          ...written.flatMap(({ fromId, toId }) => [fromId, toId]),
          ...shown,
        ])) {
          if (this.relations.has(id)) void this.relations.refresh(id);
        }
      }),
    );
  }

  document<C extends CollectionName>(collection: C, id: string): Live<Documents[C] | null> {
    return this.mapOf(collection).at(id) as Live<Documents[C] | null>;
  }

  timeline(recordId: string): Live<readonly Entry[]> {
    return this.timelines.at(ulidOf(recordId));
  }

  relationsOf(recordId: string): Live<readonly Relation[]> {
    return this.relations.at(recordId);
  }

  close(): void {
    for (const stop of this.stops) stop();
    for (const map of [this.timelines, this.relations, ...this.documents.values()]) map.close();
  }

  private mapOf(collection: CollectionName): LiveMap<unknown> {
    const present = this.documents.get(collection);
    if (present) return present;
    const made = new LiveMap<unknown>((id) => this.replica.get(collection, id));
    this.documents.set(collection, made);
    this.stops.push(
      this.replica.onChanges(collection, ({ written, removed }) => {
        for (const document of written) made.set(document.id, document);
        for (const id of removed) made.set(id, null);
      }),
    );
    return made;
  }
}

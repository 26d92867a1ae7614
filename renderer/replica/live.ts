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
  readonly listeners: Set<() => void>;
  readonly live: Live<T>;
}

/**
 * Live values by key, read on first use and read again or patched when the replica changes. One
 * subscription to the change stream serves all of them.
 */
export class LiveMap<T> {
  private readonly slots = new Map<string, Slot<T>>();
  private readonly read: (key: string) => Promise<T>;

  constructor(read: (key: string) => Promise<T>) {
    this.read = read;
  }

  at(key: string): Live<T> {
    const present = this.slots.get(key);
    if (present) return present.live;
    const listeners = new Set<() => void>();
    const slot: Slot<T> = {
      value: undefined,
      listeners,
      live: {
        get: () => this.slots.get(key)?.value,
        subscribe: (listener) => {
          listeners.add(listener);
          if (!this.slots.has(key)) this.slots.set(key, slot);
          return () => listeners.delete(listener);
        },
      },
    };
    this.slots.set(key, slot);
    this.forgetOldest();
    void this.refresh(key);
    return slot.live;
  }

  set(key: string, value: T): void {
    const slot = this.slots.get(key);
    if (!slot) return;
    slot.value = value;
    for (const listener of slot.listeners) listener();
  }

  has(key: string): boolean {
    return this.slots.has(key);
  }

  async refresh(key: string): Promise<void> {
    const value = await this.read(key);
    this.set(key, value);
  }

  private forgetOldest(): void {
    if (this.slots.size <= KEEP) return;
    for (const [key, slot] of this.slots) {
      if (slot.listeners.size > 0) continue;
      this.slots.delete(key);
      if (this.slots.size <= KEEP) return;
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
      replica.onChanges('relations', ({ written }) => {
        for (const id of new Set(written.flatMap(({ fromId, toId }) => [fromId, toId]))) {
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

import { useMemo, useSyncExternalStore } from 'react';
import { useReplica } from '../../replica/hooks.ts';
import type { DraftDocument } from '../../replica/local-documents.ts';
import type { Replica } from '../../replica/replica.ts';

interface Slot {
  text: string;
  /** Null until the first keystroke that was stored. */
  keptAt: string | null;
  /** Read from the disk once; typing before that wins. */
  known: boolean;
  dirty: boolean;
  writing: boolean;
  snapshot: Draft;
  readonly listeners: Set<() => void>;
}

export interface Draft {
  readonly text: string;
  /** When it was last stored; null while there is nothing. */
  readonly keptAt: string | null;
}

const NOTHING: Draft = { text: '', keptAt: null };

/**
 * What is typed and not sent, in memory for the screen and on the disk for the crash. Every
 * keystroke is stored; while one write runs the next waits, and only the newest is written.
 */
export class DraftStore {
  private readonly slots = new Map<string, Slot>();
  private readonly local: Pick<Replica['local'], 'get' | 'put' | 'remove'>;
  private readonly now: () => number;

  constructor(replica: Pick<Replica, 'now'> & { readonly local: DraftStore['local'] }) {
    this.local = replica.local;
    this.now = replica.now;
  }

  get(id: string): Draft {
    return this.slot(id).snapshot;
  }

  subscribe(id: string, listener: () => void): () => void {
    const { listeners } = this.slot(id);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  set(id: string, text: string): void {
    const slot = this.slot(id);
    slot.known = true;
    slot.text = text;
    slot.dirty = true;
    if (text === '') slot.keptAt = null;
    this.tell(slot);
    if (!slot.writing) void this.write(id, slot);
  }

  private slot(id: string): Slot {
    const present = this.slots.get(id);
    if (present) return present;
    const slot: Slot = {
      text: '',
      keptAt: null,
      known: false,
      dirty: false,
      writing: false,
      snapshot: NOTHING,
      listeners: new Set(),
    };
    this.slots.set(id, slot);
    void this.read(id, slot);
    return slot;
  }

  private async read(id: string, slot: Slot): Promise<void> {
    const stored = await this.local.get<DraftDocument>(id);
    if (slot.known) return;
    slot.known = true;
    if (!stored) return;
    slot.text = stored.text;
    slot.keptAt = stored.keptAt;
    this.tell(slot);
  }

  private async write(id: string, slot: Slot): Promise<void> {
    slot.writing = true;
    try {
      while (slot.dirty) {
        slot.dirty = false;
        const { text } = slot;
        const keptAt = new Date(this.now()).toISOString();
        if (text === '') await this.local.remove([id]);
        else await this.local.put([{ id, kind: 'draft', text, keptAt }]);
        if (slot.text === '') continue;
        slot.keptAt = keptAt;
        this.tell(slot);
      }
    } finally {
      slot.writing = false;
    }
  }

  private tell(slot: Slot): void {
    slot.snapshot = slot.text === '' ? NOTHING : { text: slot.text, keptAt: slot.keptAt };
    for (const listener of slot.listeners) listener();
  }
}

const stores = new WeakMap<Replica, DraftStore>();

function storeOf(replica: Replica): DraftStore {
  let store = stores.get(replica);
  if (!store) {
    store = new DraftStore(replica);
    stores.set(replica, store);
  }
  return store;
}

/** The draft of a place and its setter; '' takes it off the disk. */
export function useDraft(id: string): readonly [draft: Draft, set: (text: string) => void] {
  const store = storeOf(useReplica());
  const source = useMemo(
    () => ({
      get: () => store.get(id),
      subscribe: (listener: () => void) => store.subscribe(id, listener),
      set: (text: string) => store.set(id, text),
    }),
    [store, id],
  );
  return [useSyncExternalStore(source.subscribe, source.get), source.set];
}

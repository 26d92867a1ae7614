import { useEffect, useMemo, useState } from 'react';
import { createGraph } from '../../shared/graph/dependency-graph.ts';
import type { DependencyGraph } from '../../shared/graph/dependency-graph.ts';
import { RelationIndex } from '../../shared/graph/relation-index.ts';
import type { Relation } from '../../shared/model/item.ts';
import { useReference, useVersion, useWorkspace } from './hooks.ts';
import type { ReferenceSnapshot } from './reference.ts';
import type { Replica } from './replica.ts';
import { readPages } from './storage.ts';
import type { Workspace } from './workspace.ts';

/** As many as are read between two frames. */
const PAGE = 2_000;
/** Changes are told at most once a frame. */
const TELL_AFTER_MS = 16;

/** Service in the words of an item class, so that services are alike among themselves. */
export const SERVICE_CLASS = 'service';

/** All relations of the replica in memory, by the records they join; kept current. */
class RelationStore {
  readonly index = new RelationIndex();
  isComplete = false;
  private version = 0;
  private isTelling = false;
  private touched: Set<string> | null = new Set();
  private readonly listeners = new Set<() => void>();

  constructor(replica: Replica) {
    replica.onChanges('relations', ({ written, removed }) => {
      for (const relation of written) {
        this.touched?.add(relation.id);
        this.put(relation);
      }
      for (const id of removed) {
        this.touched?.add(id);
        this.index.delete(id);
      }
      this.tell();
    });
  }

  getVersion = (): number => this.version;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads what is stored behind the screen; what changed meanwhile is newer and stays. */
  async load(replica: Replica): Promise<void> {
    await readPages<Relation>(replica.collection('relations'), PAGE, async (page) => {
      for (const relation of page) if (!this.touched?.has(relation.id)) this.put(relation);
      await new Promise((resolve) => setTimeout(resolve, 0));
      return true;
    });
    this.touched = null;
    this.isComplete = true;
    this.tell();
  }

  private put(relation: Relation): void {
    if (relation.removedAt) this.index.delete(relation.id);
    else this.index.set(relation);
  }

  private tell(): void {
    if (this.isTelling) return;
    this.isTelling = true;
    setTimeout(() => {
      this.isTelling = false;
      this.version += 1;
      for (const listener of this.listeners) listener();
    }, TELL_AFTER_MS);
  }
}

const stores = new WeakMap<Replica, RelationStore>();

/** One store a replica, read when a screen first asks for it. */
function storeOf(replica: Replica): RelationStore {
  const present = stores.get(replica);
  if (present) return present;
  const made = new RelationStore(replica);
  stores.set(replica, made);
  // A replica that closes while it is read has nobody left to tell.
  made.load(replica).catch(() => undefined);
  return made;
}

/** Starts reading the relations, so that they are there when a record is opened. */
export function useRelationsAhead(): void {
  const { replica } = useWorkspace();
  useEffect(() => {
    storeOf(replica);
  }, [replica]);
}

export interface RelationsState {
  readonly index: RelationIndex;
  /** Another one after every change. */
  readonly version: number;
  /** False while relations are still being read. */
  readonly isComplete: boolean;
}

/** All relations by the records they join, live. */
export function useRelationIndex(): RelationsState {
  const { replica } = useWorkspace();
  const [store] = useState(() => storeOf(replica));
  const version = useVersion(store);
  return { index: store.index, version, isComplete: store.isComplete };
}

export interface GraphState {
  /** A new one after every change of an item, a service or a relation. */
  readonly graph: DependencyGraph;
  readonly isComplete: boolean;
}

function graphOf(
  store: RelationStore,
  items: Workspace['items'],
  catalog: ReferenceSnapshot['catalog'],
  _version: string,
): DependencyGraph {
  return createGraph({
    node: (id) => {
      const row = items.get(id);
      if (row) return { id, className: row.className, isWorking: row.status === 'operational' };
      const entry = catalog.get(id);
      if (entry?.kind !== 'service' || entry.removedAt) return undefined;
      return { id, className: SERVICE_CLASS, isWorking: entry.status === 'operational' };
    },
    relationsOf: (id) => store.index.of(id),
  });
}

/** Who needs whom, live. */
export function useDependencyGraph(): GraphState {
  const { replica, items } = useWorkspace();
  const [store] = useState(() => storeOf(replica));
  const version = [useVersion(store), useVersion(items)].join();
  const { catalog } = useReference();
  const graph = useMemo(
    () => graphOf(store, items, catalog, version),
    [store, items, catalog, version],
  );
  return { graph, isComplete: store.isComplete };
}

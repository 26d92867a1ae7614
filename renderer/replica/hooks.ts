import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type { Documents } from '../../shared/model/collections.ts';
import type { Entry } from '../../shared/model/entry.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { Relation } from '../../shared/model/item.ts';
import type { Person } from '../../shared/model/reference.ts';
import type { ConflictSnapshot } from './conflicts.ts';
import type { Live } from './live.ts';
import type { Projection } from './projection.ts';
import type { ReferenceSnapshot } from './reference.ts';
import type { Replica } from './replica.ts';
import type { TrustedTimeSnapshot } from './trusted-time.ts';
import type { UnsentSnapshot } from './unsent-work.ts';
import type { Workspace } from './workspace.ts';

/** Given by the composition root around every screen. */
export const WorkspaceContext = createContext<Workspace | null>(null);

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('This component needs an open workspace around it');
  return workspace;
}

export function useReplica(): Replica {
  return useWorkspace().replica;
}

/** People, places, catalog and policies; a new object after every change. */
export function useReference(): ReferenceSnapshot {
  const { reference } = useReplica();
  return useSyncExternalStore(reference.subscribe, reference.get);
}

/** The person signed in, once their own record has arrived. */
export function useMe(): Person | null {
  const replica = useReplica();
  return useReference().byUserName.get(replica.session.userName) ?? null;
}

export function useUnsent(): UnsentSnapshot {
  const { unsent } = useReplica();
  return useSyncExternalStore(unsent.subscribe, unsent.get);
}

/** Merges that this person has to know of, open and settled. */
export function useConflicts(): ConflictSnapshot {
  const { conflicts } = useReplica();
  return useSyncExternalStore(conflicts.subscribe, conflicts.get);
}

/** Whether the time here is the server's: service levels are provisional while it is not. */
export function useTrustedTime(): TrustedTimeSnapshot {
  const { trustedTime } = useReplica();
  return useSyncExternalStore(trustedTime.subscribe, trustedTime.get);
}

/** Redraws when a projection changes; equal versions mean equal rows. */
export function useVersion(projection: {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getVersion: () => number;
}): number {
  return useSyncExternalStore(projection.subscribe, projection.getVersion);
}

/** All rows of a projection, the same array until something changes. */
export function useRows<C extends CollectionName, Row extends { readonly id: string }>(
  projection: Projection<C, Row>,
): readonly Row[] {
  useVersion(projection);
  return projection.rows();
}

const NOTHING: Live<never> = { get: () => undefined, subscribe: () => () => undefined };

function useLive<T>(live: Live<T>): T | undefined {
  return useSyncExternalStore(live.subscribe, live.get);
}

/** A record, live. Undefined while it is read, null when there is none. */
export function useDocument<C extends CollectionName>(
  collection: C,
  id: string | null,
): Documents[C] | null | undefined {
  const { live } = useWorkspace();
  const source = useMemo(
    () => (id === null ? NOTHING : live.document(collection, id)),
    [live, collection, id],
  );
  return useLive<Documents[C] | null>(source);
}

/** A record's timeline, oldest first, live. */
export function useTimeline(recordId: string | null): readonly Entry[] | undefined {
  const { live } = useWorkspace();
  const source = useMemo(
    () => (recordId === null ? NOTHING : live.timeline(recordId)),
    [live, recordId],
  );
  return useLive<readonly Entry[]>(source);
}

/** Relations from and to a record, live. */
export function useRelations(recordId: string | null): readonly Relation[] | undefined {
  const { live } = useWorkspace();
  const source = useMemo(
    () => (recordId === null ? NOTHING : live.relationsOf(recordId)),
    [live, recordId],
  );
  return useLive<readonly Relation[]>(source);
}

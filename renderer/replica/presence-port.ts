import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';

/** Somebody else, or this person at another machine, who has the record open. */
export interface PresencePeer {
  readonly key: string;
  readonly userName: string;
  readonly isEditing: boolean;
}

/** What the record on screen asks of presence; see renderer/sync/presence.ts. */
export interface PresencePort {
  /** This window shows a record; null: it does not any more. */
  show(recordId: string | null): void;
  readonly peers: {
    get(): readonly PresencePeer[];
    subscribe(listener: () => void): () => void;
  };
}

const NOBODY: readonly PresencePeer[] = [];
const NO_PORT: PresencePort = {
  show: () => undefined,
  peers: { get: () => NOBODY, subscribe: () => () => undefined },
};

/** Given by the composition root; without it nobody is ever there. */
export const PresenceContext = createContext<PresencePort>(NO_PORT);

/** Says that this window shows the record, and who else does; nobody while offline. */
export function usePresence(recordId: string): readonly PresencePeer[] {
  const port = useContext(PresenceContext);
  useEffect(() => {
    port.show(recordId);
    return () => port.show(null);
  }, [port, recordId]);
  return useSyncExternalStore(port.peers.subscribe, port.peers.get);
}

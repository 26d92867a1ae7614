import { scopesOf } from '../../shared/policy/roles.ts';
import type { TicketWork } from '../blobs/blob-queue.ts';
import type { Replica } from '../replica/replica.ts';
import type { SyncEngine } from '../sync/sync-engine.ts';

const CONTACT: readonly string[] = ['live', 'catching-up'];

/** Tickets as the queue of files sees them. */
export function ticketWork(
  { unsent, session }: Pick<Replica, 'unsent' | 'session'>,
  sync: Pick<SyncEngine, 'status'>,
): TicketWork {
  return {
    isBusy() {
      const { rows, refused } = unsent.get();
      return rows.length > refused.length;
    },
    entryState(entryId) {
      const { documentIds, refused } = unsent.get();
      if (!documentIds.has(entryId)) return 'sent';
      return refused.some((row) => row.documentId === entryId) ? 'refused' : 'unsent';
    },
    mayUse: (scope) => scopesOf(session.roles).includes(scope),
    isInContact: () => CONTACT.includes(sync.status.get().phase),
    subscribe(listener) {
      const stops = [unsent.subscribe(listener), sync.status.subscribe(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

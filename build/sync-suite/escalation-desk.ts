import { Clocks } from '../../renderer/replica/clocks.ts';
import {
  EscalationNotices,
  type EscalationNotice,
} from '../../renderer/replica/escalation-notices.ts';
import { Escalations, type Connection } from '../../renderer/replica/escalations.ts';
import type { Replica } from '../../renderer/replica/replica.ts';
import { openWorkspace } from '../../renderer/replica/workspace.ts';
import type { SyncEngine } from '../../renderer/sync/sync-engine.ts';

/** What a window does about escalations, without a window. */
export interface EscalationDesk {
  readonly told: readonly EscalationNotice[];
  hold(): void;
  stop(): void;
}

export async function openEscalationDesk(
  replica: Replica,
  { status }: SyncEngine,
): Promise<EscalationDesk> {
  const workspace = await openWorkspace(replica, 'incident');
  const clocks = new Clocks(workspace);
  const told: EscalationNotice[] = [];
  let isHeld = false;
  const notices = new EscalationNotices({
    replica,
    isBusy: () => isHeld || status.get().phase === 'catching-up',
    show: (all) => told.push(...all),
  });
  const connection = (): Connection => {
    const { phase } = status.get();
    if (phase === 'live') return 'online';
    return phase === 'starting' || phase === 'catching-up' ? 'unsettled' : 'offline';
  };
  const escalations = new Escalations({
    workspace,
    clocks,
    notices,
    connection,
    onConnection: (listener) => status.subscribe(listener),
    labelOf: ({ number }) => number,
  });
  return {
    told,
    hold() {
      isHeld = true;
    },
    stop() {
      escalations.stop();
      notices.stop();
      clocks.close();
    },
  };
}

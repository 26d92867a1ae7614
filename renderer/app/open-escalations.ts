import type { Bridge } from '../../shared/protocol/ipc.ts';
import type { Clocks } from '../replica/clocks.ts';
import { EscalationNotices } from '../replica/escalation-notices.ts';
import { MajorUpdates } from '../replica/major-updates.ts';
import { Escalations } from '../replica/escalations.ts';
import type { Connection } from '../replica/escalations.ts';
import type { Workspace } from '../replica/workspace.ts';
import { systemClock } from '../sync/clock.ts';
import { keepLeadership } from '../sync/leadership.ts';
import type { LeaderLocks } from '../sync/leadership.ts';
import type { SyncStatusStore } from '../sync/sync-status.ts';
import { t } from '../ui/i18n.ts';
import { tellEscalations } from './tell-escalations.ts';
import { tellUpdate } from './tell-updates.ts';

export interface OpenEscalationsOptions {
  readonly shell: Bridge;
  /** Of the replica. */
  readonly name: string;
  readonly workspace: Workspace;
  readonly clocks: Clocks;
  readonly status: SyncStatusStore;
}

/** `live`: all news is here. While it comes in, somebody may have been faster. */
function connectionOf({ phase }: ReturnType<SyncStatusStore['get']>): Connection {
  if (phase === 'live') return 'online';
  return phase === 'starting' || phase === 'catching-up' ? 'unsettled' : 'offline';
}

function escalateUntil(options: OpenEscalationsOptions, signal: AbortSignal): Promise<void> {
  const { shell, workspace, clocks, status } = options;
  const { replica } = workspace;
  const notices = new EscalationNotices({
    replica,
    isBusy: () => status.get().phase === 'catching-up',
    show: (all) => void tellEscalations(shell, all, replica.now()),
  });
  const escalations = new Escalations({
    workspace,
    clocks,
    notices,
    connection: () => connectionOf(status.get()),
    onConnection(listener) {
      let last = connectionOf(status.get());
      return status.subscribe(() => {
        const next = connectionOf(status.get());
        if (next !== last) listener();
        last = next;
      });
    },
    labelOf: ({ number }) => t('Escalation of {{number}}', { number }),
  });
  const updates = new MajorUpdates({
    workspace,
    show: (notice) => void tellUpdate(shell, notice, replica.now()),
  });
  return new Promise((resolve) => {
    const end = (): void => {
      updates.stop();
      escalations.stop();
      notices.stop();
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

/**
 * Escalates in one window of this console; two at once would do no harm, since ids and calls are
 * given once. Returns a function that stops.
 */
export function openEscalations(options: OpenEscalationsOptions): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { locks } = navigator;
  const lead = (term: AbortSignal): Promise<void> => escalateUntil(options, term);
  let running: Promise<void>;
  if (locks) {
    const name = `${options.name}-escalations`;
    const channel = new BroadcastChannel(name);
    const port: LeaderLocks = {
      request: async (lock, how, task) => await locks.request(lock, how, task),
    };
    running = keepLeadership({
      name,
      locks: port,
      channel,
      clock: systemClock,
      signal,
      lead,
    }).finally(() => channel.close());
  } else running = lead(signal);
  return async () => {
    stopping.abort();
    await running;
  };
}

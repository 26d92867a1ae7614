import { useRef, useState } from 'react';
import { suppose } from '../../../../shared/sla/what-if.ts';
import type { WhatIf } from '../../../../shared/sla/what-if.ts';
import { useClocks } from '../../../replica/clocks.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { horizonEndMs } from './horizon.ts';
import type { Horizon } from './horizon.ts';
import { runWhatIf } from './run-what-if.ts';
import type { QueueOutcome } from './run-what-if.ts';

export interface QueueRunState {
  readonly running: { readonly done: number; readonly total: number; stop(): void } | null;
  readonly outcome: QueueOutcome | null;
  /** Of the outcome that is shown, in epoch milliseconds. */
  readonly nowMs: number;
  run(ids: readonly string[], change: WhatIf, horizon: Horizon): Promise<void>;
  clear(): void;
}

/** Works out a change for many tickets, slice by slice; one run at a time. */
export function useQueueRun(): QueueRunState {
  const clocks = useClocks();
  const { now } = useReplica();
  const abort = useRef<AbortController | null>(null);
  const [running, setRunning] = useState<QueueRunState['running']>(null);
  const [found, setFound] = useState<{ outcome: QueueOutcome; nowMs: number } | null>(null);
  return {
    running,
    outcome: found?.outcome ?? null,
    nowMs: found?.nowMs ?? 0,
    clear: () => {
      abort.current?.abort();
      setFound(null);
    },
    run: async (ids, change, horizon) => {
      abort.current?.abort();
      const own = new AbortController();
      abort.current = own;
      const nowMs = now();
      const total = ids.length;
      const onProgress = (done: number): void =>
        setRunning({ done, total, stop: () => own.abort() });
      onProgress(0);
      const outcome = await runWhatIf({
        ids,
        inputOf: (id) => clocks.inputFor(id),
        supposing: suppose(change),
        nowMs,
        untilMs: horizonEndMs(horizon, nowMs),
        onProgress,
        signal: own.signal,
      });
      if (abort.current !== own) return;
      setRunning(null);
      if (outcome) setFound({ outcome, nowMs });
    },
  };
}

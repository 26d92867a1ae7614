import { useCallback, useEffect, useRef, useState } from 'react';
import type { SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { PolicyEffect } from '../../../../shared/sla/policy-effect.ts';
import { useWorkspace } from '../../../replica/hooks.ts';
import { slaHistoryOf } from '../../../replica/sla-history.ts';
import type { SlaPeriod } from '../../../replica/sla-history.ts';
import { runEffect } from './run-effect.ts';
import type { EffectStep } from './run-effect.ts';

export type EffectRun =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running';
      readonly step: EffectStep;
      readonly done: number;
      readonly total: number;
      /** Milliseconds since 1970. */
      readonly startedAt: number;
    }
  | {
      readonly kind: 'done';
      readonly effect: PolicyEffect;
      readonly period: SlaPeriod;
      /** The policy as it was evaluated; another one now makes the figures old. */
      readonly policy: SlaPolicyDocument;
    }
  | { readonly kind: 'failed' };

export interface EffectControl {
  readonly run: EffectRun;
  start(policy: SlaPolicyDocument, period: SlaPeriod): void;
  cancel(): void;
}

/** Progress is drawn at most this often: drawing it costs as much as a slice of the work. */
const SHOW_EVERY_MS = 100;

/** The effect of an edited policy on a period, worked out when asked for. */
export function useEffectRun(): EffectControl {
  const workspace = useWorkspace();
  const [run, setRun] = useState<EffectRun>({ kind: 'idle' });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const start = useCallback(
    (policy: SlaPolicyDocument, period: SlaPeriod): void => {
      stop.current?.abort();
      const abort = new AbortController();
      stop.current = abort;
      const { replica } = workspace;
      const startedAt = replica.now();
      let shownMs = 0;
      const show = (next: EffectRun): void => {
        if (!abort.signal.aborted) setRun(next);
      };
      show({ kind: 'running', step: 'read', done: 0, total: 0, startedAt });
      runEffect({
        reference: replica.reference.get(),
        history: slaHistoryOf(workspace),
        itemPlaceOf: (itemId) => workspace.items.get(itemId)?.placeId,
        policy,
        period,
        signal: abort.signal,
        onProgress(step, done, total) {
          const nowMs = performance.now();
          if (nowMs - shownMs < SHOW_EVERY_MS) return;
          shownMs = nowMs;
          show({ kind: 'running', step, done, total, startedAt });
        },
        clock: () => performance.now(),
      }).then(
        (effect) => show({ kind: 'done', effect, period, policy }),
        () => show({ kind: 'failed' }),
      );
    },
    [workspace],
  );
  const cancel = useCallback((): void => {
    stop.current?.abort();
    setRun({ kind: 'idle' });
  }, []);
  return { run, start, cancel };
}

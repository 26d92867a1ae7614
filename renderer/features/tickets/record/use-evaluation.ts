import { useMemo } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { evaluateSla } from '../../../../shared/sla/evaluate-sla.ts';
import type { SlaEvaluation, SlaInput } from '../../../../shared/sla/evaluate-sla.ts';
import type { SlaRules } from '../../../../shared/sla/sla-rules.ts';
import { useClocks } from '../../../replica/clocks.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { useNow } from '../../../ui/use-now.ts';

export interface Evaluation {
  readonly input: SlaInput;
  readonly targets: SlaEvaluation['targets'];
  readonly nowMs: number;
  readonly rules: SlaRules;
  /** The documents its rules come from. */
  readonly policies: ReferenceSnapshot['policies'];
}

/** Cards show minutes. */
const STEP_MS = 15_000;

/** The service levels of a record from its own timeline; null until that was read. */
export function useEvaluation(
  ticket: Ticket,
  entries: readonly Entry[] | undefined,
): Evaluation | null {
  const clocks = useClocks();
  const { policies } = useReference();
  const { now } = useReplica();
  const tick = useNow(STEP_MS);
  const rules = clocks.getRules();
  return useMemo(() => {
    if (!entries) return null;
    // The time that is trusted, renewed with the ticks of the window.
    const nowMs = tick > 0 ? now() : tick;
    const input = clocks.inputOf(ticket, entries, nowMs);
    return { input, targets: evaluateSla(input).targets, nowMs, rules, policies };
  }, [clocks, ticket, entries, tick, now, rules, policies]);
}

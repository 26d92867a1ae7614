import { useMemo } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { evaluateSla } from '../../../../shared/sla/evaluate-sla.ts';
import type { SlaEvaluation, SlaInput } from '../../../../shared/sla/evaluate-sla.ts';
import { useClocks } from '../../../replica/clocks.ts';
import { useReference } from '../../../replica/hooks.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { useNow } from '../../../ui/use-now.ts';

export interface Evaluation {
  readonly input: SlaInput;
  readonly targets: SlaEvaluation['targets'];
  readonly nowMs: number;
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
  const nowMs = useNow(STEP_MS);
  return useMemo(() => {
    if (!entries) return null;
    const input = clocks.inputOf(ticket, entries, nowMs);
    return { input, targets: evaluateSla(input).targets, nowMs, policies };
  }, [clocks, ticket, entries, nowMs, policies]);
}

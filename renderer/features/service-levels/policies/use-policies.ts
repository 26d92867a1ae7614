import { useMemo } from 'react';
import { SLA_AGREEMENTS } from '../../../../shared/model/policy.ts';
import type { SlaAgreement, SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import { checkSlaPolicy } from '../../../../shared/sla/check-policy.ts';
import type { PolicyProblem } from '../../../../shared/sla/check-policy.ts';
import { byOrder } from '../../../../shared/sla/policy-overlap.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';

export interface AgreementPolicies {
  readonly agreement: SlaAgreement;
  /** In the order in which they are asked. */
  readonly policies: readonly SlaPolicyDocument[];
}

/** Policies by agreement; that with customers is there even when it is empty. */
export function usePolicies(): readonly AgreementPolicies[] {
  const reference = useReference();
  return useMemo(() => {
    const all = [...policiesOf(reference, 'sla')].sort(byOrder);
    return SLA_AGREEMENTS.map((agreement) => ({
      agreement,
      policies: all.filter((policy) => (policy.agreement ?? 'sla') === agreement),
    })).filter(({ agreement, policies }) => agreement === 'sla' || policies.length > 0);
  }, [reference]);
}

/** What is wrong with a policy beside all that is stored. */
export function useProblems(policy: SlaPolicyDocument): readonly PolicyProblem[] {
  const reference = useReference();
  const { now } = useReplica();
  return useMemo(
    () => checkSlaPolicy(policy, reference, new Date(now()).toISOString()),
    [policy, reference, now],
  );
}

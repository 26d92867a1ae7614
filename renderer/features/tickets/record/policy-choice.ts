import type { SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { SlaInput } from '../../../../shared/sla/evaluate-sla.ts';
import { holdsFor } from '../../../../shared/sla/policy-line.ts';
import { conditionsOf } from '../../../../shared/sla/policy-overlap.ts';
import type { SlaRules } from '../../../../shared/sla/sla-rules.ts';
import type { SlaFacts } from '../../../../shared/sla/sla-types.ts';
import { t } from '../../../ui/i18n.ts';
import { conditionText } from '../../../words/condition-words.ts';
import type { PolicyNames } from '../../../words/condition-words.ts';
import { listTitle } from '../../../words/ticket-words.ts';

/** A policy that was asked before and does not apply, and why. */
export interface PassedOver {
  readonly id: string;
  readonly name: string;
  readonly why: string;
}

/** How the policy in force was found. */
export interface PolicyChoice {
  readonly document: SlaPolicyDocument;
  /** What it asks, in words; all of it is true of the ticket now unless `isEarlier`. */
  readonly conditions: readonly { readonly text: string; readonly holds: boolean }[];
  readonly passedOver: readonly PassedOver[];
}

interface Known {
  readonly facts: SlaFacts;
  readonly priority: number | null;
}

/** What the log says of the ticket at its end. */
function lastKnown({ events }: SlaInput): Known {
  let known: Known = { facts: {}, priority: null };
  for (const event of events) {
    if (event.kind === 'created') known = { facts: event.facts ?? {}, priority: event.priority };
    if (event.kind === 'priority') known = { ...known, priority: event.priority };
    if (event.kind === 'facts') known = { ...known, facts: { ...known.facts, ...event.facts } };
  }
  return known;
}

function whyNot(
  policy: SlaPolicyDocument,
  { facts, priority }: Known,
  now: string,
  names: PolicyNames,
): string {
  const kind = policy.ticketKinds.find((each) => each === facts.ticketKind);
  if (kind === undefined) {
    const kinds = policy.ticketKinds.map((each) => listTitle(each, false)).join(', ');
    return t('only for {{kinds}}', { kinds });
  }
  const failing = conditionsOf(policy).find((condition) => !holdsFor(condition, facts, priority));
  if (failing) return t('only {{condition}}', { condition: conditionText(failing, names) });
  if (policy.validFrom !== undefined && now < policy.validFrom) return t('not in force yet');
  if (policy.validTo !== undefined && now >= policy.validTo) return t('not in force any more');
  return t('not in force when this was decided');
}

/** Why this policy and no other of its agreement; null where it is not known here any more. */
export function policyChoice(
  input: SlaInput,
  rules: SlaRules,
  policyId: string,
  names: PolicyNames,
): PolicyChoice | null {
  const at = rules.documents.findIndex(({ id }) => id === policyId);
  const document = rules.documents[at];
  if (!document) return null;
  const known = lastKnown(input);
  const agreement = document.agreement ?? 'sla';
  const before = rules.documents
    .slice(0, at)
    .filter((each) => (each.agreement ?? 'sla') === agreement);
  return {
    document,
    conditions: conditionsOf(document).map((condition) => ({
      text: conditionText(condition, names),
      holds: holdsFor(condition, known.facts, known.priority),
    })),
    passedOver: before.map((each) => ({
      id: each.id,
      name: each.name,
      why: whyNot(each, known, input.now, names),
    })),
  };
}

import type { Entry } from '../../../../shared/model/entry.ts';
import type { SlaCondition, SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { holdsFor } from '../../../../shared/sla/policy-line.ts';
import { conditionsOf } from '../../../../shared/sla/policy-overlap.ts';
import type { SlaRules } from '../../../../shared/sla/sla-rules.ts';
import type { SlaFacts } from '../../../../shared/sla/sla-types.ts';
import { ticketSlaInput } from '../../../../shared/sla/ticket-sla.ts';

/** Why a policy was or was not chosen for a ticket. */
export interface Asked {
  readonly policy: SlaPolicyDocument;
  /** `later`: it fits, but one before it was chosen. */
  readonly answer: 'chosen' | 'later' | 'other-kind' | 'not-yet' | 'over' | 'condition';
  /** The first condition that is not met. */
  readonly unmet: SlaCondition | null;
}

/**
 * Every policy in the order in which it is asked, with its answer for a ticket as it is now.
 * @param now ISO 8601.
 */
export function askPolicies(
  ticket: Ticket,
  entries: readonly Entry[],
  rules: SlaRules,
  now: string,
): readonly Asked[] {
  const facts = factsNow(ticket, entries, rules, now);
  const chosen = new Set<string>();
  return rules.documents.map((policy) => {
    const { answer, unmet } = askOne(policy, facts, ticket, now);
    if (answer !== 'chosen') return { policy, answer, unmet };
    const agreement = policy.agreement ?? 'sla';
    if (chosen.has(agreement)) return { policy, answer: 'later', unmet: null };
    chosen.add(agreement);
    return { policy, answer, unmet };
  });
}

function askOne(
  policy: SlaPolicyDocument,
  facts: SlaFacts,
  ticket: Ticket,
  now: string,
): Pick<Asked, 'answer' | 'unmet'> {
  const { ticketKinds, validFrom, validTo } = policy;
  if (!ticketKinds.includes(ticket.kind)) return { answer: 'other-kind', unmet: null };
  if (validFrom !== undefined && Date.parse(now) < Date.parse(validFrom))
    return { answer: 'not-yet', unmet: null };
  if (validTo !== undefined && Date.parse(now) >= Date.parse(validTo))
    return { answer: 'over', unmet: null };
  const unmet = conditionsOf(policy).find((each) => !holdsFor(each, facts, ticket.priority));
  return unmet ? { answer: 'condition', unmet } : { answer: 'chosen', unmet: null };
}

/** What the ticket's events say of it in the end. */
function factsNow(
  ticket: Ticket,
  entries: readonly Entry[],
  rules: SlaRules,
  now: string,
): SlaFacts {
  let facts: SlaFacts = {};
  for (const event of ticketSlaInput(ticket, entries, rules, now).events) {
    if (event.kind === 'created' || event.kind === 'facts') facts = { ...facts, ...event.facts };
  }
  return facts;
}

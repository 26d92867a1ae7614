import type { Entry } from '../model/entry.ts';
import type { Ticket } from '../model/ticket.ts';
import type { SlaInput } from './evaluate-sla.ts';
import type { SlaRules } from './sla-rules.ts';
import { ticketEvents } from './ticket-events.ts';
import type { ItemPlaceOf } from './ticket-facts.ts';
import { factsReader } from './ticket-facts.ts';
import { asHeard } from './verdicts.ts';

/**
 * What `evaluateSla`, `explainSla` and `slaMarks` take for a ticket; `now` is ISO 8601. Entries may
 * come in any order. Instants that the server corrected in its verdicts count as corrected.
 */
export function ticketSlaInput(
  ticket: Ticket,
  entries: readonly Entry[],
  rules: SlaRules,
  now: string,
  itemPlaceOf: ItemPlaceOf = () => undefined,
): SlaInput {
  const hasPolicy = rules.documents.some(({ ticketKinds }) => ticketKinds.includes(ticket.kind));
  const read = factsReader(rules, itemPlaceOf);
  return {
    events: hasPolicy ? ticketEvents(ticket, asHeard(entries), read) : [],
    policies: hasPolicy ? rules.list : NONE,
    calendars: rules.calendars,
    calendarOf: rules.calendarOf,
    now,
  };
}

const NONE: SlaInput['policies'] = [];

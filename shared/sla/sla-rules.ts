import type { Entry } from '../model/entry.ts';
import type { Policy, SlaPolicyDocument } from '../model/policy.ts';
import type { Ticket } from '../model/ticket.ts';
import type { CompiledCalendar } from './calendar.ts';
import { CalendarError, compileCalendar } from './calendar.ts';
import type { SlaInput } from './evaluate-sla.ts';
import type { SlaPolicy, SlaTarget } from './sla-types.ts';
import { ticketEvents } from './ticket-events.ts';
import { DONE_STATES, HOLD_STATES, STARTED_STATES } from './ticket-states.ts';

/** The service-level documents of a workspace, ready for evaluating any number of tickets. */
export interface SlaRules {
  /** In the order in which they are asked; what a ticket matches, as documents. */
  readonly documents: readonly SlaPolicyDocument[];
  readonly policies: ReadonlyMap<string, SlaPolicy>;
  readonly calendars: ReadonlyMap<string, CompiledCalendar>;
  /** A sentence for every calendar that cannot be counted with; its policies report a problem. */
  readonly problems: readonly string[];
}

/** Prepares policies and calendars; made anew when a policy document changes. */
export function slaRules(documents: Iterable<Policy>): SlaRules {
  const policies: SlaPolicyDocument[] = [];
  const calendars = new Map<string, CompiledCalendar>();
  const problems: string[] = [];
  for (const document of documents) {
    if (document.removedAt !== undefined) continue;
    if (document.kind === 'sla') policies.push(document);
    if (document.kind !== 'calendar') continue;
    try {
      calendars.set(document.id, compileCalendar(document));
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      problems.push(`Calendar "${document.name}" cannot be used. ${error.message}`);
    }
  }
  policies.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  return {
    documents: policies,
    policies: new Map(policies.map((document) => [document.id, slaPolicyOf(document)])),
    calendars,
    problems,
  };
}

/** What `evaluateSla` and `explainSla` take for a ticket; `now` is ISO 8601. */
export function ticketSlaInput(
  ticket: Ticket,
  entries: readonly Entry[],
  rules: SlaRules,
  now: string,
): SlaInput {
  const document = rules.documents.find((candidate) => appliesTo(candidate, ticket));
  const policy = document && rules.policies.get(document.id);
  return {
    events: policy ? ticketEvents(ticket, entries) : [],
    policies: policy ? [policy] : [],
    calendars: rules.calendars,
    now,
  };
}

function appliesTo({ ticketKinds, siteIds }: SlaPolicyDocument, ticket: Ticket): boolean {
  if (!ticketKinds.includes(ticket.kind)) return false;
  return siteIds === undefined || siteIds.some((siteId) => siteId === ticket.siteId);
}

/** A policy document in the terms of the evaluation. */
export function slaPolicyOf(document: SlaPolicyDocument): SlaPolicy {
  return {
    id: document.id,
    name: document.name,
    kind: 'sla',
    calendarId: document.calendarId,
    retroactive: document.retroactive,
    targets: document.targets.map((target) => slaTargetOf(document, target)),
  };
}

/**
 * A response is a public comment or work taken up, is never paused and is not owed again by a
 * reopening; a resolution pauses on the hold reasons the policy names.
 */
function slaTargetOf(
  document: SlaPolicyDocument,
  { metric, minutes, warnAtPercent }: SlaPolicyDocument['targets'][number],
): SlaTarget {
  const byPriority = minutes.map((value, i) => [i + 1, value] as const);
  const common = { metric, minutesByPriority: Object.fromEntries(byPriority), warnAtPercent };
  const done = { kind: 'while-state', states: DONE_STATES } as const;
  if (metric === 'response') {
    const started = { kind: 'on-state', states: STARTED_STATES } as const;
    const stopWhen = [{ kind: 'on-response' } as const, started, done];
    return { ...common, pauseWhile: [], stopWhen, reopen: 'nothing' };
  }
  const pauseWhile = [{ states: HOLD_STATES, reasons: document.pauseReasons }];
  return { ...common, pauseWhile, stopWhen: [done], reopen: document.reopen };
}

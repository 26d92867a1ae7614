import { useMemo } from 'react';
import type { Ticket, TicketKind } from '../../shared/model/ticket.ts';
import type { AssignmentRule } from '../../shared/model/policy.ts';
import type { Person } from '../../shared/model/reference.ts';
import { assign } from '../../shared/desk/assignment.ts';
import type { Assignment, AssignmentInput, Load } from '../../shared/desk/assignment.ts';
import { standingsAt } from '../../shared/desk/shifts.ts';
import type { DutyRules, Standing } from '../../shared/desk/shifts.ts';
import { holdsFor } from '../../shared/sla/policy-line.ts';
import type { SlaRules } from '../../shared/sla/sla-rules.ts';
import { factsReader } from '../../shared/sla/ticket-facts.ts';
import { findZone } from '../../shared/sla/zone.ts';
import { useReference } from './hooks.ts';
import { peopleOf, policiesOf } from './reference.ts';
import type { ReferenceSnapshot } from './reference.ts';
import type { TicketRow } from './ticket-row.ts';

function personsOf({ people }: ReferenceSnapshot): ReadonlyMap<string, Person> {
  const persons = new Map<string, Person>();
  for (const [id, party] of people) if (party.kind === 'person') persons.set(id, party);
  return persons;
}

/** Shift plans and absences as the evaluation takes them. */
export function dutyRulesOf(reference: ReferenceSnapshot): DutyRules {
  return {
    plans: policiesOf(reference, 'shift-plan'),
    people: personsOf(reference),
    zoneOf: findZone,
  };
}

/** The zone of a person's own site, where their day begins and ends. */
export function homeZone({ people, places }: ReferenceSnapshot, personId: string): string {
  const party = people.get(personId);
  let place = party?.kind === 'person' ? places.get(party.siteId ?? '') : undefined;
  // Places may lie in each other's way: no chain is longer than this.
  for (let depth = 0; place && depth < 8; depth += 1) {
    if (place.timezone) return place.timezone;
    place = places.get(place.parentId ?? '');
  }
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export type StandingOf = (personId: string) => Standing;

/** What everybody does at an instant: on shift, on call, off, away. */
export function standingOf(reference: ReferenceSnapshot, nowMs: number): StandingOf {
  return standingsAt(dutyRulesOf(reference), nowMs, (id) => homeZone(reference, id));
}

/** The same, live; `nowMs` as a screen counts it. */
export function useStandingOf(nowMs: number): StandingOf {
  const reference = useReference();
  return useMemo(() => standingOf(reference, nowMs), [reference, nowMs]);
}

/** How much everybody has, and when they were given something last, from the tickets here. */
export function loadsOf(rows: readonly TicketRow[]): (personId: string) => Load {
  const loads = new Map<string, { open: number; lastMs: number }>();
  for (const { assigneeId, open, openedAt } of rows) {
    if (assigneeId === undefined) continue;
    const load = loads.get(assigneeId);
    if (!load) loads.set(assigneeId, { open: open ? 1 : 0, lastMs: openedAt });
    else {
      if (open) load.open += 1;
      if (openedAt > load.lastMs) load.lastMs = openedAt;
    }
  }
  return (id) => loads.get(id) ?? { open: 0, lastMs: null };
}

/** What of a ticket the rules ask for; a form has it as well as a row. */
export interface ToAssign {
  readonly kind: TicketKind;
  readonly priority: number;
  readonly openedAt: string;
  readonly category?: string | undefined;
  readonly subcategory?: string | undefined;
  readonly serviceId?: string | undefined;
  readonly siteId?: string | undefined;
  readonly teamId?: string | undefined;
  readonly requesterId?: string | undefined;
  readonly origin?: string | undefined;
  readonly major?: boolean | undefined;
}

export interface AssignmentSources {
  readonly reference: ReferenceSnapshot;
  /** Of service levels: who is VIP, which contract holds. */
  readonly slaRules: SlaRules;
  readonly rows: readonly TicketRow[];
  readonly nowMs: number;
  /** Counted beforehand, where many are asked for. */
  readonly loadOf?: (personId: string) => Load;
  readonly standingOf?: StandingOf;
  /** Rules to ask instead of those in force, such as one that is being edited. */
  readonly rules?: readonly AssignmentRule[];
}

/**
 * Whom a ticket goes to by the rules, and why; null where none matches.
 * @param teamChosen The team was chosen by hand: rules for other teams are passed over.
 */
export function assignmentFor(
  ticket: ToAssign,
  { teamChosen }: { readonly teamChosen: boolean },
  sources: AssignmentSources,
): Assignment | null {
  const { reference, slaRules, rows, nowMs } = sources;
  const rules = sources.rules ?? policiesOf(reference, 'assignment-rule');
  if (rules.length === 0) return null;
  const { kind, priority, ...fields } = ticket;
  const facts = factsReader(slaRules, () => undefined).read({
    ...fields,
    ticketKind: kind,
    itemIds: [],
  });
  const input: AssignmentInput = {
    rules,
    ticketKind: kind,
    siteId: ticket.siteId,
    teamId: teamChosen ? ticket.teamId : undefined,
    holds: (condition) => holdsFor(condition, facts, priority),
    people: peopleOf(reference),
    loadOf: sources.loadOf ?? loadsOf(rows),
    standingOf: sources.standingOf ?? standingOf(reference, nowMs),
  };
  return assign(input);
}

/** What the rules ask of a ticket that is there. */
export function toAssign(ticket: Ticket): ToAssign {
  return {
    kind: ticket.kind,
    priority: ticket.priority,
    openedAt: ticket.openedAt,
    category: ticket.category,
    subcategory: ticket.subcategory,
    serviceId: ticket.serviceId,
    siteId: ticket.siteId,
    teamId: ticket.teamId,
    requesterId: ticket.requesterId,
    origin: ticket.origin,
    major: ticket.kind === 'incident' && ticket.major === true,
  };
}

/** The same of a row, which has all that the rules ask for. */
export function rowToAssign(row: TicketRow): ToAssign {
  return { ...row, openedAt: new Date(row.openedAt).toISOString() };
}

/** One after the other, as if each had come in after the last: turns pass on, loads grow. */
export function assignAll(
  tickets: readonly TicketRow[],
  sources: AssignmentSources,
): ReadonlyMap<string, Assignment | null> {
  const before = loadsOf(sources.rows);
  const given = new Map<string, Load>();
  const loadOf = (id: string): Load => given.get(id) ?? before(id);
  const standing = standingOf(sources.reference, sources.nowMs);
  const found = new Map<string, Assignment | null>();
  tickets.forEach((row, index) => {
    const ask = { ...rowToAssign(row), teamId: undefined };
    const one = assignmentFor(
      ask,
      { teamChosen: false },
      { ...sources, loadOf, standingOf: standing },
    );
    found.set(row.id, one);
    if (one?.personId == null) return;
    const { open } = loadOf(one.personId);
    given.set(one.personId, { open: open + 1, lastMs: sources.nowMs + index });
  });
  return found;
}

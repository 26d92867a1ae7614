import type { Policy, SlaPolicyDocument, SlaTargetDocument, SlaTrigger } from '../model/policy.ts';
import type { CatalogEntry, Contract, Party, Person, Place } from '../model/reference.ts';
import type { CompiledCalendar } from './calendar.ts';
import { CalendarError, compileCalendar } from './calendar.ts';
import type { SlaPolicy, SlaTarget, SlaTerms, StateCondition, StopCondition } from './sla-types.ts';
import { DONE_STATES, HOLD_STATES, STARTED_STATES } from './ticket-states.ts';

/** The documents of a workspace that service levels are made of. */
export interface SlaDocuments {
  readonly policies: Iterable<Policy>;
  readonly people?: Iterable<Party>;
  readonly places?: Iterable<Place>;
  readonly catalog?: Iterable<CatalogEntry>;
}

/** The service-level documents of a workspace, ready for evaluating any number of tickets. */
export interface SlaRules {
  /** In the order in which they are asked. */
  readonly documents: readonly SlaPolicyDocument[];
  /** By id, in the same order. */
  readonly policies: ReadonlyMap<string, SlaPolicy>;
  /** The same, as an evaluation takes them. */
  readonly list: readonly SlaPolicy[];
  readonly calendars: ReadonlyMap<string, CompiledCalendar>;
  /** Id of a place or a team → id of its calendar, that of the place around it included. */
  readonly calendarOf: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, Person>;
  readonly contracts: readonly Contract[];
  /** A sentence for every calendar that cannot be counted with; its policies report a problem. */
  readonly problems: readonly string[];
}

/** Prepares policies, calendars and whom they are for; made anew when one of them changes. */
export function slaRules(given: SlaDocuments): SlaRules {
  const documents: SlaPolicyDocument[] = [];
  const calendars = new Map<string, CompiledCalendar>();
  const problems: string[] = [];
  for (const document of given.policies) {
    if (document.removedAt !== undefined) continue;
    if (document.kind === 'sla') documents.push(document);
    if (document.kind !== 'calendar') continue;
    try {
      calendars.set(document.id, compileCalendar(document));
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      problems.push(`Calendar "${document.name}" cannot be used. ${error.message}`);
    }
  }
  documents.sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  const policies = new Map(
    documents.map((document) => [document.id as string, slaPolicyOf(document)]),
  );
  const people = new Map<string, Person>();
  const calendarOf = new Map<string, string>();
  for (const party of given.people ?? []) {
    if (party.removedAt !== undefined) continue;
    if (party.kind === 'person') people.set(party.id, party);
    if (party.kind === 'team' && party.calendarId) calendarOf.set(party.id, party.calendarId);
  }
  addPlaceCalendars(calendarOf, given.places ?? []);
  return {
    documents,
    policies,
    list: [...policies.values()],
    calendars,
    calendarOf,
    people,
    contracts: contractsOf(given.catalog ?? []),
    problems,
  };
}

/** A place without hours of its own has those of the nearest place around it. */
function addPlaceCalendars(calendarOf: Map<string, string>, places: Iterable<Place>): void {
  const byId = new Map<string, Place>();
  for (const place of places) byId.set(place.id, place);
  for (const { id } of byId.values()) {
    const seen = new Set<string>();
    let at = byId.get(id);
    // Two people may have put each of two places into the other.
    while (at && at.calendarId === undefined && !seen.has(at.id)) {
      seen.add(at.id);
      at = at.parentId === undefined ? undefined : byId.get(at.parentId);
    }
    if (at?.calendarId !== undefined) calendarOf.set(id, at.calendarId);
  }
}

function contractsOf(catalog: Iterable<CatalogEntry>): readonly Contract[] {
  const contracts: Contract[] = [];
  for (const entry of catalog) {
    if (entry.kind === 'contract' && entry.removedAt === undefined) contracts.push(entry);
  }
  return contracts;
}

type TermsDocument = Omit<NonNullable<SlaPolicyDocument['earlier']>[number], 'until'>;

/** A policy document in the terms of the evaluation; its agreement is its line. */
export function slaPolicyOf(document: SlaPolicyDocument): SlaPolicy {
  const kind = document.agreement ?? 'sla';
  return {
    id: document.id,
    name: document.name,
    kind,
    line: kind,
    ...(document.validFrom === undefined ? {} : { validFrom: document.validFrom }),
    ...(document.validTo === undefined ? {} : { validTo: document.validTo }),
    ...slaTermsOf(document),
    ...(document.earlier === undefined
      ? {}
      : {
          earlier: document.earlier.map((revision) => ({
            until: revision.until,
            ...slaTermsOf(revision),
          })),
        }),
  };
}

function slaTermsOf(document: TermsDocument): SlaTerms {
  const { siteIds } = document;
  const atSites = siteIds ? [{ field: 'site', anyOf: siteIds } as const] : [];
  return {
    ticketKinds: document.ticketKinds,
    conditions: [...atSites, ...(document.conditions ?? [])],
    calendarId: document.calendarId,
    ...(document.calendarSource ? { calendarSource: document.calendarSource } : {}),
    retroactive: document.retroactive,
    targets: document.targets.map((target) => slaTargetOf(document, target)),
  };
}

const DONE = { kind: 'while-state', states: DONE_STATES } as const;

/**
 * What is usual for a metric unless the document says otherwise. An assignment ends with the first
 * assignee, a response with a public comment or work taken up: neither is paused, nor owed again by
 * a reopening. An update is owed again after every public comment. A resolution pauses on the hold
 * reasons the policy names.
 */
function slaTargetOf(document: TermsDocument, target: SlaTargetDocument): SlaTarget {
  const holds: StateCondition = { states: HOLD_STATES, reasons: document.pauseReasons };
  const { reopen } = document;
  const usual = usualOf(target.metric, holds, reopen);
  const amounts = target.minutes.flatMap((value, i) => (value === null ? [] : [[i + 1, value]]));
  return {
    metric: target.metric,
    minutesByPriority: Object.fromEntries(amounts) as Record<number, number>,
    ...(target.unit === undefined ? {} : { unit: target.unit }),
    warnAtPercent: target.warnAtPercent,
    reopen: usual.reopen,
    pauseWhile: target.pauseWhile?.flatMap(stateConditionOf) ?? usual.pauseWhile,
    stopWhen: target.stopOn ? stopConditionsOf(target.stopOn) : usual.stopWhen,
    ...(target.startOn ? { startOn: target.startOn } : {}),
    ...(target.resumeOn ? { resumeOn: target.resumeOn } : {}),
    ...((target.resetOn ?? usual.resetOn) ? { resetOn: target.resetOn ?? usual.resetOn! } : {}),
    ...(target.escalations ? { rules: target.escalations } : {}),
  };
}

type Usual = Pick<SlaTarget, 'pauseWhile' | 'stopWhen' | 'reopen'> & {
  readonly resetOn?: readonly SlaTrigger[];
};

function usualOf(
  metric: SlaTargetDocument['metric'],
  holds: StateCondition,
  reopen: SlaTarget['reopen'],
): Usual {
  switch (metric) {
    case 'assignment':
      return { pauseWhile: [], stopWhen: [{ kind: 'on-assignment' }, DONE], reopen: 'nothing' };
    case 'response': {
      const started = { kind: 'on-state', states: STARTED_STATES } as const;
      return {
        pauseWhile: [],
        stopWhen: [{ kind: 'on-response' }, started, DONE],
        reopen: 'nothing',
      };
    }
    case 'next-update':
      return {
        pauseWhile: [holds],
        stopWhen: [DONE],
        reopen: 'restart',
        resetOn: [{ on: 'public-comment' }],
      };
    case 'resolution':
      return { pauseWhile: [holds], stopWhen: [DONE], reopen };
  }
}

function stateConditionOf({ on, states, reasons }: SlaTrigger): StateCondition[] {
  if (on !== 'state' || states === undefined) return [];
  return [{ states, ...(reasons ? { reasons } : {}) }];
}

/**
 * Work that is over ends a target whatever else does, unless the policy itself says which of the
 * states that end the work it means: until closed, say, and not until resolved.
 */
function stopConditionsOf(triggers: readonly SlaTrigger[]): StopCondition[] {
  const ends = triggers.flatMap(({ on, states }) => (on === 'state' ? (states ?? []) : []));
  const done = ends.filter((state) => DONE_STATES.includes(state));
  const end = done.length === 0 ? DONE : ({ kind: 'while-state', states: done } as const);
  return [...triggers.map(stopConditionOf), end];
}

function stopConditionOf(trigger: SlaTrigger): StopCondition {
  switch (trigger.on) {
    case 'state':
      return {
        kind: 'on-state',
        states: trigger.states ?? [],
        ...(trigger.reasons ? { reasons: trigger.reasons } : {}),
      };
    case 'public-comment':
      return { kind: 'on-response' };
    case 'requester-comment':
      return { kind: 'on-requester-comment' };
    case 'assigned':
      return { kind: 'on-assignment' };
    case 'team-changed':
      return { kind: 'on-team-change' };
  }
}

import { derivedUlid } from '../model/derived-ulid.ts';
import type { Entry, EscalationEntry } from '../model/entry.ts';
import type { EntryId, PersonId } from '../model/ids.ts';
import { makeEntryId } from '../model/ids.ts';
import type { EscalationAction, SlaPolicyDocument } from '../model/policy.ts';
import type { Party, Person } from '../model/reference.ts';
import type { Ticket } from '../model/ticket.ts';
import type { SlaMark } from './sla-marks.ts';

/** Everything that decides what of a ticket is to be escalated now. */
export interface EscalationCase {
  readonly ticket: Ticket;
  /** The whole timeline. */
  readonly entries: readonly Entry[];
  readonly marks: readonly SlaMark[];
  /** By id. */
  readonly policies: ReadonlyMap<string, SlaPolicyDocument>;
  /** People and teams, by id. */
  readonly people: ReadonlyMap<string, Party>;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** A mark that was reached and for which nobody has done anything yet. */
export interface DueEscalation {
  /** Of the entry that says it fired: the same on every machine, so that it fires once. */
  readonly entryId: EntryId;
  readonly mark: SlaMark & { readonly reachedAt: string };
  readonly actions: readonly EscalationAction[];
  /** Who is to hear of it. */
  readonly notified: readonly PersonId[];
  /** Whose consoles carry it out: those who hear of it, else who has the ticket. */
  readonly carriers: readonly PersonId[];
}

const DAY_MS = 24 * 60 * 60_000;
/** What was missed for longer is history, and nobody is called for that. */
export const LATEST_MS = 7 * DAY_MS;

/** What every target does without being told: its assignee hears of it, else the team. */
const USUAL: readonly EscalationAction[] = [{ do: 'notify', whom: 'assignee' }];

function partsOf(ticket: Ticket, mark: SlaMark): readonly string[] {
  const { policyId, metric, runStartedAt, ruleId } = mark;
  return [ticket.id, policyId, metric, runStartedAt, ruleId];
}

/**
 * The id of what a mark leaves on the timeline. It follows from the run and the rule alone: two
 * machines that know of different pauses reach a mark at different instants, and still mean the same.
 */
export function escalationId(ticket: Ticket, mark: SlaMark, ...more: readonly string[]): EntryId {
  const parts = ['escalation', ...partsOf(ticket, mark), ...more];
  return makeEntryId(ticket.id, derivedUlid(Date.parse(mark.runStartedAt), ...parts));
}

/** Since when a policy says what it says now: what it was changed to does not reach back. */
function inForceSince({ createdAt, earlier }: SlaPolicyDocument): string {
  const last = earlier?.at(-1)?.until;
  return last !== undefined && last > createdAt ? last : createdAt;
}

function isReached(
  { ticket, policies, nowMs }: EscalationCase,
  mark: SlaMark,
): mark is DueEscalation['mark'] {
  const policy = policies.get(mark.policyId);
  if (mark.reachedAt === null || policy === undefined) return false;
  const atMs = Date.parse(mark.reachedAt);
  if (atMs > nowMs || atMs < nowMs - LATEST_MS) return false;
  // What was over before anybody wrote it down here, or agreed upon it, is history.
  const knownSince = [ticket.createdAt, inForceSince(policy)].map((at) => Date.parse(at));
  return knownSince.every((sinceMs) => sinceMs <= atMs);
}

function activePerson({ people }: EscalationCase, id: string): Person | null {
  const party = people.get(id);
  return party?.kind === 'person' && party.removedAt === undefined ? party : null;
}

function membersOf(given: EscalationCase): readonly Person[] {
  const { teamId } = given.ticket;
  if (teamId === undefined) return [];
  return [...given.people.values()].flatMap((party) =>
    party.kind === 'person' && party.removedAt === undefined && party.teamIds.includes(teamId)
      ? [party]
      : [],
  );
}

/** The assignee, or everybody who may take the ticket. */
function holdersOf(given: EscalationCase): readonly Person[] {
  const assignee = activePerson(given, given.ticket.assigneeId ?? '');
  return assignee ? [assignee] : membersOf(given);
}

/** Watchers are people; records of earlier releases name them by their user name. */
function watchersOf(given: EscalationCase): readonly Person[] {
  const { watchers } = given.ticket;
  if (watchers.length === 0) return [];
  return [...given.people.values()].flatMap((party) =>
    party.kind === 'person' &&
    party.removedAt === undefined &&
    (watchers.includes(party.id) || watchers.includes(party.userName ?? ''))
      ? [party]
      : [],
  );
}

function recipientsOf(given: EscalationCase, action: EscalationAction): readonly Person[] {
  if (action.do !== 'notify') return [];
  const one = (id: string | undefined): readonly Person[] => {
    const person = activePerson(given, id ?? '');
    return person ? [person] : [];
  };
  const { ticket, people } = given;
  switch (action.whom ?? 'assignee') {
    case 'assignee':
      return holdersOf(given);
    case 'team':
      return membersOf(given);
    case 'team-lead': {
      const team = people.get(ticket.teamId ?? '');
      return team?.kind === 'team' ? one(team.leadId) : [];
    }
    case 'manager':
      return one(activePerson(given, ticket.assigneeId ?? '')?.managerId);
    case 'watchers':
      return watchersOf(given);
    case 'person':
      return one(action.personId);
  }
}

function idsOf(people: readonly Person[]): PersonId[] {
  return [...new Set(people.map(({ id }) => id))].sort();
}

/** What is to fire now, in the order in which it was reached. Pure. */
export function dueEscalations(given: EscalationCase): readonly DueEscalation[] {
  const { ticket, entries, marks } = given;
  if (ticket.open === 0 || ticket.removedAt !== undefined) return [];
  const reached = marks.filter((mark) => isReached(given, mark));
  if (reached.length === 0) return [];
  const known = new Set<string>(entries.map(({ id }) => id));
  return reached
    .flatMap((mark): DueEscalation[] => {
      const entryId = escalationId(ticket, mark);
      if (known.has(entryId)) return [];
      const actions = mark.rule?.actions ?? USUAL;
      const notified = idsOf(actions.flatMap((action) => recipientsOf(given, action)));
      const carriers = notified.length > 0 ? notified : idsOf(holdersOf(given));
      return [{ entryId, mark, actions, notified, carriers }];
    })
    .sort((a, b) => (a.mark.reachedAt < b.mark.reachedAt ? -1 : 1));
}

/** Escalations on a timeline, oldest first. */
export function escalationsOf(entries: readonly Entry[]): readonly EscalationEntry[] {
  return entries
    .flatMap((entry) => (entry.kind === 'escalation' ? [entry] : []))
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
}

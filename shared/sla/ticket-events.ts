import type { Entry, StateEntry } from '../model/entry.ts';
import type { Priority, Ticket } from '../model/ticket.ts';
import type { SlaEvent } from './sla-types.ts';
import type { FactField, FactsReader, RawFacts } from './ticket-facts.ts';
import { FACT_FIELDS, factsReader } from './ticket-facts.ts';
import { DONE_STATES } from './ticket-states.ts';

/**
 * What a ticket's timeline means to its service levels. The clock starts when the ticket was
 * reported (`openedAt`). Entries may come in any order and from several consoles: somebody who went
 * on working without having seen the resolution does not reopen the ticket; a merge that decided a
 * field counts from the merge on. What a field was before its first change is read from that change.
 */
export function ticketEvents(
  ticket: Ticket,
  entries: readonly Entry[],
  reader: FactsReader = NOBODY_KNOWN,
): readonly SlaEvent[] {
  const ordered = [...entries].sort(byInstant);
  let raw = firstFacts(ticket, ordered);
  const created = creationOf(ticket, ordered, reader.read(raw));
  const events: SlaEvent[] = [created];
  const { id, at } = created;
  if (isGiven(raw.assigneeId)) events.push({ id, at, kind: 'assignment', isAssigned: true });
  let { state } = created;
  for (const entry of ordered) {
    if (entry.kind === 'state') {
      if (entry.id === created.id || isStale(entry, state)) continue;
      state = entry.to;
      events.push(...stateEvents(entry));
    } else if (entry.kind === 'comment') {
      // An answer that was given on another record is none here.
      if (entry.copiedFrom !== undefined) continue;
      const byRequester = reader.isRequester(entry.createdBy, raw.requesterId);
      events.push({ id: entry.id, at: entry.at, kind: 'comment', isPublic: true, byRequester });
    } else {
      const next = factsAfter(raw, entry);
      if (next !== raw) events.push(...factEvents(entry, raw, next, reader));
      raw = next;
      events.push(...priorityEvents(entry));
    }
  }
  return events;
}

const NOBODY_KNOWN = factsReader({ people: new Map(), contracts: [] }, () => undefined);

function creationOf(
  ticket: Ticket,
  ordered: readonly Entry[],
  facts: NonNullable<(SlaEvent & { kind: 'created' })['facts']>,
): SlaEvent & { kind: 'created' } {
  const first = ordered.find((entry) => entry.kind === 'state');
  return {
    kind: 'created',
    id: first?.from === null ? first.id : ticket.id,
    at: ticket.openedAt,
    state: (first && (first.from ?? first.to)) ?? ticket.state,
    ...(first?.from === null && first.reason !== undefined ? { reason: first.reason } : {}),
    priority: firstPriority(ordered) ?? ticket.priority,
    facts,
  };
}

/** The priority before anything changed it, as far as the timeline tells. */
function firstPriority(ordered: readonly Entry[]): Priority | undefined {
  for (const entry of ordered) {
    if (entry.kind === 'state' && entry.priority !== undefined) return entry.priority;
    if (entry.kind !== 'change') continue;
    const change = entry.changes.find(({ field }) => field === 'priority');
    if (change) return asPriority(change.before);
  }
  return undefined;
}

function firstFacts(ticket: Ticket, ordered: readonly Entry[]): RawFacts {
  const fields: Partial<Record<FactField, unknown>> = {};
  const now = ticket as unknown as Readonly<Record<string, unknown>>;
  for (const field of FACT_FIELDS) fields[field] = now[field];
  const seen = new Set<string>();
  for (const entry of ordered) {
    for (const { field, before } of changesOf(entry)) {
      if (!isFactField(field) || seen.has(field)) continue;
      seen.add(field);
      fields[field] = before;
    }
  }
  return { ...fields, ticketKind: ticket.kind, openedAt: ticket.openedAt, itemIds: [] };
}

/** The same object where the entry changes no fact. */
function factsAfter(raw: RawFacts, entry: Entry): RawFacts {
  if (entry.kind === 'link') return afterLink(raw, entry.otherId, entry.removed === true);
  const changed = changesOf(entry).filter(
    ({ field, after }) => isFactField(field) && raw[field] !== after,
  );
  if (changed.length === 0) return raw;
  return { ...raw, ...Object.fromEntries(changed.map(({ field, after }) => [field, after])) };
}

function afterLink(raw: RawFacts, otherId: string, isRemoved: boolean): RawFacts {
  if (!otherId.startsWith('item:')) return raw;
  const others = raw.itemIds.filter((id) => id !== otherId);
  return { ...raw, itemIds: isRemoved ? others : [...others, otherId] };
}

/** All facts are told again but for the team, whose mention means that it changed. */
function factEvents(
  { id, at }: Entry,
  before: RawFacts,
  after: RawFacts,
  reader: FactsReader,
): SlaEvent[] {
  const { teamId, ...facts } = reader.read(after);
  const isTeamChanged = before.teamId !== after.teamId;
  const events: SlaEvent[] = [
    { id, at, kind: 'facts', facts: isTeamChanged ? { ...facts, teamId } : facts },
  ];
  if (before.assigneeId !== after.assigneeId) {
    events.push({ id, at, kind: 'assignment', isAssigned: isGiven(after.assigneeId) });
  }
  return events;
}

interface Changed {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

function changesOf(entry: Entry): readonly Changed[] {
  if (entry.kind === 'change') return entry.changes;
  if (entry.kind !== 'merge' || entry.documentId !== undefined) return [];
  return entry.decisions.map(({ field, base, kept }) => ({ field, before: base, after: kept }));
}

function isFactField(field: string): field is FactField {
  return (FACT_FIELDS as readonly string[]).includes(field);
}

function isGiven(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isStale(entry: StateEntry, state: string): boolean {
  const sawResolution = entry.from !== null && DONE_STATES.includes(entry.from);
  return DONE_STATES.includes(state) && !DONE_STATES.includes(entry.to) && !sawResolution;
}

/** Both events carry the entry's id: the priority first, so that a stop is judged by it. */
function stateEvents({ id, at, to, reason, priority }: StateEntry): SlaEvent[] {
  const events: SlaEvent[] = [];
  if (priority !== undefined) events.push({ id, at, kind: 'priority', priority });
  events.push({ id, at, kind: 'state', state: to, ...(reason === undefined ? {} : { reason }) });
  return events;
}

function priorityEvents(entry: Entry): SlaEvent[] {
  const { id, at } = entry;
  const change = changesOf(entry).find(({ field }) => field === 'priority');
  const priority = asPriority(change?.after);
  return priority === undefined ? [] : [{ id, at, kind: 'priority', priority }];
}

function asPriority(value: unknown): Priority | undefined {
  return value === 1 || value === 2 || value === 3 || value === 4 ? value : undefined;
}

function byInstant(a: Entry, b: Entry): number {
  const difference = Date.parse(a.at) - Date.parse(b.at);
  if (difference !== 0) return difference;
  return a.id < b.id ? -1 : 1;
}

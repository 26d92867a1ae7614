import type { Entry, StateEntry } from '../model/entry.ts';
import type { Priority, Ticket } from '../model/ticket.ts';
import type { SlaEvent } from './sla-types.ts';
import { DONE_STATES } from './ticket-states.ts';

/**
 * What a ticket's timeline means to its service levels. The clock starts when the ticket was
 * reported (`openedAt`). Entries may come in any order and from several consoles: somebody who went
 * on working without having seen the resolution does not reopen the ticket; a merge that decided
 * the priority counts from the merge on.
 */
export function ticketEvents(ticket: Ticket, entries: readonly Entry[]): readonly SlaEvent[] {
  const ordered = [...entries].sort(byInstant);
  const created = creationOf(ticket, ordered);
  const events: SlaEvent[] = [created];
  let state = created.state;
  for (const entry of ordered) {
    if (entry.kind === 'state' && entry.id !== created.id && !isStale(entry, state)) {
      state = entry.to;
      events.push(...stateEvents(entry));
    } else if (entry.kind === 'comment') {
      const { id, at } = entry;
      events.push({ id, at, kind: 'comment', isPublic: true, byRequester: false });
    } else {
      events.push(...priorityEvents(entry));
    }
  }
  return events;
}

function creationOf(ticket: Ticket, ordered: readonly Entry[]): SlaEvent & { kind: 'created' } {
  const first = ordered.find((entry) => entry.kind === 'state');
  return {
    kind: 'created',
    id: first?.from === null ? first.id : ticket.id,
    at: ticket.openedAt,
    state: (first && (first.from ?? first.to)) ?? ticket.state,
    ...(first?.from === null && first.reason !== undefined ? { reason: first.reason } : {}),
    priority: firstPriority(ordered) ?? ticket.priority,
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
  let value: unknown;
  if (entry.kind === 'change') {
    value = entry.changes.find(({ field }) => field === 'priority')?.after;
  } else if (entry.kind === 'merge') {
    value = entry.decisions.find(({ field }) => field === 'priority')?.kept;
  }
  const priority = asPriority(value);
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

import { derivedUlid } from '../model/derived-ulid.ts';
import { makeEntryId, type EntryId, type TicketId } from '../model/ids.ts';
import type { Priority, TicketKind, TicketState } from '../model/ticket.ts';
import type { ImportedEntry } from '../workflow/import-commands.ts';
import { STATE_MACHINES } from '../workflow/states.ts';
import { cutText } from './clean-text.ts';
import { readJournal } from './journal.ts';
import type { ImportRowReader } from './row-reader.ts';
import { pathBetween } from './state-path.ts';

/** What a row says of when things happened, milliseconds since 1970. */
export interface Times {
  readonly openedMs: number;
  readonly updatedMs: number;
  readonly responded: number | undefined;
  readonly resolved: number | undefined;
  readonly closed: number | undefined;
}

export interface RowTicket {
  readonly id: TicketId;
  readonly kind: TicketKind;
  readonly state: { readonly state: TicketState; readonly reason?: string };
  readonly priority: Priority;
  readonly system: string;
  readonly times: Times;
}

const NAME_MAX = 160;

function entryId({ id, system }: RowTicket, atMs: number, ...parts: readonly string[]): EntryId {
  return makeEntryId(id, derivedUlid(atMs, 'import', system, id, ...parts));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** The timeline as far as a row tells it: how it came to its state, and its journals. */
export function entriesOf(read: ImportRowReader, ticket: RowTicket): readonly ImportedEntry[] {
  return [...stateEntries(read, ticket), ...journalEntries(read, ticket)];
}

/** When a ticket got to a state of its way, as far as it is known. */
function arrival(ticket: RowTicket, state: TicketState): number {
  const { responded, resolved, closed, updatedMs, openedMs } = ticket.times;
  const spec = STATE_MACHINES[ticket.kind].states[state];
  if (state === STATE_MACHINES[ticket.kind].initial) return openedMs;
  if (spec?.phase === 'done') return resolved ?? closed ?? updatedMs;
  if (spec?.open === false) return closed ?? updatedMs;
  return responded ?? resolved ?? closed ?? updatedMs;
}

/** Through the state that says somebody took it up, where the row says when. */
function wayOf({ kind, state: { state }, times }: RowTicket): readonly TicketState[] {
  const { initial, states } = STATE_MACHINES[kind];
  const active = 'in-progress';
  const goesOn = state !== initial && state !== active;
  if (times.responded === undefined || !goesOn || states[active] === undefined) {
    return pathBetween(kind, initial, state);
  }
  return [...pathBetween(kind, initial, active), ...pathBetween(kind, active, state).slice(1)];
}

function stateEntries(read: ImportRowReader, ticket: RowTicket): ImportedEntry[] {
  const way = wayOf(ticket);
  const opener = read.filled('openedBy')[0]?.text ?? read.filled('requester')[0]?.text;
  const resolver = read.filled('resolvedBy')[0]?.text;
  let lastMs = -Infinity;
  return way.map((to, at) => {
    lastMs = Math.max(lastMs, arrival(ticket, to));
    const saidBy = at === 0 ? opener : resolver;
    const reason = at === way.length - 1 ? ticket.state.reason : undefined;
    return {
      id: entryId(ticket, lastMs, 'state', String(at), to),
      at: iso(lastMs),
      body: {
        kind: 'state',
        from: way[at - 1] ?? null,
        to,
        priority: ticket.priority,
        ...(reason === undefined ? {} : { reason }),
        ...(saidBy === undefined ? {} : { saidBy: cutText(saidBy, NAME_MAX) }),
      },
    };
  });
}

function journalEntries(read: ImportRowReader, ticket: RowTicket): ImportedEntry[] {
  const found = new Map<string, ImportedEntry>();
  for (const field of ['comments', 'notes'] as const) {
    for (const { column, text } of read.filled(field)) {
      const { entries, rest } = readJournal(text, (at) => read.readMs(at));
      for (const { atMs, saidBy, body, audience } of entries) {
        // One column may hold both; a head that says nothing is what its column is.
        const isNote = audience === 'internal' && (field === 'notes' || /note/i.test(column));
        const kind = isNote ? 'note' : 'comment';
        const id = entryId(ticket, atMs, kind, saidBy, body);
        found.set(id, {
          id,
          at: iso(atMs),
          body: { kind, body, saidBy: cutText(saidBy, NAME_MAX) },
        });
      }
      if (rest === '') continue;
      const kind = field === 'notes' ? 'note' : 'comment';
      const id = entryId(ticket, ticket.times.openedMs, kind, rest);
      found.set(id, { id, at: iso(ticket.times.openedMs), body: { kind, body: rest } });
    }
  }
  return [...found.values()];
}

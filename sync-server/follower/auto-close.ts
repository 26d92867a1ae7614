import { derivedUlid } from '../../shared/model/derived-ulid.ts';
import { SCHEMA_VERSION } from '../../shared/model/envelope.ts';
import type { Entry, StateEntry } from '../../shared/model/entry.ts';
import { makeEntryId } from '../../shared/model/ids.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { AUTO_CLOSE_REASON, closesAt } from '../../shared/workflow/desk-rules.ts';
import type { DeskRulesBody } from '../../shared/workflow/desk-rules.ts';
import { STATE_MACHINES } from '../../shared/workflow/states.ts';
import { FOLLOWER_DEVICE, FOLLOWER_NAME } from './decide-verdicts.ts';

export interface AutoClosePlan {
  /** The closed record, or null. Written before the entry. */
  readonly ticket: Ticket | null;
  readonly entries: readonly Entry[];
  /** When it will be due unless somebody reopens it; null: never. */
  readonly wakeAtMs: number | null;
}

interface Given {
  readonly ticket: Ticket;
  /** Its timeline, as far as it is known. */
  readonly entries: readonly Entry[];
  readonly rules: Pick<DeskRulesBody, 'autoCloseDays'>;
  readonly nowMs: number;
}

const NOTHING: AutoClosePlan = { ticket: null, entries: [], wakeAtMs: null };

/** What closing after one resolution is called, whoever does it and however often. */
function mutationOf({ id, resolvedAt }: Ticket): string {
  if (resolvedAt === undefined) return '';
  return derivedUlid(Date.parse(resolvedAt), 'auto-close', id, resolvedAt);
}

function entryOf(ticket: Ticket, from: string, at: string): StateEntry {
  const mutationId = mutationOf(ticket);
  return {
    id: makeEntryId(ticket.id, mutationId),
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    mutationId,
    createdAt: at,
    createdBy: FOLLOWER_NAME,
    updatedAt: at,
    updatedBy: FOLLOWER_NAME,
    deviceId: FOLLOWER_DEVICE,
    kind: 'state',
    scope: ticket.scope,
    recordId: ticket.id,
    at,
    from,
    to: 'closed',
    reason: AUTO_CLOSE_REASON,
    priority: ticket.priority,
  };
}

/** States that a record is closed from. */
export const CLOSABLE_STATES: readonly string[] = [
  ...new Set(
    Object.values(STATE_MACHINES).flatMap(({ states }) =>
      Object.entries(states).flatMap(([state, { phase, next }]) =>
        phase === 'done' && next.includes('closed') ? [state] : [],
      ),
    ),
  ),
];

/** Is it worth reading the timeline: it will be closed, or was closed by us a moment ago? */
export function concernsAutoClose(ticket: Ticket, rules: Given['rules']): boolean {
  if (closesAt(ticket, rules) !== null) return true;
  return ticket.state === 'closed' && ticket.mutationId === mutationOf(ticket);
}

/** Closed by this, and cut off before the entry was written: it follows now. */
function missingEntry(ticket: Ticket, entries: readonly Entry[]): AutoClosePlan {
  const mutationId = mutationOf(ticket);
  const isOurs = ticket.state === 'closed' && ticket.mutationId === mutationId;
  if (!isOurs || entries.some((entry) => entry.mutationId === mutationId)) return NOTHING;
  const from = ticket.kind === 'request' ? 'fulfilled' : 'resolved';
  return { ...NOTHING, entries: [entryOf(ticket, from, ticket.closedAt ?? ticket.updatedAt)] };
}

/** Closes a record that was resolved long enough ago, once for each resolution. Pure. */
export function decideAutoClose({ ticket, entries, rules, nowMs }: Given): AutoClosePlan {
  const dueMs = closesAt(ticket, rules);
  if (dueMs === null) return missingEntry(ticket, entries);
  if (dueMs > nowMs) return { ...NOTHING, wakeAtMs: dueMs };
  const now = new Date(nowMs).toISOString();
  const closed = {
    ...ticket,
    state: 'closed',
    open: 0,
    closedAt: now,
    activityAt: now,
    version: ticket.version + 1,
    mutationId: mutationOf(ticket),
    updatedAt: now,
    updatedBy: FOLLOWER_NAME,
    deviceId: FOLLOWER_DEVICE,
  } as Ticket;
  return { ticket: closed, entries: [entryOf(ticket, ticket.state, now)], wakeAtMs: null };
}

import type { QueryClock, QueryRow } from '../../shared/query/ticket-query.ts';
import type { ReferenceSnapshot } from './reference.ts';
import type { TicketRow } from './ticket-row.ts';

function nameOf(
  map: ReadonlyMap<string, { readonly name: string }>,
  id: string | undefined,
): string {
  return id === undefined ? '' : (map.get(id)?.name ?? '');
}

/** A row with the names people filter by; `sla` is asked for where the query is about clocks. */
export function toQueryRow(
  row: TicketRow,
  reference: ReferenceSnapshot,
  unsentIds: ReadonlySet<string>,
  sla: QueryClock | null = null,
): QueryRow {
  const requester = row.requesterId ? reference.people.get(row.requesterId) : undefined;
  return {
    number: row.number,
    title: row.title,
    state: row.state,
    open: row.open,
    priority: row.priority,
    assigneeId: row.assigneeId,
    assigneeName: nameOf(reference.people, row.assigneeId),
    teamName: nameOf(reference.people, row.teamId),
    siteName: nameOf(reference.places, row.siteId),
    requesterName: requester?.name ?? '',
    serviceName: nameOf(reference.catalog, row.serviceId),
    category: row.category ?? '',
    origin: row.origin,
    vip: requester?.kind === 'person' && requester.vip !== undefined,
    major: row.major,
    unsent: unsentIds.has(row.id),
    sla,
  };
}

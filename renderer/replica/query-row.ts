import type { QueryAsker, QueryClock, QueryRow } from '../../shared/query/ticket-query.ts';
import type { ReferenceSnapshot } from './reference.ts';
import type { Replica } from './replica.ts';
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
  numberOf: (id: string) => string | undefined = () => undefined,
): QueryRow {
  const requester = row.requesterId ? reference.people.get(row.requesterId) : undefined;
  return {
    kind: row.kind,
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
    subcategory: row.subcategory ?? '',
    origin: row.origin,
    holdReason: row.holdReason ?? '',
    openedAt: row.openedAt,
    activityAt: row.activityAt,
    resolvedAt: row.resolvedAt,
    reopens: row.reopens,
    reassignments: row.reassignments,
    satisfaction: row.satisfaction,
    watchers: row.watchers.map((userName) => ({
      userName,
      name: reference.byUserName.get(userName)?.name ?? userName,
    })),
    parentNumber:
      row.parentId === undefined ? '' : (numberOf(row.parentId) ?? row.parentId.toLowerCase()),
    majorStage: row.majorStage ?? '',
    vip: requester?.kind === 'person' && requester.vip !== undefined,
    major: row.major,
    knownError: row.knownError,
    unsent: unsentIds.has(row.id),
    sla,
  };
}

/** The day of an instant on the wall clock of this machine, `2027-03-30`. */
export function localDay(ms: number): string {
  const at = new Date(ms);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Who asks a query, now. */
export function askerOf({ session, now }: Replica, meId: string | null): QueryAsker {
  return { meId, userName: session.userName, time: { nowMs: now(), dayOf: localDay } };
}

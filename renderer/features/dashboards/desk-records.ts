import type { DeskRecord } from '../../../shared/desk/desk-record.ts';
import type { TicketRow } from '../../replica/ticket-row.ts';

/**
 * A row as figures need it. One that is open has not ended, whatever it says of an earlier end; one
 * that was cancelled ended when it was closed.
 */
export function toDeskRecord(row: TicketRow): DeskRecord {
  const endedMs = row.open ? null : (row.resolvedAt ?? row.closedAt ?? row.activityAt);
  return {
    id: row.id,
    kind: row.kind,
    priority: row.priority,
    openedMs: row.openedAt,
    respondedMs: row.respondedAt ?? null,
    resolvedMs: row.open ? null : (row.resolvedAt ?? null),
    endedMs,
    teamId: row.teamId ?? null,
    siteId: row.siteId ?? null,
    serviceId: row.serviceId ?? null,
    category: row.category ?? null,
    reassignments: row.reassignments,
    reopens: row.reopens,
    satisfaction: row.satisfaction ?? null,
  };
}

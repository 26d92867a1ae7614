import type { Ticket, TicketKind, TicketState } from '../../shared/model/ticket.ts';

/** What a list needs of a ticket: small, flat, instants as numbers, so that 100,000 fit in memory. */
export interface TicketRow {
  readonly id: string;
  readonly kind: TicketKind;
  readonly number: string;
  readonly title: string;
  readonly state: TicketState;
  readonly open: boolean;
  readonly priority: 1 | 2 | 3 | 4;
  readonly major: boolean;
  readonly origin: string;
  readonly requesterId: string | undefined;
  readonly assigneeId: string | undefined;
  readonly teamId: string | undefined;
  readonly siteId: string | undefined;
  readonly serviceId: string | undefined;
  readonly category: string | undefined;
  readonly subcategory: string | undefined;
  readonly holdReason: string | undefined;
  readonly parentId: string | undefined;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  readonly activityAt: number;
}

/** The row of a ticket, or null for one that was soft-deleted. */
export function toTicketRow(ticket: Ticket): TicketRow | null {
  if (ticket.removedAt) return null;
  return {
    id: ticket.id,
    kind: ticket.kind,
    number: ticket.number,
    title: ticket.title,
    state: ticket.state,
    open: ticket.open === 1,
    priority: ticket.priority,
    major: ticket.kind === 'incident' && ticket.major === true,
    origin: ticket.origin,
    requesterId: ticket.requesterId,
    assigneeId: ticket.assigneeId,
    teamId: ticket.teamId,
    siteId: ticket.siteId,
    serviceId: ticket.serviceId,
    category: ticket.category,
    subcategory: ticket.subcategory,
    holdReason: ticket.holdReason,
    parentId: ticket.parentId,
    openedAt: Date.parse(ticket.openedAt),
    activityAt: Date.parse(ticket.activityAt),
  };
}

import type { MajorStage, Ticket, TicketKind, TicketState } from '../../shared/model/ticket.ts';

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
  readonly respondedAt: number | undefined;
  readonly resolvedAt: number | undefined;
  readonly closedAt: number | undefined;
  readonly reassignments: number;
  readonly reopens: number;
  readonly resolutionCode: string | undefined;
  readonly resolvedBy: string | undefined;
  readonly satisfaction: number | undefined;
  readonly knownError: boolean;
  readonly majorStage: MajorStage | undefined;
  /** User names. */
  readonly watchers: readonly string[];
}

function instant(at: string | undefined): number | undefined {
  return at === undefined ? undefined : Date.parse(at);
}

const NOBODY: readonly string[] = [];

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
    respondedAt: instant(ticket.respondedAt),
    resolvedAt: instant(ticket.resolvedAt),
    closedAt: instant(ticket.closedAt),
    reassignments: ticket.reassignments ?? 0,
    reopens: ticket.reopens ?? 0,
    resolutionCode: ticket.resolutionCode,
    resolvedBy: ticket.resolvedBy,
    satisfaction: ticket.satisfaction,
    knownError: ticket.kind === 'problem' && ticket.knownError === true,
    majorStage: ticket.kind === 'incident' ? ticket.majorStage : undefined,
    watchers: ticket.watchers.length === 0 ? NOBODY : ticket.watchers,
  };
}

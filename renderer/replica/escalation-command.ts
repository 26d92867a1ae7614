import type { Party } from '../../shared/model/reference.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { mayWrite } from '../../shared/policy/rights.ts';
import { escalationWrites } from '../../shared/sla/escalation-writes.ts';
import type { DueEscalation } from '../../shared/sla/plan-escalations.ts';
import type { SlaRules } from '../../shared/sla/sla-rules.ts';
import type { Write } from '../../shared/workflow/command.ts';
import type { Command } from './replica.ts';
import type { TicketRow } from './ticket-row.ts';

/** Carries escalations out in the name of the person signed in; nothing where they may not write it. */
export function escalationCommand(
  ticket: Ticket,
  due: readonly DueEscalation[],
  people: ReadonlyMap<string, Party>,
): Command {
  return ({ now, userName, deviceId, matrix, ulid, roles }) => {
    const mutationId = ulid();
    const by = { now, userName, deviceId, matrix, mutationId, people };
    const written = escalationWrites(ticket, due, by);
    const isAllowed =
      mayWrite(roles, 'entries', 'create') &&
      (written.ticket === null || mayWrite(roles, 'tickets', 'update'));
    if (!isAllowed) return { mutationId, writes: [] };
    const change: readonly Write[] = written.ticket
      ? [{ collection: 'tickets', base: ticket, document: written.ticket }]
      : [];
    const entries = written.entries.map((document): Write => ({
      collection: 'entries',
      base: null,
      document,
    }));
    return { mutationId, writes: [...entries, ...change] };
  };
}

const CALLS_OTHERS: readonly unknown[] = ['team-lead', 'manager', 'watchers', 'person'];

/** Whether any rule calls somebody who neither has the ticket nor is in its team. */
export function callsOthers({ documents }: SlaRules): boolean {
  return documents.some(({ targets }) =>
    targets.some(({ escalations = [] }) =>
      escalations.some(({ actions }) => actions.some(({ whom }) => CALLS_OTHERS.includes(whom))),
    ),
  );
}

/** Whom a row does not name. */
export function asksWatchers({ actions }: DueEscalation): boolean {
  return actions.some(({ whom }) => whom === 'watchers');
}

/** Of what decides who is told, a row lacks the watchers and when it was written down. */
export function ticketOfRow(row: TicketRow): Ticket {
  const openedAt = new Date(row.openedAt).toISOString();
  return { ...row, openedAt, createdAt: openedAt, watchers: [], open: 1 } as unknown as Ticket;
}

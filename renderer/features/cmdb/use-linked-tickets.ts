import { useMemo } from 'react';
import type { Relation } from '../../../shared/model/item.ts';
import { useVersion, useWorkspace } from '../../replica/hooks.ts';
import type { TicketRow } from '../../replica/ticket-row.ts';
import type { Workspace } from '../../replica/workspace.ts';
import type { StateMarkName } from '../../ui/state-mark.tsx';
import { ticketState } from './ticket-states.ts';

/** A ticket that has to do with an item. */
export interface LinkedTicket {
  readonly ticket: TicketRow;
  readonly relation: Relation;
  /** From the item to the ticket, or the other way. */
  readonly direction: 'out' | 'in';
  readonly stateName: string;
  readonly stateMark: StateMarkName;
}

function openFirst(a: LinkedTicket, b: LinkedTicket): number {
  return Number(b.ticket.open) - Number(a.ticket.open) || b.ticket.activityAt - a.ticket.activityAt;
}

function link(
  itemId: string,
  relations: readonly Relation[],
  tickets: Workspace['tickets'],
  _version: number,
): readonly LinkedTicket[] {
  const linked = new Map<string, LinkedTicket>();
  for (const relation of relations) {
    const isOut = relation.fromId === itemId;
    const ticket = tickets.get(isOut ? relation.toId : relation.fromId);
    if (!ticket || linked.has(ticket.id)) continue;
    const { name, mark } = ticketState(ticket.kind, ticket.state);
    linked.set(ticket.id, {
      ticket,
      relation,
      direction: isOut ? 'out' : 'in',
      stateName: name,
      stateMark: mark,
    });
  }
  return [...linked.values()].sort(openFirst);
}

/** Tickets among the relations of an item, open ones first, each once. */
export function useLinkedTickets(
  itemId: string,
  relations: readonly Relation[],
): readonly LinkedTicket[] {
  const { tickets } = useWorkspace();
  const version = useVersion(tickets);
  return useMemo(
    () => link(itemId, relations, tickets, version),
    [itemId, relations, tickets, version],
  );
}

import { useMemo } from 'react';
import type { Assignment } from '../../../../shared/desk/assignment.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { priorityOf } from '../../../../shared/workflow/priority.ts';
import type { NewTicket, TicketPatch } from '../../../../shared/workflow/ticket-commands.ts';
import { useClocks } from '../../../replica/clocks.ts';
import { assignAll, assignmentFor, toAssign } from '../../../replica/desk-people.ts';
import type { AssignmentSources } from '../../../replica/desk-people.ts';
import { useReference, useReplica, useWorkspace } from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { useNow } from '../../../ui/use-now.ts';
import { teamOfCategory } from '../reference-options.tsx';

/** What rules are asked by, as of now; a new object where any of it moved. */
export function useAssignmentSources(): () => AssignmentSources {
  const { tickets } = useWorkspace();
  const { now, reference } = useReplica();
  const clocks = useClocks();
  return useMemo(
    () => () => ({
      reference: reference.get(),
      slaRules: clocks.getRules(),
      rows: tickets.rows(),
      nowMs: now(),
    }),
    [tickets, reference, clocks, now],
  );
}

/**
 * Whom a new ticket goes to by the rules; null where somebody was chosen, or no rule matches. A
 * team that only follows from the category is not a choice: rules may name another.
 */
export function assignNew(input: NewTicket, sources: AssignmentSources): Assignment | null {
  if (input.assigneeId !== undefined) return null;
  const { reference } = sources;
  const byCategory = teamOfCategory(reference, input.category);
  const teamChosen = input.teamId !== undefined && input.teamId !== byCategory;
  const priority = priorityOf(reference.matrix, input.impact, input.urgency);
  const openedAt = input.openedAt ?? new Date(sources.nowMs).toISOString();
  const { kind, category, subcategory, serviceId, siteId, teamId, requesterId, origin } = input;
  return assignmentFor(
    {
      ...{ kind, priority, openedAt, category, subcategory },
      ...{ serviceId, siteId, requesterId, origin },
      teamId: teamChosen ? teamId : undefined,
    },
    { teamChosen },
    sources,
  );
}

/** The new ticket with the team and the person that the rules give it. */
export function withAssignment(input: NewTicket, found: Assignment | null): NewTicket {
  if (!found) return input;
  return {
    ...input,
    teamId: found.teamId as NonNullable<NewTicket['teamId']>,
    ...(found.personId === null
      ? {}
      : { assigneeId: found.personId as NonNullable<NewTicket['assigneeId']> }),
  };
}

/** The fields that follow from it; null where the ticket has them already. */
export function suggestedPatch(
  ticket: Pick<Ticket, 'teamId' | 'assigneeId'>,
  found: Assignment,
): TicketPatch | null {
  const { teamId, personId } = found;
  const patch: TicketPatch = {
    ...(ticket.teamId === teamId ? {} : { teamId: teamId as NonNullable<Ticket['teamId']> }),
    ...(personId === null || ticket.assigneeId === personId
      ? {}
      : { assigneeId: personId as NonNullable<Ticket['assigneeId']> }),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}

/** What the rules change about many tickets; those that no rule is for are absent. */
export function rulePatches(
  rows: readonly TicketRow[],
  sources: AssignmentSources,
): ReadonlyMap<string, TicketPatch> {
  const patches = new Map<string, TicketPatch>();
  for (const [id, found] of assignAll(rows, sources)) {
    if (!found) continue;
    const { teamId, personId } = found;
    patches.set(id, {
      teamId: teamId as NonNullable<Ticket['teamId']>,
      ...(personId === null ? {} : { assigneeId: personId as NonNullable<Ticket['assigneeId']> }),
    });
  }
  return patches;
}

const MINUTE_MS = 60_000;

/** Whom the rules would give an open ticket to, asked anew every minute; null: no rule matches. */
export function useSuggestion(ticket: Ticket, isAsked: boolean): Assignment | null {
  const sources = useAssignmentSources();
  const reference = useReference();
  const now = useNow(MINUTE_MS);
  return useMemo(
    () =>
      isAsked
        ? assignmentFor(
            { ...toAssign(ticket), teamId: undefined },
            { teamChosen: false },
            { ...sources(), reference, nowMs: now },
          )
        : null,
    [isAsked, ticket, sources, reference, now],
  );
}

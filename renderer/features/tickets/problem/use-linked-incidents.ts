import { useEffect, useMemo, useState } from 'react';
import type { Incident, Problem } from '../../../../shared/model/ticket.ts';
import { linkedToProblem } from '../../../../shared/workflow/problem-acts.ts';
import {
  useRelations,
  useReplica,
  useRows,
  useVersion,
  useWorkspace,
} from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';

const NO_ROWS: readonly TicketRow[] = [];

/** Those that wait first, then the open ones, then by age. */
function inOrder(a: TicketRow, b: TicketRow): number {
  const rank = (row: TicketRow): number =>
    row.holdReason === 'awaiting-problem' ? 0 : row.open ? 1 : 2;
  return rank(a) - rank(b) || b.openedAt - a.openedAt;
}

/** Rows of the incidents that a problem is behind, live; undefined until that is known. */
export function useLinkedIncidents(problem: Problem): readonly TicketRow[] | undefined {
  const relations = useRelations(problem.id);
  const { tickets } = useWorkspace();
  const version = useVersion(tickets);
  return useMemo(() => {
    if (!relations) return undefined;
    // Read anew with every change of a ticket.
    if (version < 0) return NO_ROWS;
    return linkedToProblem(problem.id, relations)
      .flatMap((id) => tickets.get(id) ?? [])
      .filter(({ kind }) => kind === 'incident')
      .sort(inOrder);
  }, [relations, tickets, version, problem.id]);
}

/** The documents behind rows, for an act upon them; undefined until they are read. */
export function useIncidentDocuments(rows: readonly TicketRow[]): readonly Incident[] | undefined {
  const replica = useReplica();
  const [found, setFound] = useState<readonly Incident[]>();
  useEffect(() => {
    let isOver = false;
    void replica
      .getMany(
        'tickets',
        rows.map(({ id }) => id),
      )
      .then((documents) => {
        if (!isOver) setFound(documents.filter((each) => each.kind === 'incident'));
      });
    return () => {
      isOver = true;
    };
  }, [replica, rows]);
  return found;
}

/** Tasks of a problem, oldest first, without those that were cancelled. */
export function useProblemTasks(problem: Problem): readonly TicketRow[] {
  const { tickets } = useWorkspace();
  const rows = useRows(tickets);
  return useMemo(
    () =>
      rows
        .filter((row) => row.parentId === problem.id && row.kind === 'task')
        .filter(({ state }) => state !== 'cancelled')
        .sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1)),
    [rows, problem.id],
  );
}

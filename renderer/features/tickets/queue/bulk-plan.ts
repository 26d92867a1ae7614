import type { TicketState } from '../../../../shared/model/ticket.ts';
import { canMove, STATE_MACHINES, stateSpec } from '../../../../shared/workflow/states.ts';
import type { StateDemand } from '../../../../shared/workflow/states.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { t } from '../../../ui/i18n.ts';
import { stateLabel } from '../../../words/ticket-words.ts';

export type BulkAct =
  | { readonly kind: 'assign'; readonly assigneeId: string | undefined }
  | {
      readonly kind: 'state';
      readonly to: TicketState;
      /** Rows that missed a service level: theirs alone is the reason that was given. */
      readonly missed?: ReadonlySet<string>;
    };

export interface RefusedRow {
  readonly row: TicketRow;
  readonly reason: string;
}

/** What a bulk act would do, before it does anything. */
export interface BulkPlan {
  readonly willChange: readonly TicketRow[];
  readonly refused: readonly RefusedRow[];
}

function refusal(row: TicketRow, act: BulkAct): string | null {
  if (act.kind === 'assign') {
    return row.assigneeId === act.assigneeId ? t('It is assigned so already.') : null;
  }
  const to = stateLabel(act.to);
  if (!(act.to in STATE_MACHINES[row.kind].states)) {
    return t('Tickets of this kind have no state “{{to}}”.', { to });
  }
  if (row.state === act.to) return t('It is in “{{to}}” already.', { to });
  if (canMove(row.kind, row.state, act.to)) return null;
  return t('It cannot go from “{{from}}” to “{{to}}”.', { from: stateLabel(row.state), to });
}

/** Sorts the chosen rows into those an act will change and those it cannot, with the reason each. */
export function planBulk(rows: readonly TicketRow[], act: BulkAct): BulkPlan {
  const willChange: TicketRow[] = [];
  const refused: RefusedRow[] = [];
  for (const row of rows) {
    const reason = refusal(row, act);
    if (reason === null) willChange.push(row);
    else refused.push({ row, reason });
  }
  return { willChange, refused };
}

export interface BulkMove {
  readonly to: TicketState;
  /** How many of the chosen rows may go there. */
  readonly count: number;
  readonly demands: StateDemand | undefined;
}

/** The states at least one of the rows may go to, in the order people read them. */
export function bulkMoves(rows: readonly TicketRow[]): readonly BulkMove[] {
  const counts = new Map<TicketState, { count: number; demands: StateDemand | undefined }>();
  for (const row of rows) {
    for (const to of stateSpec(row.kind, row.state).next) {
      const known = counts.get(to);
      if (known) known.count += 1;
      else counts.set(to, { count: 1, demands: stateSpec(row.kind, to).demands });
    }
  }
  return [...counts].map(([to, each]) => ({ to, ...each }));
}

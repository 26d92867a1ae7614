import type { TicketKind, TicketState } from '../../../shared/model/ticket.ts';
import { STATE_MACHINES } from '../../../shared/workflow/states.ts';
import { msg, t } from '../../ui/i18n.ts';
import type { StateMarkName } from '../../ui/state-mark.tsx';

const MARKS = {
  new: 'new',
  active: 'in-progress',
  waiting: 'on-hold',
  done: 'resolved',
  closed: 'closed',
  cancelled: 'cancelled',
} as const satisfies Record<string, StateMarkName>;

/** The names the workflow gives its states, for the catalogue. */
export const STATE_LABELS = [
  msg('New'),
  msg('Draft'),
  msg('Assess'),
  msg('Authorize'),
  msg('Scheduled'),
  msg('Implement'),
  msg('Review'),
  msg('Root-cause analysis'),
  msg('Fix in progress'),
  msg('In progress'),
  msg('On hold'),
  msg('Resolved'),
  msg('Fulfilled'),
  msg('Done'),
  msg('Closed'),
  msg('Cancelled'),
];

/** How a ticket's state is written and drawn. */
export function ticketState(
  kind: TicketKind,
  state: TicketState,
): { readonly name: string; readonly mark: StateMarkName } {
  const spec = STATE_MACHINES[kind].states[state];
  return spec ? { name: t(spec.label), mark: MARKS[spec.phase] } : { name: state, mark: 'new' };
}

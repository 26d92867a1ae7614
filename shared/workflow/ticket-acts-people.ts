import type { Ticket } from '../model/ticket.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandError } from './command.ts';
import { updateTicket } from './ticket-commands.ts';

/** Somebody is told of what happens to a record, or no longer. Nothing is written where nothing differs. */
export function watchTicket(
  ticket: Ticket,
  userName: string,
  on: boolean,
  context: CommandContext,
): CommandResult {
  const others = ticket.watchers.filter((name) => name !== userName);
  const isOn = others.length < ticket.watchers.length;
  const watchers = isOn === on ? ticket.watchers : on ? [...others, userName] : others;
  return updateTicket(ticket, { watchers }, context);
}

export type Satisfaction = NonNullable<Ticket['satisfaction']>;
export const SATISFACTIONS: readonly Satisfaction[] = [1, 2, 3, 4, 5];

export interface Rating {
  /** Undefined takes the answer back. */
  readonly satisfaction: Satisfaction | undefined;
  readonly note: string;
}

/** What the requester thought of it; asked once the work has ended. */
export function rateTicket(ticket: Ticket, rating: Rating, context: CommandContext): CommandResult {
  if (ticket.open === 1) {
    throw new CommandError(
      'Resolve it first; then the requester can say what they think.',
      'satisfaction',
    );
  }
  const { satisfaction } = rating;
  const note = satisfaction === undefined ? '' : rating.note.trim();
  return updateTicket(
    ticket,
    { satisfaction, satisfactionNote: note === '' ? undefined : note },
    context,
  );
}

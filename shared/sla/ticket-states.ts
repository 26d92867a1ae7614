import type { TicketState } from '../model/ticket.ts';

/** The work is over: targets are judged here, and leaving them reopens. */
export const DONE_STATES: readonly string[] = [
  'resolved',
  'fulfilled',
  'done',
  'closed',
  'cancelled',
] satisfies readonly TicketState[];

/** Somebody has taken the work up; a hold alone is no response. */
export const STARTED_STATES: readonly string[] = [
  'in-progress',
  'assess',
  'root-cause-analysis',
  'fix-in-progress',
  'authorize',
  'scheduled',
  'implement',
  'review',
] satisfies readonly TicketState[];

export const HOLD_STATES: readonly string[] = ['on-hold'] satisfies readonly TicketState[];

import type { Ticket, TicketState } from '../../../shared/model/ticket.ts';
import { canMove } from '../../../shared/workflow/states.ts';
import type { StateArguments, TicketPatch } from '../../../shared/workflow/ticket-commands.ts';
import {
  addComment,
  changeTicketState,
  logTime,
  updateTicket,
} from '../../../shared/workflow/ticket-commands.ts';
import type { Replica } from '../../replica/replica.ts';
import { formatMinutes } from '../../ui/format.ts';
import { t } from '../../ui/i18n.ts';
import { failureOf, offerUndo } from './failures.ts';
import { fieldLabel, stateLabel } from '../../words/ticket-words.ts';

/** Nothing, or the sentence that says why it was not taken. */
type Said = Promise<string | undefined>;

async function current(replica: Replica, id: string): Promise<Ticket> {
  const ticket = await replica.get('tickets', id);
  if (!ticket) throw new Error(t('The ticket is no longer here.'));
  return ticket;
}

/** The patch that brings back what a patch changed; fields changed again since are left alone. */
export function reversePatch(before: Ticket, patch: TicketPatch, now: Ticket): TicketPatch {
  const was = before as unknown as Readonly<Record<string, unknown>>;
  const is = now as unknown as Readonly<Record<string, unknown>>;
  const given = patch as Readonly<Record<string, unknown>>;
  const reverse: Record<string, unknown> = {};
  for (const field of Object.keys(patch)) {
    if (JSON.stringify(is[field]) === JSON.stringify(given[field])) reverse[field] = was[field];
  }
  return reverse;
}

/** Edits fields without a word; for bulk runs, which say it once. */
export async function storePatch(
  replica: Replica,
  ticket: Ticket,
  patch: TicketPatch,
): Promise<boolean> {
  const label = t('Edit {{number}}', { number: ticket.number });
  const result = await replica.run((context) => updateTicket(ticket, patch, context), label);
  return result.writes.length > 0;
}

export async function reverseStored(
  replica: Replica,
  before: Ticket,
  patch: TicketPatch,
): Promise<void> {
  const now = await current(replica, before.id);
  await storePatch(replica, now, reversePatch(before, patch, now));
}

/** Edits fields in place and offers the way back. */
export async function editTicket(replica: Replica, ticket: Ticket, patch: TicketPatch): Said {
  try {
    if (!(await storePatch(replica, ticket, patch))) return undefined;
  } catch (error) {
    return failureOf(error);
  }
  const fields = Object.keys(patch).map(fieldLabel).join(', ');
  offerUndo(t('{{number}}: {{fields}} changed', { number: ticket.number, fields }), () =>
    reverseStored(replica, ticket, patch),
  );
  return undefined;
}

/** What the former state asks for when a move is taken back. */
function argumentsOf(ticket: Ticket): StateArguments {
  return {
    ...(ticket.holdReason === undefined ? {} : { holdReason: ticket.holdReason }),
    ...(ticket.resolutionCode === undefined ? {} : { resolutionCode: ticket.resolutionCode }),
    ...(ticket.resolution === undefined ? {} : { resolution: ticket.resolution }),
  };
}

/** Moves a ticket without a word; for bulk runs. */
export async function storeMove(
  replica: Replica,
  ticket: Ticket,
  to: TicketState,
  args: StateArguments,
): Promise<void> {
  const label = t('Move {{number}} to {{state}}', { number: ticket.number, state: stateLabel(to) });
  await replica.run((context) => changeTicketState(ticket, to, args, context), label);
}

export function canTakeBack(ticket: Ticket, to: TicketState): boolean {
  return canMove(ticket.kind, to, ticket.state);
}

/** Takes a move back where nobody moved the ticket on since. */
export async function reverseMove(
  replica: Replica,
  before: Ticket,
  to: TicketState,
): Promise<void> {
  const now = await current(replica, before.id);
  if (now.state !== to) throw new Error(t('Somebody moved it on since.'));
  await storeMove(replica, now, before.state, { ...argumentsOf(before), isUndo: true });
  const { breachReason, breachNote } = before;
  if (now.breachReason === breachReason && now.breachNote === breachNote) return;
  await storePatch(replica, await current(replica, before.id), { breachReason, breachNote });
}

/** Moves a ticket and, where its machine has a way back, offers it. */
export async function moveTicket(
  replica: Replica,
  ticket: Ticket,
  to: TicketState,
  args: StateArguments,
): Said {
  try {
    await storeMove(replica, ticket, to, args);
  } catch (error) {
    return failureOf(error);
  }
  if (canTakeBack(ticket, to)) {
    const text = t('{{number}} is in “{{state}}” now', {
      number: ticket.number,
      state: stateLabel(to),
    });
    offerUndo(text, () => reverseMove(replica, ticket, to));
  }
  return undefined;
}

export async function sendComment(
  replica: Replica,
  ticket: Ticket,
  body: string,
  audience: 'public' | 'internal',
): Said {
  const { number } = ticket;
  const label =
    audience === 'public'
      ? t('Comment on {{number}}', { number })
      : t('Note on {{number}}', { number });
  try {
    await replica.run((context) => addComment(ticket, body, audience, context), label);
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

export async function storeTime(
  replica: Replica,
  ticket: Ticket,
  minutes: number,
  activity: string,
): Said {
  const label = t('{{time}} logged on {{number}}', {
    time: formatMinutes(minutes),
    number: ticket.number,
  });
  try {
    await replica.run((context) => logTime(ticket, minutes, activity, context), label);
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

import type { Ticket, TicketState } from '../model/ticket.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandError } from './command.ts';
import type { Hindrance } from './ticket-acts-kit.ts';
import { codeFor, endingOf, Steps, tryMove } from './ticket-acts-kit.ts';
import type { StateArguments } from './ticket-commands.ts';
import { changeTicketState, updateTicket } from './ticket-commands.ts';
import { stateSpec } from './states.ts';

/**
 * Puts a record under another, or takes it out (`null`).
 * @param ancestorsOf Ids of the parent's own parents, so that no circle comes of it.
 */
export function setParent(
  ticket: Ticket,
  parent: Ticket | null,
  ancestorIds: readonly string[],
  context: CommandContext,
): CommandResult {
  if (parent === null) return updateTicket(ticket, { parentId: undefined }, context);
  if (parent.id === ticket.id || ancestorIds.includes(ticket.id)) {
    throw new CommandError('A record cannot stand below itself.', 'parentId');
  }
  return updateTicket(ticket, { parentId: parent.id }, context);
}

/** Ids of the records above one, nearest first; a circle made by two people ends it. */
export function ancestorsOf(
  id: string,
  parentOf: (id: string) => string | undefined,
): readonly string[] {
  const found = new Set<string>();
  for (let next = parentOf(id); next !== undefined && !found.has(next); next = parentOf(next)) {
    found.add(next);
  }
  return [...found];
}

export interface LeftChild {
  readonly ticket: Ticket;
  readonly why: Hindrance;
}

export interface FamilyResult {
  readonly command: CommandResult;
  readonly followed: readonly Ticket[];
  /** Open children that stay as they are. */
  readonly left: readonly LeftChild[];
}

/** Does a move of the parent into this state take its open children along? */
export function takesChildrenAlong(parent: Ticket, to: TicketState): boolean {
  return stateSpec(parent.kind, to).phase === 'done' && stateSpec(parent.kind, parent.state).open;
}

/**
 * Moves a record, and with it every open child whose machine has a way to the end of the work: one
 * command, so that they are resolved and taken back together.
 */
export function moveWithChildren(
  parent: Ticket,
  children: readonly Ticket[],
  move: { readonly to: TicketState; readonly args: StateArguments },
  context: CommandContext,
): FamilyResult {
  const steps = new Steps(context);
  steps.take(changeTicketState(parent, move.to, move.args, context));
  const followed: Ticket[] = [];
  const left: LeftChild[] = [];
  for (const child of takesChildrenAlong(parent, move.to) ? children : []) {
    if (child.open === 0 || child.id === parent.id) continue;
    const args: StateArguments = {
      resolutionCode: codeFor(child.kind, move.args.resolutionCode),
      resolution: move.args.resolution ?? parent.title,
    };
    const why = tryMove(steps, child, endingOf(child), args, context);
    if (why === null) followed.push(child);
    else left.push({ ticket: child, why });
  }
  return { command: steps.result(), followed, left };
}

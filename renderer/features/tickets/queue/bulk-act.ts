import type { Documents } from '../../../../shared/model/collections.ts';
import type { RelationKind } from '../../../../shared/model/item.ts';
import type { Macro } from '../../../../shared/model/policy.ts';
import type { Ticket, TicketState } from '../../../../shared/model/ticket.ts';
import type { CommandContext, CommandResult } from '../../../../shared/workflow/command.ts';
import { CommandError } from '../../../../shared/workflow/command.ts';
import type { MacroFacts } from '../../../../shared/workflow/macro.ts';
import { applyMacro } from '../../../../shared/workflow/macro.ts';
import { undoMacro } from '../../../../shared/workflow/macro-undo.ts';
import { ancestorsOf, setParent } from '../../../../shared/workflow/ticket-acts-family.ts';
import type { Known } from '../../../../shared/workflow/ticket-acts-kit.ts';
import { derivedRelationId, relateBoth } from '../../../../shared/workflow/ticket-acts-kit.ts';
import { watchTicket } from '../../../../shared/workflow/ticket-acts-people.ts';
import { takeBackAct } from '../../../../shared/workflow/ticket-acts-undo.ts';
import type { StateArguments, TicketPatch } from '../../../../shared/workflow/ticket-commands.ts';
import {
  addComment,
  changeTicketState,
  updateTicket,
} from '../../../../shared/workflow/ticket-commands.ts';
import { STATE_MACHINES, stateSpec } from '../../../../shared/workflow/states.ts';
import type { Replica } from '../../../replica/replica.ts';
import { msg, t } from '../../../ui/i18n.ts';
import { stateLabel } from '../../../words/ticket-words.ts';

/** One act on many tickets. */
export type BulkAct =
  /** Fields given as undefined are emptied. */
  | { readonly kind: 'fields'; readonly patch: TicketPatch }
  | {
      readonly kind: 'state';
      readonly to: TicketState;
      readonly args: StateArguments;
      /** Tickets that missed a service level: theirs alone is the reason that was given. */
      readonly missed?: ReadonlySet<string>;
    }
  /** Each to whom the assignment rules name; those that no rule is for are absent. */
  | { readonly kind: 'rules'; readonly patches: ReadonlyMap<string, TicketPatch> }
  | { readonly kind: 'watch'; readonly on: boolean }
  /** Null takes them out of where they are. */
  | { readonly kind: 'parent'; readonly parent: Ticket | null }
  | { readonly kind: 'relate'; readonly type: RelationKind; readonly to: Ticket }
  | { readonly kind: 'comment'; readonly body: string; readonly audience: 'public' | 'internal' }
  | { readonly kind: 'macro'; readonly macro: Macro };

/** What acts ask about the records around a ticket. */
export interface BulkFacts {
  macroFacts(ticket: Ticket): MacroFacts;
  /** Of any ticket; undefined where it stands below none. */
  parentOf(id: string): string | undefined;
}

/** Sentences of this room that a command error carries. */
export const BULK_SENTENCES = [
  msg('It is final: nothing of this changes there any more.'),
  msg('It is so already.'),
  msg('No rule says to whom this goes.'),
] as const;

function withoutBreach({ breachReason, breachNote, ...args }: StateArguments): StateArguments {
  return args;
}

/** Says what the machine of this kind does not allow, in words that need no number. */
function refuseState({ kind, state }: Ticket, to: TicketState): void {
  const name = stateLabel(to);
  if (!(to in STATE_MACHINES[kind].states)) {
    throw new CommandError(t('Tickets of this kind have no state “{{to}}”.', { to: name }));
  }
  if (state === to) throw new CommandError(t('It is in “{{to}}” already.', { to: name }));
  if (stateSpec(kind, state).next.includes(to)) return;
  const from = stateLabel(state);
  throw new CommandError(t('It cannot go from “{{from}}” to “{{to}}”.', { from, to: name }));
}

function refuseFinal({ kind, state }: Ticket): void {
  if (stateSpec(kind, state).next.length === 0) throw new CommandError(BULK_SENTENCES[0]);
}

function move(
  ticket: Ticket,
  { to, args, missed }: Extract<BulkAct, { kind: 'state' }>,
  context: CommandContext,
): CommandResult {
  refuseState(ticket, to);
  const hasMissed = missed?.has(ticket.id) === true && ticket.breachReason === undefined;
  return changeTicketState(ticket, to, hasMissed ? args : withoutBreach(args), context);
}

/** The act on one ticket. Throws a CommandError with the reason why it cannot be done. */
export function bulkCommand(
  ticket: Ticket,
  act: BulkAct,
  facts: BulkFacts,
  known: Known,
  context: CommandContext,
): CommandResult {
  switch (act.kind) {
    case 'fields':
      refuseFinal(ticket);
      return updateTicket(ticket, act.patch, context);
    case 'state':
      return move(ticket, act, context);
    case 'rules': {
      refuseFinal(ticket);
      const patch = act.patches.get(ticket.id);
      if (!patch) throw new CommandError(BULK_SENTENCES[2]);
      return updateTicket(ticket, patch, context);
    }
    case 'watch':
      return watchTicket(ticket, context.userName, act.on, context);
    case 'parent': {
      refuseFinal(ticket);
      const above = act.parent === null ? [] : ancestorsOf(act.parent.id, facts.parentOf);
      return setParent(ticket, act.parent, above, context);
    }
    case 'relate':
      return relateBoth(ticket, act.type, act.to, known, context);
    case 'comment':
      return addComment(ticket, act.body, act.audience, context);
    case 'macro':
      return applyMacro(ticket, act.macro, facts.macroFacts(ticket), context);
  }
}

/** What may stand already under the ids an act derives for some tickets. */
export async function knownFor(
  replica: Replica,
  tickets: readonly Ticket[],
  act: BulkAct,
): Promise<Known> {
  if (act.kind !== 'relate') return new Map();
  const ids = tickets.map((ticket) => derivedRelationId(ticket, act.type, act.to.id));
  const found = await replica.getMany('relations', ids);
  return new Map(
    found.map((relation): [string, Documents['relations']] => [relation.id, relation]),
  );
}

/** Comments are said once and for all; everything else has a way back. */
export function hasWayBack(act: BulkAct): boolean {
  return act.kind !== 'comment';
}

/** The command that takes back what an act did to one ticket. Throws where nothing of it can be. */
export function takeBackCommand(
  act: BulkAct,
  done: CommandResult,
  now: Ticket,
  known: Known,
  context: CommandContext,
): CommandResult {
  return act.kind === 'relate'
    ? takeBackAct(done.writes, known, '', context)
    : undoMacro(done, now, context);
}

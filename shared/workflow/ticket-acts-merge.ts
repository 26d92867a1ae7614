import type { Entry } from '../model/entry.ts';
import type { Relation } from '../model/item.ts';
import type { Ticket, TicketState } from '../model/ticket.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import type { Hindrance, Known } from './ticket-acts-kit.ts';
import {
  canCarry,
  carriedEntryId,
  carryEntry,
  codeFor,
  derivedRelationId,
  endingOf,
  putRelation,
  relateBoth,
  Steps,
  tryMove,
} from './ticket-acts-kit.ts';
import { updateTicket } from './ticket-commands.ts';

/** A record and the one it is a duplicate of, with what surrounds the duplicate. */
export interface DuplicateCase {
  readonly duplicate: Ticket;
  readonly into: Ticket;
  /** Timeline of the duplicate. */
  readonly entries: readonly Entry[];
  /** Relations of either that were not taken back. */
  readonly relations: readonly Relation[];
  /** Who asked in the duplicate, where they have a user name: they are told of the other from now on. */
  readonly requesterName?: string | undefined;
}

export interface DuplicatePlan {
  readonly comments: number;
  readonly notes: number;
  readonly files: number;
  /** Ids of configuration items that are linked to the other as well. */
  readonly itemIds: readonly string[];
  /** User names that watch the other from now on. */
  readonly watchers: readonly string[];
  /** Where the duplicate goes; null: it has ended already. */
  readonly ends: TicketState | null | Hindrance;
}

function carried({ duplicate, into, entries }: DuplicateCase): readonly Entry[] {
  return entries.filter((entry) => canCarry(entry, duplicate, into));
}

function newItems({ duplicate, into, relations }: DuplicateCase): readonly string[] {
  const affectedBy = (id: string): readonly string[] =>
    relations.flatMap(({ type, fromId, toId }) =>
      type === 'affects' && fromId === id ? [toId] : [],
    );
  const there = new Set(affectedBy(into.id));
  return [...new Set(affectedBy(duplicate.id))].filter((id) => !there.has(id));
}

function newWatchers({ duplicate, into, requesterName }: DuplicateCase): readonly string[] {
  const names = [...duplicate.watchers, ...(requesterName === undefined ? [] : [requesterName])];
  return [...new Set(names)].filter((name) => !into.watchers.includes(name));
}

/** What merging would do, for the person to read before. */
export function planDuplicate(given: DuplicateCase): DuplicatePlan {
  const { duplicate } = given;
  const entries = carried(given);
  const count = (kind: Entry['kind']): number =>
    entries.filter((entry) => entry.kind === kind).length;
  const to = endingOf(duplicate, ['done', 'cancelled']);
  return {
    comments: count('comment'),
    notes: count('note'),
    files: count('attachment'),
    itemIds: newItems(given),
    watchers: newWatchers(given),
    ends: duplicate.open === 0 ? null : (to ?? { kind: 'no-way', state: duplicate.state }),
  };
}

/** Ids under which something may stand already, from here or from another console. */
export function idsOfDuplicate(given: DuplicateCase): {
  readonly entries: readonly string[];
  readonly relations: readonly string[];
} {
  const { duplicate, into } = given;
  return {
    entries: carried(given).map((entry) => carriedEntryId(entry, into.id)),
    relations: [
      derivedRelationId(duplicate, 'duplicate-of', into.id),
      ...newItems(given).map((id) => derivedRelationId(into, 'affects', id)),
    ],
  };
}

function checkCase({ duplicate, into, relations }: DuplicateCase): void {
  if (duplicate.id === into.id) {
    throw new CommandError('A record cannot be a duplicate of itself.', 'intoId');
  }
  if (duplicate.kind !== into.kind) {
    throw new CommandError('Only records of the same kind can be duplicates.', 'intoId');
  }
  const isOther = relations.some(
    ({ type, fromId, toId }) =>
      type === 'duplicate-of' && fromId === into.id && toId === duplicate.id,
  );
  if (isOther) {
    throw new CommandError('The other record is marked as a duplicate of this one.', 'intoId');
  }
}

/**
 * Marks a record as a duplicate and brings what it has to the other: comments, notes and files with
 * where they come from, watchers and whoever asked, linked items. The duplicate ends with the code
 * `duplicate` where its machine has a way; `known` makes a second merge of the same two add nothing.
 */
export function mergeDuplicate(
  given: DuplicateCase,
  known: Known,
  resolution: string,
  context: CommandContext,
): CommandResult {
  checkCase(given);
  const { duplicate, into } = given;
  const steps = new Steps(context);
  steps.take(relateBoth(duplicate, 'duplicate-of', into, known, context));
  const build = new CommandBuilder(context);
  for (const entry of carried(given)) carryEntry(build, entry, duplicate, into, known);
  for (const itemId of newItems(given)) {
    if (!putRelation(build, into, 'affects', itemId, known)) continue;
    build.entry(into, { kind: 'link', relation: 'affects', otherId: itemId });
  }
  steps.take(build.result());
  const watchers = newWatchers(given);
  if (watchers.length > 0) {
    const all = [...into.watchers, ...watchers];
    steps.take(updateTicket(into, { watchers: all }, context));
  }
  if (duplicate.open === 1) {
    const args = { resolutionCode: codeFor(duplicate.kind, 'duplicate'), resolution };
    tryMove(steps, duplicate, endingOf(duplicate, ['done', 'cancelled']), args, context);
  }
  return steps.result();
}

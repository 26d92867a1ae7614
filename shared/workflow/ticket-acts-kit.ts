import type { AnyDocument } from '../model/collections.ts';
import type { Entry } from '../model/entry.ts';
import type { Relation, RelationKind } from '../model/item.ts';
import { derivedUlid } from '../model/derived-ulid.ts';
import { makeEntryId, makeId } from '../model/ids.ts';
import type { ResolutionCode, Ticket, TicketState } from '../model/ticket.ts';
import { RESOLUTION_CODES_OF } from '../model/ticket.ts';
import type { CommandContext, CommandResult, Write } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { canMove, STATE_MACHINES, stateSpec } from './states.ts';
import type { StateArguments } from './ticket-commands.ts';
import { changeTicketState } from './ticket-commands.ts';

/**
 * Several commands as one: all of it is written, or none, and each document once. A step is given
 * documents as the steps before left them (`of`).
 */
export class Steps {
  private readonly mutationId: string;
  private readonly writes = new Map<string, Write>();

  constructor(context: CommandContext) {
    this.mutationId = context.ulid();
  }

  /** A document as it stands after the steps so far. */
  of<D extends AnyDocument>(document: D): D {
    return (this.writes.get(document.id)?.document ?? document) as D;
  }

  take({ writes }: CommandResult): void {
    for (const { collection, base, document } of writes) {
      const first = this.writes.get(document.id);
      const from = first ? first.base : base;
      const version = (from?.version ?? 0) + 1;
      const whole = { ...document, mutationId: this.mutationId, version };
      this.writes.set(document.id, { collection, base: from, document: whole });
    }
  }

  result(): CommandResult {
    return { mutationId: this.mutationId, writes: [...this.writes.values()] };
  }
}

/** Documents that may stand already under ids that an act derives; by id. */
export type Known = ReadonlyMap<string, AnyDocument>;

/** A relation of two records that is the same one whoever makes it. */
export function derivedRelationId(from: Ticket, type: RelationKind, toId: string): string {
  return makeId('relation', derivedUlid(Date.parse(from.createdAt), type, from.id, toId));
}

/** An entry carried over to another record has the same id, however often and wherever it is done. */
export function carriedEntryId(entry: Entry, toId: string): string {
  return makeEntryId(toId, derivedUlid(Date.parse(entry.at), 'carried', originOf(entry), toId));
}

/** What was carried over before is known by where it was written first. */
function originOf(entry: Entry): string {
  if (entry.kind === 'comment' || entry.kind === 'note')
    return entry.copiedFrom?.entryId ?? entry.id;
  return entry.id;
}

/** Relates two records under a repeatable id, and says so on the timelines of both. */
export function relateBoth(
  from: Ticket,
  type: RelationKind,
  to: Ticket,
  known: Known,
  context: CommandContext,
): CommandResult {
  if (from.id === to.id) throw new CommandError('A record cannot be related to itself.', 'toId');
  const build = new CommandBuilder(context);
  if (!putRelation(build, from, type, to.id, known)) return build.result();
  build.entry(from, { kind: 'link', relation: type, otherId: to.id });
  build.entry(to, { kind: 'link', relation: type, otherId: from.id, inverse: true });
  return build.result();
}

/** @returns False where the relation is there already. */
export function putRelation(
  build: CommandBuilder,
  from: Ticket,
  type: RelationKind,
  toId: string,
  known: Known,
): boolean {
  const id = derivedRelationId(from, type, toId);
  const there = known.get(id) as Relation | undefined;
  if (there && there.removedAt === undefined) return false;
  if (there) build.change('relations', there, { removedAt: undefined });
  else {
    const body = { kind: 'relation', scope: from.scope, type, fromId: from.id, toId } as const;
    build.create('relations', body, id);
  }
  return true;
}

/** May it be carried over: what people wrote, and files where the files of both lie together. */
export function canCarry(entry: Entry, from: Ticket, to: { readonly scope: string }): boolean {
  if (entry.kind === 'comment' || entry.kind === 'note') return true;
  return entry.kind === 'attachment' && from.scope === to.scope;
}

/** Puts what was written on one record on another, with where it comes from and when it was said. */
export function carryEntry(
  build: CommandBuilder,
  entry: Entry,
  from: Ticket,
  to: Ticket,
  known: Known,
): void {
  const id = carriedEntryId(entry, to.id);
  if (known.has(id) || !canCarry(entry, from, to)) return;
  const place = { scope: to.scope, recordId: to.id, at: entry.at };
  const said = entry.saidBy === undefined ? {} : { saidBy: entry.saidBy };
  if (entry.kind === 'comment' || entry.kind === 'note') {
    const copiedFrom = entry.copiedFrom ?? {
      entryId: entry.id,
      recordId: from.id,
      number: from.number,
      at: entry.at,
      by: entry.saidBy ?? entry.createdBy,
    };
    build.create(
      'entries',
      { kind: entry.kind, body: entry.body, copiedFrom, ...place, ...said },
      id,
    );
    return;
  }
  if (entry.kind !== 'attachment') return;
  const { kind, name, mediaType, size, sha256, parts, preview } = entry;
  const shown = preview === undefined ? {} : { preview };
  build.create(
    'entries',
    { kind, name, mediaType, size, sha256, parts: [...parts], ...shown, ...place, ...said },
    id,
  );
}

/** Why the work on a record cannot be ended by itself. */
export type Hindrance =
  | { readonly kind: 'no-way'; readonly state: TicketState }
  | { readonly kind: 'refused'; readonly sentence: string };

/** The state that ends the work and that one move leads to; undefined: none does. */
export function endingOf(
  { kind, state }: Pick<Ticket, 'kind' | 'state'>,
  phases: readonly ('done' | 'cancelled')[] = ['done'],
): TicketState | undefined {
  for (const phase of phases) {
    const found = STATE_MACHINES[kind].order.find(
      (to) => stateSpec(kind, to).phase === phase && canMove(kind, state, to),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The code as this kind knows it, else the first one it has. */
export function codeFor(kind: Ticket['kind'], code: ResolutionCode | undefined): ResolutionCode {
  const codes = RESOLUTION_CODES_OF[kind];
  return codes.find((each) => each === code) ?? codes[0]!;
}

/** Ends the work on a record, or says what hinders it. Throws nothing. */
export function tryMove(
  steps: Steps,
  ticket: Ticket,
  to: TicketState | undefined,
  args: StateArguments,
  context: CommandContext,
): Hindrance | null {
  if (to === undefined) return { kind: 'no-way', state: ticket.state };
  try {
    steps.take(changeTicketState(steps.of(ticket), to, args, context));
    return null;
  } catch (error) {
    if (error instanceof CommandError) return { kind: 'refused', sentence: error.message };
    throw error;
  }
}

import { derivedUlid } from '../model/derived-ulid.ts';
import type { EntryId, ItemId, RelationId } from '../model/ids.ts';
import { makeEntryId, makeId } from '../model/ids.ts';
import type { Relation } from '../model/item.ts';
import type { Incident, Problem, Ticket } from '../model/ticket.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { relate } from './record-commands.ts';
import type { NewTicket } from './ticket-commands.ts';
import { createTicket, updateTicket } from './ticket-commands.ts';

/** What a problem tells those who wait for it. */
export type PushKind = 'workaround' | 'fix';

/** One message from a problem to its incidents. */
export interface ProblemPush {
  readonly what: PushKind;
  /** `public`: the requester reads it. */
  readonly audience: 'public' | 'internal';
  readonly body: string;
}

/**
 * Ids of the records that a problem is linked with as their cause, whichever end wrote the link:
 * an incident caused by it, one it was made out of, one related to it. Callers keep the incidents.
 */
export function linkedToProblem(
  problemId: string,
  relations: readonly Pick<Relation, 'type' | 'fromId' | 'toId'>[],
): readonly string[] {
  const ids = new Set<string>();
  for (const { type, fromId, toId } of relations) {
    if (type === 'relates-to' && fromId === problemId) ids.add(toId);
    if (type === 'relates-to' && toId === problemId) ids.add(fromId);
    if (type === 'created-from' && fromId === problemId) ids.add(toId);
    if ((type === 'caused-by' || type === 'resolved-by') && toId === problemId) ids.add(fromId);
  }
  ids.delete(problemId);
  return [...ids];
}

/**
 * Marks a problem as a known error, or takes the mark off. A known error without a workaround helps
 * nobody, so it is refused with the field `workaround`.
 *
 * @param workaround What people can do until it is fixed; the one on the record unless told.
 */
export function setKnownError(
  problem: Problem,
  isKnown: boolean,
  context: CommandContext,
  workaround = problem.workaround ?? '',
): CommandResult {
  if (!isKnown) return updateTicket(problem, { knownError: undefined }, context);
  const text = workaround.trim();
  if (text === '') {
    throw new CommandError('A known error needs a workaround. Write it down first.', 'workaround');
  }
  return updateTicket(problem, { knownError: true, workaround: text }, context);
}

/**
 * The id under which an incident is told: it follows from problem, incident and words, so that the
 * same thing is said once, whoever says it again.
 */
export function pushEntryId(problem: Problem, incident: Incident, push: ProblemPush): EntryId {
  const { what, audience, body } = push;
  const ulid = derivedUlid(
    Date.parse(incident.createdAt),
    'problem-push',
    problem.id,
    incident.id,
    what,
    audience,
    body.trim(),
  );
  return makeEntryId(incident.id, ulid);
}

export type PushRefusal = 'told-already' | 'not-open';

/** Whom a message would reach, and why not the others, before anything is written. */
export interface PushPlan {
  readonly told: readonly Incident[];
  readonly refused: readonly { readonly incident: Incident; readonly why: PushRefusal }[];
}

/** @param present Ids of `pushEntryId` that are on a timeline already. */
export function planPush(
  problem: Problem,
  incidents: readonly Incident[],
  push: ProblemPush,
  present: ReadonlySet<string>,
): PushPlan {
  const told: Incident[] = [];
  const refused: { incident: Incident; why: PushRefusal }[] = [];
  for (const incident of incidents) {
    if (incident.state === 'closed' || incident.state === 'cancelled') {
      refused.push({ incident, why: 'not-open' });
    } else if (present.has(pushEntryId(problem, incident, push))) {
      refused.push({ incident, why: 'told-already' });
    } else told.push(incident);
  }
  return { told, refused };
}

/** Says it on each of the incidents, in one act. What was said cannot be taken back. */
export function pushToIncidents(
  problem: Problem,
  incidents: readonly Incident[],
  push: ProblemPush,
  context: CommandContext,
): CommandResult {
  const body = push.body.trim();
  if (body === '') throw new CommandError('Write what they are to be told.', 'body');
  if (incidents.length === 0) throw new CommandError('Choose who is to be told.', 'incidents');
  const build = new CommandBuilder(context);
  const kind = push.audience === 'public' ? 'comment' : 'note';
  for (const incident of incidents) {
    const { scope, id: recordId } = incident;
    build.create(
      'entries',
      { kind, body, scope, recordId, at: context.now },
      pushEntryId(problem, incident, push),
    );
    const isAnswer = push.audience === 'public' && incident.respondedAt === undefined;
    build.change('tickets', incident, {
      activityAt: context.now,
      ...(isAnswer ? { respondedAt: context.now } : {}),
    });
  }
  return build.result();
}

/** A problem found behind several incidents. */
export interface ProblemOfIncidents extends Omit<NewTicket, 'kind' | 'id'> {
  readonly incidents: readonly Incident[];
  /** The item that they have in common. */
  readonly itemId?: ItemId;
}

/** The id of the link from an incident to its problem; made twice it is one. */
export function causeRelationId(problem: Problem, incident: Ticket): RelationId {
  const atMs = Date.parse(problem.createdAt);
  return makeId('relation', derivedUlid(atMs, 'caused-by', incident.id, problem.id));
}

/** A new problem that all of the incidents are caused by. */
export function createProblemOf(
  input: ProblemOfIncidents,
  context: CommandContext,
): { readonly result: CommandResult; readonly problem: Problem } {
  const { incidents, itemId, ...rest } = input;
  const made = createTicket({ ...rest, kind: 'problem' }, context);
  const problem = made.writes[0]!.document as Problem;
  const linked = [
    linkToProblem(problem, incidents, context),
    ...(itemId === undefined ? [] : [relate(problem, 'affects', itemId, context)]),
  ];
  const writes = linked
    .flatMap((each) => each.writes)
    .map((write) => ({
      ...write,
      document: { ...write.document, mutationId: made.mutationId },
    })) as CommandResult['writes'];
  return {
    problem,
    result: { mutationId: made.mutationId, writes: [...made.writes, ...writes] },
  };
}

/** Says of each of the incidents that the problem is its cause. */
export function linkToProblem(
  problem: Problem,
  incidents: readonly Incident[],
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  for (const incident of incidents) {
    const ends = { fromId: incident.id, toId: problem.id };
    build.create(
      'relations',
      { kind: 'relation', scope: incident.scope, type: 'caused-by', ...ends },
      causeRelationId(problem, incident),
    );
    build.entry(incident, { kind: 'link', relation: 'caused-by', otherId: problem.id });
  }
  return build.result();
}

/** What undoing it needs: the links that were made, as they stand now. */
export interface MadeOfIncidents {
  readonly problem: Problem;
  readonly relations: readonly Relation[];
  readonly incidents: readonly Incident[];
}

/**
 * Takes a problem back that was made of incidents: the links go, the problem is removed, or, by
 * somebody who may not remove, resolved as cancelled.
 */
export function takeBackProblem(
  made: MadeOfIncidents,
  mayRemove: boolean,
  context: CommandContext,
): CommandResult {
  const { problem, relations, incidents } = made;
  if (problem.state !== 'new') throw new CommandError('Somebody moved it on since.');
  const build = new CommandBuilder(context);
  const byId = new Map(incidents.map((incident) => [incident.id as string, incident]));
  for (const relation of relations) {
    build.change('relations', relation, { removedAt: context.now });
    const incident = byId.get(relation.fromId);
    const link = { kind: 'link', relation: relation.type, otherId: problem.id } as const;
    if (incident) build.entry(incident, { ...link, removed: true });
  }
  if (mayRemove) {
    build.change('tickets', problem, { removedAt: context.now });
    return build.result();
  }
  const next = build.change('tickets', problem, {
    state: 'resolved',
    open: 0,
    activityAt: context.now,
    resolvedAt: context.now,
    resolvedBy: context.userName,
    resolutionCode: 'cancelled',
    resolution: 'Taken back.',
  });
  const { priority } = problem;
  const moved = { from: problem.state, to: 'resolved', reason: 'cancelled', priority } as const;
  build.entry(next, { kind: 'state', ...moved });
  return build.result();
}

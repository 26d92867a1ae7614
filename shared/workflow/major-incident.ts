import type { Entry, FieldChange } from '../model/entry.ts';
import type { PersonId } from '../model/ids.ts';
import type { Incident, MajorRole, Ticket } from '../model/ticket.ts';
import { MAJOR_ROLES } from '../model/ticket.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';

/** Who does what; nobody: the role is not given yet. */
export type MajorRoles = Readonly<Partial<Record<MajorRole, PersonId>>>;

export interface MajorDeclaration {
  readonly reason: string;
  readonly roles: MajorRoles;
  /** Promised minutes between two communications, 5 to 1440. */
  readonly updateMinutes: number;
}

const LEAST_MINUTES = 5;
const MOST_MINUTES = 1440;

function changesOf(ticket: Ticket, patch: Readonly<Record<string, unknown>>): FieldChange[] {
  const before = ticket as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(patch)
    .filter(([field, after]) => JSON.stringify(before[field]) !== JSON.stringify(after))
    .map(
      ([field, after]) =>
        ({
          field,
          ...(before[field] === undefined ? {} : { before: before[field] }),
          ...(after === undefined ? {} : { after }),
        }) as FieldChange,
    );
}

/** Changes fields and tells of it on the timeline; nothing where nothing differs. */
function edit(
  ticket: Ticket,
  patch: Readonly<Record<string, unknown>>,
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  const changes = changesOf(ticket, patch);
  if (changes.length === 0) return build.result();
  const next = build.change('tickets', ticket, { ...patch, activityAt: context.now });
  build.entry(next, { kind: 'change', changes });
  return build.result();
}

function reasonOf(reason: string): string {
  const words = reason.trim();
  if (words === '') throw new CommandError('Say why it is a major incident.', 'majorReason');
  return words;
}

function refuseEnded(incident: Incident): void {
  if (incident.state === 'closed' || incident.state === 'cancelled') {
    throw new CommandError('A closed incident cannot become a major incident.');
  }
}

/** Says that it might be a major incident, and why; somebody else decides. */
export function proposeMajor(
  incident: Incident,
  reason: string,
  context: CommandContext,
): CommandResult {
  const majorReason = reasonOf(reason);
  refuseEnded(incident);
  if (incident.majorStage === 'declared') {
    throw new CommandError('It is managed as a major incident already.');
  }
  return edit(incident, { majorStage: 'candidate', majorReason }, context);
}

/** It is none after all. */
export function declineMajor(incident: Incident, context: CommandContext): CommandResult {
  if (incident.majorStage !== 'candidate') {
    throw new CommandError('Somebody decided about it since.');
  }
  return edit(incident, { majorStage: undefined, majorReason: undefined }, context);
}

function rolesOf(roles: MajorRoles): Record<string, PersonId> {
  const given: Record<string, PersonId> = {};
  for (const role of MAJOR_ROLES) {
    const person = roles[role];
    if (person !== undefined) given[role] = person;
  }
  return given;
}

function checkMinutes(minutes: number): number {
  if (!Number.isInteger(minutes) || minutes < LEAST_MINUTES || minutes > MOST_MINUTES) {
    throw new CommandError('Promise an update every 5 to 1440 minutes.', 'majorUpdateMinutes');
  }
  return minutes;
}

/** From now on it is managed as a major incident. A manager has to be named. */
export function declareMajor(
  incident: Incident,
  { reason, roles, updateMinutes }: MajorDeclaration,
  context: CommandContext,
): CommandResult {
  const majorReason = reasonOf(reason);
  refuseEnded(incident);
  if (roles.manager === undefined) {
    throw new CommandError('Name who manages the major incident.', 'manager');
  }
  const isAgain = incident.majorStage === 'ended' || incident.majorStage === 'reviewed';
  return edit(
    incident,
    {
      major: true,
      majorStage: 'declared',
      majorReason,
      majorDeclaredAt: isAgain ? (incident.majorDeclaredAt ?? context.now) : context.now,
      majorEndedAt: undefined,
      majorRoles: rolesOf(roles),
      majorUpdateMinutes: checkMinutes(updateMinutes),
    },
    context,
  );
}

/** Other people, or another pace. */
export function changeMajor(
  incident: Incident,
  { roles, updateMinutes }: Pick<MajorDeclaration, 'roles' | 'updateMinutes'>,
  context: CommandContext,
): CommandResult {
  if (roles.manager === undefined) {
    throw new CommandError('Name who manages the major incident.', 'manager');
  }
  const patch = { majorRoles: rolesOf(roles), majorUpdateMinutes: checkMinutes(updateMinutes) };
  return edit(incident, patch, context);
}

export type Audience = Extract<Entry, { kind: 'communication' }>['audience'];

export interface NewCommunication {
  readonly audience: Audience;
  readonly body: string;
  /** ISO instant that is promised for the next one; null: none is to follow. */
  readonly nextUpdateAt: string | null;
}

/** One more line in the log of what was said to many. */
export function communicate(
  incident: Incident,
  { audience, body, nextUpdateAt }: NewCommunication,
  context: CommandContext,
): CommandResult {
  const words = body.trim();
  if (words === '') throw new CommandError('Write what they are to be told.', 'body');
  if (nextUpdateAt !== null && nextUpdateAt <= context.now) {
    throw new CommandError('The next update lies in the past.', 'nextUpdateAt');
  }
  const build = new CommandBuilder(context);
  build.entry(incident, {
    kind: 'communication',
    audience,
    body: words,
    ...(nextUpdateAt === null ? {} : { nextUpdateAt }),
  });
  build.change('tickets', incident, {
    activityAt: context.now,
    ...(incident.respondedAt === undefined ? { respondedAt: context.now } : {}),
  });
  return build.result();
}

/** It is over; the incident itself may go on. A review is owed from now on. */
export function endMajor(incident: Incident, context: CommandContext): CommandResult {
  if (incident.majorStage !== 'declared') {
    throw new CommandError('It is not managed as a major incident now.');
  }
  return edit(incident, { majorStage: 'ended', majorEndedAt: context.now }, context);
}

/** The fields of an act on the major incident. */
const MAJOR_FIELDS = [
  'major',
  'majorStage',
  'majorReason',
  'majorDeclaredAt',
  'majorEndedAt',
  'majorRoles',
  'majorUpdateMinutes',
] as const;

/**
 * Takes an act back: the fields of the major incident say again what they said. Throws a
 * CommandError where somebody has decided something about it since.
 *
 * @param before The incident before the act.
 * @param after The incident as the act left it.
 * @param now As it stands now.
 */
export function takeBackMajor(
  before: Incident,
  after: Incident,
  now: Incident,
  context: CommandContext,
): CommandResult {
  if (MAJOR_FIELDS.some((field) => JSON.stringify(after[field]) !== JSON.stringify(now[field]))) {
    throw new CommandError('Somebody decided about it since.');
  }
  return edit(
    now,
    Object.fromEntries(MAJOR_FIELDS.map((field) => [field, before[field]])),
    context,
  );
}

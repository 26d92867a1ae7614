import type { FieldChange } from '../model/entry.ts';
import type {
  BreachReason,
  Level,
  ResolutionCode,
  HoldReason,
  Ticket,
  TicketKind,
  TicketState,
} from '../model/ticket.ts';
import { BREACH_REASONS, HOLD_REASONS, RESOLUTION_CODES } from '../model/ticket.ts';
import { refuseOpenLines } from './checklist-lines.ts';
import type { CommandContext, CommandResult, NewBody } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { priorityOf } from './priority.ts';
import { canMove, STATE_MACHINES, stateSpec } from './states.ts';
import { refuseEmptied, refuseMissing } from './template-fields.ts';

/** What a person gives for a new ticket; the rest follows from it. */
export interface NewTicket {
  readonly kind: TicketKind;
  readonly scope: string;
  readonly number: string;
  readonly title: string;
  readonly description?: string;
  readonly requesterId?: Ticket['requesterId'];
  readonly assigneeId?: Ticket['assigneeId'];
  readonly teamId?: Ticket['teamId'];
  readonly siteId?: Ticket['siteId'];
  readonly serviceId?: Ticket['serviceId'];
  readonly category?: string;
  readonly subcategory?: string;
  readonly impact: Level;
  readonly urgency: Level;
  readonly origin: Ticket['origin'];
  /** When it was reported, if before now. */
  readonly openedAt?: string;
  readonly changeType?: 'standard' | 'normal' | 'emergency';
  readonly plannedStartAt?: string;
  readonly plannedEndAt?: string;
  readonly parentId?: Ticket['parentId'];
  readonly source?: Ticket['source'];
  /** A repeatable id, for importers and seeds. */
  readonly id?: string;
}

/** Fields a person may edit in place; state, priority and numbers have commands of their own. */
export interface TicketPatch {
  readonly title?: string;
  readonly description?: string;
  readonly requesterId?: Ticket['requesterId'] | undefined;
  readonly assigneeId?: Ticket['assigneeId'] | undefined;
  readonly teamId?: Ticket['teamId'] | undefined;
  readonly siteId?: Ticket['siteId'] | undefined;
  readonly serviceId?: Ticket['serviceId'] | undefined;
  readonly category?: string | undefined;
  readonly subcategory?: string | undefined;
  readonly impact?: Level;
  readonly urgency?: Level;
  readonly origin?: Ticket['origin'];
  readonly watchers?: readonly string[];
  readonly workaround?: string | undefined;
  readonly rootCause?: string | undefined;
  readonly symptoms?: string | undefined;
  readonly businessImpact?: string | undefined;
  readonly major?: boolean | undefined;
  readonly changeType?: 'standard' | 'normal' | 'emergency';
  readonly knownError?: boolean | undefined;
  readonly satisfaction?: Ticket['satisfaction'] | undefined;
  readonly satisfactionNote?: string | undefined;
  readonly parentId?: Ticket['parentId'] | undefined;
  readonly checklist?: Ticket['checklist'] | undefined;
  readonly plannedStartAt?: string | undefined;
  readonly plannedEndAt?: string | undefined;
  readonly implementationPlan?: string | undefined;
  readonly backoutPlan?: string | undefined;
  readonly testPlan?: string | undefined;
  readonly breachReason?: BreachReason | undefined;
  readonly breachNote?: string | undefined;
}

/** What a state asks for when it is entered. */
export interface StateArguments {
  readonly holdReason?: HoldReason;
  readonly resolutionCode?: ResolutionCode;
  readonly resolution?: string;
  /** Why a service level was missed; asked of whoever ends the work on such a ticket. */
  readonly breachReason?: BreachReason;
  readonly breachNote?: string;
  /** A slip is taken back: what it ended was never reopened. */
  readonly isUndo?: boolean;
}

const TITLE_MAX = 400;

function checkTitle(title: string): string {
  const trimmed = title.trim();
  if (trimmed === '') throw new CommandError('Give the ticket a title.', 'title');
  if (trimmed.length > TITLE_MAX) {
    throw new CommandError(`A title has at most ${TITLE_MAX} characters.`, 'title');
  }
  return trimmed;
}

/** Copies only what is given, so that optional fields are absent instead of undefined. */
function given<T extends object>(source: T, keys: readonly (keyof T)[]): Partial<T> {
  const result: Partial<T> = {};
  for (const key of keys) if (source[key] !== undefined) result[key] = source[key];
  return result;
}

/** Writes a new ticket and the first entry of its timeline. */
export function createTicket(input: NewTicket, context: CommandContext): CommandResult {
  const build = new CommandBuilder(context);
  const state = STATE_MACHINES[input.kind].initial;
  const priority = priorityOf(context.matrix, input.impact, input.urgency);
  const openedAt = input.openedAt ?? context.now;
  const body = {
    kind: input.kind,
    scope: input.scope,
    number: input.number,
    title: checkTitle(input.title),
    description: input.description ?? '',
    state,
    impact: input.impact,
    urgency: input.urgency,
    priority,
    origin: input.origin,
    watchers: [],
    openedAt,
    activityAt: context.now,
    open: 1,
    ...given(input, [
      'requesterId',
      'assigneeId',
      'teamId',
      'siteId',
      'serviceId',
      'category',
      'subcategory',
      'parentId',
      'source',
    ]),
    ...(input.kind === 'change'
      ? {
          changeType: input.changeType ?? 'normal',
          ...given(input, ['plannedStartAt', 'plannedEndAt']),
        }
      : {}),
  };
  const ticket = build.create('tickets', body as NewBody<'tickets'>, input.id);
  build.entry(ticket, { kind: 'state', from: null, to: state, priority }, openedAt);
  return build.result();
}

function changesOf(ticket: Ticket, patch: Record<string, unknown>): FieldChange[] {
  const before = ticket as unknown as Record<string, unknown>;
  const changes: FieldChange[] = [];
  for (const [field, after] of Object.entries(patch)) {
    if (JSON.stringify(before[field]) === JSON.stringify(after)) continue;
    changes.push({
      field,
      ...(before[field] === undefined ? {} : { before: before[field] }),
      ...(after === undefined ? {} : { after }),
    } as FieldChange);
  }
  return changes;
}

/** One more where somebody had it already: the first assignment is none. */
function reassigned(changes: readonly FieldChange[], ticket: Ticket): Record<string, unknown> {
  const hasMoved = changes.some(
    ({ field, before }) => (field === 'assigneeId' || field === 'teamId') && before !== undefined,
  );
  return hasMoved ? { reassignments: (ticket.reassignments ?? 0) + 1 } : {};
}

/** The first time anybody took it up or answered. */
function responded(ticket: Ticket, now: string): Record<string, unknown> {
  return ticket.respondedAt === undefined ? { respondedAt: now } : {};
}

/**
 * Edits fields of a ticket. Impact or urgency moves the priority through the matrix.
 * @returns No writes when nothing differs.
 */
export function updateTicket(
  ticket: Ticket,
  patch: TicketPatch,
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  const full: Record<string, unknown> = { ...patch };
  if (patch.title !== undefined) full['title'] = checkTitle(patch.title);
  if (patch.impact !== undefined || patch.urgency !== undefined) {
    full['priority'] = priorityOf(
      context.matrix,
      patch.impact ?? ticket.impact,
      patch.urgency ?? ticket.urgency,
    );
  }
  refuseEmptied(ticket, full, context.policies);
  const changes = changesOf(ticket, full);
  if (changes.length === 0) return build.result();
  const fields = Object.fromEntries(changes.map((change) => [change.field, change.after]));
  const next = build.change('tickets', ticket, {
    ...fields,
    ...reassigned(changes, ticket),
    activityAt: context.now,
  });
  build.entry(next, { kind: 'change', changes });
  return build.result();
}

/** Throws where a state is entered without what it asks for. */
export function checkDemand(to: TicketState, ticket: Ticket, args: StateArguments): void {
  const { demands } = stateSpec(ticket.kind, to);
  if (demands === 'hold-reason' && !(args.holdReason && HOLD_REASONS.includes(args.holdReason))) {
    throw new CommandError('Say what the ticket waits for.', 'holdReason');
  }
  if (demands !== 'resolution') return;
  if (!(args.resolutionCode && RESOLUTION_CODES.includes(args.resolutionCode))) {
    throw new CommandError('Choose how it was resolved.', 'resolutionCode');
  }
  if (!args.resolution?.trim()) {
    throw new CommandError('Say in a sentence what resolved it.', 'resolution');
  }
}

/** What entering a state does to the words and instants of the resolution. */
export function resolutionFields(
  ticket: Ticket,
  to: TicketState,
  args: StateArguments,
  now: string,
): Record<string, unknown> {
  const { phase, open } = stateSpec(ticket.kind, to);
  if (open) {
    const reopened = !stateSpec(ticket.kind, ticket.state).open;
    return reopened
      ? {
          resolvedAt: undefined,
          closedAt: undefined,
          resolutionCode: undefined,
          resolution: undefined,
          resolvedBy: undefined,
          ...(args.isUndo === true ? {} : { reopens: (ticket.reopens ?? 0) + 1 }),
        }
      : {};
  }
  if (phase === 'done') {
    return {
      resolvedAt: now,
      ...given(args, ['resolutionCode']),
      ...(args.resolution ? { resolution: args.resolution.trim() } : {}),
    };
  }
  return { closedAt: now };
}

/** The reason of a breach as the ticket keeps it; `other` alone says nothing. */
function breachFields({ breachReason, breachNote }: StateArguments): Record<string, unknown> {
  if (breachReason === undefined) return {};
  const note = breachNote?.trim() ?? '';
  if (!BREACH_REASONS.includes(breachReason)) {
    throw new CommandError('Choose why the service level was missed.', 'breachReason');
  }
  if (breachReason === 'other' && note === '') {
    throw new CommandError('Say in a sentence why the service level was missed.', 'breachNote');
  }
  return { breachReason, ...(note === '' ? {} : { breachNote: note }) };
}

/** What has to be there before the work on a record ends. */
function refuseUnfinished(ticket: Ticket, to: TicketState, context: CommandContext): void {
  const { open, phase } = stateSpec(ticket.kind, to);
  if (open || phase === 'cancelled' || !stateSpec(ticket.kind, ticket.state).open) return;
  refuseOpenLines(ticket);
  refuseMissing(ticket, context.policies);
}

/** Moves a ticket to another state, with what that state demands. */
export function changeTicketState(
  ticket: Ticket,
  to: TicketState,
  args: StateArguments,
  context: CommandContext,
): CommandResult {
  if (!canMove(ticket.kind, ticket.state, to)) {
    const from = stateSpec(ticket.kind, ticket.state).label;
    throw new CommandError(`${ticket.number} cannot go from “${from}” to “${to}”.`, 'state');
  }
  checkDemand(to, ticket, args);
  refuseUnfinished(ticket, to, context);
  const breach = breachFields(args);
  const build = new CommandBuilder(context);
  const reason = args.holdReason ?? args.resolutionCode;
  const next = build.change('tickets', ticket, {
    state: to,
    open: stateSpec(ticket.kind, to).open ? 1 : 0,
    holdReason: stateSpec(ticket.kind, to).demands === 'hold-reason' ? args.holdReason : undefined,
    activityAt: context.now,
    ...responded(ticket, context.now),
    ...resolutionFields(ticket, to, args, context.now),
    ...(stateSpec(ticket.kind, to).phase === 'done' ? { resolvedBy: context.userName } : {}),
    ...breach,
  });
  build.entry(next, {
    kind: 'state',
    from: ticket.state,
    to,
    priority: ticket.priority,
    ...(reason ? { reason } : {}),
  });
  const changes = changesOf(ticket, breach);
  if (changes.length > 0) build.entry(next, { kind: 'change', changes });
  return build.result();
}

function touch(
  build: CommandBuilder,
  ticket: Ticket,
  now: string,
  more: Record<string, unknown> = {},
): void {
  build.change('tickets', ticket, { activityAt: now, ...more });
}

/** A public comment, or an internal note. */
export function addComment(
  ticket: Ticket,
  body: string,
  audience: 'public' | 'internal',
  context: CommandContext,
): CommandResult {
  if (body.trim() === '') throw new CommandError('Write something first.', 'body');
  const build = new CommandBuilder(context);
  build.entry(ticket, { kind: audience === 'public' ? 'comment' : 'note', body });
  touch(build, ticket, context.now, audience === 'public' ? responded(ticket, context.now) : {});
  return build.result();
}

/** Time spent, in whole minutes. */
export function logTime(
  ticket: Ticket,
  minutes: number,
  activity: string,
  context: CommandContext,
): CommandResult {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 60 * 24 * 31) {
    throw new CommandError('Give the time in whole minutes, at least one.', 'minutes');
  }
  const build = new CommandBuilder(context);
  build.entry(ticket, { kind: 'time', minutes, activity: activity.trim() });
  touch(build, ticket, context.now);
  return build.result();
}

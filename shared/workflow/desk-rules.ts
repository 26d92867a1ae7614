import type { DeskRules, Policy, PriorityMatrix } from '../model/policy.ts';
import { makeId } from '../model/ids.ts';
import type { PolicyId } from '../model/ids.ts';
import { derivedUlid } from '../model/derived-ulid.ts';
import type { Ticket } from '../model/ticket.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { priorityOf } from './priority.ts';
import { createDocument, updateDocument } from './record-commands.ts';
import { canMove, stateSpec } from './states.ts';

export type DeskRulesBody = Pick<
  DeskRules,
  'autoCloseDays' | 'childrenFollow' | 'asksSatisfaction' | 'articleReminderDays'
>;

/** What counts where nobody has decided anything. */
export const DEFAULT_DESK_RULES: DeskRulesBody = {
  childrenFollow: true,
  asksSatisfaction: false,
  articleReminderDays: 30,
};

/** There is one of each; whoever makes it first, on whichever machine, makes the same document. */
export const DESK_RULES_ID: PolicyId = makeId('policy', derivedUlid(0, 'desk-rules'));
export const MATRIX_ID: PolicyId = makeId('policy', derivedUlid(0, 'priority-matrix'));

/** The rules in force: of several documents the one that was made first. */
export function deskRulesOf(
  policies: Iterable<Policy>,
): DeskRulesBody & { readonly base: DeskRules | null } {
  let base: DeskRules | null = null;
  for (const policy of policies) {
    if (policy.kind !== 'desk-rules' || policy.removedAt !== undefined) continue;
    if (base === null || policy.id < base.id) base = policy;
  }
  return { ...DEFAULT_DESK_RULES, ...base, base };
}

function checkDays(days: number | undefined, field: string): void {
  if (days === undefined) return;
  if (!Number.isInteger(days) || days < 1 || days > 365) {
    throw new CommandError('Give whole days, from 1 to 365.', field);
  }
}

/** Decides for everybody. Nothing is written where nothing differs. */
export function saveDeskRules(
  base: DeskRules | null,
  body: DeskRulesBody,
  context: CommandContext,
): CommandResult {
  checkDays(body.autoCloseDays, 'autoCloseDays');
  checkDays(body.articleReminderDays, 'articleReminderDays');
  const { autoCloseDays, ...rest } = body;
  if (base !== null) return updateDocument('policies', base, { ...rest, autoCloseDays }, context);
  const days = autoCloseDays === undefined ? {} : { autoCloseDays };
  const whole = { kind: 'desk-rules', name: 'Desk rules', ...rest, ...days } as const;
  return createDocument('policies', whole, context, DESK_RULES_ID);
}

/** Sets the matrix for what is written from now on; records keep their priority until re-evaluated. */
export function saveMatrix(
  base: PriorityMatrix | null,
  rows: PriorityMatrix['rows'],
  context: CommandContext,
): CommandResult {
  if (base !== null) return updateDocument('policies', base, { rows }, context);
  const body = { kind: 'priority-matrix', name: 'Priority matrix', rows } as const;
  return createDocument('policies', body as never, context, MATRIX_ID);
}

/** The priority a record has by a matrix, where that is another one than it shows. */
export function otherPriority(
  ticket: Pick<Ticket, 'impact' | 'urgency' | 'priority'>,
  rows: PriorityMatrix['rows'],
): Ticket['priority'] | undefined {
  const priority = priorityOf(rows, ticket.impact, ticket.urgency);
  return priority === ticket.priority ? undefined : priority;
}

function withPriority(
  ticket: Ticket,
  priority: Ticket['priority'],
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  if (priority === ticket.priority) return build.result();
  const next = build.change('tickets', ticket, { priority, activityAt: context.now });
  const change = { field: 'priority', before: ticket.priority, after: priority };
  build.entry(next, { kind: 'change', changes: [change] });
  return build.result();
}

/** Gives a record the priority that the matrix has for it. Nothing is written where it has it. */
export function reevaluatePriority(ticket: Ticket, context: CommandContext): CommandResult {
  return withPriority(ticket, priorityOf(context.matrix, ticket.impact, ticket.urgency), context);
}

/** Takes a re-evaluation back where nobody changed what the priority follows from since. */
export function restorePriority(
  before: Ticket,
  now: Ticket,
  after: Ticket['priority'],
  context: CommandContext,
): CommandResult {
  const isOlder = now.impact !== before.impact || now.urgency !== before.urgency;
  if (isOlder || now.priority !== after) {
    throw new CommandError('Somebody changed its impact, urgency or priority since.', 'priority');
  }
  return withPriority(now, before.priority, context);
}

/** Reason of the state entry that a server writes when it closes a record by itself. */
export const AUTO_CLOSE_REASON = 'auto-close';

const DAY_MS = 24 * 60 * 60_000;

/**
 * When a resolved record is closed by itself: days after it was resolved.
 * @returns Milliseconds since 1970; null where it never is, as it is not resolved or no rule says so.
 */
export function closesAt(
  ticket: Pick<Ticket, 'kind' | 'state' | 'resolvedAt' | 'removedAt'>,
  rules: Pick<DeskRulesBody, 'autoCloseDays'>,
): number | null {
  const { autoCloseDays } = rules;
  if (autoCloseDays === undefined || ticket.resolvedAt === undefined) return null;
  if (ticket.removedAt !== undefined) return null;
  const isDone = stateSpec(ticket.kind, ticket.state).phase === 'done';
  if (!isDone || !canMove(ticket.kind, ticket.state, 'closed')) return null;
  return Date.parse(ticket.resolvedAt) + autoCloseDays * DAY_MS;
}

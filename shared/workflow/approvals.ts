import type { ApprovalEntry, Entry } from '../model/entry.ts';
import type { Ticket } from '../model/ticket.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';

/** How the question to one person stands. */
export interface Approval {
  readonly approverId: string;
  readonly decision: ApprovalEntry['decision'];
  /** Of the last step. */
  readonly at: string;
  readonly note: string | undefined;
  /** User name of who asked last. */
  readonly askedBy: string;
}

/**
 * How every question stands, in the order they were asked. An answer counts if the person asked
 * wrote it: `userNameOf` gives the user name of an approver. Imported answers count as they are.
 */
export function approvalsOf(
  entries: readonly Entry[],
  userNameOf: (personId: string) => string | undefined,
): readonly Approval[] {
  const found = new Map<string, Approval>();
  for (const entry of entries) {
    if (entry.kind !== 'approval') continue;
    const { approverId, decision, at, note, createdBy } = entry;
    const before = found.get(approverId);
    const isAnswer = decision === 'approved' || decision === 'rejected';
    const isTheirs = createdBy === userNameOf(approverId) || entry.saidBy !== undefined;
    if (isAnswer && !isTheirs) continue;
    if (decision !== 'asked' && before?.decision !== 'asked') continue;
    const askedBy = decision === 'asked' ? createdBy : (before?.askedBy ?? createdBy);
    found.set(approverId, { approverId, decision, at, note, askedBy });
  }
  return [...found.values()];
}

export type ApprovalOutcome = 'none' | 'open' | 'approved' | 'rejected';

/** Of all questions together: one refusal refuses, and one that is open keeps it open. */
export function outcomeOf(approvals: readonly Approval[]): ApprovalOutcome {
  const counting = approvals.filter(({ decision }) => decision !== 'withdrawn');
  if (counting.length === 0) return 'none';
  if (counting.some(({ decision }) => decision === 'rejected')) return 'rejected';
  return counting.every(({ decision }) => decision === 'approved') ? 'approved' : 'open';
}

function step(
  ticket: Ticket,
  body: Pick<ApprovalEntry, 'decision' | 'approverId'>,
  note: string,
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  const words = note.trim() === '' ? {} : { note: note.trim() };
  build.entry(ticket, { kind: 'approval', ...body, ...words });
  build.change('tickets', ticket, { activityAt: context.now });
  return build.result();
}

function openQuestion(approvals: readonly Approval[], approverId: string): Approval | undefined {
  return approvals.find((each) => each.approverId === approverId && each.decision === 'asked');
}

/** Asks a person. A question that is open is not asked twice. */
export function askApproval(
  ticket: Ticket,
  approverId: ApprovalEntry['approverId'],
  note: string,
  approvals: readonly Approval[],
  context: CommandContext,
): CommandResult {
  if (openQuestion(approvals, approverId)) {
    throw new CommandError('This person has been asked and has not answered yet.', 'approverId');
  }
  return step(ticket, { decision: 'asked', approverId }, note, context);
}

/** The answer of the person asked; a refusal says why. */
export function answerApproval(
  ticket: Ticket,
  answer: {
    readonly approverId: ApprovalEntry['approverId'];
    readonly decision: 'approved' | 'rejected';
    readonly note: string;
  },
  approvals: readonly Approval[],
  context: CommandContext,
): CommandResult {
  if (!openQuestion(approvals, answer.approverId)) {
    throw new CommandError('You are not asked for approval of this record now.', 'approverId');
  }
  if (answer.decision === 'rejected' && answer.note.trim() === '') {
    throw new CommandError('Say in a sentence why you reject it.', 'note');
  }
  return step(ticket, answer, answer.note, context);
}

/** Takes a question back that was not answered. */
export function withdrawApproval(
  ticket: Ticket,
  approverId: ApprovalEntry['approverId'],
  approvals: readonly Approval[],
  context: CommandContext,
): CommandResult {
  if (!openQuestion(approvals, approverId)) {
    throw new CommandError('This question was answered or taken back already.', 'approverId');
  }
  return step(ticket, { decision: 'withdrawn', approverId }, '', context);
}

import type { ChecklistPolicy, Macro, MacroStep } from '../model/policy.ts';
import type { HoldReason, ResolutionCode, Ticket, TicketState } from '../model/ticket.ts';
import { attachChecklist } from './checklist.ts';
import type { CommandContext, CommandResult, Write } from './command.ts';
import { CommandError } from './command.ts';
import { fillVariables, isFilled } from './response-variables.ts';
import type { ResponseValues } from './response-variables.ts';
import { canMove } from './states.ts';
import { commonAnswerFields, isUnanswered, suitsField } from './template-fields.ts';
import { addComment, changeTicketState, logTime, updateTicket } from './ticket-commands.ts';
import type { StateArguments } from './ticket-commands.ts';

/** What the steps of a macro may ask about one record; gathered by the caller for each. */
export interface MacroFacts {
  /** For the variables in its texts. */
  readonly values: ResponseValues;
  /** The person behind the user name that acts; undefined where nobody knows. */
  readonly meId: Ticket['assigneeId'];
  /** Checklists of the desk by id. */
  readonly checklists: ReadonlyMap<string, ChecklistPolicy>;
}

/** Why a step cannot be done, as a sentence, and the field it is about. */
export interface MacroProblem {
  readonly message: string;
  readonly field: string | undefined;
}

export interface MacroStepPlan {
  readonly step: MacroStep;
  /** The record as this step finds it. */
  readonly before: Ticket;
  /** The record as this step leaves it; `before` where it cannot be done. */
  readonly after: Ticket;
  readonly problem: MacroProblem | null;
  /** False: all is as it wants it already. */
  readonly changes: boolean;
}

export interface MacroPlan {
  readonly ticket: Ticket;
  readonly steps: readonly MacroStepPlan[];
  /** The first thing that is in the way, of a step or of all; null: it can be carried out. */
  readonly problem: MacroProblem | null;
  /** All of it as one command; null while something is in the way. */
  readonly command: CommandResult | null;
}

function filledText(text: string | undefined, { values }: MacroFacts, isStrict: boolean): string {
  const filled = fillVariables(text ?? '', values);
  if (isStrict && !isFilled(filled)) {
    throw new CommandError('A variable in this text has no value here.', 'text');
  }
  return filled.text;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function setField(ticket: Ticket, step: MacroStep, facts: MacroFacts, context: CommandContext) {
  const { field = '', value } = step;
  const known = commonAnswerFields([ticket.kind]).find((each) => each.field === field);
  if (known === undefined) {
    throw new CommandError('Records of this kind do not have this field.', field);
  }
  if (isUnanswered(value)) {
    if (known.always) throw new CommandError('This field cannot be emptied.', field);
    return updateTicket(ticket, { [field]: undefined }, context);
  }
  if (!suitsField(known, value)) {
    throw new CommandError('This field cannot hold this value.', field);
  }
  const isText = known.type === 'text' || known.type === 'long';
  const next = isText ? filledText(textOf(value), facts, true) : value;
  return updateTicket(ticket, { [field]: next }, context);
}

function moveState(ticket: Ticket, step: MacroStep, facts: MacroFacts, context: CommandContext) {
  const to = (step.state ?? '') as TicketState;
  if (to === ticket.state) return updateTicket(ticket, {}, context);
  const args: StateArguments =
    to === 'on-hold'
      ? { holdReason: step.reason as HoldReason }
      : {
          ...(step.reason === undefined ? {} : { resolutionCode: step.reason as ResolutionCode }),
          ...(isUnanswered(step.text) ? {} : { resolution: filledText(step.text, facts, true) }),
        };
  return changeTicketState(ticket, to, args, context);
}

/** One step as a command of its own. Throws a CommandError with the reason why it cannot be done. */
function stepCommand(
  ticket: Ticket,
  step: MacroStep,
  facts: MacroFacts,
  context: CommandContext,
): CommandResult {
  switch (step.do) {
    case 'set-field':
      return setField(ticket, step, facts, context);
    case 'comment':
      return addComment(ticket, filledText(step.text, facts, true), 'public', context);
    case 'note':
      return addComment(ticket, filledText(step.text, facts, false), 'internal', context);
    case 'log-time':
      return logTime(ticket, step.minutes ?? 0, filledText(step.text, facts, false), context);
    case 'state':
      return moveState(ticket, step, facts, context);
    case 'assign-me': {
      if (facts.meId === undefined) {
        throw new CommandError('You are not among the people of this workspace.', 'assigneeId');
      }
      return updateTicket(ticket, { assigneeId: facts.meId }, context);
    }
    case 'watch': {
      const { userName } = context;
      const watchers = ticket.watchers.includes(userName)
        ? ticket.watchers
        : [...ticket.watchers, userName];
      return updateTicket(ticket, { watchers }, context);
    }
    case 'checklist': {
      const policy = facts.checklists.get(step.checklistId ?? '');
      if (policy === undefined || policy.removedAt !== undefined) {
        throw new CommandError('This checklist is not there any more.', 'checklistId');
      }
      return attachChecklist(ticket, policy, context);
    }
  }
}

/** One millisecond a step: the timeline tells them in the order in which they were done. */
function stepContext(context: CommandContext, index: number): CommandContext {
  return { ...context, now: new Date(Date.parse(context.now) + index).toISOString() };
}

function problemOf(error: unknown): MacroProblem {
  if (!(error instanceof CommandError)) throw error;
  return { message: error.message, field: error.field };
}

function ticketAfter(before: Ticket, { writes }: CommandResult): Ticket {
  const last = writes.findLast(({ document }) => document.id === before.id);
  return last === undefined ? before : (last.document as Ticket);
}

interface Course {
  readonly plan: MacroStepPlan;
  readonly writes: readonly Write[];
}

function tryStep(
  ticket: Ticket,
  before: Ticket,
  step: MacroStep,
  facts: MacroFacts,
  context: CommandContext,
): Course {
  try {
    const result = stepCommand(before, step, facts, context);
    const after = ticketAfter(before, result);
    // The server sees the record before the first step and after the last one.
    if (after.state !== before.state && before.state !== ticket.state) {
      if (after.state !== ticket.state && !canMove(ticket.kind, ticket.state, after.state)) {
        throw new CommandError('This state cannot be reached in one go.', 'state');
      }
    }
    const changes = result.writes.length > 0;
    return { plan: { step, before, after, problem: null, changes }, writes: result.writes };
  } catch (error) {
    const problem = problemOf(error);
    return { plan: { step, before, after: before, problem, changes: false }, writes: [] };
  }
}

/** All writes as those of one command: of the record one write, from how it was to how it will be. */
function joined(
  ticket: Ticket,
  last: Ticket,
  writes: readonly Write[],
  context: CommandContext,
): CommandResult {
  const mutationId = context.ulid();
  if (writes.length === 0) return { mutationId, writes };
  const sign = <D extends object>(document: D): D => ({ ...document, mutationId });
  const others = writes
    .filter(({ document }) => document.id !== ticket.id)
    .map((write): Write => ({ ...write, document: sign(write.document) }));
  const counted = ticket.reassignments ?? 0;
  const document = sign({
    ...last,
    version: ticket.version + 1,
    // To a group and then to a person of it is one hand-over.
    ...((last.reassignments ?? 0) > counted + 1 ? { reassignments: counted + 1 } : {}),
  });
  return { mutationId, writes: [{ collection: 'tickets', base: ticket, document }, ...others] };
}

/**
 * What a macro would do to a record, step by step, without doing it. A step that cannot be done
 * says why, and the next one is tried on what the ones before it left.
 */
export function planMacro(
  ticket: Ticket,
  macro: Pick<Macro, 'steps' | 'ticketKinds'>,
  facts: MacroFacts,
  context: CommandContext,
): MacroPlan {
  const steps: MacroStepPlan[] = [];
  const writes: Write[] = [];
  let last = ticket;
  for (const [index, step] of macro.steps.entries()) {
    const course = tryStep(ticket, last, step, facts, stepContext(context, index));
    steps.push(course.plan);
    writes.push(...course.writes);
    last = course.plan.after;
  }
  const isFor = macro.ticketKinds.includes(ticket.kind);
  const problem: MacroProblem | null = isFor
    ? (steps.find((step) => step.problem !== null)?.problem ?? null)
    : { message: 'This macro is not for records of this kind.', field: undefined };
  const command = problem === null ? joined(ticket, last, writes, context) : null;
  return { ticket, steps, problem, command };
}

/**
 * Carries a macro out as one command: all of its steps, or none. No writes where all is as it
 * wants it already. Throws a CommandError with the reason of the first step that cannot be done.
 */
export function applyMacro(
  ticket: Ticket,
  macro: Pick<Macro, 'steps' | 'ticketKinds'>,
  facts: MacroFacts,
  context: CommandContext,
): CommandResult {
  const { command, problem } = planMacro(ticket, macro, facts, context);
  if (command !== null) return command;
  throw new CommandError(problem?.message ?? '', problem?.field);
}

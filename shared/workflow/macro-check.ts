import type { Macro, MacroStep } from '../model/policy.ts';
import type { TicketKind, TicketState } from '../model/ticket.ts';
import { HOLD_REASONS, RESOLUTION_CODES_OF, TICKET_KINDS } from '../model/ticket.ts';
import type { CommandContext, CommandResult, NewBody } from './command.ts';
import { CommandError } from './command.ts';
import { createDocument, updateDocument } from './record-commands.ts';
import { STATE_MACHINES } from './states.ts';
import { commonAnswerFields, isUnanswered, suitsField } from './template-fields.ts';

/** All that a person decides about a macro. */
export type MacroBody = Omit<
  Extract<NewBody<'policies'>, { kind: 'macro' }>,
  'kind' | 'removedAt' | 'source'
>;

/** The states that records of all these kinds can be in, in the order of the first. */
export function commonStates(kinds: readonly TicketKind[]): readonly TicketState[] {
  const [first, ...rest] = kinds;
  if (first === undefined) return [];
  return STATE_MACHINES[first].order.filter((state) =>
    rest.every((kind) => STATE_MACHINES[kind].order.includes(state)),
  );
}

/** What a state asks for in any of the kinds. */
export function demandOf(
  kinds: readonly TicketKind[],
  state: string | undefined,
): 'hold-reason' | 'resolution' | null {
  for (const kind of kinds) {
    const demands = STATE_MACHINES[kind].states[state as TicketState]?.demands;
    if (demands !== undefined) return demands;
  }
  return null;
}

function checkState(step: MacroStep, kinds: readonly TicketKind[]): void {
  if (!commonStates(kinds).some((state) => state === step.state)) {
    throw new CommandError('Choose a state that all of these records have.', 'state');
  }
  const demand = demandOf(kinds, step.state);
  if (demand === 'hold-reason' && !HOLD_REASONS.some((reason) => reason === step.reason)) {
    throw new CommandError('Say what the ticket waits for.', 'reason');
  }
  if (demand !== 'resolution') return;
  const codes = kinds.map((kind) => RESOLUTION_CODES_OF[kind]);
  if (!codes.every((each) => each.some((code) => code === step.reason))) {
    throw new CommandError('Choose how it was resolved.', 'reason');
  }
  if (isUnanswered(step.text)) {
    throw new CommandError('Say in a sentence what resolved it.', 'text');
  }
}

function checkField(step: MacroStep, kinds: readonly TicketKind[]): void {
  const known = commonAnswerFields(kinds).find(({ field }) => field === step.field);
  if (known === undefined) {
    throw new CommandError('Choose a field that all of these records have.', 'field');
  }
  if (isUnanswered(step.value)) {
    if (known.always) throw new CommandError('Choose a value.', 'value');
    return;
  }
  if (!suitsField(known, step.value)) {
    throw new CommandError('This field cannot hold this value.', 'value');
  }
}

/** Throws a CommandError whose field is one of the step. */
export function checkStep(step: MacroStep, kinds: readonly TicketKind[]): void {
  switch (step.do) {
    case 'set-field':
      checkField(step, kinds);
      return;
    case 'comment':
    case 'note':
      if (isUnanswered(step.text)) throw new CommandError('Write the text first.', 'text');
      return;
    case 'log-time':
      if (step.minutes === undefined || !Number.isInteger(step.minutes) || step.minutes < 1) {
        throw new CommandError('Give the time in whole minutes, at least one.', 'minutes');
      }
      return;
    case 'state':
      checkState(step, kinds);
      return;
    case 'checklist':
      if (step.checklistId === undefined) {
        throw new CommandError('Choose a checklist.', 'checklistId');
      }
      return;
    case 'assign-me':
    case 'watch':
  }
}

/** Throws a CommandError whose field is one of the body, such as `steps[1].text`. */
export function checkMacro(body: MacroBody): void {
  if (body.name.trim() === '') throw new CommandError('Give the macro a name.', 'name');
  if (body.ticketKinds.length === 0) {
    throw new CommandError('Choose at least one kind of record.', 'ticketKinds');
  }
  if (body.steps.length === 0) throw new CommandError('Add at least one step.', 'steps');
  body.steps.forEach((step, index) => {
    try {
      checkStep(step, body.ticketKinds);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new CommandError(error.message, `steps[${index}].${error.field ?? 'do'}`);
    }
  });
}

const OF_STEP: Readonly<Record<MacroStep['do'], readonly (keyof MacroStep)[]>> = {
  'set-field': ['field', 'value'],
  comment: ['text'],
  note: ['text'],
  state: ['state', 'reason', 'text'],
  'assign-me': [],
  watch: [],
  'log-time': ['minutes', 'text'],
  checklist: ['checklistId'],
};

/** Only what the step is about, and nothing that was chosen before it became this one. */
function tidyStep(step: MacroStep, kinds: readonly TicketKind[]): MacroStep {
  const demand = demandOf(kinds, step.state);
  const kept = OF_STEP[step.do].filter((key) => {
    if (step.do !== 'state' || key === 'state') return !isUnanswered(step[key]);
    const isAsked = key === 'reason' ? demand !== null : demand === 'resolution';
    return isAsked && !isUnanswered(step[key]);
  });
  const parts = Object.fromEntries(kept.map((key) => [key, step[key]]));
  return { do: step.do, ...parts };
}

/**
 * A new macro, or a changed one. Throws what `checkMacro` throws.
 * @param base What the person saw; null makes a new one.
 */
export function saveMacro(
  base: Macro | null,
  body: MacroBody,
  context: CommandContext,
  id?: string,
): CommandResult {
  const kinds = TICKET_KINDS.filter((kind) => body.ticketKinds.includes(kind));
  const next: MacroBody = {
    name: body.name.trim(),
    ticketKinds: kinds,
    steps: body.steps.map((step) => tidyStep(step, kinds)),
    ...(body.ownerUserName === undefined ? {} : { ownerUserName: body.ownerUserName }),
  };
  checkMacro(next);
  if (base === null) return createDocument('policies', { kind: 'macro', ...next }, context, id);
  return updateDocument('policies', base, { ...next, ownerUserName: body.ownerUserName }, context);
}

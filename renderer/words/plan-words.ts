import { MANDATORY_MISSING } from '../../shared/workflow/template-fields.ts';
import type { MacroPlan, MacroProblem, MacroStepPlan } from '../../shared/workflow/macro.ts';
import { canUndoState } from '../../shared/workflow/macro-undo.ts';
import { canMove } from '../../shared/workflow/states.ts';
import { msg, t } from '../ui/i18n.ts';
import { fieldLabel, stateLabel } from './ticket-words.ts';

/** Sentences of the commands behind macros, so that they are translated where they are shown. */
export const MACRO_SENTENCES = [
  msg('A variable in this text has no value here.'),
  msg('Records of this kind do not have this field.'),
  msg('This field cannot be emptied.'),
  msg('This field cannot hold this value.'),
  msg('You are not among the people of this workspace.'),
  msg('This checklist is not there any more.'),
  msg('This state cannot be reached in one go.'),
  msg('This macro is not for records of this kind.'),
  msg('What this did cannot be taken back: it was changed since.'),
  msg('Tick the required lines of the checklist first.'),
  msg('The template of this record demands a value here.'),
] as const;

function moveProblem({ step, before }: MacroStepPlan): string | null {
  const to = step.state;
  if (step.do !== 'state' || to === undefined || to === before.state) return null;
  if (canMove(before.kind, before.state, to as typeof before.state)) return null;
  return t('From {{from}} no way leads to {{to}}.', {
    from: stateLabel(before.state),
    to: stateLabel(to),
  });
}

/** Why a step or a macro cannot be done. */
export function problemText({ message, field }: MacroProblem, plan?: MacroStepPlan): string {
  if (message === MANDATORY_MISSING && field !== undefined) {
    return t('The template demands a value first: {{field}}.', { field: fieldLabel(field) });
  }
  return (plan === undefined ? null : moveProblem(plan)) ?? t(message);
}

/** The first thing in the way of a macro, as a sentence; undefined where nothing is. */
export function refusalText({ problem, steps }: MacroPlan): string | undefined {
  if (problem === null) return undefined;
  return problemText(
    problem,
    steps.find((step) => step.problem === problem),
  );
}

/** What an undo would leave as it is; '' where all goes back. */
export function staysText({ ticket, steps }: MacroPlan): string {
  const last = steps.at(-1)?.after;
  const isSaid = steps.some(({ step }) => ['comment', 'note', 'log-time'].includes(step.do));
  const said = isSaid ? t('What it writes on the timeline stays there when it is undone.') : '';
  const isStateKept = last !== undefined && !canUndoState(ticket, last);
  const kept = isStateKept
    ? t('The state stays when it is undone: no way leads back to {{state}}.', {
        state: stateLabel(ticket.state),
      })
    : '';
  return [said, kept].filter((each) => each !== '').join(' ');
}

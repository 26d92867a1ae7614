import type { ReactElement } from 'react';
import type { MacroPlan, MacroStepPlan } from '../../shared/workflow/macro.ts';
import { fillVariables } from '../../shared/workflow/response-variables.ts';
import type { ResponseValues } from '../../shared/workflow/response-variables.ts';
import { isUnanswered } from '../../shared/workflow/template-fields.ts';
import { useReference } from '../replica/hooks.ts';
import { cx } from '../ui/cx.ts';
import { t } from '../ui/i18n.ts';
import { Icon } from '../ui/icon.tsx';
import { stepText } from './answer-words.ts';
import { problemText, staysText } from './plan-words.ts';
import './macro-preview.css';

function StepLine(props: {
  readonly plan: MacroStepPlan;
  readonly values: ResponseValues;
}): ReactElement {
  const { plan, values } = props;
  const { step, problem, changes } = plan;
  const reference = useReference();
  // The words as they would be written, not as they stand in the macro.
  const filled = isUnanswered(step.text)
    ? step
    : { ...step, text: fillVariables(step.text ?? '', values).text };
  return (
    <li className={cx('plan-step', problem !== null && 'plan-step--refused')}>
      <Icon
        name={problem === null ? (changes ? 'check' : 'minus') : 'refused'}
        size={14}
        {...(problem === null ? {} : { label: t('Cannot be done') })}
      />
      <span>{stepText(filled, reference)}</span>
      {problem === null ? null : <small>{problemText(problem, plan)}</small>}
      {problem === null && !changes ? <small>{t('It is so already.')}</small> : null}
    </li>
  );
}

/** What a macro would do to a record, step by step, and what stands in its way. */
export function MacroPreview(props: {
  readonly plan: MacroPlan;
  readonly values: ResponseValues;
}): ReactElement {
  const { plan, values } = props;
  const stays = staysText(plan);
  return (
    <>
      <ol className="plan-steps">
        {plan.steps.map((step, index) => (
          <StepLine key={index} plan={step} values={values} />
        ))}
      </ol>
      {plan.problem === null ? null : (
        <p className="t2 t12">{t('All steps are done or none: nothing is changed.')}</p>
      )}
      {plan.problem === null && stays !== '' ? <p className="t3 t12">{stays}</p> : null}
    </>
  );
}

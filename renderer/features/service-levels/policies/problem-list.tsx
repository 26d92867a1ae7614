import type { ReactElement } from 'react';
import type { SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { PolicyProblem } from '../../../../shared/sla/policy-problems.ts';
import { t } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { metricName, problemText } from './policy-words.ts';

/** Problems as sentences; errors and warnings differ in sign and word. */
export function ProblemList(props: {
  readonly problems: readonly PolicyProblem[];
  /** Away from the form: says which target a problem is about. */
  readonly policy?: SlaPolicyDocument;
  /** Spoken as soon as they appear. */
  readonly live?: boolean;
}): ReactElement | null {
  const { problems, policy, live = false } = props;
  if (problems.length === 0) return null;
  return (
    <ul className="slp-problems" {...(live ? { role: 'status' } : {})}>
      {problems.map((problem, i) => (
        <li
          key={`${problem.field} ${problem.code} ${i}`}
          className={problem.severity === 'error' ? 'slp-problem--error' : 'slp-problem--warning'}
        >
          <Icon
            name={problem.severity === 'error' ? 'stop' : 'warning'}
            size={14}
            label={problem.severity === 'error' ? t('Must be corrected') : t('Please check')}
          />
          <span>
            {policy === undefined ? null : targetOf(policy, problem)}
            {problemText(problem)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function targetOf({ targets }: SlaPolicyDocument, { field }: PolicyProblem): string | null {
  const index = /^targets\[(\d+)\]/.exec(field)?.[1];
  const target = index === undefined ? undefined : targets[Number(index)];
  return target ? `${metricName(target.metric)}: ` : null;
}

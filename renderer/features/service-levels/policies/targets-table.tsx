import type { ReactElement } from 'react';
import type { SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import { t } from '../../../ui/i18n.ts';
import { PriorityMark } from '../../../ui/priority-mark.tsx';
import { amountText } from './duration.ts';
import { metricName } from './policy-words.ts';

const PRIORITIES = [1, 2, 3, 4] as const;

/** What is promised, a row per metric and a column per priority. */
export function TargetsTable({ policy }: { readonly policy: SlaPolicyDocument }): ReactElement {
  return (
    <div className="slp-scroll" role="group" tabIndex={0} aria-label={t('Targets')}>
      <table className="slp-table">
        <thead>
          <tr>
            <th scope="col">{t('Target')}</th>
            {PRIORITIES.map((priority) => (
              <th key={priority} scope="col">
                <PriorityMark priority={priority} />
              </th>
            ))}
            <th scope="col">{t('Warning')}</th>
          </tr>
        </thead>
        <tbody>
          {policy.targets.map((target, i) => (
            <tr key={`${target.metric} ${i}`}>
              <th scope="row">{metricName(target.metric)}</th>
              {PRIORITIES.map((priority) => (
                <td key={priority} className="tnum">
                  {amountText(target.minutes[priority - 1], target.unit)}
                </td>
              ))}
              <td className="tnum t3">
                {t('at {{percent}} %', { percent: target.warnAtPercent })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

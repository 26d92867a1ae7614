import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { dutiesBetween } from '../../../../shared/desk/shifts.ts';
import type { ShiftPlan } from '../../../../shared/model/policy.ts';
import type { ShiftPlanBody } from '../../../../shared/workflow/desk-commands.ts';
import { dutyRulesOf } from '../../../replica/desk-people.ts';
import { useReference } from '../../../replica/hooks.ts';
import { DutyMark } from '../../../ui/duty-mark.tsx';
import { formatDate, formatTime } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { useNow } from '../../../ui/use-now.ts';

const DAY_MS = 86_400_000;
const AHEAD_DAYS = 14;

/** Who it will be in the next two weeks, absences and changes of the clock included. */
export function PlanPreview({ body }: { readonly body: ShiftPlanBody }): ReactElement | null {
  const reference = useReference();
  const locale = useLocale();
  const now = useNow(600_000);
  const duties = useMemo(() => {
    const plan = { ...body, id: 'preview' } as unknown as ShiftPlan;
    const rules = { ...dutyRulesOf(reference), plans: [plan] };
    return dutiesBetween(rules, now, now + AHEAD_DAYS * DAY_MS);
  }, [body, reference, now]);
  const names = (ids: readonly string[]): string =>
    ids.map((id) => reference.people.get(id)?.name ?? id).join(', ');
  if (duties.length === 0) return null;
  return (
    <section aria-label={t('The next two weeks')}>
      <h3 className="work-head">{t('The next two weeks')}</h3>
      <table className="work-table">
        <thead>
          <tr>
            <th scope="col">{t('Day')}</th>
            <th scope="col">{t('Time')}</th>
            <th scope="col">{t('Who')}</th>
          </tr>
        </thead>
        <tbody>
          {duties.map((duty) => (
            <tr key={`${duty.shiftId} ${String(duty.fromMs)}`}>
              <td className="tnum nowrap">{formatDate(locale, duty.fromMs, body.timezone)}</td>
              <td className="tnum nowrap">
                {formatTime(locale, duty.fromMs, body.timezone)} –{' '}
                {formatTime(locale, duty.toMs, body.timezone)}
              </td>
              <td>
                <DutyMark
                  state={duty.kind === 'on-call' ? 'on-call' : 'on-shift'}
                  label={duty.kind === 'on-call' ? t('On call') : t('On shift')}
                />{' '}
                {duty.personIds.length === 0 ? <em>{t('Nobody')}</em> : names(duty.personIds)}
                {duty.absentIds.length === 0 ? null : (
                  <span className="t3">
                    {' '}
                    {t('Absent: {{names}}', { names: names(duty.absentIds) })}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

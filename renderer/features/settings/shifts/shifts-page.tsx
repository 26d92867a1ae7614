import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { ShiftPlan } from '../../../../shared/model/policy.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { pathOf } from '../../../state/routes.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { PageFrame } from '../page-frame.tsx';
import { AbsencesSection } from './absences-section.tsx';
import { ShiftPlanForm } from './shift-plan-form.tsx';
import { shiftText } from './shift-words.ts';
import '../work-pages.css';

const NEW = 'new';

function openPlan(id: string | null): void {
  useNavigation.getState().go({ kind: 'settings', page: 'shifts', ...(id === null ? {} : { id }) });
}

function PlanLine({ plan }: { readonly plan: ShiftPlan }): ReactElement {
  const { people } = useReference();
  const locale = useLocale();
  return (
    <tr>
      <th scope="row">
        <a
          className="work-link"
          href={pathOf({ kind: 'settings', page: 'shifts', id: plan.id })}
          onClick={(event) => {
            event.preventDefault();
            openPlan(plan.id);
          }}
        >
          {plan.name}
        </a>
      </th>
      <td>{people.get(plan.teamId)?.name ?? '–'}</td>
      <td>
        <ul>
          {plan.shifts.map((shift) => (
            <li key={shift.id}>{shiftText(shift, locale)}</li>
          ))}
        </ul>
      </td>
      <td className="t2">{plan.timezone.replaceAll('_', ' ')}</td>
    </tr>
  );
}

function PlanTable({ plans }: { readonly plans: readonly ShiftPlan[] }): ReactElement {
  return (
    <div className="work-list" role="group" tabIndex={0} aria-label={t('Shift plans')}>
      <table className="work-table">
        <thead>
          <tr>
            <th scope="col">{t('Plan')}</th>
            <th scope="col">{t('Team')}</th>
            <th scope="col">{t('Shifts and on call')}</th>
            <th scope="col">{t('Time zone')}</th>
          </tr>
        </thead>
        <tbody>
          {plans.map((plan) => (
            <PlanLine key={plan.id} plan={plan} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function List({ plans }: { readonly plans: readonly ShiftPlan[] }): ReactElement {
  const locale = useLocale();
  const { session } = useReplica();
  const mayEdit = mayWrite(session.roles, 'policies', 'create');
  useCommands([
    {
      id: 'shifts.new',
      label: t('New shift plan'),
      keys: 'n',
      group: t('Settings'),
      icon: 'plus',
      when: () => mayEdit,
      run: () => openPlan(NEW),
    },
  ]);
  const make = mayEdit ? (
    <Button variant="primary" icon="plus" kbd="n" onClick={() => openPlan(NEW)}>
      {t('New shift plan')}
    </Button>
  ) : null;
  return (
    <PageFrame
      title={t('Shifts and on call')}
      count={formatNumber(locale, plans.length)}
      actions={make}
    >
      {plans.length === 0 ? (
        <EmptyState icon="calendar" title={t('No shift plans yet')} actions={make}>
          <p>{t('A plan says who of a team works when, and who is called when nobody does.')}</p>
        </EmptyState>
      ) : (
        <PlanTable plans={plans} />
      )}
      <AbsencesSection />
    </PageFrame>
  );
}

/** Who works when, who is called, and who is away. */
export function ShiftsPage({ id }: { readonly id: string | null }): ReactElement {
  const reference = useReference();
  const plans = useMemo(
    () => [...policiesOf(reference, 'shift-plan')].sort((a, b) => a.name.localeCompare(b.name)),
    [reference],
  );
  const back = (): void => openPlan(null);
  if (id === NEW) return <ShiftPlanForm key={id} base={null} onDone={back} />;
  const base = id === null ? undefined : plans.find((plan) => plan.id === id);
  if (base) return <ShiftPlanForm key={base.id} base={base} onDone={back} />;
  return <List plans={plans} />;
}

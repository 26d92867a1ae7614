import { useLayoutEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { SlaAgreement } from '../../../../shared/model/policy.ts';
import { SLA_AGREEMENTS } from '../../../../shared/model/policy.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import { toast } from '../../../ui/toast.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { useMayEdit } from '../may-edit.ts';
import { PageFrame } from '../page-frame.tsx';
import { usePolicyActs } from './policy-acts.ts';
import { PolicyCard } from './policy-card.tsx';
import { PolicyTester } from './policy-tester.tsx';
import { agreementHint, agreementName } from './policy-words.ts';
import { newPolicyId } from './new-policy.ts';
import { usePolicies } from './use-policies.ts';
import type { AgreementPolicies } from './use-policies.ts';

/** All policies in the order in which they are asked. */
export function PolicyList(): ReactElement {
  const agreements = usePolicies();
  const locale = useLocale();
  const mayEdit = useMayEdit();
  const [testing, setTesting] = useState(false);
  const count = agreements.reduce((sum, { policies }) => sum + policies.length, 0);
  useListCommands(mayEdit, () => setTesting(true));
  return (
    <PageFrame
      title={t('Policies')}
      count={formatNumber(locale, count)}
      actions={
        <>
          <Button icon="question" onClick={() => setTesting(true)}>
            {t('Try with a ticket')}
          </Button>
          {mayEdit ? <NewMenu /> : null}
        </>
      }
    >
      {count === 0 ? <NoPolicies mayEdit={mayEdit} /> : null}
      {count === 0
        ? null
        : agreements.map((each) => (
            <AgreementSection key={each.agreement} {...each} mayEdit={mayEdit} />
          ))}
      <PolicyTester open={testing} onOpenChange={setTesting} />
    </PageFrame>
  );
}

function openNew(agreement: SlaAgreement): void {
  useNavigation
    .getState()
    .go({ kind: 'service-levels', page: 'policies', id: newPolicyId(agreement) });
}

function useListCommands(mayEdit: boolean, onTest: () => void): void {
  const group = t('Service levels');
  useCommands([
    {
      id: 'policies.try',
      label: t('Try policies with a ticket'),
      keys: 't',
      group,
      icon: 'question',
      run: onTest,
    },
    {
      id: 'policies.new',
      label: t('New policy'),
      keys: 'n',
      group,
      icon: 'plus',
      when: () => mayEdit,
      run: () => openNew('sla'),
    },
  ]);
}

function NewMenu(): ReactElement {
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="primary" icon="plus">
          {t('New policy')}
        </Button>
      }
      items={SLA_AGREEMENTS.map((agreement) => ({
        id: agreement,
        label: agreementName(agreement),
        detail: agreementHint(agreement),
        onSelect: () => openNew(agreement),
      }))}
    />
  );
}

function NoPolicies({ mayEdit }: { readonly mayEdit: boolean }): ReactElement {
  return (
    <EmptyState
      icon="shield"
      title={t('Nothing is promised yet')}
      actions={
        mayEdit ? (
          <Button variant="primary" icon="plus" onClick={() => openNew('sla')}>
            {t('New policy')}
          </Button>
        ) : undefined
      }
    >
      <p>
        {t(
          'A policy says which tickets get which targets, by which calendar, and what happens before and after a breach.',
        )}
      </p>
    </EmptyState>
  );
}

/** A move redraws the list and takes the focus along: it goes back to the control that moved it. */
function useFocusAfterMove(): { remember(id: string, control: string): void } {
  const moved = useRef<{ readonly id: string; readonly control: string } | null>(null);
  useLayoutEffect(() => {
    if (!moved.current) return;
    const { id, control } = moved.current;
    const card = document.querySelector(`[data-policy="${CSS.escape(id)}"]`);
    const target = card?.querySelector<HTMLElement>(`[data-control="${control}"]`);
    if (!target || document.activeElement === target) return;
    target.focus();
  });
  return {
    remember(id, control) {
      moved.current = { id, control };
      setTimeout(() => (moved.current = null), 1_000);
    },
  };
}

function AgreementSection({
  agreement,
  policies,
  mayEdit,
}: AgreementPolicies & { readonly mayEdit: boolean }): ReactElement {
  const acts = usePolicyActs();
  const focus = useFocusAfterMove();
  const [said, setSaid] = useState('');
  const onMove = async (id: string, by: 1 | -1, control: string): Promise<void> => {
    const place = policies.findIndex((policy) => policy.id === id) + by;
    if (place < 0 || place >= policies.length) return;
    focus.remember(id, control);
    const problem = await acts.move(policies, id, by);
    if (problem !== undefined) toast({ tone: 'danger', text: problem });
    else setSaid(t('Place {{place}} of {{total}}', { place: place + 1, total: policies.length }));
  };
  return (
    <section className="slp-agreement" aria-label={agreementName(agreement)}>
      <h3 className="slp-agreement__title">{agreementName(agreement)}</h3>
      <p className="t3 t12">
        {agreementHint(agreement)}{' '}
        {t('Asked from top to bottom: the first policy that applies to a ticket counts.')}
      </p>
      <ol className="slp-list">
        {policies.map((policy, i) => (
          <PolicyCard
            key={policy.id}
            policy={policy}
            place={i + 1}
            count={policies.length}
            mayEdit={mayEdit}
            onMove={(by, control) => void onMove(policy.id, by, control)}
          />
        ))}
      </ol>
      {policies.length === 0 ? (
        <p className="t3 t12">{t('There is no policy of this kind.')}</p>
      ) : null}
      <span role="status" className="vh">
        {said}
      </span>
    </section>
  );
}

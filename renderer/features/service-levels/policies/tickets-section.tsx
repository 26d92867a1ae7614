import type { ReactElement } from 'react';
import { SLA_CONDITION_FIELDS } from '../../../../shared/model/policy.ts';
import type { SlaCondition } from '../../../../shared/model/policy.ts';
import { TICKET_KINDS } from '../../../../shared/model/ticket.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { listTitle } from '../../../words/ticket-words.ts';
import { ConditionValues } from './condition-values.tsx';
import { CheckRow, FormSection, Group, PathProblems } from './form-parts.tsx';
import { documentOf, usePolicyForm } from './policy-form.ts';
import { conditionFieldName, whichTickets } from './policy-words.ts';

/** For which tickets the policy is: kinds, and conditions that must all be met. */
export function TicketsSection(): ReactElement {
  const { form, set, reference, isNew } = usePolicyForm();
  const { ticketKinds, conditions = [] } = form.body;
  const change = (next: readonly SlaCondition[]): void =>
    set({ conditions: next.length === 0 ? undefined : next });
  return (
    <FormSection title={t('For which tickets')}>
      <Group label={t('Kinds of ticket')} path="ticketKinds">
        <CheckRow
          options={TICKET_KINDS.map((value) => ({ value, label: listTitle(value, false) }))}
          chosen={ticketKinds}
          onChange={(next) => set({ ticketKinds: next })}
        />
      </Group>
      <Group label={t('Conditions, all of which must be met')} className="slp-rows">
        {conditions.map((condition, i) => (
          <ConditionRow
            key={i}
            index={i}
            condition={condition}
            onChange={(next) => change(conditions.map((each, k) => (k === i ? next : each)))}
            onRemove={() => change(conditions.filter((_each, k) => k !== i))}
          />
        ))}
        {conditions.length === 0 ? (
          <p className="t3 t12">{t('None: the policy is for all tickets of these kinds.')}</p>
        ) : null}
        <Button
          size="sm"
          icon="plus"
          onClick={() => change([...conditions, { field: 'priority', anyOf: [] }])}
        >
          {t('Add a condition')}
        </Button>
      </Group>
      <p className="slp-sentence" aria-live="polite">
        {whichTickets(documentOf(form.body, null), reference)}
      </p>
      {isNew ? (
        <p className="t3 t12">
          {t('It is asked before the others of its kind; its place can be changed in the list.')}
        </p>
      ) : null}
      <PathProblems path="order" />
    </FormSection>
  );
}

interface ConditionRowProps {
  readonly index: number;
  readonly condition: SlaCondition;
  onChange(next: SlaCondition): void;
  onRemove(): void;
}

function ConditionRow({ index, condition, onChange, onRemove }: ConditionRowProps): ReactElement {
  const { field, anyOf, not = false } = condition;
  const isYesNo = field === 'vip' || field === 'major';
  return (
    <div
      className="slp-condition"
      role="group"
      aria-label={t('Condition {{number}}', { number: index + 1 })}
      data-path={`conditions[${index}]`}
    >
      <Select
        label={t('What is asked')}
        value={field}
        options={SLA_CONDITION_FIELDS.map((value) => ({
          value,
          label: conditionFieldName(value),
        }))}
        onChange={(next) => onChange({ field: next, anyOf: [] })}
      />
      {isYesNo ? (
        <span className="t2">{t('is')}</span>
      ) : (
        <Select
          label={t('How it is compared')}
          value={not ? 'not' : 'is'}
          options={[
            { value: 'is', label: t('is one of') },
            { value: 'not', label: t('is none of') },
          ]}
          onChange={(next) => onChange({ field, anyOf, ...(next === 'not' ? { not: true } : {}) })}
        />
      )}
      <ConditionValues
        field={field}
        anyOf={anyOf}
        onChange={(next) => onChange({ ...condition, anyOf: next })}
      />
      <IconButton
        icon="close"
        size="sm"
        label={t('Remove condition {{number}}', { number: index + 1 })}
        onClick={onRemove}
      />
      <div className="slp-condition__problems">
        <PathProblems path={`conditions[${index}]`} />
      </div>
    </div>
  );
}

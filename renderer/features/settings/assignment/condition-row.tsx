import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { SLA_CONDITION_FIELDS } from '../../../../shared/model/policy.ts';
import type { SlaCondition, SlaConditionField } from '../../../../shared/model/policy.ts';
import { ORIGINS } from '../../../../shared/model/ticket.ts';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import { useReference } from '../../../replica/hooks.ts';
import { policiesOf, teamsOf } from '../../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { IconButton } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { PickSeveral } from '../../../ui/pick-several.tsx';
import { Select } from '../../../ui/select.tsx';
import { conditionFieldName } from '../../../words/condition-words.ts';
import { originLabel } from '../../../words/ticket-words.ts';

interface RowProps {
  readonly index: number;
  readonly condition: SlaCondition;
  readonly kinds: readonly TicketKind[];
  readonly mayEdit: boolean;
  readonly error: string | undefined;
  onChange(next: SlaCondition): void;
  onRemove(): void;
}

function named(
  all: Iterable<{
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly removedAt?: string;
  }>,
  kind: string,
): readonly Option[] {
  return [...all]
    .filter((each) => each.kind === kind && each.removedAt === undefined)
    .map(({ id, name }) => ({ value: id, label: name }));
}

function words(all: readonly string[]): readonly Option[] {
  return [...new Set(all)].map((value) => ({ value, label: value }));
}

function valuesOf(
  field: SlaConditionField,
  reference: ReferenceSnapshot,
  kinds: readonly TicketKind[],
): readonly Option[] {
  const categories = policiesOf(reference, 'category').filter(
    ({ ticketKinds }) => kinds.length === 0 || ticketKinds.some((kind) => kinds.includes(kind)),
  );
  switch (field) {
    case 'priority':
      return words(['1', '2', '3', '4']);
    case 'origin':
      return ORIGINS.map((value) => ({ value, label: originLabel(value) }));
    case 'service':
    case 'contract':
      return named(reference.catalog.values(), field);
    case 'site':
      return named(reference.places.values(), 'site');
    case 'team':
      return teamsOf(reference).map(({ id, name }) => ({ value: id, label: name }));
    case 'category':
      return words(categories.map(({ name }) => name));
    case 'subcategory':
      return words(categories.flatMap(({ subcategories }) => subcategories));
    default:
      return [];
  }
}

function Values({ index, condition, kinds, mayEdit, onChange }: RowProps): ReactElement {
  const reference = useReference();
  const { field, anyOf } = condition;
  const options = useMemo(
    () => [...valuesOf(field, reference, kinds)].sort((a, b) => a.label.localeCompare(b.label)),
    [field, reference, kinds],
  );
  const label = t('Values of condition {{number}}', { number: index + 1 });
  if (field === 'vip' || field === 'major') {
    return (
      <Select
        label={label}
        value={anyOf[0] ?? ''}
        options={[
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]}
        placeholder={t('Choose')}
        onChange={(next) => onChange({ ...condition, anyOf: next === '' ? [] : [next] })}
      />
    );
  }
  return (
    <PickSeveral
      label={label}
      chosen={anyOf}
      options={options}
      disabled={!mayEdit}
      onChange={(next) => onChange({ ...condition, anyOf: next })}
    />
  );
}

/** One condition: a field, whether it is or is not, and its values. */
export function ConditionRow(props: RowProps): ReactElement {
  const { index, condition, mayEdit, error, onChange, onRemove } = props;
  const { field, anyOf, not = false } = condition;
  const number = index + 1;
  return (
    <div role="group" aria-label={t('Condition {{number}}', { number })}>
      <div className="assign-condition">
        <Select
          label={t('What is asked')}
          value={field}
          options={SLA_CONDITION_FIELDS.map((value) => ({
            value,
            label: conditionFieldName(value),
          }))}
          onChange={(next) => onChange({ field: next, anyOf: [] })}
        />
        <Select
          label={t('How it is compared')}
          value={not ? 'not' : 'is'}
          options={[
            { value: 'is', label: t('is one of') },
            { value: 'not', label: t('is none of') },
          ]}
          onChange={(next) => onChange({ field, anyOf, ...(next === 'not' ? { not: true } : {}) })}
        />
        <Values {...props} />
        {mayEdit ? (
          <IconButton
            icon="close"
            size="sm"
            label={t('Remove condition {{number}}', { number })}
            onClick={onRemove}
          />
        ) : null}
      </div>
      {error === undefined ? null : (
        <p className="form-field__error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

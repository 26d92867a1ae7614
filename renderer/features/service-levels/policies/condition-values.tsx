import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { SlaConditionField } from '../../../../shared/model/policy.ts';
import { ORIGINS } from '../../../../shared/model/ticket.ts';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import { policiesOf, teamsOf } from '../../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { FilterChip } from '../../../ui/chip.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { t } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { Select } from '../../../ui/select.tsx';
import { originLabel } from '../../../words/ticket-words.ts';
import { CheckRow } from './form-parts.tsx';
import { usePolicyForm } from './policy-form.ts';
import { conditionFieldName, conditionValue } from './policy-words.ts';

interface ConditionValuesProps {
  readonly field: SlaConditionField;
  readonly anyOf: readonly string[];
  onChange(anyOf: readonly string[]): void;
}

const PRIORITIES = ['1', '2', '3', '4'].map((value) => ({ value, label: value }));

/** The values of a condition, with the picker that suits the field. */
export function ConditionValues(props: ConditionValuesProps): ReactElement {
  const { field, anyOf, onChange } = props;
  switch (field) {
    case 'priority':
      return <CheckRow options={PRIORITIES} chosen={anyOf} onChange={onChange} />;
    case 'origin':
      return (
        <CheckRow
          options={ORIGINS.map((value) => ({ value, label: originLabel(value) }))}
          chosen={anyOf}
          onChange={onChange}
        />
      );
    case 'vip':
    case 'major':
      return (
        <Select
          label={conditionFieldName(field)}
          value={anyOf[0] ?? ''}
          options={[
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]}
          placeholder={t('Choose')}
          onChange={(next) => onChange(next === '' ? [] : [next])}
        />
      );
    default:
      return <RecordValues {...props} />;
  }
}

/** Names out of many: what is chosen as chips, and a box that finds more. */
function RecordValues({ field, anyOf, onChange }: ConditionValuesProps): ReactElement {
  const { form, reference } = usePolicyForm();
  const { ticketKinds } = form.body;
  const options = useMemo(
    () => optionsOf(field, reference, ticketKinds),
    [field, reference, ticketKinds],
  );
  const left = useMemo(
    () => options.filter(({ value }) => !anyOf.includes(value)),
    [options, anyOf],
  );
  return (
    <div className="slp-values">
      {anyOf.map((value) => (
        <FilterChip
          key={value}
          label={conditionValue(field, value, reference)}
          onRemove={() => onChange(anyOf.filter((each) => each !== value))}
        />
      ))}
      <Combobox
        key={anyOf.length}
        className="slp-values__add"
        label={t('Add to {{field}}', { field: conditionFieldName(field) })}
        value=""
        options={left}
        placeholder={t('Add …')}
        onChange={(value) => {
          if (value !== '') onChange([...anyOf, value]);
        }}
      />
    </div>
  );
}

function optionsOf(
  field: SlaConditionField,
  reference: ReferenceSnapshot,
  kinds: readonly TicketKind[],
): readonly Option[] {
  const named = (each: { readonly id: string; readonly name: string }): Option => ({
    value: each.id,
    label: each.name,
  });
  const catalog = (kind: 'service' | 'contract'): readonly Option[] =>
    [...reference.catalog.values()]
      .filter((entry) => entry.kind === kind && entry.removedAt === undefined)
      .map(named);
  const words = (all: readonly string[]): readonly Option[] =>
    [...new Set(all)].map((value) => ({ value, label: value }));
  const categories = policiesOf(reference, 'category').filter(({ ticketKinds }) =>
    ticketKinds.some((kind) => kinds.includes(kind)),
  );
  const found = ((): readonly Option[] => {
    switch (field) {
      case 'service':
      case 'contract':
        return catalog(field);
      case 'site':
        return [...reference.places.values()]
          .filter(({ kind, removedAt }) => kind === 'site' && removedAt === undefined)
          .map(named);
      case 'team':
        return teamsOf(reference).map(named);
      case 'category':
        return words(categories.map(({ name }) => name));
      case 'subcategory':
        return words(categories.flatMap(({ subcategories }) => subcategories));
      default:
        return [];
    }
  })();
  return [...found].sort((a, b) => a.label.localeCompare(b.label));
}

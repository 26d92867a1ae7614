import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { useReference } from '../../../replica/hooks.ts';
import { FilterChip } from '../../../ui/chip.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import type { FormFieldIds } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import type { KeptForm } from '../../../replica/use-kept-form.ts';
import type { ContractBody, ContractField } from './contract-state.ts';

interface FieldsProps {
  readonly kept: KeptForm<ContractBody>;
  problemOf(field: ContractField): string | undefined;
}

type Patch = { readonly [K in keyof ContractBody]?: ContractBody[K] | undefined };

interface PartProps {
  readonly body: ContractBody;
  set(patch: Patch): void;
  problemOf(field: ContractField): string | undefined;
}

/** What a person decides about a contract, field by field. */
export function ContractFields({ kept, problemOf }: FieldsProps): ReactElement {
  const body = kept.value;
  const set = (patch: Patch): void => {
    const next = Object.entries({ ...body, ...patch }).filter(([, value]) => value !== undefined);
    kept.set(Object.fromEntries(next) as unknown as ContractBody);
  };
  const parts = { body, set, problemOf };
  return (
    <>
      <TextField {...parts} field="name" label={t('Name')} most={160} required />
      <TextField
        {...parts}
        field="number"
        label={t('Number')}
        hint={t('As it stands on the paper.')}
        most={60}
      />
      <ScopeFields {...parts} />
      <div className="slc-pair">
        <DateField
          label={t('First day')}
          value={body.validFrom}
          onChange={(validFrom) => set({ validFrom })}
        />
        <DateField
          label={t('Last day')}
          value={body.validTo}
          error={problemOf('validTo')}
          onChange={(validTo) => set({ validTo })}
        />
      </div>
    </>
  );
}

function TextField(
  props: PartProps & {
    readonly field: 'name' | 'number';
    readonly label: string;
    readonly hint?: string;
    readonly most: number;
    readonly required?: boolean;
  },
): ReactElement {
  const { body, set, problemOf, field, label, hint, most, required = false } = props;
  return (
    <FormField label={label} hint={hint} required={required} error={problemOf(field)}>
      {(ids) => (
        <TextInput
          {...ids}
          value={body[field] ?? ''}
          maxLength={most}
          autoComplete="off"
          onChange={({ target }) =>
            set({ [field]: !required && target.value === '' ? undefined : target.value })
          }
        />
      )}
    </FormField>
  );
}

/** With whom, about which services, and where. */
function ScopeFields({ body, set, problemOf }: PartProps): ReactElement {
  const { people, catalog, places } = useReference();
  const parties = useMemo(() => optionsOf(people.values(), 'organisation'), [people]);
  const services = useMemo(() => optionsOf(catalog.values(), 'service'), [catalog]);
  const sites = useMemo(() => optionsOf(places.values(), 'site'), [places]);
  return (
    <>
      <FormField label={t('Party')} hint={t('The customer or supplier it was made with.')}>
        {(ids) => (
          <Combobox
            {...ids}
            value={body.partyId ?? ''}
            options={parties}
            allowEmpty
            onChange={(next) =>
              set({ partyId: next === '' ? undefined : (next as NonNullable<typeof body.partyId>) })
            }
          />
        )}
      </FormField>
      <FormField label={t('Services')} required error={problemOf('serviceIds')}>
        {(ids) => (
          <Several
            ids={ids}
            chosen={body.serviceIds}
            options={services}
            onChange={(next) => set({ serviceIds: next as ContractBody['serviceIds'] })}
          />
        )}
      </FormField>
      <FormField label={t('Sites')} hint={t('None chosen: it holds at every site.')}>
        {(ids) => (
          <Several
            ids={ids}
            chosen={body.siteIds ?? []}
            options={sites}
            onChange={(next) =>
              set({
                siteIds: next.length === 0 ? undefined : (next as ContractBody['siteIds']),
              })
            }
          />
        )}
      </FormField>
    </>
  );
}

function DateField(props: {
  readonly label: string;
  readonly value: string | undefined;
  readonly error?: string | undefined;
  onChange(value: string | undefined): void;
}): ReactElement {
  const { label, value, error, onChange } = props;
  return (
    <FormField label={label} error={error}>
      {(ids) => (
        <TextInput
          {...ids}
          type="date"
          value={value ?? ''}
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
        />
      )}
    </FormField>
  );
}

function optionsOf(
  documents: Iterable<{
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly removedAt?: string;
  }>,
  kind: string,
): readonly Option[] {
  return [...documents]
    .filter((each) => each.kind === kind && each.removedAt === undefined)
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

/** Several out of many: chips for what is chosen, and a box that finds more. */
function Several(props: {
  readonly ids: FormFieldIds;
  readonly chosen: readonly string[];
  readonly options: readonly Option[];
  onChange(chosen: readonly string[]): void;
}): ReactElement {
  const { ids, chosen, options, onChange } = props;
  return (
    <div className="slc-several">
      {chosen.map((id) => (
        <FilterChip
          key={id}
          label={options.find(({ value }) => value === id)?.label ?? id}
          onRemove={() => onChange(chosen.filter((each) => each !== id))}
        />
      ))}
      <Combobox
        {...ids}
        key={chosen.length}
        className="slc-several__add"
        value=""
        options={options.filter(({ value }) => !chosen.includes(value))}
        placeholder={t('Add …')}
        onChange={(value) => {
          if (value !== '') onChange([...chosen, value]);
        }}
      />
    </div>
  );
}

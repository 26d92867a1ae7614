import type { JSX } from 'react';
import { FilterChip } from './chip.tsx';
import { Combobox } from './combobox.tsx';
import type { FormFieldIds } from './form-field.tsx';
import { t } from './i18n.ts';
import type { Option } from './option.ts';

export interface PickSeveralProps {
  /** From the `FormField` around it. */
  readonly ids?: FormFieldIds;
  /** Spoken name, where no field labels it. */
  readonly label?: string;
  readonly chosen: readonly string[];
  readonly options: readonly Option[];
  readonly disabled?: boolean;
  onChange(chosen: readonly string[]): void;
}

/** Several out of many: chips for what is chosen, in the order it was, and a box that finds more. */
export function PickSeveral(props: PickSeveralProps): JSX.Element {
  const { ids, label, chosen, options, disabled = false, onChange } = props;
  const nameOf = (id: string): string => options.find(({ value }) => value === id)?.label ?? id;
  if (disabled) return <p className="pick-several t2">{chosen.map(nameOf).join(', ') || '–'}</p>;
  return (
    <div className="pick-several">
      {chosen.map((id) => (
        <FilterChip
          key={id}
          label={nameOf(id)}
          onRemove={() => onChange(chosen.filter((each) => each !== id))}
        />
      ))}
      <Combobox
        {...ids}
        {...(label === undefined ? {} : { label })}
        key={chosen.length}
        className="pick-several__add"
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

import type { JSX } from 'react';
import { Icon } from './icon.tsx';
import type { Option } from './option.ts';

export interface SelectProps<V extends string> {
  /** Spoken name; leave it out where a `FormField` labels it. */
  readonly label?: string;
  readonly value: V;
  onChange(value: V): void;
  readonly options: readonly Option<V>[];
  /** Stands for '', which `V` then has to include. */
  readonly placeholder?: string;
  readonly id?: string | undefined;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: true | undefined;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean;
}

/** The system's own list: short, fixed choices in a form. */
export function Select<V extends string>(props: SelectProps<V>): JSX.Element {
  const { label, options, placeholder, onChange, ...rest } = props;
  const choose = (value: string): void => {
    const option = options.find((each) => each.value === value);
    onChange(option === undefined ? ('' as V) : option.value);
  };
  return (
    <span className="select">
      <select
        {...rest}
        className="input"
        aria-label={label}
        onChange={(event) => choose(event.target.value)}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled !== undefined}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" size={12} />
    </span>
  );
}

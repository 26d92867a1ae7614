import { useEffect, useId, useRef, type JSX, type ReactNode } from 'react';

export interface CheckboxProps {
  readonly label: ReactNode;
  readonly checked: boolean | 'mixed';
  onChange(checked: boolean): void;
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
  readonly id?: string;
}

/** A yes or no with its words beside it; all of it can be clicked. */
export function Checkbox({
  label,
  checked,
  onChange,
  hint,
  disabled,
  id,
}: CheckboxProps): JSX.Element {
  const box = useRef<HTMLInputElement>(null);
  const hintId = useId();
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = checked === 'mixed';
  }, [checked]);
  return (
    <label className="choice">
      <input
        ref={box}
        id={id}
        type="checkbox"
        checked={checked === true}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : hintId}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{label}</span>
      {hint === undefined ? null : (
        <span id={hintId} className="choice__hint">
          {hint}
        </span>
      )}
    </label>
  );
}

export interface RadioOption<V extends string> {
  readonly value: V;
  readonly label: ReactNode;
  readonly detail?: ReactNode;
  /** At the right, e.g. what the choice leads to. */
  readonly end?: ReactNode;
  readonly disabled?: boolean;
}

export interface RadioListProps<V extends string> {
  /** Spoken name of the choice. */
  readonly label: string;
  readonly value: V | null;
  onChange(value: V): void;
  readonly options: readonly RadioOption<V>[];
}

/** One of a few choices that need a line each. */
export function RadioList<V extends string>(props: RadioListProps<V>): JSX.Element {
  const { label, value, onChange, options } = props;
  const name = useId();
  return (
    <div className="choice-list" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className="choice">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          <span>
            <span className="med">{option.label}</span>
            {option.detail === undefined ? null : <span className="t3 t12"> {option.detail}</span>}
          </span>
          {option.end}
        </label>
      ))}
    </div>
  );
}

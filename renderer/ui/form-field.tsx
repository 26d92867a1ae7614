import { useId, type JSX, type ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { t } from './i18n.ts';

/** To be spread on the input. */
export interface FormFieldIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
  readonly required: boolean;
}

export interface FormFieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** A sentence: what is wrong and what to do. */
  readonly error?: string | undefined;
  readonly required?: boolean;
  children(ids: FormFieldIds): ReactNode;
}

/** A label, an input, a hint and what is wrong, tied together for screen readers. */
export function FormField({
  label,
  hint,
  error,
  required = false,
  children,
}: FormFieldProps): JSX.Element {
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}-hint`;
  const errorId = error === undefined ? undefined : `${id}-error`;
  const described = [hintId, errorId].filter((each) => each !== undefined).join(' ');
  return (
    <div className="form-field">
      <label className="form-field__label" htmlFor={id}>
        {label}
        {required ? <span className="form-field__must">{t('required')}</span> : null}
      </label>
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': error === undefined ? undefined : true,
        required,
      })}
      {hint === undefined ? null : (
        <div id={hintId} className="form-field__hint">
          {hint}
        </div>
      )}
      {error === undefined ? null : (
        <div id={errorId} className="form-field__error" role="alert">
          <Icon name="warning" size={14} />
          {error}
        </div>
      )}
    </div>
  );
}

import { useId } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { FormField } from '../../../ui/form-field.tsx';
import type { FormFieldProps } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { amountInput, readAmount } from './duration.ts';
import type { AmountUnit } from './duration.ts';
import { usePolicyForm } from './policy-form.ts';
import { problemText } from './policy-words.ts';
import { ProblemList } from './problem-list.tsx';

/** A part of the form with its heading. */
export function FormSection(props: {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <section className="slp-section" aria-labelledby={id}>
      <h3 id={id} className="slp-section__title">
        {props.title}
      </h3>
      {props.hint === undefined ? null : <p className="t3 t12">{props.hint}</p>}
      {props.children}
    </section>
  );
}

/** A field of the form with what is wrong with it; errors are tied to the input. */
export function PathField(
  props: Omit<FormFieldProps, 'error'> & { readonly path: string },
): ReactElement {
  const { path, ...field } = props;
  const problems = usePolicyForm().problemsAt(path);
  const error = problems.find(({ severity }) => severity === 'error');
  return (
    <div data-path={path}>
      <FormField {...field} error={error && problemText(error)} />
      <ProblemList problems={problems.filter((each) => each !== error)} />
    </div>
  );
}

/** What is wrong with a group of fields. */
export function PathProblems(props: {
  readonly path: string;
  /** Of everything below it too. */
  readonly deep?: boolean;
}): ReactElement | null {
  const problems = usePolicyForm().problemsAt(props.path, props.deep);
  return <ProblemList problems={problems} />;
}

/** A group of boxes or rows under one name. */
export function Group(props: {
  readonly label: string;
  readonly path?: string;
  readonly className?: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <fieldset className="slp-group" data-path={props.path}>
      <legend className="form-field__label">{props.label}</legend>
      <div className={props.className}>{props.children}</div>
      {props.path === undefined ? null : <PathProblems path={props.path} />}
    </fieldset>
  );
}

interface AmountBoxProps {
  readonly path: string;
  readonly label: string;
  readonly shown?: ReactNode;
  readonly value: number | null;
  readonly unit: AmountUnit;
  /** Empty means that nothing is promised; otherwise it must hold something. */
  readonly allowEmpty?: boolean;
  /** With what is left of the typed text: null where it reads as it is meant. */
  onChange(value: number | null, text: string | null): void;
}

/** An amount of time as people write it. What cannot be read stays in the box and is said. */
export function AmountBox(props: AmountBoxProps): ReactElement {
  const { path, label, shown, value, unit, allowEmpty = true, onChange } = props;
  const { form, problemsAt } = usePolicyForm();
  const errorId = useId();
  const kept = form.texts[path];
  const problems = problemsAt(path);
  const read = kept === undefined ? null : readAmount(kept, unit);
  const error =
    read?.kind === 'bad'
      ? read.message
      : problems.map((problem) => problemText(problem)).join(' ') || undefined;
  const isError = read?.kind === 'bad' || problems.some(({ severity }) => severity === 'error');
  const type = (text: string): void => {
    const said = readAmount(text, unit);
    if (said.kind === 'amount') onChange(said.value, text);
    else if (said.kind === 'empty' && allowEmpty) onChange(null, null);
    else onChange(value, text);
  };
  return (
    <label className="slp-amount" data-path={path}>
      <span className="slp-amount__label">{shown ?? label}</span>
      <TextInput
        aria-label={label}
        aria-invalid={isError ? true : undefined}
        aria-describedby={error === undefined ? undefined : errorId}
        value={kept ?? amountInput(value, unit)}
        placeholder="–"
        autoComplete="off"
        onChange={(event) => type(event.target.value)}
        onBlur={() => {
          if (kept !== undefined && read?.kind !== 'bad') onChange(value, null);
        }}
      />
      {error === undefined ? null : (
        <span
          id={errorId}
          className={isError ? 'slp-amount__error' : 'slp-amount__warning'}
          role="status"
        >
          <Icon
            name={isError ? 'stop' : 'warning'}
            size={12}
            label={isError ? t('Must be corrected') : t('Please check')}
          />
          {error}
        </span>
      )}
    </label>
  );
}

interface PercentBoxProps {
  readonly path: string;
  readonly label: string;
  readonly value: number;
  readonly most: number;
  onChange(value: number): void;
}

/** A whole percentage. */
export function PercentBox({ path, label, value, most, onChange }: PercentBoxProps): ReactElement {
  return (
    <PathField path={path} label={label}>
      {(ids) => (
        <span className="slp-percent">
          <TextInput
            {...ids}
            type="number"
            min={1}
            max={most}
            step={1}
            value={Number.isNaN(value) ? '' : value}
            onChange={(event) =>
              onChange(Math.max(0, Math.min(most, Math.round(Number(event.target.value) || 0))))
            }
          />
          <span aria-hidden="true">%</span>
        </span>
      )}
    </PathField>
  );
}

/** A short choice of several, as boxes in a line. */
export function CheckRow<V extends string>(props: {
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly chosen: readonly string[];
  onChange(chosen: readonly V[]): void;
}): ReactElement {
  const { options, chosen, onChange } = props;
  return (
    <div className="slp-checks">
      {options.map(({ value, label }) => (
        <label key={value} className="choice slp-check">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange(
                options
                  .map((option) => option.value)
                  .filter((each) =>
                    each === value ? event.target.checked : chosen.includes(each),
                  ),
              )
            }
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}

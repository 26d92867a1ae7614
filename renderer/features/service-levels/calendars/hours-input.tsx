import { useState } from 'react';
import type { ReactElement } from 'react';
import { TextInput } from '../../../ui/text-input.tsx';
import { t } from '../../../ui/i18n.ts';
import { hoursText, parseHours } from './week-hours.ts';
import type { Interval } from './week-hours.ts';

interface HoursInputProps {
  /** Spoken name: "Hours on Monday". */
  readonly label: string;
  readonly hours: readonly Interval[];
  readonly readOnly: boolean;
  readonly isInvalid?: boolean;
  onChange(hours: readonly Interval[]): void;
}

/** Hours as text: "08:00–12:00, 13:00–17:00". What is typed is read when one leaves or presses Enter. */
export function HoursInput(props: HoursInputProps): ReactElement {
  const { label, hours, readOnly, isInvalid = false, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const take = (): void => {
    if (typed === null) return;
    const read = parseHours(typed);
    if (typeof read === 'string') {
      setError(read);
      return;
    }
    setTyped(null);
    setError(null);
    if (hoursText(read) !== hoursText(hours)) onChange(read);
  };
  return (
    <div className="cal-hours">
      <TextInput
        className="tnum"
        aria-label={label}
        aria-invalid={error !== null || isInvalid ? true : undefined}
        readOnly={readOnly}
        placeholder={t('closed')}
        value={typed ?? hoursText(hours)}
        onChange={(event) => {
          setTyped(event.target.value);
          setError(null);
        }}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
          if (event.key === 'Escape' && typed !== null) {
            event.stopPropagation();
            setTyped(null);
            setError(null);
          }
        }}
      />
      {error === null ? null : (
        <p className="cal-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

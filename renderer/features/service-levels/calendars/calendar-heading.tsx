import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import type { CalendarDraft, DraftProblem } from './calendar-draft.ts';

const ZONES = Intl.supportedValuesOf('timeZone');

export interface CalendarFormProps {
  readonly draft: CalendarDraft;
  readonly problems: readonly DraftProblem[];
  readonly readOnly: boolean;
  readonly nowMs: number;
  onChange(next: CalendarDraft): void;
}

function zoneOptions(chosen: string) {
  // "UTC" and old names are zones, but not in the platform's list.
  const all = ZONES.includes(chosen) || chosen === '' ? ZONES : [chosen, ...ZONES];
  const zones = all.includes('UTC') ? all : ['UTC', ...all];
  return zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}

/** Name and time zone. */
export function CalendarHeading({
  draft,
  problems,
  readOnly,
  onChange,
}: CalendarFormProps): ReactElement {
  const errorOf = (field: string): string | undefined =>
    problems.find((problem) => problem.field === field)?.text;
  const options = useMemo(() => zoneOptions(draft.timezone), [draft.timezone]);
  return (
    <div className="cal-heading">
      <FormField label={t('Name')} required={!readOnly} error={errorOf('name')}>
        {(ids) => (
          <TextInput
            {...ids}
            value={draft.name}
            readOnly={readOnly}
            maxLength={160}
            onChange={(event) => onChange({ ...draft, name: event.target.value })}
          />
        )}
      </FormField>
      <FormField
        label={t('Time zone')}
        required={!readOnly}
        error={errorOf('timezone')}
        hint={t('Hours are those of the clocks on its walls.')}
      >
        {(ids) =>
          readOnly ? (
            <TextInput {...ids} value={draft.timezone} readOnly />
          ) : (
            <Combobox
              {...ids}
              value={draft.timezone}
              options={options}
              onChange={(timezone) => onChange({ ...draft, timezone })}
            />
          )
        }
      </FormField>
    </div>
  );
}

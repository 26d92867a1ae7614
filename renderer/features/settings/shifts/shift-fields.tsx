import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Person } from '../../../../shared/model/reference.ts';
import { useReference } from '../../../replica/hooks.ts';
import { peopleOf } from '../../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { PickSeveral } from '../../../ui/pick-several.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { weekdayName } from './shift-words.ts';
import type { Shift } from './shift-words.ts';

interface ShiftProps {
  readonly shift: Shift;
  readonly index: number;
  readonly teamId: string;
  readonly mayEdit: boolean;
  errorOf(field: string): string | undefined;
  onChange(next: Shift): void;
  onRemove(): void;
}

/** People who sign in, those of the team first. */
function personOptions(reference: ReferenceSnapshot, teamId: string): readonly Option[] {
  const isOfTeam = (person: Person): boolean => person.teamIds.some((id) => id === teamId);
  return peopleOf(reference)
    .filter(({ userName }) => userName !== undefined)
    .sort((a, b) => Number(isOfTeam(b)) - Number(isOfTeam(a)) || a.name.localeCompare(b.name))
    .map((person) => ({
      value: person.id,
      label: person.name,
      ...(isOfTeam(person) ? {} : { detail: t('another team') }),
    }));
}

const DAYS = [1, 2, 3, 4, 5, 6, 7];

type PartProps = Pick<ShiftProps, 'shift' | 'errorOf' | 'onChange'>;

function Weekdays({ shift, errorOf, onChange }: PartProps): ReactElement {
  const locale = useLocale();
  const error = errorOf('weekdays');
  const toggle = (day: number, isOn: boolean): void => {
    const without = shift.weekdays.filter((each) => each !== day);
    onChange({
      ...shift,
      weekdays: (isOn ? [...without, day] : without).toSorted((a, b) => a - b),
    });
  };
  return (
    <div role="group" aria-label={t('Days it begins on')}>
      <div className="form-field__label">{t('Days it begins on')}</div>
      <div className="work-checks">
        {DAYS.map((day) => (
          <Checkbox
            key={day}
            label={weekdayName(day, locale, 'short')}
            checked={shift.weekdays.includes(day)}
            onChange={(isOn) => toggle(day, isOn)}
          />
        ))}
      </div>
      {error === undefined ? null : (
        <p className="form-field__error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

function Times({ shift, errorOf, onChange }: PartProps): ReactElement {
  const time = (field: 'from' | 'to', label: string, hint?: string): ReactElement => (
    <FormField label={label} hint={hint}>
      {(ids) => (
        <TextInput
          {...ids}
          type="time"
          value={shift[field] === '24:00' ? '00:00' : shift[field]}
          onChange={({ target }) => {
            if (target.value !== '') onChange({ ...shift, [field]: target.value });
          }}
        />
      )}
    </FormField>
  );
  const date = (field: 'validFrom' | 'validTo', label: string): ReactElement => (
    <FormField label={label} error={errorOf(field)}>
      {(ids) => (
        <TextInput
          {...ids}
          type="date"
          value={shift[field] ?? ''}
          onChange={({ target }) => {
            const { validTo: _gone, ...rest } = shift;
            if (target.value !== '') onChange({ ...shift, [field]: target.value });
            else if (field === 'validTo') onChange(rest);
          }}
        />
      )}
    </FormField>
  );
  const endsNextDay = shift.to <= shift.from;
  return (
    <div className="work-pair">
      {time('from', t('From'))}
      {time('to', t('To'), endsNextDay ? t('on the next day') : undefined)}
      {date('validFrom', t('First day'))}
      {date('validTo', t('Last day'))}
    </div>
  );
}

/** One shift of a plan, or one turn on call. */
export function ShiftFields(props: ShiftProps): ReactElement {
  const { shift, index, teamId, mayEdit, errorOf, onChange, onRemove } = props;
  const reference = useReference();
  const people = useMemo(() => personOptions(reference, teamId), [reference, teamId]);
  const title = t('Shift {{number}}', { number: index + 1 });
  return (
    <section className="work-part" aria-label={title}>
      <div className="work-part__head">
        <h3 className="work-head">{title}</h3>
        <span className="grow" />
        {mayEdit ? (
          <IconButton
            icon="trash"
            size="sm"
            label={t('Remove shift {{number}}', { number: index + 1 })}
            onClick={onRemove}
          />
        ) : null}
      </div>
      <Segmented<Shift['kind']>
        label={t('What it is')}
        value={shift.kind}
        options={[
          { value: 'shift', label: t('On shift') },
          { value: 'on-call', label: t('On call') },
        ]}
        onChange={(kind) => onChange({ ...shift, kind })}
      />
      <Weekdays shift={shift} errorOf={errorOf} onChange={onChange} />
      <Times shift={shift} errorOf={errorOf} onChange={onChange} />
      <FormField label={t('People')} error={errorOf('personIds')}>
        {(ids) => (
          <PickSeveral
            ids={ids}
            chosen={shift.personIds}
            options={people}
            disabled={!mayEdit}
            onChange={(personIds) =>
              onChange({ ...shift, personIds: personIds as unknown as Shift['personIds'] })
            }
          />
        )}
      </FormField>
      <Checkbox
        label={t('One of them each week, in turn')}
        hint={t('In the order above. The turn passes on the weekday of the first day.')}
        checked={shift.weekly}
        onChange={(weekly) => onChange({ ...shift, weekly })}
      />
    </section>
  );
}

import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import { AddHolidaysDialog } from './add-holidays-dialog.tsx';
import { withHolidays } from './calendar-draft.ts';
import type { CalendarDraft, DraftHoliday } from './calendar-draft.ts';
import { coverageText } from './calendar-facts.ts';
import { dateWords, regionWords } from './date-words.ts';
import { ImportIcsDialog } from './import-ics-dialog.tsx';

export interface DaysSectionProps {
  readonly draft: CalendarDraft;
  readonly nowMs: number;
  readonly readOnly: boolean;
  onChange(next: CalendarDraft): void;
}

function byYear(holidays: readonly DraftHoliday[]): readonly (readonly [string, DraftHoliday[]])[] {
  const years = new Map<string, DraftHoliday[]>();
  for (const holiday of holidays) {
    const year = holiday.date.slice(0, 4);
    years.set(year, [...(years.get(year) ?? []), holiday]);
  }
  return [...years];
}

function HolidayRow({
  holiday,
  readOnly,
  onName,
  onRemove,
}: {
  readonly holiday: DraftHoliday;
  readonly readOnly: boolean;
  readonly onName: (name: string) => void;
  readonly onRemove: () => void;
}): ReactElement {
  const locale = useLocale();
  const { date, name } = holiday;
  const words = dateWords(date, locale, 'day');
  return (
    <li className="cal-day">
      <span className="cal-day__date tnum">{words}</span>
      {readOnly ? (
        <span className="grow">{name || t('Holiday')}</span>
      ) : (
        <>
          <TextInput
            className="cal-day__name"
            aria-label={t('Name of {{date}}', { date: words })}
            placeholder={t('Holiday')}
            maxLength={160}
            value={name}
            onChange={(event) => onName(event.target.value)}
          />
          <IconButton
            icon="close"
            size="sm"
            label={t('Remove {{date}}', { date: words })}
            onClick={onRemove}
          />
        </>
      )}
    </li>
  );
}

function Year({
  year,
  holidays,
  isOpen,
  ...props
}: DaysSectionProps & {
  readonly year: string;
  readonly holidays: readonly DraftHoliday[];
  readonly isOpen: boolean;
}): ReactElement {
  const { draft, readOnly, onChange } = props;
  const put = (date: string, next: DraftHoliday | null): void =>
    onChange(
      withHolidays(
        draft,
        draft.holidays.flatMap((each) => (each.date === date ? (next ? [next] : []) : [each])),
      ),
    );
  return (
    <details className="cal-year" open={isOpen}>
      <summary>
        {year} <span className="t3 tnum">{holidays.length}</span>
      </summary>
      <ul>
        {holidays.map((holiday) => (
          <HolidayRow
            key={holiday.date}
            holiday={holiday}
            readOnly={readOnly}
            onName={(name) => put(holiday.date, { ...holiday, name })}
            onRemove={() => put(holiday.date, null)}
          />
        ))}
      </ul>
    </details>
  );
}

function AddOwnDay({ draft, onChange }: Pick<DaysSectionProps, 'draft' | 'onChange'>) {
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const isThere = draft.holidays.some((each) => each.date === date);
  const add = (): void => {
    if (date === '' || isThere) return;
    onChange(withHolidays(draft, [...draft.holidays, { date, name }]));
    setDate('');
    setName('');
  };
  return (
    <form
      className="cal-add"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextInput
        type="date"
        aria-label={t('Date of an own holiday')}
        min="1900-01-01"
        max="2299-12-31"
        value={date}
        onChange={(event) => setDate(event.target.value)}
      />
      <TextInput
        aria-label={t('Name of an own holiday')}
        placeholder={t('Name, such as company outing')}
        maxLength={160}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" icon="plus" disabled={date === '' || isThere}>
        {t('Add')}
      </Button>
      {isThere ? <p className="cal-error">{t('This day is a holiday already.')}</p> : null}
    </form>
  );
}

/** The days on which nothing opens, by year, with where they came from. */
export function HolidaysSection(props: DaysSectionProps): ReactElement {
  const { draft, nowMs, readOnly, onChange } = props;
  const locale = useLocale();
  const [dialog, setDialog] = useState<'country' | 'ics' | null>(null);
  const shared = {
    draft,
    nowMs,
    onChange,
    onOpenChange: (open: boolean) => {
      if (!open) setDialog(null);
    },
  };
  const coverage = coverageText(draft.holidays, nowMs, locale);
  const thisYear = String(new Date(nowMs).getUTCFullYear());
  return (
    <section className="cal-section" aria-labelledby="cal-holidays">
      <div className="cal-section__head">
        <h3 id="cal-holidays">{t('Holidays')}</h3>
        {coverage === null ? null : (
          <Chip tone="warning" icon="warning">
            {coverage}
          </Chip>
        )}
        <span className="grow" />
        {readOnly ? null : (
          <>
            <Button size="sm" icon="flag" onClick={() => setDialog('country')}>
              {t('Of a country…')}
            </Button>
            <Button size="sm" icon="calendar" onClick={() => setDialog('ics')}>
              {t('From iCalendar…')}
            </Button>
          </>
        )}
      </div>
      {draft.holidayRegions.length > 0 ? (
        <p className="t3 t12">
          {t('Taken from: {{places}}', {
            places: draft.holidayRegions.map((region) => regionWords(region, locale)).join('; '),
          })}
        </p>
      ) : null}
      {draft.holidays.length === 0 ? (
        <p className="t3">
          {t('No holidays: the hours of the week count on every day of the year.')}
        </p>
      ) : (
        byYear(draft.holidays).map(([year, holidays]) => (
          <Year key={year} {...props} year={year} holidays={holidays} isOpen={year === thisYear} />
        ))
      )}
      {readOnly ? null : <AddOwnDay draft={draft} onChange={onChange} />}
      <AddHolidaysDialog open={dialog === 'country'} {...shared} />
      <ImportIcsDialog open={dialog === 'ics'} {...shared} />
    </section>
  );
}

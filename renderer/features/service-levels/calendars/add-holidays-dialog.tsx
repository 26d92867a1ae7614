import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { msg, t, useLocale } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Select } from '../../../ui/select.tsx';
import { addDays, offerDays } from './add-days.ts';
import type { CalendarDraft } from './calendar-draft.ts';
import { addLabel, DayOffers, useUnwanted, wantedOf } from './day-offers.tsx';
import type * as HolidaySource from './holiday-source.ts';
import { useHolidaySource } from './use-holiday-source.ts';

type Source = typeof HolidaySource;
type HolidayType = Parameters<Source['findHolidays']>[0]['types'][number];

interface AddHolidaysProps {
  readonly open: boolean;
  readonly draft: CalendarDraft;
  readonly nowMs: number;
  onOpenChange(open: boolean): void;
  onChange(next: CalendarDraft): void;
}

const TYPES: readonly { readonly value: HolidayType; readonly label: string }[] = [
  { value: 'public', label: msg('Public holidays') },
  { value: 'bank', label: msg('Bank holidays') },
  { value: 'optional', label: msg('Optional holidays') },
];
/** Rules of holidays are laws; nobody knows them for longer. */
const YEARS_AHEAD = 6;

interface Pick {
  /** `DE`, `DE-SN`, `DE-BY-A` */
  readonly place: string;
  readonly from: number;
  readonly to: number;
  readonly types: readonly HolidayType[];
}

function pickOf(draft: CalendarDraft, nowMs: number): Pick {
  const year = new Date(nowMs).getUTCFullYear();
  const place = draft.holidayRegions.at(-1) ?? '';
  return { place, from: year, to: year + 1, types: ['public'] };
}

function PlaceFields({
  source,
  place,
  onChange,
}: {
  readonly source: Source;
  readonly place: string;
  readonly onChange: (place: string) => void;
}): ReactElement {
  const locale = useLocale();
  const [country = '', state = '', region = ''] = place.split('-');
  const countries = useMemo(
    () => source.countriesOf(locale).map(({ code, name }) => ({ value: code, label: name })),
    [source, locale],
  );
  const states = country ? source.statesOf(country, locale) : [];
  const regions = state ? source.regionsOf(country, state, locale) : [];
  const part = (
    label: string,
    value: string,
    options: readonly { readonly code: string; readonly name: string }[],
    choose: (code: string) => void,
  ): ReactElement | null =>
    options.length === 0 ? null : (
      <FormField label={label}>
        {(ids) => (
          <Select
            {...ids}
            value={value}
            placeholder={t('all of it')}
            options={options.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={choose}
          />
        )}
      </FormField>
    );
  return (
    <>
      <FormField label={t('Country')}>
        {(ids) => <Combobox {...ids} value={country} options={countries} onChange={onChange} />}
      </FormField>
      {part(t('State or province'), state, states, (code) =>
        onChange(code ? `${country}-${code}` : country),
      )}
      {part(t('Region'), region, regions, (code) =>
        onChange(code ? `${country}-${state}-${code}` : `${country}-${state}`),
      )}
    </>
  );
}

function YearSelect(props: {
  readonly label: string;
  readonly value: number;
  readonly years: readonly number[];
  readonly onChange: (year: number) => void;
}): ReactElement {
  return (
    <FormField label={props.label}>
      {(ids) => (
        <Select
          {...ids}
          value={String(props.value)}
          options={props.years.map((year) => ({ value: String(year), label: String(year) }))}
          onChange={(year) => props.onChange(Number(year))}
        />
      )}
    </FormField>
  );
}

function PickForm({
  source,
  pick,
  nowMs,
  onChange,
}: {
  readonly source: Source;
  readonly pick: Pick;
  readonly nowMs: number;
  readonly onChange: (pick: Pick) => void;
}): ReactElement {
  const first = new Date(nowMs).getUTCFullYear() - 2;
  const years = Array.from({ length: YEARS_AHEAD + 3 }, (_, n) => first + n);
  return (
    <div className="cal-pick">
      <PlaceFields
        source={source}
        place={pick.place}
        onChange={(place) => onChange({ ...pick, place })}
      />
      <YearSelect
        label={t('From the year')}
        value={pick.from}
        years={years}
        onChange={(from) => onChange({ ...pick, from, to: Math.max(from, pick.to) })}
      />
      <YearSelect
        label={t('To the year')}
        value={pick.to}
        years={years}
        onChange={(to) => onChange({ ...pick, to, from: Math.min(to, pick.from) })}
      />
      <div className="cal-pick__types" role="group" aria-label={t('Kinds of holidays')}>
        {TYPES.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={t(label)}
            checked={pick.types.includes(value)}
            onChange={(isOn) =>
              onChange({
                ...pick,
                types: isOn ? [...pick.types, value] : pick.types.filter((each) => each !== value),
              })
            }
          />
        ))}
      </div>
    </div>
  );
}

function useFound(source: Source | null, pick: Pick, locale: string) {
  return useMemo(() => {
    const [country = '', state, region] = pick.place.split('-');
    if (source === null || country === '') return [];
    return source.findHolidays({
      region: { country, ...(state ? { state } : {}), ...(region ? { region } : {}) },
      years: Array.from({ length: pick.to - pick.from + 1 }, (_, n) => pick.from + n),
      types: pick.types,
      locale,
    });
  }, [source, pick, locale]);
}

function AddHolidaysForm(props: AddHolidaysProps): ReactElement {
  const { draft, nowMs, onOpenChange, onChange } = props;
  const locale = useLocale();
  const loaded = useHolidaySource(true);
  const source = loaded === 'failed' ? null : loaded;
  const [pick, setPick] = useState(() => pickOf(draft, nowMs));
  const { unwanted, toggle } = useUnwanted();
  const found = useFound(source, pick, locale);
  const offers = offerDays(draft, found);
  const wanted = wantedOf(offers, unwanted);
  const add = (): void => {
    onChange(addDays(draft, wanted, pick.place));
    onOpenChange(false);
  };
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      size="l"
      title={t('Add holidays of a country')}
      description={t('The rules are on this machine; nothing is downloaded.')}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('Cancel')}</Button>
          <Button variant="primary" disabled={wanted.length === 0} onClick={add}>
            {addLabel(wanted)}
          </Button>
        </>
      }
    >
      {loaded === 'failed' ? (
        <Notice tone="danger" title={t('The rules of holidays could not be read')}>
          {t('Add the days by hand or from an iCalendar file.')}
        </Notice>
      ) : null}
      {source === null ? null : (
        <PickForm source={source} pick={pick} nowMs={nowMs} onChange={setPick} />
      )}
      {pick.place === '' ? (
        <p className="t3">{t('Choose a country to see its days.')}</p>
      ) : (
        <DayOffers offers={offers} unwanted={unwanted} onToggle={toggle} />
      )}
      {pick.place !== '' && offers.length > 0 && wanted.length === 0 && unwanted.size === 0 ? (
        <p className="t3">{t('All of these days are in the calendar already.')}</p>
      ) : null}
    </Dialog>
  );
}

/** Takes the holidays of a country, a state or a region for some years. */
export function AddHolidaysDialog(props: AddHolidaysProps): ReactElement | null {
  return props.open ? <AddHolidaysForm {...props} /> : null;
}

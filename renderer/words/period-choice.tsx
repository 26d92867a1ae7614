import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { dayText } from '../../shared/sla/report-periods.ts';
import type { PeriodRange, ReportPeriod } from '../../shared/sla/report-periods.ts';
import { useReference } from '../replica/hooks.ts';
import { policiesOf } from '../replica/reference.ts';
import { FormField } from '../ui/form-field.tsx';
import { t } from '../ui/i18n.ts';
import { Select } from '../ui/select.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { ownZone, rangeLabel } from './period-words.ts';

const PERIODS = ['d7', 'd30', 'd90', 'm0', 'm1', 'q0', 'q1', 'custom'] as const;
type PeriodName = (typeof PERIODS)[number];

const PRESETS: Readonly<Record<Exclude<PeriodName, 'custom'>, ReportPeriod>> = {
  d7: { kind: 'days', days: 7 },
  d30: { kind: 'days', days: 30 },
  d90: { kind: 'days', days: 90 },
  m0: { kind: 'month', back: 0 },
  m1: { kind: 'month', back: -1 },
  q0: { kind: 'quarter', back: 0 },
  q1: { kind: 'quarter', back: -1 },
};

function periodLabel(name: PeriodName): string {
  switch (name) {
    case 'd7':
      return t('Last 7 days');
    case 'd30':
      return t('Last 30 days');
    case 'd90':
      return t('Last 90 days');
    case 'm0':
      return t('This month');
    case 'm1':
      return t('Last month');
    case 'q0':
      return t('This quarter');
    case 'q1':
      return t('Last quarter');
    case 'custom':
      return t('Own dates');
  }
}

function nameOfPeriod(period: ReportPeriod): PeriodName {
  if (period.kind === 'custom') return 'custom';
  const wanted = JSON.stringify(period);
  const found = PERIODS.find(
    (name) => name !== 'custom' && JSON.stringify(PRESETS[name]) === wanted,
  );
  return found ?? 'custom';
}

interface PeriodChoiceProps {
  readonly period: ReportPeriod;
  /** What the choice comes to; null: its dates cannot be read. */
  readonly range: PeriodRange | null;
  onPeriod(period: ReportPeriod): void;
}

/** Which days a report is about: a usual stretch, or dates of one's own. */
export function PeriodChoice({ period, range, onPeriod }: PeriodChoiceProps): ReactElement {
  const choose = (name: PeriodName): void => {
    if (name !== 'custom') onPeriod(PRESETS[name]);
    else if (range) {
      const { firstDay, lastDay } = range;
      onPeriod({ kind: 'custom', from: dayText(firstDay), to: dayText(lastDay) });
    }
  };
  return (
    <>
      <FormField label={t('Period')} hint={range ? rangeLabel(range) : undefined}>
        {(ids) => (
          <Select
            {...ids}
            value={nameOfPeriod(period)}
            onChange={choose}
            options={PERIODS.map((value) => ({ value, label: periodLabel(value) }))}
          />
        )}
      </FormField>
      {period.kind === 'custom' ? (
        <OwnDates period={period} isWrong={range === null} onPeriod={onPeriod} />
      ) : null}
    </>
  );
}

interface ZoneChoiceProps {
  readonly timezone: string;
  onZone(timezone: string): void;
}

/** By which clock days begin and end. */
export function ZoneChoice({ timezone, onZone }: ZoneChoiceProps): ReactElement {
  const zones = useZones();
  return (
    <FormField label={t('Time zone')}>
      {(ids) => (
        <Select
          {...ids}
          value={timezone}
          onChange={onZone}
          options={zones.map((zone) => ({ value: zone, label: zone }))}
        />
      )}
    </FormField>
  );
}

/** Of this machine, of every calendar, and the one of the world. */
function useZones(): readonly string[] {
  const reference = useReference();
  return useMemo(() => {
    const calendars = policiesOf(reference, 'calendar').map(({ timezone }) => timezone);
    return [...new Set([ownZone(), ...calendars.sort(), 'UTC'])];
  }, [reference]);
}

interface OwnDatesProps {
  readonly period: Extract<ReportPeriod, { kind: 'custom' }>;
  readonly isWrong: boolean;
  onPeriod(period: ReportPeriod): void;
}

function OwnDates({ period, isWrong, onPeriod }: OwnDatesProps): ReactElement {
  return (
    <>
      <FormField label={t('First day')}>
        {(ids) => (
          <TextInput
            {...ids}
            type="date"
            value={period.from}
            max={period.to}
            onChange={(event) => onPeriod({ ...period, from: event.target.value })}
          />
        )}
      </FormField>
      <FormField
        label={t('Last day')}
        error={
          isWrong ? t('The last day lies before the first, or one of them is missing.') : undefined
        }
      >
        {(ids) => (
          <TextInput
            {...ids}
            type="date"
            value={period.to}
            min={period.from}
            onChange={(event) => onPeriod({ ...period, to: event.target.value })}
          />
        )}
      </FormField>
    </>
  );
}

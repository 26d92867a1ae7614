import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { SLA_AGREEMENTS, SLA_METRICS } from '../../../../shared/model/policy.ts';
import type { ReportPeriod } from '../../../../shared/sla/report-periods.ts';
import { dayText } from '../../../../shared/sla/report-periods.ts';
import type { PeriodRange } from '../../../../shared/sla/report-periods.ts';
import { useReference } from '../../../replica/hooks.ts';
import { policiesOf, teamsOf } from '../../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { Select } from '../../../ui/select.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { metricLabel } from '../../../words/clock-words.ts';
import { agreementName } from '../policies/policy-words.ts';
import { ownZone, useReportChoices } from './report-choices.ts';
import { rangeLabel } from './report-words.ts';

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

interface PeriodProps {
  /** What the choice comes to; null: its dates cannot be read. */
  readonly range: PeriodRange | null;
}

/** Which days, by which clock, and on which of them a target counts. */
export function PeriodControls({ range }: PeriodProps): ReactElement {
  const { period, timezone, countedAt, set } = useReportChoices();
  const zones = useZones();
  const choose = (name: PeriodName): void => {
    if (name !== 'custom') set({ period: PRESETS[name] });
    else if (range) {
      const { firstDay, lastDay } = range;
      set({ period: { kind: 'custom', from: dayText(firstDay), to: dayText(lastDay) } });
    }
  };
  return (
    <div className="sl-report__controls">
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
      {period.kind === 'custom' ? <OwnDates period={period} isWrong={range === null} /> : null}
      <FormField label={t('Counted by')}>
        {(ids) => (
          <Select
            {...ids}
            value={countedAt}
            onChange={(next) => set({ countedAt: next })}
            options={[
              { value: 'settled', label: t('Met or breached') },
              { value: 'opened', label: t('Reported') },
            ]}
          />
        )}
      </FormField>
      <FormField label={t('Time zone')}>
        {(ids) => (
          <Select
            {...ids}
            value={timezone}
            onChange={(next) => set({ timezone: next })}
            options={zones.map((zone) => ({ value: zone, label: zone }))}
          />
        )}
      </FormField>
    </div>
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
}

function OwnDates({ period, isWrong }: OwnDatesProps): ReactElement {
  const { set } = useReportChoices();
  return (
    <>
      <FormField label={t('First day')}>
        {(ids) => (
          <TextInput
            {...ids}
            type="date"
            value={period.from}
            max={period.to}
            onChange={(event) => set({ period: { ...period, from: event.target.value } })}
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
            onChange={(event) => set({ period: { ...period, to: event.target.value } })}
          />
        )}
      </FormField>
    </>
  );
}

/** What of all targets the report is about. */
export function FilterControls(): ReactElement {
  const reference = useReference();
  const { filter, set, setFilter } = useReportChoices();
  const options = useMemo(() => filterOptions(reference), [reference]);
  const isFiltered = Object.values(filter).some((value) => value !== null && value !== undefined);
  return (
    <div className="sl-report__controls" role="group" aria-label={t('Filters')}>
      <FormField label={t('Agreement')}>
        {(ids) => (
          <Select
            {...ids}
            value={filter.agreement ?? ''}
            onChange={(next) => setFilter({ agreement: next === '' ? null : next })}
            placeholder={t('All')}
            options={SLA_AGREEMENTS.map((value) => ({ value, label: agreementName(value) }))}
          />
        )}
      </FormField>
      <FormField label={t('Metric')}>
        {(ids) => (
          <Select
            {...ids}
            value={filter.metric ?? ''}
            onChange={(next) => setFilter({ metric: next === '' ? null : next })}
            placeholder={t('All')}
            options={SLA_METRICS.map((value) => ({ value, label: metricLabel(value) }))}
          />
        )}
      </FormField>
      <FormField label={t('Priority')}>
        {(ids) => (
          <Select
            {...ids}
            value={filter.priority ? String(filter.priority) : ''}
            onChange={(next) => setFilter({ priority: next === '' ? null : Number(next) })}
            placeholder={t('All')}
            options={['1', '2', '3', '4'].map((value) => ({ value, label: `P${value}` }))}
          />
        )}
      </FormField>
      <OptionFilter
        label={t('Policy')}
        value={filter.policyId}
        options={options.policies}
        onChange={(policyId) => setFilter({ policyId })}
      />
      <OptionFilter
        label={t('Team')}
        value={filter.teamId}
        options={options.teams}
        onChange={(teamId) => setFilter({ teamId })}
      />
      <OptionFilter
        label={t('Site')}
        value={filter.siteId}
        options={options.sites}
        onChange={(siteId) => setFilter({ siteId })}
      />
      {isFiltered ? (
        <Button variant="quiet" icon="close" onClick={() => set({ filter: {} })}>
          {t('Clear filters')}
        </Button>
      ) : null}
    </div>
  );
}

interface OptionFilterProps {
  readonly label: string;
  readonly value: string | null | undefined;
  readonly options: readonly Option[];
  onChange(value: string | null): void;
}

function OptionFilter({ label, value, options, onChange }: OptionFilterProps): ReactElement {
  return (
    <FormField label={label}>
      {(ids) => (
        <Combobox
          {...ids}
          value={value ?? ''}
          options={options}
          onChange={(next) => onChange(next === '' ? null : next)}
          placeholder={t('All')}
          allowEmpty
        />
      )}
    </FormField>
  );
}

function filterOptions(reference: ReferenceSnapshot) {
  const byLabel = (a: Option, b: Option): number => a.label.localeCompare(b.label);
  const option = ({ id, name }: { readonly id: string; readonly name: string }): Option => ({
    value: id,
    label: name,
  });
  const sites = [...reference.places.values()].filter(
    ({ kind, removedAt }) => kind === 'site' && removedAt === undefined,
  );
  return {
    policies: policiesOf(reference, 'sla').map(option).sort(byLabel),
    teams: teamsOf(reference).map(option).sort(byLabel),
    sites: sites.map(option).sort(byLabel),
  };
}

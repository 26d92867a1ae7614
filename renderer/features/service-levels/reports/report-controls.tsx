import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { SLA_AGREEMENTS, SLA_METRICS } from '../../../../shared/model/policy.ts';
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
import { metricLabel } from '../../../words/clock-words.ts';
import { PeriodChoice, ZoneChoice } from '../../../words/period-choice.tsx';
import { agreementName } from '../policies/policy-words.ts';
import { useReportChoices } from './report-choices.ts';

interface PeriodProps {
  /** What the choice comes to; null: its dates cannot be read. */
  readonly range: PeriodRange | null;
}

/** Which days, by which clock, and on which of them a target counts. */
export function PeriodControls({ range }: PeriodProps): ReactElement {
  const { period, timezone, countedAt, set } = useReportChoices();
  return (
    <div className="sl-report__controls">
      <PeriodChoice period={period} range={range} onPeriod={(next) => set({ period: next })} />
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
      <ZoneChoice timezone={timezone} onZone={(next) => set({ timezone: next })} />
    </div>
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

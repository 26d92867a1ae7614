import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { DeskFilter } from '../../../shared/desk/desk-record.ts';
import { TICKET_KINDS } from '../../../shared/model/ticket.ts';
import type { Priority, TicketKind } from '../../../shared/model/ticket.ts';
import type { PeriodRange } from '../../../shared/sla/report-periods.ts';
import { useReference } from '../../replica/hooks.ts';
import { policiesOf, teamsOf } from '../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../replica/reference.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { t } from '../../ui/i18n.ts';
import type { Option } from '../../ui/option.ts';
import { Select } from '../../ui/select.tsx';
import { PeriodChoice, ZoneChoice } from '../../words/period-choice.tsx';
import { useDashboardChoices } from './dashboard-choices.ts';
import { GROUP_OPTIONS, groupName, kindsLabel } from './dashboard-words.ts';

const ALL = 'all';

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V | null;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  onChange(value: V | null): void;
}

/** One of a few, or all of them. */
function FewChoice<V extends string>(props: ChoiceProps<V>): ReactElement {
  const { label, value, options, onChange } = props;
  return (
    <FormField label={label}>
      {(ids) => (
        <Select<V | typeof ALL>
          {...ids}
          value={value ?? ALL}
          onChange={(next) => onChange(next === ALL ? null : next)}
          options={[{ value: ALL, label: t('All') }, ...options]}
        />
      )}
    </FormField>
  );
}

/** One of many, found by typing, or all of them. */
function ManyChoice(props: ChoiceProps<string>): ReactElement {
  const { label, value, options, onChange } = props;
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

const PRIORITIES = ['1', '2', '3', '4'] as const;

/** Which days and which records the figures are about, and what they are parted by. */
export function DashboardControls({ range }: { readonly range: PeriodRange | null }): ReactElement {
  const reference = useReference();
  const { period, timezone, filter, groupBy, set, setFilter } = useDashboardChoices();
  const options = useMemo(() => optionsOf(reference), [reference]);
  return (
    <div className="dash-controls" role="group" aria-label={t('Period and filters')}>
      <PeriodChoice period={period} range={range} onPeriod={(next) => set({ period: next })} />
      <ZoneChoice timezone={timezone} onZone={(next) => set({ timezone: next })} />
      <FewChoice<TicketKind>
        label={t('Kind')}
        value={filter.kind ?? null}
        options={TICKET_KINDS.map((value) => ({ value, label: kindsLabel(value) }))}
        onChange={(kind) => setFilter({ kind })}
      />
      <FewChoice<string>
        label={t('Priority')}
        value={filter.priority ? String(filter.priority) : null}
        options={PRIORITIES.map((value) => ({ value, label: `P${value}` }))}
        onChange={(next) =>
          setFilter({ priority: next === null ? null : (Number(next) as Priority) })
        }
      />
      <ManyChoice
        label={t('Team')}
        value={filter.teamId ?? null}
        options={options.teams}
        onChange={(teamId) => setFilter({ teamId })}
      />
      <ManyChoice
        label={t('Site')}
        value={filter.siteId ?? null}
        options={options.sites}
        onChange={(siteId) => setFilter({ siteId })}
      />
      <ManyChoice
        label={t('Service')}
        value={filter.serviceId ?? null}
        options={options.services}
        onChange={(serviceId) => setFilter({ serviceId })}
      />
      <ManyChoice
        label={t('Category')}
        value={filter.category ?? null}
        options={options.categories}
        onChange={(category) => setFilter({ category })}
      />
      <FormField label={t('Group by')}>
        {(ids) => (
          <Select
            {...ids}
            value={groupBy}
            onChange={(next) => set({ groupBy: next })}
            options={GROUP_OPTIONS.map((value) => ({ value, label: groupName(value) }))}
          />
        )}
      </FormField>
      {isFiltered(filter) ? (
        <Button variant="quiet" icon="close" onClick={() => set({ filter: {} })}>
          {t('Clear filters')}
        </Button>
      ) : null}
    </div>
  );
}

function isFiltered(filter: DeskFilter): boolean {
  return Object.values(filter).some((value) => value !== null && value !== undefined);
}

function optionsOf(reference: ReferenceSnapshot) {
  const byLabel = (a: Option, b: Option): number => a.label.localeCompare(b.label);
  const option = ({ id, name }: { readonly id: string; readonly name: string }): Option => ({
    value: id,
    label: name,
  });
  const sites = [...reference.places.values()].filter(
    ({ kind, removedAt }) => kind === 'site' && removedAt === undefined,
  );
  const services = [...reference.catalog.values()].filter(
    ({ kind, removedAt }) => kind === 'service' && removedAt === undefined,
  );
  return {
    teams: teamsOf(reference).map(option).sort(byLabel),
    sites: sites.map(option).sort(byLabel),
    services: services.map(option).sort(byLabel),
    categories: [...new Set(policiesOf(reference, 'category').map(({ name }) => name))]
      .map((name) => ({ value: name, label: name }))
      .sort(byLabel),
  };
}

import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { ageGroups, AGE_EDGES_DAYS, backlogAt, flowOf } from '../../../shared/desk/desk-figures.ts';
import type { AgeGroup } from '../../../shared/desk/desk-figures.ts';
import type { DeskRecord } from '../../../shared/desk/desk-record.ts';
import { BarChart } from '../../ui/bar-chart.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { formatExact } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { LineChart } from '../../ui/line-chart.tsx';
import { countText, groupName, timeText, wasText } from './dashboard-words.ts';
import { FiguresTable } from './figures-table.tsx';
import type { Cell, FigureColumn, FigureRow } from './figures-table.tsx';
import { roundRange } from './round-range.ts';
import type { PageProps } from './page-props.ts';
import type { Dashboard } from './use-dashboard.ts';

function ageLabel({ fromDays, toDays }: Pick<AgeGroup, 'fromDays' | 'toDays'>): string {
  if (toDays === null) return t('{{days}} days and more', { days: fromDays });
  if (fromDays === 0) return t('Under a day');
  return t('{{from}} to {{to}} days', { from: fromDays, to: toDays });
}

function columnsOf(): readonly FigureColumn[] {
  const ages = AGE_EDGES_DAYS.map((fromDays, index) => {
    const toDays = AGE_EDGES_DAYS[index + 1] ?? null;
    return { id: `age-${fromDays}`, label: ageLabel({ fromDays, toDays }) };
  });
  return [
    { id: 'open', label: t('Open') },
    ...ages,
    { id: 'oldest', label: t('Oldest'), title: t('How long the oldest has been open') },
  ];
}

function counted(records: readonly DeskRecord[]): Cell {
  return { value: records.length, text: countText(records.length), records };
}

function rowOf(key: string, label: string, backlog: readonly DeskRecord[], atMs: number) {
  const oldest = backlog.reduce((first, { openedMs }) => Math.min(first, openedMs), Infinity);
  const ageMs = Number.isFinite(oldest) ? atMs - oldest : null;
  const row: FigureRow = {
    key,
    label,
    cells: [
      counted(backlog),
      ...ageGroups(backlog, atMs).map(({ records }) => counted(records)),
      { value: ageMs, text: timeText(ageMs) },
    ],
  };
  return row;
}

function figuresOfBacklog({ records, groups, atMs, before }: Dashboard) {
  const backlog = backlogAt(records, atMs);
  const ages = backlog.map(({ openedMs }) => atMs - openedMs).sort((a, b) => a - b);
  return {
    backlog,
    then: backlogAt(records, before.toMs - 1).length,
    medianMs: ages[Math.ceil(ages.length / 2) - 1] ?? null,
    oldestMs: ages.at(-1) ?? null,
    rows: groups
      .map(({ key, label, records: own }) => rowOf(String(key), label, backlogAt(own, atMs), atMs))
      .filter(({ cells }) => (cells[0]?.value ?? 0) > 0)
      .sort((a, b) => (b.cells[0]?.value ?? 0) - (a.cells[0]?.value ?? 0)),
    total: rowOf('total', t('Total'), backlog, atMs),
  };
}

/** What is open, for how long, and how that came about. */
export function BacklogPage({ dashboard, onSelect }: PageProps): ReactElement {
  const locale = useLocale();
  const { groupBy, slots, records, atMs } = dashboard;
  const { backlog, then, medianMs, oldestMs, rows, total } = useMemo(
    () => figuresOfBacklog(dashboard),
    [dashboard],
  );
  const flow = useMemo(
    () => flowOf(records, slots).filter(({ slot }) => slot.fromMs <= atMs),
    [records, slots, atMs],
  );
  const ages = ageGroups(backlog, atMs);
  const levels = flow.map(({ backlog: level }) => level);
  return (
    <>
      <Facts>
        <Fact label={t('Open')} isMain note={wasText(countText(then))}>
          {countText(backlog.length)}
        </Fact>
        <Fact label={t('Median age')} note={t('half have been open for less')}>
          {timeText(medianMs)}
        </Fact>
        <Fact label={t('Oldest')}>{timeText(oldestMs)}</Fact>
        <Fact label={t('Without a team')}>
          {countText(backlog.filter(({ teamId }) => teamId === null).length)}
        </Fact>
        <Fact label={t('Open for a month and more')}>
          {countText(
            ages.filter(({ fromDays }) => fromDays >= 30).flatMap((age) => age.records).length,
          )}
        </Fact>
      </Facts>
      <p className="t3 t12">
        {t('As of {{instant}}.', { instant: formatExact(locale, atMs) })}{' '}
        {t('A record that was reopened counts as open all the time.')}
      </p>
      <h2 className="dash-heading">{t('Open records over time')}</h2>
      <LineChart
        label={t('Open records over time')}
        series={[{ id: 'open', label: t('Open'), values: levels, look: 'solid' }]}
        labels={slots.slice(0, flow.length).map(({ label }) => label)}
        range={roundRange(levels)}
        formatValue={countText}
      />
      <h2 className="dash-heading">{t('By age')}</h2>
      <BarChart
        label={t('Open records by age')}
        series={[{ id: 'open', label: t('Open'), tone: 'running' }]}
        rows={ages.map((age) => ({
          key: String(age.fromDays),
          label: ageLabel(age),
          values: [age.records.length],
          figure: countText(age.records.length),
        }))}
        formatValue={countText}
        {...(onSelect
          ? {
              onChoose: (key: string) => {
                const age = ages.find(({ fromDays }) => String(fromDays) === key);
                if (age) onSelect({ title: ageLabel(age), records: age.records });
              },
            }
          : {})}
      />
      <FiguresTable
        heading={groupName(groupBy)}
        columns={columnsOf()}
        rows={rows}
        total={total}
        onSelect={onSelect}
      />
    </>
  );
}

import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { activeIn, flowOf, isWithin } from '../../../shared/desk/desk-figures.ts';
import type { DeskRecord } from '../../../shared/desk/desk-record.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { formatNumber } from '../../ui/format.ts';
import { currentLocale, t } from '../../ui/i18n.ts';
import { LineChart } from '../../ui/line-chart.tsx';
import { countText, groupName, wasText } from './dashboard-words.ts';
import { FiguresTable } from './figures-table.tsx';
import type { Cell, FigureColumn, FigureRow } from './figures-table.tsx';
import type { PageProps } from './page-props.ts';
import { roundRange } from './round-range.ts';
import type { Dashboard } from './use-dashboard.ts';

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

function signed(value: number): string {
  return formatNumber(currentLocale(), value, { signDisplay: 'exceptZero' });
}

function columnsOf(): readonly FigureColumn[] {
  return [
    { id: 'opened', label: t('Came in') },
    { id: 'ended', label: t('Went out'), title: t('Resolved, closed or cancelled') },
    { id: 'net', label: t('Difference') },
  ];
}

function flowCells(records: readonly DeskRecord[], stretch: Stretch): readonly Cell[] {
  const opened = records.filter(({ openedMs }) => isWithin(openedMs, stretch));
  const ended = records.filter(({ endedMs }) => isWithin(endedMs, stretch));
  const net = opened.length - ended.length;
  return [
    { value: opened.length, text: countText(opened.length), records: opened },
    { value: ended.length, text: countText(ended.length), records: ended },
    { value: net, text: signed(net) },
  ];
}

function tablesOf({ records, groups, slots, range }: Dashboard) {
  const active = activeIn(records, range);
  return {
    bySlot: slots.map((slot): FigureRow => ({
      key: slot.key,
      label: slot.label,
      cells: flowCells(active, slot),
    })),
    byGroup: groups
      .map(({ key, label, records: own }): FigureRow => ({
        key: String(key),
        label,
        cells: flowCells(own, range),
      }))
      .filter(({ cells }) => cells.some(({ value }) => value !== 0)),
    total: { key: 'total', label: t('Total'), cells: flowCells(records, range) } as FigureRow,
  };
}

/** What came in and what went out. */
export function FlowPage({ dashboard, onSelect }: PageProps): ReactElement {
  const { records, slots, groupBy, range, before, atMs } = dashboard;
  const flow = useMemo(
    () => flowOf(records, slots).filter(({ slot }) => slot.fromMs <= atMs),
    [records, slots, atMs],
  );
  const { bySlot, byGroup, total } = useMemo(() => tablesOf(dashboard), [dashboard]);
  const now = useMemo(() => flowCells(records, range), [records, range]);
  const was = useMemo(() => flowCells(records, before), [records, before]);
  const text = (cells: readonly Cell[], index: number): string => cells[index]?.text ?? '–';
  const opened = flow.map((each) => each.opened);
  const ended = flow.map((each) => each.ended);
  return (
    <>
      <Facts>
        <Fact label={t('Came in')} isMain note={wasText(text(was, 0))}>
          {text(now, 0)}
        </Fact>
        <Fact label={t('Went out')} isMain note={wasText(text(was, 1))}>
          {text(now, 1)}
        </Fact>
        <Fact label={t('Difference')} note={wasText(text(was, 2))}>
          {text(now, 2)}
        </Fact>
        <Fact label={t('Open at the end')}>{countText(flow.at(-1)?.backlog ?? 0)}</Fact>
      </Facts>
      <h2 className="dash-heading">{t('Came in and went out')}</h2>
      <LineChart
        label={t('Came in and went out')}
        series={[
          { id: 'opened', label: t('Came in'), values: opened, look: 'solid' },
          { id: 'ended', label: t('Went out'), values: ended, look: 'dashed' },
        ]}
        labels={slots.slice(0, flow.length).map(({ label }) => label)}
        range={roundRange([...opened, ...ended])}
        formatValue={countText}
      />
      <FiguresTable
        heading={groupName(groupBy)}
        columns={columnsOf()}
        rows={byGroup}
        total={total}
        onSelect={onSelect}
      />
      <h2 className="dash-heading">{t('By time')}</h2>
      <FiguresTable
        heading={t('Begins')}
        columns={columnsOf()}
        rows={bySlot}
        total={total}
        onSelect={onSelect}
      />
    </>
  );
}

import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { Fact, Facts } from '../../ui/facts.tsx';
import { t } from '../../ui/i18n.ts';
import { LineChart } from '../../ui/line-chart.tsx';
import { countText, groupName, spreadText, timeText, wasText } from './dashboard-words.ts';
import { figuresOverTime, speedCells, speedColumns, tableOf } from './figure-cells.ts';
import { FiguresTable } from './figures-table.tsx';
import type { PageProps } from './page-props.ts';
import { roundRange } from './round-range.ts';

const HOUR_MS = 3_600_000;

/** The scale of a chart of durations is in whole hours. */
function hourRange(values: readonly (number | null)[]): readonly [number, number] {
  const [low, high] = roundRange(values.map((ms) => (ms === null ? null : ms / HOUR_MS)));
  return [low * HOUR_MS, high * HOUR_MS];
}

/** How long people wait for an answer and for a resolution. */
export function SpeedPage({ dashboard, onSelect }: PageProps): ReactElement {
  const { now, was, bySlot, labels } = useMemo(() => figuresOverTime(dashboard), [dashboard]);
  const { rows, total } = useMemo(() => tableOf(dashboard, speedCells), [dashboard]);
  const answer = bySlot.map(({ acknowledge }) => acknowledge.medianMs);
  const resolve = bySlot.map(({ resolve: took }) => took.medianMs);
  return (
    <>
      <Facts>
        <Fact
          label={t('Mean time to answer (MTTA)')}
          isMain
          note={`${spreadText(now.acknowledge)} · ${wasText(timeText(was.acknowledge.meanMs))}`}
        >
          {timeText(now.acknowledge.meanMs)}
        </Fact>
        <Fact
          label={t('Mean time to resolve (MTTR)')}
          isMain
          note={`${spreadText(now.resolve)} · ${wasText(timeText(was.resolve.meanMs))}`}
        >
          {timeText(now.resolve.meanMs)}
        </Fact>
        <Fact label={t('Resolved')} note={wasText(countText(was.resolved))}>
          {countText(now.resolved)}
        </Fact>
      </Facts>
      <p className="t3 t12">
        {t(
          'Wall-clock time from the report on, nights and holds included; service levels count open time. An answer is the first public comment or the first change of state.',
        )}
      </p>
      <h2 className="dash-heading">{t('Median times')}</h2>
      <LineChart
        label={t('Median times')}
        series={[
          { id: 'resolve', label: t('To resolve'), values: resolve, look: 'solid' },
          { id: 'answer', label: t('To answer'), values: answer, look: 'dashed' },
        ]}
        labels={labels}
        range={hourRange([...answer, ...resolve])}
        formatValue={timeText}
      />
      <FiguresTable
        heading={groupName(dashboard.groupBy)}
        columns={speedColumns()}
        rows={rows}
        total={total}
        onSelect={onSelect}
      />
    </>
  );
}

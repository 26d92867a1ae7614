import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { Fact, Facts } from '../../ui/facts.tsx';
import { formatPercent } from '../../ui/format.ts';
import { currentLocale, t } from '../../ui/i18n.ts';
import { LineChart } from '../../ui/line-chart.tsx';
import { groupName, satisfactionText, shareText, wasText } from './dashboard-words.ts';
import { figuresOverTime, qualityCells, qualityColumns, tableOf } from './figure-cells.ts';
import { FiguresTable } from './figures-table.tsx';
import type { PageProps } from './page-props.ts';

/** How often the first answer was the right one, and what the people helped thought of it. */
export function QualityPage({ dashboard, onSelect }: PageProps): ReactElement {
  const { now, was, bySlot, labels } = useMemo(() => figuresOverTime(dashboard), [dashboard]);
  const { rows, total } = useMemo(() => tableOf(dashboard, qualityCells), [dashboard]);
  return (
    <>
      <Facts>
        <Fact
          label={t('First-contact resolution')}
          isMain
          note={wasText(shareText(was.firstContactShare))}
        >
          {shareText(now.firstContactShare)}
        </Fact>
        <Fact label={t('Reopen rate')} isMain note={wasText(shareText(was.reopenedShare))}>
          {shareText(now.reopenedShare)}
        </Fact>
        <Fact label={t('Reassigned')} note={wasText(shareText(was.reassignedShare))}>
          {shareText(now.reassignedShare)}
        </Fact>
        <Fact
          label={t('Satisfaction')}
          note={t('{{count}} ratings', { count: now.satisfactionCount })}
        >
          {satisfactionText(now)}
        </Fact>
      </Facts>
      <p className="t3 t12">
        {t(
          'Of what was resolved in the period. First contact: within an hour of the first answer, by whoever had it first, and never reopened.',
        )}
      </p>
      <h2 className="dash-heading">{t('Shares over time')}</h2>
      <LineChart
        label={t('Shares over time')}
        series={[
          {
            id: 'first',
            label: t('First contact'),
            values: bySlot.map(({ firstContactShare }) => firstContactShare),
            look: 'solid',
          },
          {
            id: 'reopened',
            label: t('Reopened'),
            values: bySlot.map(({ reopenedShare }) => reopenedShare),
            look: 'dashed',
          },
        ]}
        labels={labels}
        range={[0, 1]}
        formatValue={(value) => formatPercent(currentLocale(), value)}
      />
      <FiguresTable
        heading={groupName(dashboard.groupBy)}
        columns={qualityColumns()}
        rows={rows}
        total={total}
        onSelect={onSelect}
      />
    </>
  );
}

import { memo, useMemo } from 'react';
import type { ReactElement } from 'react';
import { isPeriodGroup } from '../../../../shared/sla/report-compliance.ts';
import type { ReportGroupBy } from '../../../../shared/sla/report-compliance.ts';
import { useReference } from '../../../replica/hooks.ts';
import { BarChart } from '../../../ui/bar-chart.tsx';
import type { ChartSeries } from '../../../ui/bar-chart.tsx';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { LineChart } from '../../../ui/line-chart.tsx';
import { FiguresTable } from './figures-table.tsx';
import type { LabelledGroup } from './figures-table.tsx';
import type { Selected } from './selected-rows.ts';
import { groupLabel, groupName, outcomeLabel, shareText } from './report-words.ts';
import type { Report } from './use-report.ts';

/** Bars in sight at once; the table has them all. */
const MOST_BARS = 15;

interface KeptProps {
  readonly report: Report;
  /** Absent on paper. */
  onSelect?(selected: Selected): void;
}

/** How many targets were met, by group: as picture and as table. */
export const KeptView = memo(function KeptView(props: KeptProps): ReactElement {
  const { report, onSelect } = props;
  const { groupBy } = report;
  const reference = useReference();
  const groups = useMemo(
    () =>
      report.groups.map((group) => ({
        ...group,
        label: groupLabel(groupBy, group.key, reference),
      })),
    [report, groupBy, reference],
  );
  return (
    <>
      {isPeriodGroup(groupBy) ? (
        <ShareLines report={report} groups={groups} />
      ) : (
        <OutcomeBars groups={groups} groupBy={groupBy} onSelect={onSelect} />
      )}
      <FiguresTable report={report} groups={groups} {...(onSelect ? { onSelect } : {})} />
    </>
  );
});

function outcomeSeries(): readonly ChartSeries[] {
  return [
    { id: 'met', label: outcomeLabel('met'), tone: 'met' },
    { id: 'breached', label: outcomeLabel('breached'), tone: 'breached' },
    { id: 'running', label: outcomeLabel('running'), tone: 'running' },
  ];
}

interface BarsProps {
  readonly groups: readonly LabelledGroup[];
  readonly groupBy: ReportGroupBy;
  readonly onSelect: KeptProps['onSelect'];
}

function OutcomeBars({ groups, groupBy, onSelect }: BarsProps): ReactElement {
  const locale = useLocale();
  const shown = groups.slice(0, MOST_BARS);
  const rest = groups.length - shown.length;
  const choose = (key: string): void => {
    const group = shown.find((each) => each.key === key);
    if (group) onSelect?.({ groupKey: key, groupLabel: group.label, outcome: null });
  };
  return (
    <>
      <BarChart
        label={t(
          'Bars: targets met, breached and still running by {{group}}. The table below has the same figures.',
          {
            group: groupName(groupBy),
          },
        )}
        series={outcomeSeries()}
        rows={shown.map((group) => ({
          key: group.key,
          label: group.label,
          values: [group.met, group.breached, group.running],
          figure: shareText(group),
        }))}
        formatValue={(value) => formatNumber(locale, value)}
        {...(onSelect ? { onChoose: choose } : {})}
      />
      {rest > 0 ? (
        <p className="t3 t12">{t('{{count}} more in the table below.', { count: rest })}</p>
      ) : null}
    </>
  );
}

function ShareLines({
  report,
  groups,
}: {
  readonly report: Report;
  readonly groups: readonly LabelledGroup[];
}): ReactElement {
  const locale = useLocale();
  return (
    <LineChart
      label={t(
        'Lines: share of targets met over time, and in the period before. The table below has the same figures.',
      )}
      labels={groups.map(({ label }) => label)}
      range={[0, 1]}
      formatValue={(value) => formatPercent(locale, value)}
      series={[
        {
          id: 'before',
          label: t('The period before'),
          look: 'dashed',
          values: groups.map(({ key }) => report.groupsBefore.get(key)?.shareMet ?? null),
        },
        {
          id: 'now',
          label: t('Share met'),
          look: 'solid',
          values: groups.map(({ shareMet }) => shareMet),
        },
      ]}
    />
  );
}

import type { ReactElement } from 'react';
import { BarChart } from '../../../ui/bar-chart.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import type { Selected } from './selected-rows.ts';
import { breachReasonLabel } from './report-words.ts';
import type { Report } from './use-report.ts';

interface ReasonsProps {
  readonly report: Report;
  /** Absent on paper. */
  onSelect?(selected: Selected): void;
}

/** Why targets were missed, as those who closed the records saw it. */
export function ReasonsView({ report, onSelect }: ReasonsProps): ReactElement {
  const locale = useLocale();
  const { reasons } = report;
  const all = reasons.reduce((sum, { records }) => sum + records, 0);
  if (all === 0) {
    return (
      <EmptyState icon="check" title={t('No record of this selection was breached')}>
        <p>
          {t(
            'Whoever closes a breached record is asked for the reason; the answers are counted here.',
          )}
        </p>
      </EmptyState>
    );
  }
  const share = (records: number): string => formatPercent(locale, records / all, 1);
  return (
    <>
      <BarChart
        label={t('Bars: breached records by reason. The table below has the same figures.')}
        series={[{ id: 'records', label: t('Breached records'), tone: 'breached' }]}
        rows={reasons.map(({ reason, records }) => ({
          key: reason ?? '',
          label: breachReasonLabel(reason),
          values: [records],
          figure: share(records),
        }))}
        formatValue={(value) => formatNumber(locale, value)}
      />
      <table className="tbl sl-tbl">
        <thead>
          <tr>
            <th scope="col">{t('Reason')}</th>
            <th scope="col" className="num">
              {t('Records')}
            </th>
            <th scope="col" className="num">
              {t('Share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ reason, records }) => (
            <tr key={reason ?? ''}>
              <th scope="row">{breachReasonLabel(reason)}</th>
              <td className="num">
                {onSelect ? (
                  <button
                    type="button"
                    className="sl-figures__open"
                    aria-label={`${breachReasonLabel(reason)}: ${formatNumber(locale, records)}`}
                    onClick={() =>
                      onSelect({
                        groupKey: null,
                        groupLabel: breachReasonLabel(reason),
                        outcome: 'breached',
                        reason,
                      })
                    }
                  >
                    {formatNumber(locale, records)}
                  </button>
                ) : (
                  formatNumber(locale, records)
                )}
              </td>
              <td className="num">{share(records)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

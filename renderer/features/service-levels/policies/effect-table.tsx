import type { ReactElement } from 'react';
import type { EffectCell, EffectRow } from '../../../../shared/sla/policy-effect.ts';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { PriorityMark } from '../../../ui/priority-mark.tsx';
import { metricName } from './policy-words.ts';

/** Share of the judged that were kept; null where none was judged. */
export function keptShare({ met, breached }: EffectCell): number | null {
  const judged = met + breached;
  return judged === 0 ? null : met / judged;
}

/** Compliance per metric and priority, stored against edited. */
export function EffectTable({ rows }: { readonly rows: readonly EffectRow[] }): ReactElement {
  return (
    <div className="slp-scroll" role="group" tabIndex={0} aria-label={t('Kept, before and after')}>
      <table className="slp-table">
        <thead>
          <tr>
            <th scope="col">{t('Target')}</th>
            <th scope="col">{t('Stored')}</th>
            <th scope="col">{t('Edited')}</th>
            <th scope="col">{t('Difference')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.metric} ${row.priority}`}>
              <th scope="row">
                <PriorityMark priority={row.priority} /> {metricName(row.metric)}
              </th>
              <Kept cell={row.before} />
              <Kept cell={row.after} />
              <Difference row={row} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Kept({ cell }: { readonly cell: EffectCell }): ReactElement {
  const locale = useLocale();
  const share = keptShare(cell);
  const judged = formatNumber(locale, cell.met + cell.breached);
  const open = cell.open === 0 ? '' : t('{{number}} still open', { number: cell.open });
  const title = t('{{met}} of {{judged}} kept', { met: formatNumber(locale, cell.met), judged });
  return (
    <td className="tnum" title={[title, open].filter(Boolean).join(', ')}>
      {share === null ? '–' : formatPercent(locale, share, 1)}{' '}
      <span className="t3 t12">{t('of {{judged}}', { judged })}</span>
    </td>
  );
}

function Difference({ row }: { readonly row: EffectRow }): ReactElement {
  const locale = useLocale();
  const before = keptShare(row.before);
  const after = keptShare(row.after);
  if (before === null || after === null) return <td className="t3">–</td>;
  const points = Math.round((after - before) * 1000) / 10;
  if (points === 0) return <td className="t3">{t('same')}</td>;
  const size = formatNumber(locale, Math.abs(points));
  return (
    <td className="tnum">
      <span aria-hidden="true">{points > 0 ? '▲' : '▼'}</span>{' '}
      {points > 0
        ? t('{{points}} points more', { points: size })
        : t('{{points}} points fewer', { points: size })}
    </td>
  );
}

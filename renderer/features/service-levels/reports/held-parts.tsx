import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { HeldShare, HeldSums } from '../../../../shared/sla/report-held.ts';
import type { HeldTime } from '../../../../shared/sla/who-held.ts';
import { BarChart } from '../../../ui/bar-chart.tsx';
import type { ChartSeries } from '../../../ui/bar-chart.tsx';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { holdLabel } from '../../../words/ticket-words.ts';
import { hoursText } from './hours-text.ts';
import { useFirstRows } from '../../../ui/use-first-rows.tsx';

/** By which clock time is told. */
export type HeldClock = 'open' | 'wall';
export type Holders = 'teams' | 'people';

const MOST_BARS = 15;

export function heldSeries(): readonly ChartSeries[] {
  return [
    { id: 'active', label: t('In hand'), tone: 'running' },
    { id: 'onHold', label: t('On hold'), tone: 'paused' },
    { id: 'done', label: t('Resolved before it was reopened'), tone: 'quiet' },
  ];
}

export function timeOf({ openMs, wallMs }: HeldTime, clock: HeldClock): number {
  return clock === 'open' ? openMs : wallMs;
}

/** A team or a person by name; nobody has a name too. */
export function holderName(
  id: string | null,
  holders: Holders,
  people: ReadonlyMap<string, { readonly name: string }>,
): string {
  if (id === null) return holders === 'teams' ? t('No team') : t('Nobody');
  return people.get(id)?.name ?? id;
}

interface HeldProps {
  /** On paper all rows are shown. */
  readonly isWhole?: boolean;
  readonly sums: HeldSums;
  readonly holders: Holders;
  readonly clock: HeldClock;
  readonly people: ReadonlyMap<string, { readonly name: string }>;
}

/** A bar for each holder: in hand, on hold, resolved. */
export function HeldBars({ sums, holders, clock, people }: HeldProps): ReactElement {
  const rows = byTime(sums[holders], clock).slice(0, MOST_BARS);
  return (
    <BarChart
      label={t('Bars: how long each held the records. The table below has the same figures.')}
      series={heldSeries()}
      rows={rows.map(({ id, active, onHold, done, total }) => ({
        key: id ?? '',
        label: holderName(id, holders, people),
        values: [active, onHold, done].map((time) => timeOf(time, clock)),
        figure: hoursText(timeOf(total, clock)),
      }))}
      formatValue={hoursText}
    />
  );
}

function byTime(shares: readonly HeldShare[], clock: HeldClock): readonly HeldShare[] {
  return [...shares].sort((a, b) => timeOf(b.total, clock) - timeOf(a.total, clock));
}

/** The same as figures, in hours. */
export function HeldTable(props: HeldProps): ReactElement {
  const { sums, holders, clock, people, isWhole = false } = props;
  const shares = useMemo(() => byTime(sums[holders], clock), [sums, holders, clock]);
  const { rows, more } = useFirstRows(shares, { isWhole });
  const locale = useLocale();
  const whole = timeOf(sums.total, clock);
  const hours = (time: HeldTime): string => hoursText(timeOf(time, clock));
  return (
    <>
      <div className="sl-figures" role="group" tabIndex={0} aria-label={t('Table')}>
        <table className="tbl sl-tbl">
          <thead>
            <tr>
              <th scope="col">{holders === 'teams' ? t('Team') : t('Person')}</th>
              {heldSeries().map(({ id, label }) => (
                <th key={id} scope="col" className="num">
                  {label}
                </th>
              ))}
              <th scope="col" className="num">
                {t('Together')}
              </th>
              <th scope="col" className="num">
                {t('Share')}
              </th>
              <th scope="col" className="num">
                {t('Records')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((share) => (
              <tr key={share.id ?? ''}>
                <th scope="row">{holderName(share.id, holders, people)}</th>
                <td className="num">{hours(share.active)}</td>
                <td className="num">{hours(share.onHold)}</td>
                <td className="num">{hours(share.done)}</td>
                <td className="num">{hours(share.total)}</td>
                <td className="num">
                  {whole === 0 ? '–' : formatPercent(locale, timeOf(share.total, clock) / whole, 1)}
                </td>
                <td className="num">{formatNumber(locale, share.records)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('Together')}</th>
              <td colSpan={3} />
              <td className="num">{hours(sums.total)}</td>
              <td />
              <td className="num">{formatNumber(locale, sums.records)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      {more}
    </>
  );
}

/** What records waited for, and how long. */
export function HoldsTable({
  sums,
  clock,
}: Pick<HeldProps, 'sums' | 'clock'>): ReactElement | null {
  const locale = useLocale();
  if (sums.holds.length === 0) return null;
  return (
    <section className="sl-report__part">
      <h3>{t('On hold, by reason')}</h3>
      <table className="tbl sl-tbl">
        <thead>
          <tr>
            <th scope="col">{t('Reason')}</th>
            <th scope="col" className="num">
              {t('Hours')}
            </th>
            <th scope="col" className="num">
              {t('Records')}
            </th>
          </tr>
        </thead>
        <tbody>
          {sums.holds.map(({ reason, records, total }) => (
            <tr key={reason ?? ''}>
              <th scope="row">{reason === null ? t('No reason given') : holdLabel(reason)}</th>
              <td className="num">{hoursText(timeOf(total, clock))}</td>
              <td className="num">{formatNumber(locale, records)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

import { useId, type JSX, type ReactNode } from 'react';
import { cx } from './cx.ts';

/** Looks of a series: a colour and, for those who see none, a pattern of its own. */
export type ChartTone = 'met' | 'breached' | 'running' | 'paused' | 'quiet';

export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  readonly tone: ChartTone;
}

export interface BarRow {
  readonly key: string;
  readonly label: string;
  /** As long as the series, none negative. */
  readonly values: readonly number[];
  /** The figure the bar is about, at its right. */
  readonly figure: string;
}

export interface BarChartProps {
  /** Spoken name; a table with the same figures has to stand beside it. */
  readonly label: string;
  readonly series: readonly ChartSeries[];
  readonly rows: readonly BarRow[];
  /** `whole`: every bar is as long as the longest, and shows shares. */
  readonly scale?: 'whole' | 'amount';
  /** Shown when the pointer rests on a part. */
  formatValue(value: number): string;
  onChoose?(key: string): void;
  readonly className?: string;
}

const HEIGHT = 14;

/** Fills told apart without colour: plain, hatched, dotted, upright lines, outline. */
export function ChartPatterns({ id }: { readonly id: string }): JSX.Element {
  return (
    <defs>
      <pattern id={`${id}-breached`} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect className="chart-fill chart-fill--breached" width="6" height="6" />
        <path className="chart-stroke" d="M-1 1l2-2M0 6l6-6M5 7l2-2" />
      </pattern>
      <pattern id={`${id}-running`} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect className="chart-fill chart-fill--running" width="6" height="6" />
        <circle className="chart-dot" cx="3" cy="3" r="1.2" />
      </pattern>
      <pattern id={`${id}-paused`} width="5" height="5" patternUnits="userSpaceOnUse">
        <rect className="chart-fill chart-fill--paused" width="5" height="5" />
        <path className="chart-stroke" d="M2.5 0v5" />
      </pattern>
    </defs>
  );
}

export function chartFill(id: string, tone: ChartTone): string {
  if (tone === 'met') return 'var(--sla-met)';
  return tone === 'quiet' ? 'var(--sla-track)' : `url(#${id}-${tone})`;
}

/** What the looks of the series mean. */
export function ChartLegend({ series }: { readonly series: readonly ChartSeries[] }): JSX.Element {
  const id = useId();
  return (
    <ul className="chart-legend">
      {series.map(({ id: key, label, tone }) => (
        <li key={key}>
          <svg width="14" height="10" aria-hidden="true">
            <ChartPatterns id={id} />
            <rect width="14" height="10" rx="2" fill={chartFill(id, tone)} />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

/** A bar for each row, in parts. The same figures have to stand in a table beside it. */
export function BarChart(props: BarChartProps): JSX.Element {
  const { label, series, rows, scale = 'amount', className } = props;
  const sums = rows.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const most = Math.max(...sums, Number.MIN_VALUE);
  return (
    <figure className={cx('chart', className)}>
      <div className="bars" role="img" aria-label={label}>
        {rows.map((row, index) => {
          const sum = sums[index] ?? 0;
          return <Bar key={row.key} row={row} whole={scale === 'whole' ? sum : most} {...props} />;
        })}
      </div>
      <figcaption>
        <ChartLegend series={series} />
      </figcaption>
    </figure>
  );
}

interface BarProps extends BarChartProps {
  readonly row: BarRow;
  /** What the full width stands for. */
  readonly whole: number;
}

function Bar({ row, whole, series, formatValue, onChoose }: BarProps): JSX.Element {
  const id = useId();
  const parts: ReactNode[] = series.map(({ id: key, label, tone }, index) => {
    const value = row.values[index] ?? 0;
    if (value === 0) return null;
    const before = row.values.slice(0, index).reduce((sum, each) => sum + each, 0);
    return (
      <rect
        key={key}
        x={`${(before / whole) * 100}%`}
        width={`${(value / whole) * 100}%`}
        height={HEIGHT}
        fill={chartFill(id, tone)}
        className="bars__part"
      >
        <title>{`${label}: ${formatValue(value)}`}</title>
      </rect>
    );
  });
  return (
    <div
      className={cx('bars__row', onChoose !== undefined && 'bars__row--live')}
      onClick={onChoose === undefined ? undefined : () => onChoose(row.key)}
    >
      <span className="bars__label cut" title={row.label}>
        {row.label}
      </span>
      <svg className="bars__bar" height={HEIGHT}>
        <ChartPatterns id={id} />
        <rect className="bars__track" width="100%" height={HEIGHT} />
        {parts}
      </svg>
      <span className="bars__figure tnum">{row.figure}</span>
    </div>
  );
}

import type { JSX } from 'react';
import { cx } from './cx.ts';

export interface LineSeries {
  readonly id: string;
  readonly label: string;
  /** As long as the labels; null: no figure there, the line is interrupted. */
  readonly values: readonly (number | null)[];
  /** `dashed` with hollow squares: what it is compared with. */
  readonly look: 'solid' | 'dashed';
}

export interface LineChartProps {
  /** Spoken name; a table with the same figures has to stand beside it. */
  readonly label: string;
  readonly series: readonly LineSeries[];
  /** Of the places, left to right. */
  readonly labels: readonly string[];
  /** Of the lower and the upper edge. */
  readonly range: readonly [low: number, high: number];
  formatValue(value: number): string;
  readonly className?: string;
}

const HEIGHT = 168;
const TOP = 8;
const BOTTOM = 24;
const PLOT = HEIGHT - TOP - BOTTOM;
const GRID = [0, 0.25, 0.5, 0.75, 1] as const;
/** More would run into each other on a narrow window. */
const MOST_LABELS = 6;

/**
 * Figures over time as lines. Places are shares of the width, so that it needs no measuring and
 * prints at any width. The same figures have to stand in a table beside it.
 */
export function LineChart(props: LineChartProps): JSX.Element {
  const { label, series, labels, range, formatValue, className } = props;
  const [low, high] = range;
  const y = (value: number): number => TOP + PLOT * (1 - (value - low) / (high - low));
  const x = (index: number): string => `${((index + 0.5) / labels.length) * 100}%`;
  const every = Math.ceil(labels.length / MOST_LABELS);
  return (
    <figure className={cx('chart', className)}>
      <div className="lines" role="img" aria-label={label}>
        <div className="lines__scale tnum">
          {GRID.map((share) => {
            const value = low + (high - low) * share;
            return (
              <span key={share} style={{ top: y(value) }}>
                {formatValue(value)}
              </span>
            );
          })}
        </div>
        <svg className="lines__plot" height={HEIGHT}>
          {GRID.map((share) => (
            <line
              key={share}
              className="lines__grid"
              x1="0"
              x2="100%"
              y1={y(low + (high - low) * share)}
              y2={y(low + (high - low) * share)}
            />
          ))}
          {labels.map((text, index) =>
            index % every === 0 ? (
              <text key={text} x={x(index)} y={HEIGHT - 6} textAnchor="middle">
                {text}
              </text>
            ) : null,
          )}
          {series.map((each) => (
            <Line key={each.id} series={each} x={x} y={y} labels={labels} format={formatValue} />
          ))}
        </svg>
      </div>
      <figcaption>
        <ul className="chart-legend">
          {series.map(({ id, label: text, look }) => (
            <li key={id}>
              <svg width="22" height="10" aria-hidden="true">
                <line className={`lines__line lines__line--${look}`} x1="0" x2="22" y1="5" y2="5" />
                <Marker look={look} x="11" y={5} />
              </svg>
              {text}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

interface LineProps {
  readonly series: LineSeries;
  readonly labels: readonly string[];
  x(index: number): string;
  y(value: number): number;
  format(value: number): string;
}

function Line({ series, labels, x, y, format }: LineProps): JSX.Element {
  const { values, look, label } = series;
  return (
    <g>
      {values.map((value, index) => {
        const before = index === 0 ? null : (values[index - 1] ?? null);
        if (value === null || before === null) return null;
        return (
          <line
            key={index}
            className={`lines__line lines__line--${look}`}
            x1={x(index - 1)}
            x2={x(index)}
            y1={y(before)}
            y2={y(value)}
          />
        );
      })}
      {values.map((value, index) =>
        value === null ? null : (
          <Marker key={index} look={look} x={x(index)} y={y(value)}>
            {`${labels[index] ?? ''}, ${label}: ${format(value)}`}
          </Marker>
        ),
      )}
    </g>
  );
}

interface MarkerProps {
  readonly look: LineSeries['look'];
  readonly x: string;
  readonly y: number;
  readonly children?: string;
}

function Marker({ look, x, y, children }: MarkerProps): JSX.Element {
  const title = children === undefined ? null : <title>{children}</title>;
  if (look === 'solid') {
    return (
      <circle className="lines__dot" cx={x} cy={y} r="3.5">
        {title}
      </circle>
    );
  }
  return (
    <svg x={x} y={y} overflow="visible">
      <rect className="lines__square" x="-3" y="-3" width="6" height="6">
        {title}
      </rect>
    </svg>
  );
}

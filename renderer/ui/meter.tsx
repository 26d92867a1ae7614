import type { JSX } from 'react';
import { cx } from './cx.ts';

export type MeterTone = 'running' | 'warning' | 'paused' | 'breached' | 'met';

export interface MeterProps {
  /** 0 to 100; what is beyond is cut. */
  readonly percent: number;
  readonly tone?: MeterTone;
  /** A tick, e.g. where the warning stands. */
  readonly markAtPercent?: number | undefined;
  readonly size?: 'sm' | 'md';
  /** Spoken; without it the meter is decoration of a figure that stands beside it. */
  readonly label?: string;
  readonly className?: string;
}

/** A share of a whole as a bar. */
export function Meter(props: MeterProps): JSX.Element {
  const { percent, tone = 'running', markAtPercent, size = 'sm', label, className } = props;
  const width = Math.min(100, Math.max(0, percent));
  const spoken =
    label === undefined
      ? { 'aria-hidden': true }
      : {
          role: 'meter',
          'aria-label': label,
          'aria-valuenow': Math.round(width),
          'aria-valuemin': 0,
          'aria-valuemax': 100,
        };
  return (
    <span
      className={cx(
        'meter',
        tone !== 'running' && `meter--${tone}`,
        size === 'md' && 'meter--md',
        className,
      )}
      {...spoken}
    >
      <span className="meter__fill" style={{ width: `${width}%` }} />
      {markAtPercent === undefined ? null : (
        <span className="meter__mark" style={{ left: `${markAtPercent}%` }} />
      )}
    </span>
  );
}

import type { ReactElement } from 'react';
import type { SimulatedDay } from '../../../../shared/sla/day-simulator.ts';
import type { Zone } from '../../../../shared/sla/zone.ts';
import { cx } from '../../../ui/cx.ts';
import { changedMinutes } from './simulator-words.ts';

const DAY_MINUTES = 1_440;
const DAY_MS = 86_400_000;
const WIDTH = 480;
const HEIGHT = 16;

function minuteOf(zone: Zone, ms: number): number {
  const local = ms + zone.offsetAt(ms);
  return (local - Math.floor(local / DAY_MS) * DAY_MS) / 60_000;
}

function x(minute: number): number {
  return (minute / DAY_MINUTES) * WIDTH;
}

interface DayLineProps {
  readonly day: SimulatedDay;
  readonly zone: Zone;
  /** An instant to be marked, if it lies in this day. */
  readonly markMs?: number | null;
}

/** The 24 hours of a day: open stretches, the hour that the clocks skip or repeat, six-hour lines. */
export function DayLine({ day, zone, markMs = null }: DayLineProps): ReactElement {
  const { open, toMs, fromMs, clockChange, rule } = day;
  const changed = clockChange && changedMinutes(clockChange);
  const isMarked = markMs !== null && markMs >= fromMs && markMs <= toMs;
  return (
    <svg
      className={cx('cal-line', rule === 'holiday' && 'is-holiday')}
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className="cal-line__day" width={WIDTH} height={HEIGHT} rx={2} />
      {open.map((range) => {
        const start = minuteOf(zone, range.fromMs);
        const end = range.toMs === toMs ? DAY_MINUTES : minuteOf(zone, range.toMs);
        return (
          <rect
            key={range.fromMs}
            className="cal-line__open"
            x={x(start)}
            y={2}
            width={Math.max(1, x(end - start))}
            height={HEIGHT - 4}
          />
        );
      })}
      {[6, 12, 18].map((hour) => (
        <line
          key={hour}
          className="cal-line__hour"
          x1={x(hour * 60)}
          x2={x(hour * 60)}
          y2={HEIGHT}
        />
      ))}
      {changed ? (
        <rect
          className="cal-line__changed"
          x={x(changed[0])}
          width={x(changed[1] - changed[0])}
          height={HEIGHT}
        />
      ) : null}
      {isMarked ? (
        <line
          className="cal-line__mark"
          x1={x(markMs === toMs ? DAY_MINUTES : minuteOf(zone, markMs))}
          x2={x(markMs === toMs ? DAY_MINUTES : minuteOf(zone, markMs))}
          y2={HEIGHT}
        />
      ) : null}
    </svg>
  );
}

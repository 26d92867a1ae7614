import type { ClockChange, SimulatedDay } from '../../../../shared/sla/day-simulator.ts';
import { formatMinutes, formatTime } from '../../../ui/format.ts';
import { t } from '../../../ui/i18n.ts';
import { hoursText, timeOf } from './week-hours.ts';
import type { Interval } from './week-hours.ts';

const HOUR_MS = 3_600_000;

/** Open stretches on the wall clock, "24:00" where they end with the day. */
export function openText(
  { open, toMs }: Pick<SimulatedDay, 'open' | 'toMs'>,
  locale: string,
  zone: string,
): string {
  const intervals = open.map((range): Interval => {
    const closes = range.toMs === toMs ? timeOf(1_440) : formatTime(locale, range.toMs, zone);
    return [formatTime(locale, range.fromMs, zone), closes];
  });
  return hoursText(intervals);
}

/** Why nothing opens on a day: its name, or what decides it. */
export function closedText({ rule }: Pick<SimulatedDay, 'rule'>, name: string): string {
  if (rule === 'holiday') return name ? t('closed: {{name}}', { name }) : t('closed: holiday');
  if (rule === 'exception') {
    return name ? t('closed: {{name}}', { name }) : t('closed by hours of its own');
  }
  return t('closed');
}

/** "23 hours: the clocks go forward at 02:00"; empty on all other days. */
export function clockChangeText(
  { clockChange, fromMs, toMs }: Pick<SimulatedDay, 'clockChange' | 'fromMs' | 'toMs'>,
  locale: string,
): string {
  if (toMs <= fromMs) return t('The clocks skip this day altogether.');
  if (clockChange === null) return '';
  const hours = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(
    (toMs - fromMs) / HOUR_MS,
  );
  const { minutes, from } = clockChange;
  return minutes > 0
    ? t('{{hours}} hours: the clocks go forward at {{time}}', { hours, time: from })
    : t('{{hours}} hours: the clocks go back at {{time}}', { hours, time: from });
}

/** What a day does, in one line. */
export function dayText(day: SimulatedDay, name: string, locale: string, zone: string): string {
  if (day.open.length === 0) return closedText(day, name);
  const text = t('{{hours}}, open {{total}}', {
    hours: openText(day, locale, zone),
    total: formatMinutes(day.openSeconds / 60),
  });
  return name ? `${text} (${name})` : text;
}

/** The hour that is missing or comes twice, in minutes of the wall clock. */
export function changedMinutes({ from, to, minutes }: ClockChange): readonly [number, number] {
  const minuteOf = (time: string): number => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return hour * 60 + minute;
  };
  const start = minuteOf(minutes > 0 ? from : to);
  return [start, Math.min(1_440, start + Math.abs(minutes))];
}

import type { ShiftPlan } from '../../../../shared/model/policy.ts';
import { t } from '../../../ui/i18n.ts';

export type Shift = ShiftPlan['shifts'][number];

/** A Monday. */
const FIRST_MS = Date.UTC(2027, 0, 4);
const DAY_MS = 86_400_000;

/** 1 Monday to 7 Sunday. */
export function weekdayName(day: number, locale: string, style: 'short' | 'long'): string {
  const at = FIRST_MS + (day - 1) * DAY_MS;
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(at);
}

/** "Mon–Fri", "Sat, Sun": runs of three and more days are drawn together. */
export function weekdaysText(days: readonly number[], locale: string): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const day of sorted) {
    const last = runs.at(-1);
    if (last?.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  const name = (day: number): string => weekdayName(day, locale, 'short');
  return runs
    .flatMap((run) =>
      run.length < 3 ? run.map(name) : [`${name(run[0] ?? 1)}–${name(run.at(-1) ?? 1)}`],
    )
    .join(', ');
}

/** "On call, Mon–Sun 22:00–06:00, 2 people in turn". */
export function shiftText(shift: Shift, locale: string): string {
  const { kind, weekdays, from, to, personIds, weekly } = shift;
  const when = `${weekdaysText(weekdays, locale)} ${from}–${to}`;
  const count = personIds.length;
  const who = weekly ? t('{{count}} people in turn', { count }) : t('{{count}} people', { count });
  const what = kind === 'on-call' ? t('On call') : t('On shift');
  return `${what}, ${when}, ${who}`;
}

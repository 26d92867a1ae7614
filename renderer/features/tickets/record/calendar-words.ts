import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import { t } from '../../../ui/i18n.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** Monday 1 January 2024, so that day n of that week has the name of day n. */
const A_MONDAY = Date.UTC(2024, 0, 1);

function dayNames(locale: string): readonly string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  return DAYS.map((_, n) => format.format(A_MONDAY + n * 86_400_000));
}

/** "Mon–Fri 07:00–19:00, Sun 00:00–06:00": days of equal hours that follow each other as one. */
export function calendarHours(calendar: CalendarPolicy, locale: string): string {
  const names = dayNames(locale);
  const texts = DAYS.map((day) =>
    (calendar.hours[day] ?? []).map((interval) => interval.join('–')).join(' '),
  );
  const parts: string[] = [];
  for (let first = 0; first < DAYS.length;) {
    let last = first;
    while (last + 1 < DAYS.length && texts[last + 1] === texts[first]) last += 1;
    const text = texts[first] ?? '';
    const days = first === last ? names[first] : `${names[first] ?? ''}–${names[last] ?? ''}`;
    if (text !== '') parts.push(`${days ?? ''} ${text}`);
    first = last + 1;
  }
  return parts.length === 0 ? t('never open') : parts.join(', ');
}

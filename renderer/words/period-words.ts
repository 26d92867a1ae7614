import { dayText } from '../../shared/sla/report-periods.ts';
import type { PeriodRange, PeriodUnit } from '../../shared/sla/report-periods.ts';
import { currentLocale, t } from '../ui/i18n.ts';

/** The zone of this machine. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A slot by its key, the local date on which it begins: "3 Mar", "Week of 3 Mar", "Q1 2027". */
export function slotLabel(unit: PeriodUnit, key: string): string {
  const date = new Date(`${key}T00:00:00Z`);
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(currentLocale(), { timeZone: 'UTC', ...options }).format(date);
  switch (unit) {
    case 'day':
      return format({ day: 'numeric', month: 'short' });
    case 'week':
      return t('Week of {{date}}', { date: format({ day: 'numeric', month: 'short' }) });
    case 'month':
      return format({ month: 'short', year: 'numeric' });
    case 'quarter':
      return t('Q{{quarter}} {{year}}', {
        quarter: Math.floor(date.getUTCMonth() / 3) + 1,
        year: date.getUTCFullYear(),
      });
  }
}

/** "1 Mar – 31 Mar 2027"; both days belong to it. */
export function rangeLabel({ firstDay, lastDay }: PeriodRange): string {
  const format = new Intl.DateTimeFormat(currentLocale(), {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return format.formatRange(Date.parse(dayText(firstDay)), Date.parse(dayText(lastDay)));
}

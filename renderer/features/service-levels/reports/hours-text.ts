import { formatNumber } from '../../../ui/format.ts';
import { currentLocale, t } from '../../../ui/i18n.ts';

const MINUTE_MS = 60_000;

/**
 * An amount of time in hours, since an open day has no fixed length: "0:05", "27:30", "1,240 h".
 *
 * @param ms not negative
 */
export function hoursText(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  const hours = Math.floor(minutes / 60);
  if (hours >= 1_000) return t('{{hours}} h', { hours: formatNumber(currentLocale(), hours) });
  return `${hours}:${String(minutes % 60).padStart(2, '0')}`;
}

export function secondsText(seconds: number | null): string {
  return seconds === null ? '–' : hoursText(seconds * 1_000);
}

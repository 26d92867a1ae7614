import { t } from './i18n.ts';

/** A point in time: ISO 8601 with offset or `Z`, or ms since the epoch. */
export type Instant = string | number;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** ms since the epoch, or NaN where the text is no instant. */
export function toMs(at: Instant): number {
  return typeof at === 'number' ? at : Date.parse(at);
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

/** Formatters are kept: making one costs about 50 µs, a long list asks for thousands. */
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let format = dateFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { hourCycle: 'h23', ...options });
    dateFormats.set(key, format);
  }
  return format;
}

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let format = numberFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, options);
    numberFormats.set(key, format);
  }
  return format;
}

/** `Intl` puts commas where a table has no room for them: "Thu, 15:52" → "Thu 15:52". */
function withoutCommas(text: string): string {
  return text.replace(/,/g, '').replace(/\s+/g, ' ').trim();
}

/**
 * Time used or left, to the minute, cut off and never rounded up: "2:34", "13:25", "1 d 3 h".
 *
 * @param ms duration; its sign is dropped
 */
export function formatDuration(ms: number): string {
  const size = Math.abs(ms);
  if (size >= DAY) {
    const days = Math.floor(size / DAY);
    const hours = Math.floor((size % DAY) / HOUR);
    return hours === 0 ? t('{{days}} d', { days }) : t('{{days}} d {{hours}} h', { days, hours });
  }
  return formatHours(size);
}

/** The same in hours throughout, as open time is counted: "51:03"; a day of it is no day of a date. */
export function formatHours(ms: number): string {
  const size = Math.abs(ms);
  return `${Math.floor(size / HOUR)}:${twoDigits(Math.floor((size % HOUR) / MINUTE))}`;
}

/** The same to the second and in hours throughout: "9:26:00", "51:03:20". */
export function formatDurationExact(ms: number): string {
  const size = Math.floor(Math.abs(ms) / SECOND);
  const minutes = twoDigits(Math.floor((size % 3600) / 60));
  return `${Math.floor(size / 3600)}:${minutes}:${twoDigits(size % 60)}`;
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0');
}

/** What a clock says: "2:34 left", "0:18 over". Exactly on time is not over yet. */
export function formatClock(remainingMs: number): string {
  const time = formatDuration(remainingMs);
  return remainingMs < 0 ? t('{{time}} over', { time }) : t('{{time}} left', { time });
}

/** A duration as words for screen readers: "2 hours 34 minutes". */
export function spokenDuration(ms: number): string {
  const size = Math.abs(ms);
  const parts = [
    { count: Math.floor(size / DAY), text: (count: number) => t('{{count}} days', { count }) },
    {
      count: Math.floor((size % DAY) / HOUR),
      text: (count: number) => t('{{count}} hours', { count }),
    },
    {
      count: Math.floor((size % HOUR) / MINUTE),
      text: (count: number) => t('{{count}} minutes', { count }),
    },
  ].filter((part) => part.count > 0);
  if (parts.length === 0) return t('less than a minute');
  return parts.map((part) => part.text(part.count)).join(' ');
}

/** Working time: "25 min", "1 h 5 min". */
export function formatMinutes(minutes: number): string {
  const whole = Math.round(minutes);
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (hours === 0) return t('{{minutes}} min', { minutes: rest });
  if (rest === 0) return t('{{hours}} h', { hours });
  return t('{{hours}} h {{minutes}} min', { hours, minutes: rest });
}

/** For a narrow column: "now", "15 m", "5 h", then the weekday, the day, the year. */
export function formatRelativeShort(locale: string, at: Instant, now: Instant): string {
  const age = Math.abs(toMs(now) - toMs(at));
  if (Number.isNaN(age)) return '';
  if (age < MINUTE) return t('now');
  if (age < HOUR) return t('{{minutes}} m', { minutes: Math.floor(age / MINUTE) });
  if (age < 12 * HOUR) return t('{{hours}} h', { hours: Math.floor(age / HOUR) });
  if (age < 6 * DAY) return dateFormat(locale, { weekday: 'short' }).format(toMs(at));
  if (age < 300 * DAY)
    return dateFormat(locale, { day: 'numeric', month: 'short' }).format(toMs(at));
  return dateFormat(locale, { month: 'short', year: 'numeric' }).format(toMs(at));
}

/** In a sentence: "34 min ago", "in 2 h", "Thu 15:52", "12 Mar 2026". */
export function formatRelative(locale: string, at: Instant, now: Instant): string {
  const age = toMs(now) - toMs(at);
  const size = Math.abs(age);
  if (Number.isNaN(size)) return '';
  if (size < MINUTE) return t('just now');
  if (size < 12 * HOUR) {
    const time =
      size < HOUR
        ? t('{{minutes}} min', { minutes: Math.floor(size / MINUTE) })
        : t('{{hours}} h', { hours: Math.floor(size / HOUR) });
    return age > 0 ? t('{{time}} ago', { time }) : t('in {{time}}', { time });
  }
  return formatDateTime(locale, at, now);
}

/**
 * Day and time as short as they stay clear: "Thu 15:52" within six days of `now`, "12 Mar 15:52"
 * within ten months, else "12 Mar 2026".
 */
export function formatDateTime(
  locale: string,
  at: Instant,
  now?: Instant,
  timeZone?: string,
): string {
  const ms = toMs(at);
  if (Number.isNaN(ms)) return '';
  const zone = timeZone === undefined ? {} : { timeZone };
  const age = now === undefined ? Infinity : Math.abs(toMs(now) - ms);
  const time = { hour: '2-digit', minute: '2-digit', ...zone } as const;
  if (age < 6 * DAY) {
    return withoutCommas(dateFormat(locale, { weekday: 'short', ...time }).format(ms));
  }
  const year = now === undefined || age >= 300 * DAY ? ({ year: 'numeric' } as const) : {};
  const day = dateFormat(locale, { day: 'numeric', month: 'short', ...year, ...zone }).format(ms);
  return age === Infinity || age < 300 * DAY
    ? `${day} ${dateFormat(locale, time).format(ms)}`
    : day;
}

/** The exact instant for titles and audits: "Tue 30 Mar 2027, 08:46:12 CEST". */
export function formatExact(locale: string, at: Instant, timeZone?: string): string {
  const ms = toMs(at);
  if (Number.isNaN(ms)) return '';
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = dateFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...zone,
  }).format(ms);
  const time = dateFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...zone,
  }).format(ms);
  return `${withoutCommas(day)}, ${time}`;
}

/** "30 Mar 2027" */
export function formatDate(locale: string, at: Instant, timeZone?: string): string {
  const ms = toMs(at);
  if (Number.isNaN(ms)) return '';
  const zone = timeZone === undefined ? {} : { timeZone };
  return dateFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', ...zone }).format(
    ms,
  );
}

/** "08:46" */
export function formatTime(locale: string, at: Instant, timeZone?: string): string {
  const ms = toMs(at);
  if (Number.isNaN(ms)) return '';
  const zone = timeZone === undefined ? {} : { timeZone };
  return dateFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone }).format(ms);
}

/** "41,280" */
export function formatNumber(
  locale: string,
  value: number,
  options: Intl.NumberFormatOptions = {},
): string {
  return numberFormat(locale, options).format(value);
}

/** A fraction of one as "75 %" (the space as the language has it). */
export function formatPercent(locale: string, fraction: number, digits = 0): string {
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(fraction);
}

/** @param currency ISO 4217, e.g. `EUR` */
export function formatMoney(locale: string, amount: number, currency: string): string {
  return numberFormat(locale, { style: 'currency', currency }).format(amount);
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Decimal units as the systems show them: "1.8 MB", "940 B". */
export function formatBytes(locale: string, bytes: number): string {
  const size = Math.max(0, bytes);
  const power = size < 1 ? 0 : Math.min(4, Math.floor(Math.log10(size) / 3));
  const value = size / 1000 ** power;
  const digits = power > 0 && value < 100 ? 1 : 0;
  return `${formatNumber(locale, value, { maximumFractionDigits: digits })} ${BYTE_UNITS[power] ?? 'B'}`;
}

import { t } from '../../../ui/i18n.ts';

/** The days of a week as a service desk counts them. */
export const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type WeekDay = (typeof WEEK)[number];

/** Opening and closing time, `['08:00', '24:00']`. */
export type Interval = readonly [opens: string, closes: string];

export const DAY_MINUTES = 1_440;
/** What a drag snaps to; typed times are to the minute. */
export const STEP_MINUTES = 15;

/** Monday 1 January 2024. */
const A_MONDAY = Date.UTC(2024, 0, 1);

/** "Mon" or "Monday". */
export function weekdayName(day: WeekDay, locale: string, style: 'short' | 'long'): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' });
  return format.format(A_MONDAY + WEEK.indexOf(day) * 86_400_000);
}

/** Minutes after midnight; `24:00` is 1440. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

export function timeOf(minutes: number): string {
  const whole = Math.max(0, Math.min(DAY_MINUTES, Math.round(minutes)));
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}

/** "08:00–12:00, 13:00–17:00"; empty where the day is closed. */
export function hoursText(intervals: readonly Interval[]): string {
  return intervals.map(([opens, closes]) => `${opens}–${closes}`).join(', ');
}

const CLOSED = /^(?:closed|geschlossen|zu|-|–)?$/i;
const ALWAYS = /^(?:24 ?h|24\/7|always|immer)$/i;
const PAIR = /^(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|to|bis)\s*(\d{1,2})(?:[:.](\d{2}))?$/i;

/**
 * Typed hours: "8-12, 13-17:30", "24h", "closed" or nothing. A sentence where they cannot be read;
 * hours that overlap or end first are read, and said to be wrong elsewhere.
 */
export function parseHours(text: string): readonly Interval[] | string {
  const trimmed = text.trim();
  if (CLOSED.test(trimmed)) return [];
  if (ALWAYS.test(trimmed)) return [['00:00', '24:00']];
  const intervals: Interval[] = [];
  for (const part of trimmed.split(/[,;]|\s{1,3}(?:and|und|&|\+)\s{1,3}/)) {
    if (part.trim() === '') continue;
    const found = PAIR.exec(part.trim());
    const opens = found && timeFrom(found[1], found[2]);
    const closes = found && timeFrom(found[3], found[4]);
    if (!opens || !closes) {
      return t('“{{text}}” is not understood. Write hours such as 08:00–12:00, 13:00–17:00.', {
        text: part.trim().slice(0, 40),
      });
    }
    intervals.push([opens, closes]);
  }
  return intervals.sort(([a], [b]) => minutesOf(a) - minutesOf(b));
}

function timeFrom(hours: string | undefined, minutes: string | undefined): string | null {
  const total = Number(hours) * 60 + Number(minutes ?? 0);
  return Number(minutes ?? 0) < 60 && total <= DAY_MINUTES ? timeOf(total) : null;
}

/** With one more interval; those it touches grow together with it. */
export function withInterval(
  intervals: readonly Interval[],
  from: number,
  to: number,
): readonly Interval[] {
  let [opens, closes] = [Math.min(from, to), Math.max(from, to)];
  const apart: Interval[] = [];
  for (const interval of intervals) {
    const [start, end] = [minutesOf(interval[0]), minutesOf(interval[1])];
    if (end < opens || start > closes) {
      apart.push(interval);
    } else {
      opens = Math.min(opens, start);
      closes = Math.max(closes, end);
    }
  }
  const joined: Interval[] = [...apart, [timeOf(opens), timeOf(closes)]];
  return joined.sort(([a], [b]) => minutesOf(a) - minutesOf(b));
}

export type EdgeMove = 'both' | 'opens' | 'closes';

/**
 * An interval moved, or one of its ends, by so many minutes. It keeps a length of one step at
 * least, stays within the day and does not run into its neighbours.
 */
export function moveInterval(
  intervals: readonly Interval[],
  index: number,
  edge: EdgeMove,
  by: number,
): readonly Interval[] {
  const interval = intervals[index];
  if (!interval) return intervals;
  const [opens, closes] = [minutesOf(interval[0]), minutesOf(interval[1])];
  const before = intervals[index - 1];
  const after = intervals[index + 1];
  const low = before ? minutesOf(before[1]) : 0;
  const high = after ? minutesOf(after[0]) : DAY_MINUTES;
  const clamp = (value: number, from: number, to: number): number =>
    Math.max(from, Math.min(to, value));
  const step =
    edge === 'both'
      ? clamp(by, low - opens, high - closes)
      : edge === 'opens'
        ? clamp(by, low - opens, closes - opens - STEP_MINUTES)
        : clamp(by, opens - closes + STEP_MINUTES, high - closes);
  const next: Interval = [
    timeOf(edge === 'closes' ? opens : opens + step),
    timeOf(edge === 'opens' ? closes : closes + step),
  ];
  return intervals.map((each, n) => (n === index ? next : each));
}

export function withoutInterval(
  intervals: readonly Interval[],
  index: number,
): readonly Interval[] {
  return intervals.filter((_, n) => n !== index);
}

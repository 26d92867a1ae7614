import type { IcsRecurrenceRule, IcsWeekdayNumber } from 'ts-ics';

/*
 * `extendByRecurrenceRule` of ts-ics counts in the time zone of the machine: in New York a yearly
 * 6 January becomes the 7th. So the one kind of repetition that holidays have is counted here.
 */

const DAY_MS = 86_400_000;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

interface YearlyRule {
  readonly months: readonly number[];
  readonly monthdays: readonly number[] | null;
  readonly weekdays: readonly IcsWeekdayNumber[] | null;
}

/**
 * The days on which something yearly falls (RFC 5545, 3.3.10) up to the end of `toYear`, from
 * `fromYear` on; null for a rule that is not yearly or asks for weeks, days of the year, positions.
 *
 * @param start midnight UTC of the first
 */
export function yearlyDays(
  rule: IcsRecurrenceRule,
  start: number,
  fromYear: number,
  toYear: number,
): readonly number[] | null {
  const first = new Date(start);
  const yearly = yearlyRule(rule, first);
  const interval = rule.interval ?? 1;
  if (yearly === null || !Number.isInteger(interval) || interval < 1) return null;
  const until = rule.until === undefined ? Infinity : endOfDay(rule.until.date.getTime());
  let left = rule.count ?? Infinity;
  const days: number[] = [];
  for (let year = first.getUTCFullYear(); year <= toYear && left > 0; year += interval) {
    for (const day of daysOfYear(yearly, year)) {
      if (day < start || day > until || left <= 0) continue;
      left -= 1;
      if (year >= fromYear) days.push(day);
    }
  }
  return days;
}

function yearlyRule(rule: IcsRecurrenceRule, first: Date): YearlyRule | null {
  const { frequency, byMonth, byMonthday, byDay, bySetPos, byWeekNo, byYearday } = rule;
  if (frequency !== 'YEARLY' || bySetPos || byWeekNo || byYearday) return null;
  // Every Friday of a year, or the 100th one, is no holiday.
  if (byDay && !byMonth && !byMonthday) return null;
  const every = Array.from({ length: 12 }, (_, month) => month);
  const isPlain = !byMonth && !byMonthday && !byDay;
  return {
    months: byMonth ?? (isPlain ? [first.getUTCMonth()] : every),
    monthdays: byMonthday ?? (byDay ? null : [first.getUTCDate()]),
    weekdays: byDay ?? null,
  };
}

function daysOfYear(rule: YearlyRule, year: number): readonly number[] {
  return rule.months
    .flatMap((month) => daysOfMonth(year, month))
    .filter((day) => fits(rule, day))
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
}

interface MonthDay {
  readonly ms: number;
  readonly weekday: string;
  /** 1 for the first day of the month. */
  readonly fromStart: number;
  /** -1 for the last one. */
  readonly fromEnd: number;
}

function daysOfMonth(year: number, month: number): readonly MonthDay[] {
  if (!Number.isInteger(month) || month < 0 || month > 11) return [];
  const first = Date.UTC(year, month, 1);
  const count = (Date.UTC(year, month + 1, 1) - first) / DAY_MS;
  const weekday = new Date(first).getUTCDay();
  return Array.from({ length: count }, (_, n) => ({
    ms: first + n * DAY_MS,
    weekday: WEEKDAYS[(weekday + n) % 7] ?? '',
    fromStart: n + 1,
    fromEnd: n - count,
  }));
}

function fits({ monthdays, weekdays }: YearlyRule, day: MonthDay): boolean {
  const { weekday, fromStart, fromEnd } = day;
  const isMonthday = monthdays?.some((each) => each === fromStart || each === fromEnd) ?? true;
  const isWeekday =
    weekdays?.some(
      ({ day: name, occurrence }) =>
        name === weekday &&
        (occurrence === undefined ||
          occurrence === Math.ceil(fromStart / 7) ||
          occurrence === Math.floor(fromEnd / 7)),
    ) ?? true;
  return isMonthday && isWeekday;
}

function endOfDay(ms: number): number {
  return (Math.floor(ms / DAY_MS) + 1) * DAY_MS - 1;
}

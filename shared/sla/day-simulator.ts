import { addBusinessDays } from './business-days.ts';
import { businessDue, openIntervals } from './business-time.ts';
import type { CompiledCalendar } from './calendar.ts';
import type { EpochMs } from './instant.ts';
import { DAY_MS, formatInstant, MAX_INSTANT_MS, MINUTE_MS, SECOND_MS } from './instant.ts';
import type { LocalDay, Weekday } from './local-time.ts';
import { parseLocalDay, WEEKDAYS, weekdayOf } from './local-time.ts';
import type { InstantRange } from './open-chunks.ts';
import type { Zone } from './zone.ts';

/** What decides the hours of a local date: its weekday, a holiday, or hours of its own. */
export type DayRule = 'weekday' | 'holiday' | 'exception';

/** The hands of the clock are moved within this local date. */
export interface ClockChange {
  readonly atMs: EpochMs;
  /** Forward is above 0: the day is shorter by so many minutes. */
  readonly minutes: number;
  /** `02:00`: what the wall clock would have shown at that instant, and what it shows. */
  readonly from: string;
  readonly to: string;
}

/** What a calendar does on one local date. */
export interface SimulatedDay {
  /** `2027-03-28` */
  readonly date: string;
  readonly weekday: Weekday;
  readonly rule: DayRule;
  /** The date begins here and ends at `toMs`: 23 to 25 hours, and none where a zone skipped it. */
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly open: readonly InstantRange[];
  readonly openSeconds: number;
  readonly clockChange: ClockChange | null;
}

/** An amount of open time, or days on which the calendar opens at all. */
export type SimulatedAmount = { readonly minutes: number } | { readonly businessDays: number };

/** One local date on the way to the due instant. */
export interface DueStep extends SimulatedDay {
  /** The part of `open` that counts; business days count the day and not its hours. */
  readonly counted: readonly InstantRange[];
  readonly countedSeconds: number;
  /** Counted up to the end of this date. */
  readonly totalSeconds: number;
  /** The n-th business day after the start; null: it is none, or the start itself. */
  readonly businessDay: number | null;
}

export interface SimulatedDue {
  /** Null: ten years bring no open time. */
  readonly dueMs: EpochMs | null;
  readonly steps: readonly DueStep[];
  /** Further dates up to the due instant, without a step. */
  readonly moreDays: number;
}

/** A due date more than half a year away is explained by its first dates. */
const MOST_STEPS = 190;

/** A local date in the zone of a calendar, `2027-03-28`. */
export function localDateOf(zone: Zone, ms: EpochMs): string {
  return dateText(localDayOf(zone, ms));
}

/**
 * `count` local dates from `date` on. Throws a RangeError where `date` is none between 1900 and
 * 2299; the list ends with the year 2299.
 */
export function simulateDays(
  calendar: CompiledCalendar,
  date: string,
  count: number,
): readonly SimulatedDay[] {
  const first = parseLocalDay(date);
  if (first === null) throw new RangeError(`"${date}" is no date such as "2027-03-28".`);
  const days: SimulatedDay[] = [];
  for (let day = first; day < first + count && (day + 1) * DAY_MS < MAX_INSTANT_MS; day += 1) {
    days.push(simulateDay(calendar, day));
  }
  return days;
}

/**
 * When something that starts at `startMs` and may take `amount` is due, with every date between.
 * Throws a RangeError for an amount that is negative, no number or a fraction of a business day.
 */
export function simulateDue(
  calendar: CompiledCalendar,
  startMs: EpochMs,
  amount: SimulatedAmount,
): SimulatedDue {
  const dueMs =
    'minutes' in amount
      ? businessDue(calendar, startMs, amount.minutes * 60)
      : addBusinessDays(calendar, startMs, amount.businessDays);
  if (dueMs === null) return { dueMs, steps: [], moreDays: 0 };
  const first = localDayOf(calendar.zone, startMs);
  const last = localDayOf(calendar.zone, dueMs);
  const shown = Math.min(last, first + MOST_STEPS - 1);
  const steps: DueStep[] = [];
  let totalSeconds = 0;
  let businessDays = 0;
  for (let day = first; day <= shown; day += 1) {
    const simulated = simulateDay(calendar, day);
    const counted = cut(simulated.open, startMs, dueMs);
    const countedSeconds = secondsOf(counted);
    totalSeconds += countedSeconds;
    const isBusinessDay = day > first && simulated.open.length > 0;
    if (isBusinessDay) businessDays += 1;
    const businessDay = isBusinessDay ? businessDays : null;
    steps.push({ ...simulated, counted, countedSeconds, totalSeconds, businessDay });
  }
  return { dueMs, steps, moreDays: last - shown };
}

/**
 * What a calendar document calls the local date of an instant in its zone: a holiday's or an
 * exception's name; null where it has none.
 */
export function dayNameAt(
  document: { readonly dayNames?: Readonly<Record<string, string>> | undefined },
  calendar: CompiledCalendar,
  ms: EpochMs,
): string | null {
  return document.dayNames?.[localDateOf(calendar.zone, ms)] ?? null;
}

function simulateDay(calendar: CompiledCalendar, day: LocalDay): SimulatedDay {
  const { zone } = calendar;
  const fromMs = zone.toInstant(day * DAY_MS);
  const toMs = zone.toInstant((day + 1) * DAY_MS);
  const open = openIntervals(calendar, fromMs, toMs);
  return {
    date: dateText(day),
    weekday: WEEKDAYS[weekdayOf(day)]!,
    rule: ruleOf(calendar, day),
    fromMs,
    toMs,
    open,
    openSeconds: secondsOf(open),
    clockChange: fromMs < toMs ? findClockChange(zone, fromMs, toMs) : null,
  };
}

function ruleOf(calendar: CompiledCalendar, day: LocalDay): DayRule {
  if (calendar.exceptions.has(day)) return 'exception';
  return calendar.holidays.has(day) ? 'holiday' : 'weekday';
}

/** The first instant of another offset within a date; its last millisecond still belongs to it. */
function findClockChange(zone: Zone, fromMs: EpochMs, toMs: EpochMs): ClockChange | null {
  // The hands may be moved at the very midnight with which the date begins.
  const before = zone.offsetAt(fromMs - 1);
  const after = zone.offsetAt(toMs - 1);
  if (before === after) return null;
  let low = fromMs - 1;
  let high = toMs - 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return {
    atMs: high,
    minutes: (after - before) / MINUTE_MS,
    from: timeText(high + before),
    to: timeText(high + after),
  };
}

function localDayOf(zone: Zone, ms: EpochMs): LocalDay {
  return Math.floor((ms + zone.offsetAt(ms)) / DAY_MS);
}

function dateText(day: LocalDay): string {
  return formatInstant(day * DAY_MS).slice(0, 10);
}

function timeText(localMs: number): string {
  return formatInstant(localMs).slice(11, 16);
}

function secondsOf(ranges: readonly InstantRange[]): number {
  return ranges.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs), 0) / SECOND_MS;
}

function cut(ranges: readonly InstantRange[], fromMs: EpochMs, toMs: EpochMs): InstantRange[] {
  return ranges
    .map((range) => ({
      fromMs: Math.max(range.fromMs, fromMs),
      toMs: Math.min(range.toMs, toMs),
    }))
    .filter((range) => range.fromMs < range.toMs);
}

import type { EpochMs } from './instant.ts';
import { DAY_MS, formatInstant } from './instant.ts';
import type { LocalDay } from './local-time.ts';
import { parseLocalDay, weekdayOf } from './local-time.ts';
import { findZone } from './zone.ts';
import type { Zone } from './zone.ts';

export const PERIOD_UNITS = ['day', 'week', 'month', 'quarter'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** What a report is about; local dates are those of the report's zone. */
export type ReportPeriod =
  /** Today and the days before it. */
  | { readonly kind: 'days'; readonly days: number }
  /** 0: the month or quarter of today; -1: the one before. */
  | { readonly kind: 'month'; readonly back: number }
  | { readonly kind: 'quarter'; readonly back: number }
  /** Both dates inclusive, `YYYY-MM-DD`. */
  | { readonly kind: 'custom'; readonly from: string; readonly to: string };

/** Whole local days as instants: from midnight of the first to midnight after the last. */
export interface PeriodRange {
  readonly fromMs: EpochMs;
  /** Outside. */
  readonly toMs: EpochMs;
  readonly firstDay: LocalDay;
  /** Inside. */
  readonly lastDay: LocalDay;
}

/** A stretch of a range that one figure is for. */
export interface PeriodSlot {
  /** Local date on which it begins, `2027-03-01`, whatever of it lies in the range. */
  readonly key: string;
  readonly fromMs: EpochMs;
}

/**
 * The days of a period and those of the period before it: the month or quarter before, else as many
 * days. Null for dates that cannot be read or stand in the wrong order, and for an unknown zone.
 */
export function periodRanges(
  period: ReportPeriod,
  timezone: string,
  nowMs: EpochMs,
): { readonly range: PeriodRange; readonly before: PeriodRange } | null {
  const zone = findZone(timezone);
  if (!zone) return null;
  const today = localDayOf(zone, nowMs);
  const found = daysOf(period, today);
  if (!found || found.first > found.last) return null;
  const { first, last, firstBefore } = found;
  return { range: rangeOf(zone, first, last), before: rangeOf(zone, firstBefore, first - 1) };
}

function daysOf(period: ReportPeriod, today: LocalDay) {
  if (period.kind === 'month' || period.kind === 'quarter') {
    const months = period.kind === 'month' ? 1 : 3;
    const first = addMonths(slotStart(today, period.kind), period.back * months);
    return { first, last: addMonths(first, months) - 1, firstBefore: addMonths(first, -months) };
  }
  if (period.kind === 'days') {
    const first = today - period.days + 1;
    return { first, last: today, firstBefore: first - period.days };
  }
  const first = parseLocalDay(period.from);
  const last = parseLocalDay(period.to);
  if (first === null || last === null) return null;
  return { first, last, firstBefore: first - (last - first + 1) };
}

function rangeOf(zone: Zone, firstDay: LocalDay, lastDay: LocalDay): PeriodRange {
  return {
    fromMs: zone.toInstant(firstDay * DAY_MS),
    toMs: zone.toInstant((lastDay + 1) * DAY_MS),
    firstDay,
    lastDay,
  };
}

/** Every slot of a range, ascending, those without any record too. */
export function slotsOf(
  { firstDay, lastDay }: PeriodRange,
  unit: PeriodUnit,
  timezone: string,
): readonly PeriodSlot[] {
  const zone = findZone(timezone);
  const slots: PeriodSlot[] = [];
  if (!zone) return slots;
  for (let day = slotStart(firstDay, unit); day <= lastDay; day = nextSlot(day, unit)) {
    slots.push({ key: dayText(day), fromMs: zone.toInstant(day * DAY_MS) });
  }
  return slots;
}

/** Reads the slot of an instant: the local date on which its day, week, month or quarter begins. */
export function slotReader(unit: PeriodUnit, timezone: string): (ms: EpochMs) => string {
  const zone = findZone(timezone);
  const known = new Map<LocalDay, string>();
  return (ms) => {
    const day = zone ? localDayOf(zone, ms) : Math.floor(ms / DAY_MS);
    let key = known.get(day);
    if (key === undefined) {
      key = dayText(slotStart(day, unit));
      known.set(day, key);
    }
    return key;
  };
}

/** A local day as `2027-03-01`. */
export function dayText(day: LocalDay): string {
  return formatInstant(day * DAY_MS).slice(0, 10);
}

function localDayOf(zone: Zone, ms: EpochMs): LocalDay {
  return Math.floor((ms + zone.offsetAt(ms)) / DAY_MS);
}

/** Weeks begin on Monday, as in ISO 8601. */
function slotStart(day: LocalDay, unit: PeriodUnit): LocalDay {
  if (unit === 'day') return day;
  if (unit === 'week') return day - ((weekdayOf(day) + 6) % 7);
  const date = new Date(day * DAY_MS);
  const month = date.getUTCMonth();
  const first = unit === 'month' ? month : month - (month % 3);
  return Date.UTC(date.getUTCFullYear(), first, 1) / DAY_MS;
}

function nextSlot(day: LocalDay, unit: PeriodUnit): LocalDay {
  if (unit === 'day') return day + 1;
  if (unit === 'week') return day + 7;
  return addMonths(day, unit === 'month' ? 1 : 3);
}

/** Of the first of a month. */
function addMonths(day: LocalDay, months: number): LocalDay {
  const date = new Date(day * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / DAY_MS;
}

import type { EpochMs } from './instant.ts';
import { parseInstant } from './instant.ts';
import type { OpenChunk } from './open-chunks.ts';
import type { CalendarProblem } from './check-calendar.ts';
import { checkCalendar } from './check-calendar.ts';
import { parseLocalDay, parseTimeOfDay, WEEKDAYS, weekdayOf } from './local-time.ts';
import type { LocalDay, Weekday } from './local-time.ts';
import { findZone } from './zone.ts';
import type { Zone } from './zone.ts';

/** Pairs of opening and closing time, `HH:MM`; `24:00` is midnight at the end of the day. */
export type Hours = readonly (readonly string[])[];

/** Business hours on the wall clock of an IANA zone. */
export interface BusinessCalendar {
  readonly timezone: string;
  /** A weekday that is missing is closed. */
  readonly hours: Readonly<Partial<Record<Weekday, Hours>>>;
  /** Local dates `YYYY-MM-DD` on which nothing opens. */
  readonly holidays?: readonly string[];
  /** Hours of single dates; they replace the weekday's and win over a holiday. */
  readonly exceptions?: readonly { readonly date: string; readonly hours: Hours }[];
  /** What it said before, oldest first, and until which instant. */
  readonly earlier?: readonly (Omit<BusinessCalendar, 'earlier'> & { readonly until: string })[];
}

/** One interval of a day, in milliseconds after local midnight. */
export interface DayInterval {
  readonly opensMs: number;
  readonly closesMs: number;
}

/** A calendar ready to count with. Opaque: made by `compileCalendar`, read by this room. */
export interface CompiledCalendar {
  readonly zone: Zone;
  /** Index 0 is Sunday. */
  readonly weekly: readonly (readonly DayInterval[])[];
  readonly holidays: ReadonlySet<LocalDay>;
  readonly exceptions: ReadonlyMap<LocalDay, readonly DayInterval[]>;
  /** False: valid, but no weekday and no exception has hours, so nothing is ever due. */
  readonly opensAtAll: boolean;
  /** Worked out on demand and kept, by chunk number; see `openChunk`. */
  readonly chunks: Map<number, OpenChunk>;
  /** What it was before, oldest first; see `calendarAt`. */
  readonly earlier: readonly { readonly untilMs: EpochMs; readonly calendar: CompiledCalendar }[];
}

/** A calendar that cannot be counted with; the message names each field and what is wrong with it. */
export class CalendarError extends Error {
  readonly problems: readonly CalendarProblem[];
  /** The same calendar fails again until somebody corrects it. */
  readonly canRetry = false;

  constructor(problems: readonly CalendarProblem[]) {
    super(problems.map(({ field, message }) => `${field}: ${message}`).join(' '));
    this.name = 'CalendarError';
    this.problems = problems;
  }
}

/** Checks a calendar and prepares it for counting. Throws a CalendarError. */
export function compileCalendar(calendar: BusinessCalendar): CompiledCalendar {
  const problems = checkCalendar(calendar);
  if (problems.length > 0) throw new CalendarError(problems);
  const weekly = WEEKDAYS.map((weekday) => compileHours(calendar.hours[weekday] ?? []));
  const exceptions = new Map(
    (calendar.exceptions ?? []).map(({ date, hours }) => [
      parseLocalDay(date)!,
      compileHours(hours),
    ]),
  );
  return {
    zone: findZone(calendar.timezone)!,
    weekly,
    holidays: new Set((calendar.holidays ?? []).map((date) => parseLocalDay(date)!)),
    exceptions,
    opensAtAll: [...weekly, ...exceptions.values()].some((day) => day.length > 0),
    chunks: new Map(),
    earlier: (calendar.earlier ?? []).map((revision) => ({
      untilMs: parseInstant(revision.until)!,
      calendar: compileCalendar(revision),
    })),
  };
}

/** The calendar as it was in force at an instant. */
export function calendarAt(calendar: CompiledCalendar, ms: EpochMs): CompiledCalendar {
  return calendar.earlier.find(({ untilMs }) => ms < untilMs)?.calendar ?? calendar;
}

/** The intervals of a local date before they are turned into instants. */
export function hoursOf(calendar: CompiledCalendar, day: LocalDay): readonly DayInterval[] {
  const exception = calendar.exceptions.get(day);
  if (exception) return exception;
  return calendar.holidays.has(day) ? [] : calendar.weekly[weekdayOf(day)]!;
}

function compileHours(hours: Hours): DayInterval[] {
  return hours
    .map(([opens, closes]) => ({
      opensMs: parseTimeOfDay(opens!)!,
      closesMs: parseTimeOfDay(closes!)!,
    }))
    .sort((a, b) => a.opensMs - b.opensMs);
}

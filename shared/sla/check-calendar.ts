import { DAY_MS, parseInstant } from './instant.ts';
import { parseLocalDay, parseTimeOfDay, WEEKDAYS } from './local-time.ts';
import { findZone } from './zone.ts';

/** What is wrong with a calendar, and where: `hours.mon[1]`. */
export interface CalendarProblem {
  readonly field: string;
  /** A sentence for the person who has to correct it. */
  readonly message: string;
}

type Report = (field: string, message: string) => void;

/**
 * Every problem of a calendar that came from outside (JSON, a form, a document); none means
 * `compileCalendar` takes it. A calendar that never opens is allowed: `opensAtAll` tells.
 */
export function checkCalendar(value: unknown): readonly CalendarProblem[] {
  const problems: CalendarProblem[] = [];
  const report: Report = (field, message) => problems.push({ field, message });
  if (!isObject(value)) {
    report('calendar', `${show(value)} is not an object with timezone, hours and holidays.`);
    return problems;
  }
  checkTimezone(value['timezone'], report);
  checkWeek(value['hours'], report);
  checkHolidays(value['holidays'], report);
  checkExceptions(value['exceptions'], report);
  checkEarlier(value['earlier'], report);
  return problems;
}

/** Reports a zone that is no text or that the platform does not know. */
export function checkTimezone(value: unknown, report: Report): void {
  if (typeof value !== 'string') {
    report('timezone', `${show(value)} is not the name of a time zone.`);
  } else if (!findZone(value)) {
    report('timezone', `${show(value)} is no IANA time zone this platform knows.`);
  }
}

function checkWeek(value: unknown, report: Report): void {
  if (!isObject(value)) {
    report('hours', `${show(value)} is not an object with a list of intervals per weekday.`);
    return;
  }
  for (const [key, hours] of Object.entries(value)) {
    if (hours === undefined) continue;
    if (WEEKDAYS.some((weekday) => weekday === key)) checkHours(hours, `hours.${key}`, report);
    else report(`hours.${key}`, `${show(key)} is no weekday; they are ${WEEKDAYS.join(', ')}.`);
  }
}

function checkHolidays(value: unknown, report: Report): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    report('holidays', `${show(value)} is not a list of dates.`);
    return;
  }
  value.forEach((date: unknown, i) => checkDate(date, `holidays[${i}]`, report));
}

function checkExceptions(value: unknown, report: Report): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    report('exceptions', `${show(value)} is not a list of dates with hours.`);
    return;
  }
  const seen = new Set<unknown>();
  value.forEach((exception: unknown, i) => {
    const field = `exceptions[${i}]`;
    if (!isObject(exception)) {
      report(field, `${show(exception)} is not an object with date and hours.`);
      return;
    }
    checkDate(exception['date'], `${field}.date`, report);
    checkHours(exception['hours'], `${field}.hours`, report);
    if (seen.has(exception['date'])) {
      report(`${field}.date`, `${show(exception['date'])} has hours already.`);
    }
    seen.add(exception['date']);
  });
}

function checkEarlier(value: unknown, report: Report): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    report('earlier', `${show(value)} is not a list of earlier versions.`);
    return;
  }
  value.forEach((revision: unknown, i) => {
    const field = `earlier[${i}]`;
    for (const problem of checkCalendar(revision)) {
      report(`${field}.${problem.field}`, problem.message);
    }
    const until = isObject(revision) ? revision['until'] : undefined;
    if (typeof until !== 'string' || parseInstant(until) === null) {
      report(`${field}.until`, `${show(until)} is not an instant such as "2027-03-28T09:00:00Z".`);
    }
  });
}

function checkDate(value: unknown, field: string, report: Report): void {
  if (typeof value !== 'string' || parseLocalDay(value) === null) {
    report(field, `${show(value)} is not a date such as "2027-03-28" between 1900 and 2299.`);
  }
}

function checkHours(value: unknown, field: string, report: Report): void {
  if (!Array.isArray(value)) {
    report(field, `${show(value)} is not a list of intervals such as [["09:00","17:00"]].`);
    return;
  }
  const intervals: { index: number; opens: number; closes: number }[] = [];
  value.forEach((interval: unknown, index) => {
    const times = checkInterval(interval, `${field}[${index}]`, report);
    if (times) intervals.push({ index, ...times });
  });
  intervals.sort((a, b) => a.opens - b.opens);
  intervals.forEach((interval, i) => {
    const before = intervals[i - 1];
    if (before && interval.opens < before.closes) {
      report(
        `${field}[${interval.index}]`,
        `The interval overlaps [${before.index}] of the same day.`,
      );
    }
  });
}

function checkInterval(value: unknown, field: string, report: Report) {
  if (!Array.isArray(value) || value.length !== 2) {
    report(field, `${show(value)} is not a pair of an opening and a closing time.`);
    return null;
  }
  const [opens, closes] = value.map((time: unknown, i) => {
    const ms = typeof time === 'string' ? parseTimeOfDay(time) : null;
    if (ms === null) {
      report(`${field}[${i}]`, `${show(time)} is not a time of day from "00:00" to "24:00".`);
    }
    return ms;
  }) as [number | null, number | null];
  if (opens === null || closes === null) return null;
  if (opens >= closes) {
    const night = opens < DAY_MS && closes > 0 && opens > closes;
    const hint = night
      ? ` Hours over midnight are two intervals: until "24:00", and from "00:00" on the next day.`
      : '';
    report(field, `${show(value)} closes no later than it opens.${hint}`);
    return null;
  }
  return { opens, closes };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as it would stand in JSON, shortened: it may be anything at all. */
function show(value: unknown): string {
  if (value === undefined) return 'Nothing';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

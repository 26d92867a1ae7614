import type { BusinessCalendar, CompiledCalendar } from '../../shared/sla/calendar.ts';
import { compileCalendar } from '../../shared/sla/calendar.ts';
import { checkCalendar } from '../../shared/sla/check-calendar.ts';
import { parseInstant } from '../../shared/sla/instant.ts';
import type { EpochMs } from '../../shared/sla/instant.ts';
import type { Pause } from '../../shared/sla/pauses.ts';

/** A row that cannot be run: which field, and what is wrong with it. */
export class RowError extends Error {
  readonly field: string;
  /** The same row fails again until somebody corrects it. */
  readonly canRetry = false;

  constructor(field: string, message: string) {
    super(message);
    this.name = 'RowError';
    this.field = field;
  }
}

export type Row = Readonly<Record<string, unknown>>;

/** Any JSON object; the fields are not looked at. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that is not empty. */
export function readText(row: Row, field: string): string {
  const value = row[field];
  if (typeof value !== 'string' || value === '') {
    throw new RowError(field, `${show(value)} is not a text.`);
  }
  return value;
}

/** A finite number of at least `least`; JSON's 1e999 is refused. */
export function readNumber(row: Row, field: string, least = 0): number {
  const value = row[field];
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new RowError(field, `${show(value)} is not a number.`);
  }
  if (value < least) throw new RowError(field, `${value} is less than ${least}.`);
  return value;
}

/** A whole number, negative ones too. */
export function readInteger(row: Row, field: string): number {
  const value = row[field];
  if (!Number.isSafeInteger(value)) throw new RowError(field, `${show(value)} is no whole number.`);
  return value as number;
}

/** True or false; false where the field is missing. */
export function readFlag(row: Row, field: string): boolean {
  const value = row[field] ?? false;
  if (typeof value !== 'boolean') {
    throw new RowError(field, `${show(value)} is neither true nor false.`);
  }
  return value;
}

/** An instant with `Z` or an offset, as epoch milliseconds. */
export function readInstant(row: Row, field: string): EpochMs {
  return instantOf(row[field], field);
}

export function instantOf(value: unknown, field: string): EpochMs {
  const ms = typeof value === 'string' ? parseInstant(value) : null;
  if (ms !== null) return ms;
  throw new RowError(
    field,
    `${show(value)} is not an instant such as "2027-03-30T08:46:00Z", with Z or an offset, from 1900 to 2299.`,
  );
}

/** A list; `what` says of which things. */
export function readList(row: Row, field: string, what: string): readonly unknown[] {
  const value = row[field];
  if (!Array.isArray(value)) throw new RowError(field, `${show(value)} is not a list of ${what}.`);
  return value;
}

/** Pauses `{from, to}`; one that still lasts has `to: null`. */
export function readPauses(row: Row): readonly Pause[] {
  return readList(row, 'pauses', 'pauses').map((pause, i) => {
    const field = `pauses[${i}]`;
    if (!isRow(pause))
      throw new RowError(field, `${show(pause)} is not an object with from and to.`);
    const fromMs = instantOf(pause['from'], `${field}.from`);
    const toMs = pause['to'] === null ? null : instantOf(pause['to'], `${field}.to`);
    if (toMs !== null && toMs < fromMs) {
      throw new RowError(field, `${show(pause)} ends before it begins.`);
    }
    return { fromMs, toMs };
  });
}

/** The calendar, with hours of single dates from `overridesField` where the kind has one. */
export function readCalendar(row: Row, overridesField?: string): CompiledCalendar {
  const value = row['calendar'];
  const overrides = overridesField === undefined ? undefined : row[overridesField];
  const problem = checkCalendar(value)[0];
  if (problem) throw new RowError(fieldOfCalendar(problem.field), problem.message);
  const calendar = value as BusinessCalendar;
  if (overridesField === undefined) return compileCalendar(calendar);
  if (!isRow(overrides)) {
    throw new RowError(overridesField, `${show(overrides)} is not an object of dates with hours.`);
  }
  const dates = Object.entries(overrides).map(([date, hours]) => ({ date, hours }));
  const withDates = { ...calendar, exceptions: [...(calendar.exceptions ?? []), ...dates] };
  const dateProblem = checkCalendar(withDates)[0];
  if (dateProblem) {
    const index = Number(/^exceptions\[(\d+)\]/.exec(dateProblem.field)?.[1]);
    const date = withDates.exceptions[index]?.date ?? '';
    throw new RowError(`${overridesField}.${date}`, dateProblem.message);
  }
  return compileCalendar(withDates as BusinessCalendar);
}

function fieldOfCalendar(field: string): string {
  return field === 'calendar' ? field : `calendar.${field}`;
}

/** The value as it would stand in the file, shortened. */
export function show(value: unknown): string {
  if (value === undefined) return 'Nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

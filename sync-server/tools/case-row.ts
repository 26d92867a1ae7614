import { addBusinessDays } from '../../shared/sla/business-days.ts';
import {
  businessDue,
  businessDueBackward,
  businessElapsed,
} from '../../shared/sla/business-time.ts';
import { checkTimezone } from '../../shared/sla/check-calendar.ts';
import type { EpochMs } from '../../shared/sla/instant.ts';
import { localToInstant } from '../../shared/sla/local-time.ts';
import { businessDueWithPauses, businessElapsedWithPauses } from '../../shared/sla/pauses.ts';
import { instantCase, periodsCase, secondsCase } from './case-answer.ts';
import type { Answer } from './case-answer.ts';
import { dueRelativeCase, elapsedRelativeCase } from './relative-case.ts';
import type { Row } from './row-reader.ts';
import {
  isRow,
  readCalendar,
  readFlag,
  readInstant,
  readInteger,
  readNumber,
  readPauses,
  readText,
  RowError,
  show,
} from './row-reader.ts';

/** What a row came to. `pass` is null for a row that only documents another engine. */
export interface CaseResult {
  readonly id: string;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly pass: boolean | null;
  readonly skipped?: string;
}

const SECONDS_PER_MINUTE = 60;

/** The kinds that can be run, by the name in `kind`, or in `op` where a row has no kind. */
const KINDS: Readonly<Record<string, (row: Row) => Answer>> = {
  due: (row) => {
    const calendar = readCalendar(row);
    return instantCase(row, () => businessDue(calendar, readInstant(row, 'start'), amountOf(row)));
  },
  elapsed: (row) => {
    const calendar = readCalendar(row);
    const [start, end] = rangeOf(row);
    return secondsCase(row, () => businessElapsed(calendar, start, end));
  },
  backward: (row) => {
    const calendar = readCalendar(row);
    const start = readInstant(row, 'start');
    return instantCase(row, () => businessDueBackward(calendar, start, amountOf(row)));
  },
  dueBusinessDays: (row) => instantCase(row, () => businessDaysOf(row)),
  dueWithPauses: (row) => {
    const calendar = readCalendar(row);
    const start = readInstant(row, 'start');
    const pauses = readPauses(row);
    return instantCase(row, () => businessDueWithPauses(calendar, start, amountOf(row), pauses));
  },
  elapsedWithPauses: (row) => {
    const calendar = readCalendar(row);
    const [start, end] = rangeOf(row);
    const pauses = readPauses(row);
    return secondsCase(row, () => businessElapsedWithPauses(calendar, start, end, pauses));
  },
  dueBusinessDaysWithPauses: (row) => instantCase(row, () => businessDaysWithPausesOf(row)),
  dueWithDateOverrides: (row) => {
    const calendar = readCalendar(row, 'dateOverrides');
    return instantCase(row, () => businessDue(calendar, readInstant(row, 'start'), amountOf(row)));
  },
  elapsedWithDateOverrides: (row) => {
    const calendar = readCalendar(row, 'dateOverrides');
    const [start, end] = rangeOf(row);
    return secondsCase(row, () => businessElapsed(calendar, start, end));
  },
  localToInstant: (row) => instantCase(row, () => localOf(row)),
  firstPeriodAfter: (row) => periodsCase(row, readCalendar(row)),
  periodsAfter: (row) => periodsCase(row, readCalendar(row, 'shifts')),
  elapsedWithPausesRelative: elapsedRelativeCase,
  dueWithPausesRelative: dueRelativeCase,
};

const REFERENCE_ONLY: Readonly<Record<string, string>> = {
  docExample: 'an example from documentation, without a stated convention',
  nominalDayDivergence: 'another engine counts nominal days, this one instants',
  holdOutsideHours: 'another engine adds holds outside hours, this one never does',
};

/** Runs one row. Throws a RowError for a row that is malformed. */
export function runCase(row: unknown): CaseResult {
  if (!isRow(row)) throw new RowError('row', `${show(row)} is not an object.`);
  const id = readText(row, 'id');
  const skipped = skipReason(row);
  if (skipped !== undefined) {
    return { id, expected: row['expected'] ?? null, actual: null, pass: null, skipped };
  }
  return { id, ...answerOf(row) };
}

function skipReason(row: Row): string | undefined {
  for (const field of ['kind', 'op']) {
    const name = row[field];
    if (typeof name === 'string' && Object.hasOwn(REFERENCE_ONLY, name)) {
      return REFERENCE_ONLY[name];
    }
  }
  if (row['boundary'] !== 'advance') return undefined;
  return 'another engine moves a due at closing time to the next opening';
}

function answerOf(row: Row): Answer {
  const field = row['kind'] === undefined ? 'op' : 'kind';
  const name = readText(row, field);
  const run = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (!run) {
    const known = Object.keys(KINDS).join(', ');
    throw new RowError(field, `${show(name)} is not one of ${known}.`);
  }
  return run(row);
}

function amountOf(row: Row): number {
  return readNumber(row, 'amountMinutes') * SECONDS_PER_MINUTE;
}

function rangeOf(row: Row): [start: EpochMs, end: EpochMs] {
  return [readInstant(row, 'start'), readInstant(row, 'end')];
}

function businessDaysOf(row: Row): EpochMs | null {
  const days = readInteger(row, 'amountBusinessDays');
  const endOfDay = readFlag(row, 'endOfWorkingDay');
  return addBusinessDays(readCalendar(row), readInstant(row, 'start'), days, { endOfDay });
}

/** Open time lost to pauses is added behind the day on which the row would be due without them. */
function businessDaysWithPausesOf(row: Row): EpochMs | null {
  const calendar = readCalendar(row);
  const start = readInstant(row, 'start');
  const pauses = readPauses(row);
  const due = businessDaysOf(row);
  if (due === null) return null;
  return businessDueWithPauses(calendar, start, businessElapsed(calendar, start, due), pauses);
}

function localOf(row: Row): EpochMs {
  const calendar = row['calendar'];
  if (!isRow(calendar)) throw new RowError('calendar', `${show(calendar)} is not an object.`);
  checkTimezone(calendar['timezone'], (field, message) => {
    throw new RowError(`calendar.${field}`, message);
  });
  const local = readText(row, 'local');
  try {
    return localToInstant(calendar['timezone'] as string, local);
  } catch (error) {
    if (error instanceof RangeError) throw new RowError('local', error.message);
    throw error;
  }
}

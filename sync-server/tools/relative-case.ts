import type { CompiledCalendar } from '../../shared/sla/calendar.ts';
import { MINUTE_MS } from '../../shared/sla/instant.ts';
import type { EpochMs } from '../../shared/sla/instant.ts';
import type { Pause } from '../../shared/sla/pauses.ts';
import { businessDueWithPauses, businessElapsedWithPauses } from '../../shared/sla/pauses.ts';
import type { Answer } from './case-answer.ts';
import type { Row } from './row-reader.ts';
import { isRow, readCalendar, readList, readNumber, RowError, show } from './row-reader.ts';

/**
 * Rows whose instants are minutes after a start that they leave open (`+90m`), with a history of
 * states instead of pauses. They come from calendars open round the clock, so any start will do.
 */
const START_MS: EpochMs = Date.UTC(2027, 2, 1);

/** The states of those histories in which the clock runs; in every other it stands still. */
const RUNNING_STATES: readonly unknown[] = ['new', 'open'];

/** Several checks of the counted minutes between two points of one history. */
export function elapsedRelativeCase(row: Row): Answer {
  const calendar = readCalendar(row);
  const pauses = readHistory(row);
  const checks = readList(row, 'checks', 'checks').map((check, i) => {
    if (!isRow(check)) throw new RowError(`checks[${i}]`, `${show(check)} is not an object.`);
    const from = relativeOf(check['from'], `checks[${i}].from`);
    const to = relativeOf(check['to'], `checks[${i}].to`);
    return { expected: readNumber(check, 'expectedMinutes'), from, to };
  });
  const expected = checks.map((check) => check.expected);
  const actual = checks.map(({ from, to }) => minutesBetween(calendar, from, to, pauses));
  return { expected, actual, pass: actual.every((minutes, i) => minutes === expected[i]) };
}

/** The due point of an amount of minutes over a history. */
export function dueRelativeCase(row: Row): Answer {
  const calendar = readCalendar(row);
  const seconds = readNumber(row, 'amountMinutes') * 60;
  const dueMs = businessDueWithPauses(calendar, START_MS, seconds, readHistory(row));
  const expectedMs = relativeOf(row['expected'], 'expected');
  const actual = dueMs === null ? null : `+${(dueMs - START_MS) / MINUTE_MS}m`;
  return { expected: row['expected'], actual, pass: dueMs === expectedMs };
}

function minutesBetween(
  calendar: CompiledCalendar,
  from: EpochMs,
  to: EpochMs,
  pauses: readonly Pause[],
): number {
  return businessElapsedWithPauses(calendar, from, to, pauses) / 60;
}

function readHistory(row: Row): readonly Pause[] {
  const history = readList(row, 'history', 'pairs of time and state').map((step, i) => {
    if (!Array.isArray(step) || step.length !== 2 || typeof step[1] !== 'string') {
      throw new RowError(`history[${i}]`, `${show(step)} is not a pair of time and state.`);
    }
    return { atMs: relativeOf(step[0], `history[${i}][0]`), state: step[1] };
  });
  return history.flatMap(({ atMs, state }, i) =>
    RUNNING_STATES.includes(state) ? [] : [{ fromMs: atMs, toMs: history[i + 1]?.atMs ?? null }],
  );
}

function relativeOf(value: unknown, field: string): EpochMs {
  const found = typeof value === 'string' ? /^\+(\d{1,7}(?:\.\d+)?)m$/.exec(value) : null;
  if (!found) throw new RowError(field, `${show(value)} is not a time such as "+90m".`);
  return START_MS + Number(found[1]) * MINUTE_MS;
}

import type { CompiledCalendar } from '../../shared/sla/calendar.ts';
import { MINUTE_MS, parseInstant, SECOND_MS } from '../../shared/sla/instant.ts';
import type { EpochMs } from '../../shared/sla/instant.ts';
import { closingAfter, openingAtOrAfter } from '../../shared/sla/open-time.ts';
import type { Row } from './row-reader.ts';
import { instantOf, isRow, readInstant, readNumber, RowError, show } from './row-reader.ts';

export interface Answer {
  readonly expected: unknown;
  readonly actual: unknown;
  readonly pass: boolean;
}

/** A row that expects an instant, or null where nothing is ever due. Equal means the same instant. */
export function instantCase(row: Row, run: () => EpochMs | null): Answer {
  const actual = run();
  const expected = row['expected'] === null ? null : readInstant(row, 'expected');
  const toleranceMs = toleranceOf(row) * SECOND_MS;
  return {
    expected: row['expected'],
    actual: actual === null ? null : formatLike(actual, row['expected']),
    pass:
      expected === null || actual === null
        ? expected === actual
        : Math.abs(actual - expected) <= toleranceMs,
  };
}

/** A row that expects seconds, exact unless it states a tolerance. */
export function secondsCase(row: Row, run: () => number): Answer {
  const actual = run();
  const expected = readNumber(row, 'expected');
  return { expected, actual, pass: Math.abs(actual - expected) <= toleranceOf(row) };
}

/** A row that expects the next open interval, or the next few. */
export function periodsCase(row: Row, calendar: CompiledCalendar): Answer {
  const { expected } = row;
  const start = readInstant(row, 'start');
  const pairs = expectedPairs(expected);
  const actual = nextPeriods(calendar, start, pairs.length).map((pair, i) =>
    pair.map((ms, j) => formatLike(ms, pairs[i]![j])),
  );
  const pass =
    actual.length === pairs.length &&
    actual.every((pair, i) => pair.every((text, j) => sameInstant(text, pairs[i]![j]!)));
  if (Array.isArray(expected)) return { expected, actual, pass };
  return { expected, actual: { start: actual[0]?.[0], end: actual[0]?.[1] }, pass };
}

function expectedPairs(expected: unknown): readonly (readonly string[])[] {
  if (isRow(expected)) return [checkedPair([expected['start'], expected['end']], 'expected')];
  if (!Array.isArray(expected)) {
    throw new RowError('expected', `${show(expected)} is neither an interval nor a list of them.`);
  }
  return expected.map((pair: unknown, i) => checkedPair(pair, `expected[${i}]`));
}

function checkedPair(pair: unknown, field: string): readonly string[] {
  if (!Array.isArray(pair) || pair.length !== 2) {
    throw new RowError(field, `${show(pair)} is not a pair of instants.`);
  }
  for (const text of pair) instantOf(text, field);
  return pair as string[];
}

function nextPeriods(calendar: CompiledCalendar, start: EpochMs, count: number): EpochMs[][] {
  const periods: EpochMs[][] = [];
  for (let atMs: EpochMs | null = start; periods.length < count;) {
    const opensMs: EpochMs | null = openingAtOrAfter(calendar, atMs);
    const closesMs: EpochMs | null = opensMs === null ? null : closingAfter(calendar, opensMs);
    if (opensMs === null || closesMs === null) return periods;
    periods.push([opensMs, closesMs]);
    atMs = closesMs;
  }
  return periods;
}

function sameInstant(a: string, b: string): boolean {
  return parseInstant(a) === parseInstant(b);
}

function toleranceOf(row: Row): number {
  return row['tolerance'] === undefined ? 0 : readNumber(row, 'tolerance');
}

/** The instant in the offset in which the row expects it, so that equal instants read alike. */
export function formatLike(ms: EpochMs, expected: unknown): string {
  const offset = /([+-])(\d{2}):(\d{2})$/.exec(typeof expected === 'string' ? expected : '');
  const minutes = offset ? Number(offset[2]) * 60 + Number(offset[3]) : 0;
  const local = ms + (offset?.[1] === '-' ? -minutes : minutes) * MINUTE_MS;
  const text = new Date(local).toISOString().replace('.000Z', 'Z');
  return offset ? text.replace('Z', offset[0]) : text;
}

/** The time by which a filter about instants is judged. */
export interface QueryTime {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** The day of an instant where the person is, `2027-03-30`. */
  readonly dayOf: (ms: number) => string;
}

const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const AGE = /^([<>])=?(\d{1,5})([mhdw])$/;
const DAY = /^(<=?|>=?)?(\d{4}-\d{2}-\d{2})$/;
const SPAN = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/;

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** `<7d` less than seven days ago, `today`, a day, `>=2027-03-01`, `2027-03-01..2027-03-31`, `none`. */
export function isTimeValue(value: string): boolean {
  if (value === 'none' || value === 'today' || value === 'yesterday' || AGE.test(value))
    return true;
  const [, , day] = DAY.exec(value) ?? [];
  if (day !== undefined) return isDay(day);
  const [, first, last] = SPAN.exec(value) ?? [];
  return first !== undefined && last !== undefined && isDay(first) && isDay(last) && first <= last;
}

/**
 * The first instant that belongs to a day, or to a later one. Days follow each other whatever the
 * zone and its changes of summer time, so it is searched for by halves.
 */
function beginOf(day: string, { dayOf }: QueryTime): number {
  const middle = Date.parse(`${day}T00:00:00Z`);
  // No zone is farther from UTC than 14 hours.
  let before = middle - UNITS['d']!;
  let from = middle + UNITS['d']!;
  while (from - before > 1) {
    const half = Math.floor((before + from) / 2);
    if (dayOf(half) >= day) from = half;
    else before = half;
  }
  return from;
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + UNITS['d']!).toISOString().slice(0, 10);
}

type InstantTest = (at: number | undefined) => boolean;

/** Instants from one on and before another; milliseconds since 1970. */
function between(fromMs: number, untilMs: number): InstantTest {
  return (at) => at !== undefined && at >= fromMs && at < untilMs;
}

function dayTest(operator: string, day: string, time: QueryTime): InstantTest {
  const begins = beginOf(day, time);
  const ends = beginOf(nextDay(day), time);
  switch (operator) {
    case '<':
      return between(-Infinity, begins);
    case '<=':
      return between(-Infinity, ends);
    case '>':
      return between(ends, Infinity);
    case '>=':
      return between(begins, Infinity);
    default:
      return between(begins, ends);
  }
}

/** A test for one value, made so that 100,000 instants are a comparison each. */
export function timeTest(wanted: string, time: QueryTime): InstantTest {
  if (wanted === 'none') return (at) => at === undefined;
  const [, sign, amount, unit] = AGE.exec(wanted) ?? [];
  if (amount !== undefined && unit !== undefined) {
    const limitMs = time.nowMs - Number(amount) * UNITS[unit]!;
    return sign === '<' ? between(limitMs + 1, Infinity) : between(-Infinity, limitMs);
  }
  const today = time.dayOf(time.nowMs);
  if (wanted === 'today') return dayTest('', today, time);
  if (wanted === 'yesterday') {
    return dayTest('', time.dayOf(beginOf(today, time) - 1), time);
  }
  const [, first, last] = SPAN.exec(wanted) ?? [];
  if (first !== undefined && last !== undefined) {
    return between(beginOf(first, time), beginOf(nextDay(last), time));
  }
  const [, operator = '', day] = DAY.exec(wanted) ?? [];
  return day === undefined ? () => false : dayTest(operator, day, time);
}

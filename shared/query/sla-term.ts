/** The clock of a row as far as a filter asks: of its open targets the one due next. */
export interface QueryClock {
  readonly state: 'running' | 'warning' | 'paused' | 'breached' | 'met' | 'none';
  /** Open time left in milliseconds, as the list shows it; negative when over. */
  readonly remainingMs: number;
}

/** Words that `sla:` takes beside a time such as `<2h`. */
export const SLA_WORDS = [
  'breached',
  'warning',
  'running',
  'paused',
  'met',
  'none',
] as const satisfies readonly QueryClock['state'][];

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const TIME = /^([<>])=?(\d{1,5})([mhd])$/;

/** Is it a word or a time left that `sla:` takes? */
export function isSlaValue(value: string): boolean {
  return isWord(value) || TIME.test(value);
}

/**
 * Does a clock satisfy one value? `<2h` is a running clock with less open time left, overdue ones
 * included; a paused one comes nearer to nothing and is left out.
 */
export function matchesSla(clock: QueryClock | null, wanted: string): boolean {
  if (clock === null) return false;
  if (isWord(wanted)) {
    // What is past its warning runs all the same.
    return clock.state === wanted || (wanted === 'running' && clock.state === 'warning');
  }
  const [, operator, amount, unit] = TIME.exec(wanted) ?? [];
  if (amount === undefined || unit === undefined) return false;
  if (clock.state === 'none' || clock.state === 'met' || clock.state === 'paused') return false;
  const limitMs = Number(amount) * UNITS[unit]!;
  return operator === '<' ? clock.remainingMs < limitMs : clock.remainingMs > limitMs;
}

function isWord(value: string): boolean {
  return (SLA_WORDS as readonly string[]).includes(value);
}

/** What was measured of one record, and the verdict its source recorded. */
export interface Measured {
  readonly minutes: number;
  readonly madeSla: boolean;
}

export interface Threshold {
  /** A record that took as long is still in time. */
  readonly minutes: number;
  /** Every target from the first up to, not including, the second judges the same records alike. */
  readonly range: readonly [from: number, below: number];
  /** Records judged as the source judged them. */
  readonly agreed: number;
}

/** Preferred over minutes that look as if they meant something. */
const ROUND_MINUTES = [60, 30, 15, 5, 1];

/**
 * The target that judges most records as they were judged. Among equal ones the share of records
 * met decides, then the rounder figure: working days of `dayMinutes`, then hours.
 */
export function bestThreshold(measured: readonly Measured[], dayMinutes: number): Threshold {
  const sorted = [...measured].sort((a, b) => a.minutes - b.minutes);
  const recordedMet = sorted.filter(({ madeSla }) => madeSla).length;
  let best = { agreed: -1, off: Infinity, from: 0, below: Infinity };
  let metSoFar = 0;
  for (let cut = 0; cut <= sorted.length; cut += 1) {
    const from = cut === 0 ? 0 : sorted[cut - 1]!.minutes;
    const below = cut === sorted.length ? Infinity : sorted[cut]!.minutes;
    if (from < below) {
      const breachedSoFar = cut - metSoFar;
      const agreed = metSoFar + (sorted.length - recordedMet - breachedSoFar);
      const off = Math.abs(cut - recordedMet);
      if (agreed > best.agreed || (agreed === best.agreed && off < best.off)) {
        best = { agreed, off, from, below };
      }
    }
    if (cut < sorted.length && sorted[cut]!.madeSla) metSoFar += 1;
  }
  const { from, below, agreed } = best;
  return { minutes: roundest(from, below, dayMinutes), range: [from, below], agreed };
}

/**
 * The roundest figure of at least `from` minutes and below `below`. Whole days that begin outside
 * hours are used up at closing time, and what ends in the evening after that is late: a target that
 * is to count such records as met is longer.
 */
function roundest(from: number, below: number, dayMinutes: number): number {
  const least = from % dayMinutes === 0 ? from + 1 : from;
  for (const unit of [dayMinutes, ...ROUND_MINUTES]) {
    const figure = Math.max(unit, Math.ceil(least / unit) * unit);
    if (figure < below) return figure;
  }
  return from;
}

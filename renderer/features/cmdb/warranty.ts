const DAY = 86_400_000;

/**
 * Whole days until a warranty ends, negative after it, 0 on its last day; null for what is no date.
 * @param endsOn `2027-06-30`, the last day covered.
 * @param nowMs Milliseconds since 1970; the day is that of UTC.
 */
export function daysLeft(endsOn: string, nowMs: number): number | null {
  const end = Date.parse(`${endsOn}T00:00:00Z`);
  return Number.isNaN(end) ? null : Math.round((end - Math.floor(nowMs / DAY) * DAY) / DAY);
}

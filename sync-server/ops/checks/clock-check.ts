import type { CouchServer } from '../../couch/couch-server.ts';
import { ok, problem, skipped, warning, type Finding } from '../finding.ts';

/** `Date` has whole seconds, so less than two says nothing. */
const FINE_MS = 2_000;
/** Service levels are counted in minutes. */
const BAD_MS = 60_000;
const TIMEOUT_MS = 10_000;

/** How far a server's clock is ahead of ours, judged by the middle of one request. */
export function clockDifference(dateHeader: string, sentMs: number, answeredMs: number): number {
  return Date.parse(dateHeader) - (sentMs + answeredMs) / 2;
}

export function judgeClock(differenceMs: number): Finding {
  const seconds = Math.abs(Math.round(differenceMs / 1000));
  const direction = differenceMs > 0 ? 'ahead of' : 'behind';
  const message = `The server's clock is ${String(seconds)} s ${direction} this machine's.`;
  const mend = 'Let both machines take the time from NTP (chrony, systemd-timesyncd, w32time).';
  if (Math.abs(differenceMs) < FINE_MS) return ok('clock', 'Both clocks agree.');
  return Math.abs(differenceMs) < BAD_MS
    ? warning('clock', message, mend)
    : problem('clock', message, mend);
}

/** @param now Milliseconds since 1970. */
export async function checkClock(server: CouchServer, now: () => number): Promise<Finding> {
  const sentMs = now();
  const response = await fetch(`${server.url}/`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const answeredMs = now();
  await response.body?.cancel();
  const date = response.headers.get('date');
  if (date === null || Number.isNaN(Date.parse(date))) {
    return skipped('clock', 'The server sends no Date.');
  }
  return judgeClock(clockDifference(date, sentMs, answeredMs));
}

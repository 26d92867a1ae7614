import type { CouchServer } from '../couch/couch-server.ts';
import { clockDifference } from '../ops/checks/clock-check.ts';

const MEASURE_AGAIN_MS = 10 * 60_000;
/** `Date` has whole seconds: less than this says nothing. */
const COARSE_MS = 2_000;
const TIMEOUT_MS = 10_000;

/** The server's clock, by the `Date` it sends: verdicts are given by it and by no other. */
export class ServerClock {
  private readonly server: CouchServer;
  private readonly own: () => number;
  private offsetMs = 0;
  private measuredAtMs = Number.NEGATIVE_INFINITY;

  /** @param own Milliseconds since 1970 by this machine. */
  constructor(server: CouchServer, own: () => number) {
    this.server = server;
    this.own = own;
  }

  now(): number {
    return this.own() + this.offsetMs;
  }

  /** Asks the server for the time, once in ten minutes. An answer without a date changes nothing. */
  async measure(): Promise<void> {
    const sentMs = this.own();
    if (sentMs - this.measuredAtMs < MEASURE_AGAIN_MS) return;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(`${this.server.url}/`, { signal }).catch(() => null);
    const answeredMs = this.own();
    await response?.body?.cancel();
    const difference = clockDifference(response?.headers.get('date') ?? '', sentMs, answeredMs);
    if (Number.isNaN(difference)) return;
    this.offsetMs = Math.abs(difference) < COARSE_MS ? 0 : difference;
    this.measuredAtMs = answeredMs;
  }
}

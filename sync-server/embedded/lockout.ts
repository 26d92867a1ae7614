/** CouchDB's `chttpd_auth_lockout` defaults. */
const THRESHOLD = 5;
const LIFETIME_MS = 300_000;
const MAX_ENTRIES = 10_000;

interface Failures {
  count: number;
  untilMs: number;
}

/** Counts wrong passwords by the address they came from and the name they were for. */
export class Lockout {
  private readonly failures = new Map<string, Failures>();

  isLocked(address: string, name: string, nowMs: number): boolean {
    const entry = this.failures.get(keyOf(address, name));
    return entry !== undefined && entry.untilMs > nowMs && entry.count >= THRESHOLD;
  }

  record(address: string, name: string, nowMs: number): void {
    const key = keyOf(address, name);
    const entry = this.failures.get(key);
    const count = entry && entry.untilMs > nowMs ? entry.count + 1 : 1;
    this.failures.delete(key);
    this.failures.set(key, { count, untilMs: nowMs + LIFETIME_MS });
    if (this.failures.size > MAX_ENTRIES) {
      const oldest = this.failures.keys().next().value;
      if (oldest !== undefined) this.failures.delete(oldest);
    }
  }
}

const keyOf = (address: string, name: string): string => JSON.stringify([address, name]);

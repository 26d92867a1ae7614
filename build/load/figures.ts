import type { Traffic } from './line.ts';

/** Nearest rank; NaN for an empty list. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export interface Latencies {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

export function latenciesOf(values: readonly number[]): Latencies {
  const sorted = Float64Array.from(values).sort();
  const list = Array.from(sorted);
  return {
    count: list.length,
    p50Ms: Math.round(percentile(list, 0.5)),
    p95Ms: Math.round(percentile(list, 0.95)),
    maxMs: Math.round(list.at(-1) ?? NaN),
  };
}

/** Of one client in an hour, from what many did in some time. */
export interface Hourly {
  readonly requests: number;
  readonly kilobytesSent: number;
  readonly kilobytesReceived: number;
}

export function hourly(traffic: Traffic, clients: number, ms: number): Hourly {
  const factor = 3_600_000 / ms / clients;
  return {
    requests: Math.round(traffic.requests * factor),
    kilobytesSent: Math.round((traffic.bytesSent * factor) / 100) / 10,
    kilobytesReceived: Math.round((traffic.bytesReceived * factor) / 100) / 10,
  };
}

export interface LoadReport {
  readonly consoles: number;
  readonly scopes: number;
  readonly server: string;
  readonly connectMs: number;
  readonly idle: Hourly;
  readonly active: Hourly;
  /** Edits of one console in an hour of the active phase, and changes of others it received. */
  readonly editsAnHour: number;
  readonly changesAnHour: number;
  readonly edits: number;
  readonly storms: number;
  /** From a storm's end until every console is live and has nothing unsent. */
  readonly recoveryMs: readonly number[];
  /** From an edit to each other console of its scope, away from storms. */
  readonly calm: Latencies;
  readonly all: Latencies;
  /** Edits that some console of the scope never saw. */
  readonly lost: number;
  readonly errors: number;
}

export function formatReport(report: LoadReport): string {
  const perClient = (name: string, { requests, kilobytesSent, kilobytesReceived }: Hourly) =>
    `${name.padEnd(28)}${requests} requests, ${kilobytesSent} kB sent, ${kilobytesReceived} kB received`;
  const line = (name: string, { count, p50Ms, p95Ms, maxMs }: Latencies) =>
    `${name.padEnd(28)}p50 ${p50Ms} ms, p95 ${p95Ms} ms, longest ${maxMs} ms (${count} arrivals)`;
  return [
    `${report.consoles} consoles in ${report.scopes} scopes on ${report.server}`,
    `${'all connected after'.padEnd(28)}${report.connectMs} ms`,
    perClient('a client an hour, idle', report.idle),
    perClient('a client an hour, active', report.active),
    `${'  that is with'.padEnd(28)}${report.editsAnHour} own edits and ${report.changesAnHour} of others an hour`,
    line('edit to the other console', report.calm),
    line('  with storms', report.all),
    `${'storms'.padEnd(28)}${report.storms}, over after ${report.recoveryMs.join(', ') || '-'} ms`,
    `${'edits'.padEnd(28)}${report.edits}, lost ${report.lost}, errors ${report.errors}`,
  ].join('\n');
}

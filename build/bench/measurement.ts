import os from 'node:os';
import { median, percentile } from './statistics.ts';

/** Where the figures come from; absolute times mean nothing without it. */
export interface Machine {
  readonly cores: number;
  readonly chromium: string;
  /** Processes that wanted a core in the minute before; above `cores` times are too high. */
  readonly load: number;
}

/** One figure of a benchmark: what was asked of the product, and the floor of the same run. */
export interface Measurement {
  /** `pull/tickets`, `cold-start/first-list`. */
  readonly name: string;
  readonly rounds: number;
  /** Median of the least that any solution has to do; null where there is no such thing. */
  readonly floorMs: number | null;
  /** Median and 95th percentile of the product (or of what it is compared with). */
  readonly subjectMs: number;
  readonly p95Ms: number;
  /** The fastest round: what the machine does when nobody else wants it. */
  readonly bestMs: number;
  /** subjectMs / floorMs. */
  readonly ratio: number | null;
  /** What is aimed at, in words; null for figures that only inform. */
  readonly target: string | null;
  readonly met: boolean | null;
  /** Further medians that explain the figure. */
  readonly details: Readonly<Record<string, number>>;
}

export type Target =
  | { readonly kind: 'ratio'; readonly atMost: number }
  /** The median. */
  | { readonly kind: 'ms'; readonly atMost: number }
  | { readonly kind: 'p95-ms'; readonly atMost: number }
  /** A share of its own, from 0 to 1, that is not a time. */
  | {
      readonly kind: 'share';
      readonly of: string;
      readonly value: number;
      readonly atLeast: number;
    };

export interface MeasurementInput {
  readonly name: string;
  readonly subjectMs: readonly number[];
  readonly floorMs?: readonly number[];
  readonly target?: Target;
  readonly details?: Readonly<Record<string, number>>;
}

/** Sums up the rounds of a figure. */
export function summarize(input: MeasurementInput): Measurement {
  const subjectMs = median(input.subjectMs);
  const p95Ms = percentile(input.subjectMs, 95);
  const floorMs = input.floorMs === undefined ? null : median(input.floorMs);
  const ratio = floorMs === null ? null : subjectMs / floorMs;
  const { target } = input;
  return {
    name: input.name,
    rounds: input.subjectMs.length,
    floorMs,
    subjectMs,
    p95Ms,
    bestMs: Math.min(...input.subjectMs),
    ratio,
    target: target === undefined ? null : wordsOf(target),
    met: target === undefined ? null : isMet(target, { subjectMs, p95Ms, ratio }),
    details: input.details ?? {},
  };
}

export function thisMachine(chromium: string): Machine {
  return { cores: os.availableParallelism(), chromium, load: os.loadavg()[0] ?? 0 };
}

function wordsOf(target: Target): string {
  if (target.kind === 'share') return `${target.of} ≥ ${String(target.atLeast)}`;
  const { kind, atMost } = target;
  if (kind === 'ratio') return `≤ ${String(atMost)} × floor`;
  return kind === 'ms' ? `≤ ${String(atMost)} ms` : `p95 ≤ ${String(atMost)} ms`;
}

function isMet(
  target: Target,
  figures: Pick<Measurement, 'subjectMs' | 'p95Ms' | 'ratio'>,
): boolean {
  if (target.kind === 'share') return target.value >= target.atLeast;
  const { kind, atMost } = target;
  if (kind === 'ratio') return figures.ratio !== null && figures.ratio <= atMost;
  return (kind === 'ms' ? figures.subjectMs : figures.p95Ms) <= atMost;
}

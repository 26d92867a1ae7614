import type { SlaEvaluation } from '../../../shared/sla/evaluate-sla.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/sla/instant.ts';
import type { SlaRecord } from '../data/sla-records.ts';
import type { productEvaluation } from './evaluate-record.ts';

/** What a day of next-change timers came to. */
export interface SimulatedDay {
  /** Evaluations in each minute of the day, the first of the whole queue left out. */
  readonly perMinute: readonly number[];
  /** What they took. */
  readonly msPerMinute: readonly number[];
  /** Of all evaluations, those after which a target was in another state, or warned. */
  readonly changesOfState: number;
  /** Evaluating the whole queue once, as at the start of a console. */
  readonly wholeQueueMs: number;
  readonly largestBatch: number;
  /** Times of the stretches in which the largest batch is done when cut after `slice` records. */
  readonly slicesMs: readonly number[];
  /** Instants of the day at which something changes. */
  readonly batches: number;
}

type Evaluate = ReturnType<typeof productEvaluation>;

const MINUTES = DAY_MS / MINUTE_MS;

/**
 * Lives through a day with one timer for the whole queue: it is set to the earliest instant at which
 * anything changes, and then exactly the records whose instant has come are evaluated again.
 */
export function simulateDay(
  records: readonly SlaRecord[],
  evaluate: Evaluate,
  startMs: number,
  slice: number,
): SimulatedDay {
  const timers = new Timers(startMs + DAY_MS);
  const whole = timedSlices(records, records.length, evaluate, startMs);
  timers.place(records, whole.evaluations);
  const perMinute = Array.from({ length: MINUTES }, () => 0);
  const msPerMinute = Array.from({ length: MINUTES }, () => 0);
  let batches = 0;
  let largestBatch = 0;
  let slicesMs: readonly number[] = [];
  for (let next = timers.take(); next !== null; next = timers.take()) {
    const { atMs, batch } = next;
    const { slicesMs: times, evaluations } = timedSlices(batch, slice, evaluate, atMs);
    timers.place(batch, evaluations);
    const minute = Math.floor((atMs - startMs) / MINUTE_MS);
    perMinute[minute]! += batch.length;
    msPerMinute[minute]! += sumOf(times);
    batches += 1;
    if (batch.length > largestBatch) {
      largestBatch = batch.length;
      slicesMs = times;
    }
  }
  const { changesOfState } = timers;
  const wholeQueueMs = sumOf(whole.slicesMs);
  return {
    ...{ perMinute, msPerMinute, changesOfState, wholeQueueMs },
    ...{ largestBatch, slicesMs, batches },
  };
}

/** Which records are to be evaluated again when. Its own time is not measured. */
class Timers {
  changesOfState = 0;
  private readonly endMs: number;
  private readonly due = new Map<number, SlaRecord[]>();
  private readonly latest = new Map<SlaRecord, string>();

  constructor(endMs: number) {
    this.endMs = endMs;
  }

  place(records: readonly SlaRecord[], evaluations: readonly SlaEvaluation[]): void {
    records.forEach((record, i) => {
      const { targets, nextChangeAt } = evaluations[i]!;
      const states = targets.map(({ state, warning }) => `${state} ${String(warning)}`).join();
      const before = this.latest.get(record);
      if (before !== undefined && before !== states) this.changesOfState += 1;
      this.latest.set(record, states);
      if (nextChangeAt !== null) this.add(record, Date.parse(nextChangeAt));
    });
  }

  /** The records whose instant comes next. */
  take(): { readonly atMs: number; readonly batch: readonly SlaRecord[] } | null {
    let atMs: number | null = null;
    for (const ms of this.due.keys()) if (atMs === null || ms < atMs) atMs = ms;
    if (atMs === null) return null;
    const batch = this.due.get(atMs)!;
    this.due.delete(atMs);
    return { atMs, batch };
  }

  private add(record: SlaRecord, ms: number): void {
    if (ms >= this.endMs) return;
    const others = this.due.get(ms);
    if (others) others.push(record);
    else this.due.set(ms, [record]);
  }
}

function timedSlices(
  records: readonly SlaRecord[],
  slice: number,
  evaluate: Evaluate,
  nowMs: number,
): { readonly slicesMs: readonly number[]; readonly evaluations: readonly SlaEvaluation[] } {
  const slicesMs: number[] = [];
  const evaluations: SlaEvaluation[] = [];
  const now = new Date(nowMs).toISOString();
  for (let from = 0; from < records.length; from += slice) {
    const startedMs = performance.now();
    for (const record of records.slice(from, from + slice)) {
      evaluations.push(evaluate(record, now));
    }
    slicesMs.push(performance.now() - startedMs);
  }
  return { slicesMs, evaluations };
}

/** 0 for none. */
export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

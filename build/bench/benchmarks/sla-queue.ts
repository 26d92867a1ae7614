import { DAY_MS } from '../../../shared/sla/instant.ts';
import type { Benchmark, BenchOptions } from '../benchmark.ts';
import { BENCH_NOW_MS, slaRecords } from '../data/sla-records.ts';
import { summarize, type Measurement } from '../measurement.ts';
import { productEvaluation } from '../sla-kit/evaluate-record.ts';
import { simulateDay, sumOf, type SimulatedDay } from '../sla-kit/simulated-day.ts';
import { percentile } from '../statistics.ts';

const TICKETS = 20_000;
const FRAME_MS = 16;
/** A console that polls looks at every ticket as often. */
const POLLS_A_MINUTE = 4;
/** The console gives the thread back after as many; see renderer/replica/clock-schedule.ts. */
const SLICE = 100;
const SEED = 20;

/** One timer for the whole queue instead of polling it. */
export const slaQueueBenchmark: Benchmark = {
  name: 'sla-queue',
  summary: `a working day of ${TICKETS.toLocaleString('en')} open tickets by next-change timers, against polling every 15 s`,
  run: (options) => Promise.resolve(run(options)),
};

function run(options: BenchOptions): readonly Measurement[] {
  const count = Math.max(100, Math.round(TICKETS * options.scale));
  const startMs = Math.floor(BENCH_NOW_MS / DAY_MS) * DAY_MS;
  const records = slaRecords({
    ...{ count, seed: SEED, nowMs: startMs },
    ...{ openShare: 1, spanDays: 14 },
  });
  const evaluate = productEvaluation();
  simulateDay(records.slice(0, Math.min(count, 1_000)), evaluate, startMs, SLICE);
  const days: SimulatedDay[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    const day = simulateDay(records, evaluate, startMs, SLICE);
    days.push(day);
    options.say(
      `sla-queue ${String(round)}/${String(options.rounds)} largest batch ${String(day.largestBatch)} tickets in ${sumOf(day.slicesMs).toFixed(1)} ms`,
    );
  }
  return measurementsOf(days, count);
}

function measurementsOf(days: readonly SimulatedDay[], count: number): readonly Measurement[] {
  const [first] = days;
  const perMinute = first?.perMinute ?? [];
  const evaluations = perMinute.reduce((sum, n) => sum + n, 0);
  const polled = count * POLLS_A_MINUTE;
  const mean = evaluations / perMinute.length;
  const day = {
    tickets: count,
    'evaluations a minute, mean': mean,
    'p95 of a minute': percentile(perMinute, 95),
    'busiest minute': Math.max(...perMinute),
    'polling every 15 s, a minute': polled,
    'times fewer than polling': polled / mean,
    'evaluations of the day': evaluations,
    'of these a state or a warning changed': first?.changesOfState ?? 0,
    'instants of the day at which something changes': first?.batches ?? 0,
  };
  const largest = first?.largestBatch ?? 0;
  return [
    summarize({
      name: 'sla-queue/a minute of the day',
      subjectMs: days.flatMap(({ msPerMinute }) => msPerMinute),
      target: { kind: 'p95-ms', atMost: FRAME_MS },
      details: day,
    }),
    summarize({
      name: 'sla-queue/stretch of the largest batch',
      subjectMs: days.flatMap(({ slicesMs }) => slicesMs),
      target: { kind: 'p95-ms', atMost: FRAME_MS },
      details: { 'tickets a stretch': SLICE, stretches: Math.ceil(largest / SLICE) },
    }),
    summarize({
      name: 'sla-queue/largest batch, stretches added',
      subjectMs: days.map(({ slicesMs }) => sumOf(slicesMs)),
      details: { tickets: largest },
    }),
    summarize({
      name: 'sla-queue/whole queue once',
      subjectMs: days.map(({ wholeQueueMs }) => wholeQueueMs),
      details: { tickets: count },
    }),
  ];
}

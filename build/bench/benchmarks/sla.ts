import { SentenceError } from '../../runtime/say.ts';
import type { Benchmark, BenchOptions } from '../benchmark.ts';
import { BENCH_CALENDARS, BENCH_NOW_MS, slaRecords } from '../data/sla-records.ts';
import type { SlaRecord } from '../data/sla-records.ts';
import { summarize, type Measurement } from '../measurement.ts';
import { differencesOf, plainEvaluation, productEvaluation } from '../sla-kit/evaluate-record.ts';
import { luxonCounter } from '../sla-kit/luxon-counter.ts';
import { momentCounter } from '../sla-kit/moment-counter.ts';
import { median } from '../statistics.ts';

const RECORDS = 100_000;
const TARGETS = 4;
/** The packages take minutes for all records, so they count this many, spread evenly. */
const SAMPLE = 2_000;
const SEED = 4;
/** Of the time a package takes, at most so much: ten times as fast. */
const AT_MOST = 0.1;

/** Service levels of a large desk, from its logs. */
export const slaBenchmark: Benchmark = {
  name: 'sla',
  summary: `${RECORDS.toLocaleString('en')} records with ${String(TARGETS)} service levels each, against walking with Luxon and moment-business-time`,
  run: (options) => Promise.resolve(run(options)),
};

function run(options: BenchOptions): readonly Measurement[] {
  const count = Math.max(100, Math.round(RECORDS * options.scale));
  const records = slaRecords({
    ...{ count, seed: SEED, nowMs: BENCH_NOW_MS },
    ...{ openShare: 0.4, spanDays: 106 },
  });
  const sample = spread(records, SAMPLE);
  const ours = productEvaluation();
  const now = new Date(BENCH_NOW_MS).toISOString();
  const packages = [
    { name: 'Luxon walking', evaluate: plainEvaluation(luxonCounter(BENCH_CALENDARS)) },
    { name: 'moment-business-time', evaluate: plainEvaluation(momentCounter(BENCH_CALENDARS)) },
  ].map((each) => ({ ...each, ms: [] as number[] }));
  for (const { name, evaluate } of packages) assertAgreement(name, sample, evaluate, ours, now);
  const oursMs: number[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    oursMs.push(timeOf(records, (record) => ours(record, now)));
    for (const { evaluate, ms } of packages) {
      const sampleMs = timeOf(sample, (record) => evaluate(record, BENCH_NOW_MS));
      ms.push((sampleMs / sample.length) * count);
    }
    const said = packages.map(({ name, ms }) => `${name} ${perSecond(count, ms.at(-1)!)}`);
    options.say(
      `sla ${String(round)}/${String(options.rounds)} records a second: outpost ${perSecond(count, oursMs.at(-1)!)}, ${said.join(', ')}`,
    );
  }
  return packages.map(({ name, ms }) =>
    summarize({
      name: `sla/floor ${name}`,
      subjectMs: oursMs,
      floorMs: ms,
      target: { kind: 'ratio', atMost: AT_MOST },
      details: {
        records: count,
        'targets each': TARGETS,
        'events each': records.reduce((sum, { events }) => sum + events.length, 0) / count,
        'records a second': count / (median(oursMs) / 1_000),
        [`records a second, ${name}`]: count / (median(ms) / 1_000),
        'times as fast': median(ms) / median(oursMs),
        [`records timed, ${name}, the rest scaled`]: sample.length,
        'targets answered differently': 0,
      },
    }),
  );
}

function spread<T>(all: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, i) => all[Math.floor(i * step)]!);
}

/** Faster is worth nothing where the answer differs. @throws SentenceError */
function assertAgreement(
  name: string,
  sample: readonly SlaRecord[],
  evaluate: ReturnType<typeof plainEvaluation>,
  ours: ReturnType<typeof productEvaluation>,
  now: string,
): void {
  let differences = 0;
  for (const record of sample) {
    differences += differencesOf(ours(record, now), evaluate(record, BENCH_NOW_MS));
  }
  if (differences > 0) {
    throw new SentenceError(
      `${name} answers ${String(differences)} of ${String(sample.length * TARGETS)} targets differently.`,
    );
  }
}

function timeOf<T>(records: readonly T[], evaluate: (record: T) => unknown): number {
  const startedMs = performance.now();
  for (const record of records) evaluate(record);
  return performance.now() - startedMs;
}

function perSecond(count: number, ms: number): string {
  return Math.round((count * 1_000) / ms).toLocaleString('en');
}

import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../shared/sla/instant.ts';
import { BENCH_CALENDARS, BENCH_NOW_MS, slaRecords } from '../data/sla-records.ts';
import { differencesOf, plainEvaluation, productEvaluation } from './evaluate-record.ts';
import { luxonCounter } from './luxon-counter.ts';
import { momentCounter } from './moment-counter.ts';
import { simulateDay } from './simulated-day.ts';

const options = { count: 80, seed: 9, nowMs: BENCH_NOW_MS, openShare: 0.5, spanDays: 106 };
const now = new Date(BENCH_NOW_MS).toISOString();

describe('the work that is compared', () => {
  it.each([
    ['Luxon', luxonCounter(BENCH_CALENDARS)],
    ['moment-business-time', momentCounter(BENCH_CALENDARS)],
  ])('has the same answers by %s as by the product', (_name, counter) => {
    const ours = productEvaluation();
    const plain = plainEvaluation(counter);
    const records = slaRecords(options);
    const differing = records.filter(
      (record) => differencesOf(ours(record, now), plain(record, BENCH_NOW_MS)) > 0,
    );
    expect(differing).toEqual([]);
  });

  it('is the same at every run, with some six events and every kind of verdict', () => {
    const records = slaRecords(options);
    expect(slaRecords(options)).toEqual(records);
    const ours = productEvaluation();
    const targets = records.flatMap((record) => ours(record, now).targets);
    expect(targets).toHaveLength(4 * records.length);
    expect(new Set(targets.map(({ state }) => state))).toEqual(
      new Set(['running', 'paused', 'met', 'breached']),
    );
    const events = records.reduce((sum, record) => sum + record.events.length, 0);
    expect(Math.round(events / records.length)).toBe(6);
  });
});

describe('a day of next-change timers', () => {
  it('misses nothing that polling would have seen', () => {
    const startMs = Math.floor(BENCH_NOW_MS / DAY_MS) * DAY_MS;
    const records = slaRecords({
      ...options,
      count: 40,
      nowMs: startMs,
      openShare: 1,
      spanDays: 5,
    });
    const evaluate = productEvaluation();
    const statesAt = (ms: number): readonly string[] =>
      records.map((record) => {
        const { targets } = evaluate(record, new Date(ms).toISOString());
        return targets.map(({ state, warning }) => `${state} ${String(warning)}`).join();
      });
    let polled = 0;
    let before = statesAt(startMs);
    for (let ms = startMs; ms < startMs + DAY_MS; ms += 5 * 60_000) {
      const after = statesAt(ms);
      polled += after.filter((states, i) => states !== before[i]).length;
      before = after;
    }
    const day = simulateDay(records, evaluate, startMs, 100);
    expect(polled).toBeGreaterThan(0);
    expect(day.changesOfState).toBeGreaterThanOrEqual(polled);
    expect(day.perMinute.reduce((sum, n) => sum + n, 0)).toBeLessThan(records.length * 20);
  });
});

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClockSchedule } from './clock-schedule.ts';

const STEP_MS = 15_000;
let nowMs = 0;
let due: string[] = [];
let steps = 0;
let schedule: ClockSchedule;

beforeEach(() => {
  vi.useFakeTimers();
  nowMs = 0;
  due = [];
  steps = 0;
  schedule = new ClockSchedule({
    now: () => nowMs,
    stepMs: STEP_MS,
    onDue: (ids) => due.push(...ids),
    onStep: () => {
      steps += 1;
    },
  });
});

afterEach(() => {
  schedule.close();
  vi.useRealTimers();
});

/** Time as timers feel it, and the clock on the wall with it. */
function pass(ms: number): void {
  for (let left = ms; left > 0; left -= 100) {
    nowMs += Math.min(100, left);
    vi.advanceTimersByTime(Math.min(100, left));
  }
}

describe('the next changes of a queue', () => {
  it('are told when they come, with a single timer', () => {
    for (let n = 0; n < 1_000; n += 1) schedule.set(`t${String(n)}`, 5_000 + n);
    expect(vi.getTimerCount()).toBe(1);
    pass(4_900);
    expect(due).toEqual([]);
    pass(1_400);
    expect(due).toHaveLength(1_000);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('come once each, in their order, whatever was set before', () => {
    const acts = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 40_000 })),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(acts, (sets) => {
        due = [];
        const from = nowMs;
        const last = new Map<string, number>();
        for (const [n, inMs] of sets) {
          schedule.set(String(n), from + inMs);
          last.set(String(n), from + inMs);
        }
        pass(41_000);
        expect(new Set(due)).toEqual(new Set(last.keys()));
        const order = due.map((id) => last.get(id)!);
        expect(order).toEqual([...order].sort((a, b) => a - b));
        expect(due).toHaveLength(last.size);
      }),
      { numRuns: 40 },
    );
  });

  it('give the thread back when a whole queue opens at the same instant', () => {
    for (let n = 0; n < 1_000; n += 1) schedule.set(`t${String(n)}`, 5_000);
    nowMs = 5_000;
    vi.advanceTimersToNextTimer();
    expect(due.length).toBeGreaterThan(0);
    expect(due.length).toBeLessThan(1_000);
    for (let n = 0; n < 100; n += 1) vi.advanceTimersToNextTimer();
    expect(due).toHaveLength(1_000);
  });

  it('are not told of what was closed or put off meanwhile', () => {
    schedule.set('closed', 1_000);
    schedule.set('later', 1_000);
    schedule.remove('closed');
    schedule.set('later', 3_000);
    pass(2_000);
    expect(due).toEqual([]);
    pass(2_000);
    expect(due).toEqual(['later']);
  });

  it('are told after a sleep in which timers stood still', () => {
    schedule.set('a', 3_600_000);
    nowMs = 4_000_000;
    vi.advanceTimersByTime(STEP_MS);
    expect(due).toEqual(['a']);
  });

  it('go on when the clock of the machine is put back', () => {
    nowMs = 1_000_000;
    vi.advanceTimersByTime(STEP_MS);
    nowMs = 500_000;
    const before = steps;
    vi.advanceTimersByTime(2 * STEP_MS);
    expect(steps).toBeGreaterThan(before);
  });
});

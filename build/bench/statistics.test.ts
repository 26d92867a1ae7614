import fc from 'fast-check';
import { expect, test } from 'vitest';
import { summarize } from './measurement.ts';
import { median, percentile, shareAbove } from './statistics.ts';
import { formatMs, formatTable } from './table.ts';

test('the median is the middle, between the two of an even number, and ignores the order', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('percentiles agree with R (type 7)', () => {
  expect(percentile([1, 2, 3, 4, 5], 95)).toBeCloseTo(4.8);
  expect(percentile([15, 20, 35, 40, 50], 40)).toBeCloseTo(29);
});

test('a percentile lies within the values and grows with the percentage', () => {
  const values = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1 });
  const percent = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(values, percent, percent, (all, a, b) => {
      const low = percentile(all, Math.min(a, b));
      const high = percentile(all, Math.max(a, b));
      expect(low).toBeLessThanOrEqual(high);
      expect(low).toBeGreaterThanOrEqual(Math.min(...all));
      expect(high).toBeLessThanOrEqual(Math.max(...all));
    }),
  );
});

test('a frame of exactly the limit is in time', () => {
  expect(shareAbove([10, 16.7, 40, 60], 16.7)).toBe(0.5);
  expect(shareAbove([], 16.7)).toBe(0);
});

test('one bad round moves the 95th percentile and leaves the ratio alone', () => {
  const target = { kind: 'ratio', atMost: 2.5 } as const;
  const calm = summarize({ name: 'a', subjectMs: [20, 20, 21], floorMs: [10, 10, 9], target });
  const noisy = summarize({ name: 'a', subjectMs: [20, 20, 900], floorMs: [10, 10, 9], target });
  expect(calm.ratio).toBe(2);
  expect(noisy.ratio).toBe(2);
  expect(noisy.p95Ms).toBeGreaterThan(800);
  expect(noisy.met).toBe(true);
  expect(noisy.target).toBe('≤ 2.5 × floor');
});

test('a missed target says so', () => {
  const slow = { name: 'b', subjectMs: [10, 10, 40] };
  expect(summarize({ ...slow, target: { kind: 'ms', atMost: 16 } }).met).toBe(true);
  expect(summarize({ ...slow, target: { kind: 'p95-ms', atMost: 16 } }).met).toBe(false);
  expect(summarize({ ...slow, target: { kind: 'ratio', atMost: 9 } }).met).toBe(false);
  expect(summarize(slow).met).toBeNull();
});

test('the table lines its columns up and puts details below', () => {
  const rows = [
    summarize({
      name: 'pull/tickets',
      subjectMs: [2_400],
      floorMs: [1_000],
      target: { kind: 'ratio', atMost: 2.5 },
      details: { documents: 20_000 },
    }),
    summarize({ name: 'list/sort', subjectMs: [3.25] }),
  ];
  expect(formatTable(rows).split('\n')).toEqual([
    'figure        rounds   floor  median     p95    best   ratio  target',
    'pull/tickets       1  1.00 s  2.40 s  2.40 s  2.40 s  2.40 ×  ≤ 2.5 × floor  met',
    '    documents 20,000',
    'list/sort          1          3.3 ms  3.3 ms  3.3 ms',
  ]);
});

test.each([
  [12_345, '12.3 s'],
  [1_234, '1.23 s'],
  [340.4, '340 ms'],
  [3.44, '3.4 ms'],
  [0.041, '0.04 ms'],
])('%d ms reads %s', (ms, text) => {
  expect(formatMs(ms)).toBe(text);
});

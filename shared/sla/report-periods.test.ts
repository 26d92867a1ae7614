import { describe, expect, it } from 'vitest';
import { dayText, periodRanges, slotReader, slotsOf } from './report-periods.ts';
import type { ReportPeriod } from './report-periods.ts';

const NOW = Date.parse('2027-04-10T22:30:00Z'); // 11 April, 00:30 in Berlin.
const days = (period: ReportPeriod, zone = 'Europe/Berlin') => {
  const found = periodRanges(period, zone, NOW);
  return (
    found &&
    [found.range, found.before].map((range) => [dayText(range.firstDay), dayText(range.lastDay)])
  );
};

describe('a period', () => {
  it('of seven days ends today, by the clock of its zone', () => {
    expect(days({ kind: 'days', days: 7 })).toEqual([
      ['2027-04-05', '2027-04-11'],
      ['2027-03-29', '2027-04-04'],
    ]);
    expect(days({ kind: 'days', days: 7 }, 'UTC')?.[0]).toEqual(['2027-04-04', '2027-04-10']);
  });

  it('of a month or a quarter is compared with the one before, however long', () => {
    expect(days({ kind: 'month', back: -1 })).toEqual([
      ['2027-03-01', '2027-03-31'],
      ['2027-02-01', '2027-02-28'],
    ]);
    expect(days({ kind: 'quarter', back: -2 })).toEqual([
      ['2026-10-01', '2026-12-31'],
      ['2026-07-01', '2026-09-30'],
    ]);
  });

  it('of own dates is compared with as many days', () => {
    expect(days({ kind: 'custom', from: '2027-03-01', to: '2027-03-10' })?.[1]).toEqual([
      '2027-02-19',
      '2027-02-28',
    ]);
  });

  it.each([
    ['2027-03-10', '2027-03-01'],
    ['', '2027-03-01'],
    ['2027-02-30', '2027-03-01'],
  ])('from %j to %j is none', (from, to) => {
    expect(days({ kind: 'custom', from, to })).toBeNull();
  });

  it('loses no instant and counts none twice where clocks change', () => {
    const { range, before } = periodRanges({ kind: 'month', back: 0 }, 'Europe/Berlin', NOW)!;
    expect(before.toMs).toBe(range.fromMs);
    // March 2027 has 31 days less an hour in Berlin.
    expect(before.toMs - before.fromMs).toBe((31 * 24 - 1) * 3_600_000);
  });
});

describe('slots', () => {
  const { range } = periodRanges(
    { kind: 'custom', from: '2027-03-24', to: '2027-04-06' },
    'Europe/Berlin',
    NOW,
  )!;

  it.each([
    ['week', ['2027-03-22', '2027-03-29', '2027-04-05']],
    ['month', ['2027-03-01', '2027-04-01']],
    ['quarter', ['2027-01-01', '2027-04-01']],
  ] as const)('of a %s cover the range', (unit, keys) => {
    expect(slotsOf(range, unit, 'Europe/Berlin').map(({ key }) => key)).toEqual(keys);
  });

  it('are found for every instant of the range', () => {
    const keys = slotsOf(range, 'day', 'Europe/Berlin').map(({ key }) => key);
    expect(keys).toHaveLength(14);
    const slotOf = slotReader('day', 'Europe/Berlin');
    for (let ms = range.fromMs; ms < range.toMs; ms += 3_600_000 / 2) {
      expect(keys).toContain(slotOf(ms));
    }
  });
});

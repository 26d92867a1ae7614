import { describe, expect, it } from 'vitest';
import { bestThreshold } from './threshold.ts';

const measured = (met: readonly number[], breached: readonly number[]) => [
  ...met.map((minutes) => ({ minutes, madeSla: true })),
  ...breached.map((minutes) => ({ minutes, madeSla: false })),
];

describe('the target that explains verdicts', () => {
  it('lies between what was in time and what was late, on a round figure', () => {
    const found = bestThreshold(measured([10, 100, 470], [490, 900]), 480);
    expect(found).toEqual({ minutes: 480, range: [470, 490], agreed: 5 });
  });

  it('is the longest time still met where nothing rounder fits', () => {
    expect(bestThreshold(measured([61.25], [61.5]), 480).minutes).toBe(61.25);
  });

  it('is longer than whole days that were met, which end at closing time', () => {
    expect(bestThreshold(measured([480, 960], [1_000]), 480).minutes).toBe(990);
  });

  it('accepts the fewest records that contradict it', () => {
    const found = bestThreshold(measured([10, 20, 900], [15, 500, 600]), 480);
    expect(found).toMatchObject({ range: [20, 500], agreed: 4 });
  });

  it('never calls two records of one length differently', () => {
    const { range } = bestThreshold(measured([30, 30], [30]), 480);
    expect(range).toEqual([30, Infinity]);
  });

  it('takes the share of records met where several explain as many', () => {
    const found = bestThreshold(measured([10, 40], [20, 30]), 480);
    expect(found).toMatchObject({ agreed: 3, range: [10, 20] });
  });

  it('is there for no records too', () => {
    expect(bestThreshold([], 480)).toMatchObject({ minutes: 480, agreed: 0 });
  });
});

import { describe, expect, it } from 'vitest';
import { daysLeft } from './warranty.ts';

describe('daysLeft', () => {
  it.each([
    ['2027-06-30', 92],
    ['2027-03-30', 0],
    ['2027-03-29', -1],
    ['sometime', null],
  ])('%s is %s days from the morning of 30 March', (endsOn, days) => {
    expect(daysLeft(endsOn, Date.parse('2027-03-30T06:46:00Z'))).toBe(days);
  });
});

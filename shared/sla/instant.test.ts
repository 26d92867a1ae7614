import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, MAX_INSTANT_MS, MIN_INSTANT_MS, parseInstant } from './instant.ts';

describe('parseInstant', () => {
  it('reads what the platform reads', () => {
    const range = { min: MIN_INSTANT_MS, max: MAX_INSTANT_MS - 1 };
    fc.assert(
      fc.property(fc.integer(range), (ms) => {
        expect(formatInstant(ms)).toBe(new Date(ms).toISOString());
        expect(parseInstant(formatInstant(ms))).toBe(ms);
      }),
    );
  });

  it('reads offsets and fractions', () => {
    expect(parseInstant('2015-09-22T11:00:00+03:30')).toBe(Date.UTC(2015, 8, 22, 7, 30));
    expect(parseInstant('2015-09-21T20:00-04:00')).toBe(Date.UTC(2015, 8, 22));
    expect(parseInstant('2015-09-22T00:00:00.1239Z')).toBe(Date.UTC(2015, 8, 22) + 123);
  });

  it.each([
    '2015-02-30T00:00:00Z',
    '2015-13-01T00:00:00Z',
    '2015-00-01T00:00:00Z',
    '2015-01-00T00:00:00Z',
    '2015-01-01T24:00:00Z',
    '2015-01-01T00:60:00Z',
    '2015-01-01T00:00:60Z',
    '2015-01-01T00:00:00',
    '2015-01-01',
    '2015-01-01T00:00:00+0330',
    '2015-01-01T00:00:00+24:00',
    '0050-01-01T00:00:00Z',
    '1899-12-31T23:59:59Z',
    '2300-01-01T00:00:00Z',
    'yesterday',
    '',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});

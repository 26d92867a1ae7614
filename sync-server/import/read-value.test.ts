import { describe, expect, it } from 'vitest';
import { parseAnyInstant } from './read-value.ts';

describe('instants of other tools', () => {
  it.each([
    ['2020-10-10', 'Etc/UTC', '2020-10-10T00:00:00.000Z'],
    ['2020-10-10', 'Europe/Berlin', '2020-10-09T22:00:00.000Z'],
    ['2020-11-12 15:54:00', 'Etc/UTC', '2020-11-12T15:54:00.000Z'],
    ['2020-11-12 15:54', 'America/New_York', '2020-11-12T20:54:00.000Z'],
    ['2022-06-13T7:05:00-00:00', 'Europe/Berlin', '2022-06-13T07:05:00.000Z'],
    ['2022-06-13T07:05:00+0530', 'Europe/Berlin', '2022-06-13T01:35:00.000Z'],
    ['2022-06-13T07:05:00.1239Z', 'Europe/Berlin', '2022-06-13T07:05:00.123Z'],
    // Clocks jump from 02:00 to 03:00: what never was moves one hour on.
    ['2027-03-28 02:30', 'Europe/Berlin', '2027-03-28T01:30:00.000Z'],
    ['2016-02-29', 'Etc/UTC', '2016-02-29T00:00:00.000Z'],
  ])('%s in %s', (text, timezone, instant) => {
    expect(new Date(parseAnyInstant(text, timezone)!).toISOString()).toBe(instant);
  });

  it.each([
    ...['', 'yesterday', '2020', '2020-13-01', '2020-02-30', '2017-02-29', '2020-01-01T25:00'],
    ...['2020-01-01T10:60', '2020-01-01 10', '0000-01-01', '9999-12-31', '2020-01-01T10:00+99:00'],
    ...[
      '2020-01-01T10:00Europe/Berlin',
      '٢٠٢٠-٠١-٠١',
      '12020-01-01',
      '2020-01-01T10:00:00Z trailing',
    ],
  ])('"%s" is none', (text) => {
    expect(parseAnyInstant(text, 'Etc/UTC')).toBeNull();
  });
});

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { DAY_MS, formatInstant } from './instant.ts';
import { localToInstant } from './local-time.ts';
import { findZone } from './zone.ts';

const ZONES = [
  'Africa/Casablanca',
  'Africa/Cairo',
  'America/Caracas',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Antarctica/Troll',
  'Asia/Kolkata',
  'Asia/Pyongyang',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Europe/Dublin',
  'Pacific/Apia',
  'UTC',
];
const instants = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) });

describe('zones', () => {
  it('know the same offset as Temporal, at any instant', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (timezone, ms) => {
        const temporal = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timezone);
        expect(findZone(timezone)!.offsetAt(ms)).toBe(temporal.offsetNanoseconds / 1e6);
      }),
      { numRuns: 500 },
    );
  });

  it('change their offset at the same instants as Temporal', () => {
    for (const timezone of ZONES) {
      const zone = findZone(timezone)!;
      let change = Temporal.Instant.from('2005-01-01T00:00Z').toZonedDateTimeISO(timezone);
      for (let i = 0; i < 12; i += 1) {
        const next = change.getTimeZoneTransition('next');
        if (!next) break;
        change = next;
        const ms = change.epochMilliseconds;
        const before = change.subtract({ seconds: 1 });
        expect(zone.offsetAt(ms)).toBe(change.offsetNanoseconds / 1e6);
        expect(zone.offsetAt(ms - 1000)).toBe(before.offsetNanoseconds / 1e6);
      }
    }
  });

  it('turn a wall-clock time that exists into its first instant', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (timezone, ms) => {
        const zone = findZone(timezone)!;
        const localMs = ms + zone.offsetAt(ms);
        const found = zone.toInstant(localMs);
        expect(found).toBeLessThanOrEqual(ms);
        expect(found + zone.offsetAt(found)).toBe(localMs);
        expect(ms - found).toBeLessThan(DAY_MS);
      }),
      { numRuns: 500 },
    );
  });

  it('are unknown by offsets, nonsense and nothing', () => {
    for (const name of ['+02:00', 'Mars/Phobos', '', 'Europe/Berlin ', 'null']) {
      expect(findZone(name)).toBeNull();
    }
  });
});

describe('localToInstant', () => {
  const cases: readonly [string, local: string, instant: string][] = [
    ['Europe/Berlin', '2027-03-28 01:59', '2027-03-28T00:59:00.000Z'],
    ['Europe/Berlin', '2027-03-28 02:30', '2027-03-28T01:30:00.000Z'],
    ['Europe/Berlin', '2027-03-28T03:30:15', '2027-03-28T01:30:15.000Z'],
    ['Europe/Berlin', '2027-10-31 02:30', '2027-10-31T00:30:00.000Z'],
    ['America/Sao_Paulo', '2015-10-18 00:00', '2015-10-18T03:00:00.000Z'],
    // One hour later even where the gap is half an hour: the rule is the convention's, not the zone's.
    ['Australia/Lord_Howe', '2027-10-03 02:10', '2027-10-02T16:10:00.000Z'],
    ['Australia/Lord_Howe', '2027-04-04 01:45', '2027-04-03T14:45:00.000Z'],
    ['Pacific/Apia', '2011-12-30 09:00', '2011-12-30T10:00:00.000Z'],
    ['UTC', '2027-01-01 24:00', '2027-01-02T00:00:00.000Z'],
  ];
  it.each(cases)('%s %s is %s', (timezone, local, instant) => {
    expect(formatInstant(localToInstant(timezone, local))).toBe(instant);
  });

  it('says what it cannot read', () => {
    expect(() => localToInstant('Mars/Phobos', '2027-01-01 00:00')).toThrow('"Mars/Phobos"');
    expect(() => localToInstant('UTC', '2027-02-29 00:00')).toThrow('"2027-02-29 00:00" is not');
    expect(() => localToInstant('UTC', '2027-02-28 25:00')).toThrow('is not a local date');
  });
});

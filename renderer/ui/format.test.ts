import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatDate,
  formatDateTime,
  formatDuration,
  formatHours,
  formatDurationExact,
  formatExact,
  formatMinutes,
  formatNumber,
  formatPercent,
  formatRelative,
  formatRelativeShort,
  spokenDuration,
} from './format.ts';
import { initI18n } from './i18n.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Tue 30 Mar 2027, 08:46 in Leipzig. */
const NOW = '2027-03-30T06:46:00Z';
const ZONE = 'Europe/Berlin';

afterEach(() => initI18n('en'));

describe('durations', () => {
  it('reads as in the queue', () => {
    expect(formatClock(2 * HOUR + 34 * MINUTE)).toBe('2:34 left');
    expect(formatClock(-18 * MINUTE)).toBe('0:18 over');
    expect(formatDuration(13 * HOUR + 25 * MINUTE)).toBe('13:25');
    expect(formatDuration(DAY + 3 * HOUR)).toBe('1 d 3 h');
    expect(formatDuration(2 * DAY)).toBe('2 d');
    expect(formatHours(2 * DAY + 3 * HOUR)).toBe('51:00');
  });

  it('never promises a minute that is not there', () => {
    expect(formatClock(59_999)).toBe('0:00 left');
    expect(formatClock(-1)).toBe('0:00 over');
    expect(formatClock(0)).toBe('0:00 left');
    expect(formatDuration(DAY - 1)).toBe('23:59');
  });

  it('keeps hours in the exact form, however many', () => {
    expect(formatDurationExact(9 * HOUR + 26 * MINUTE)).toBe('9:26:00');
    expect(formatDurationExact(51 * HOUR + 3 * MINUTE + 20_999)).toBe('51:03:20');
  });

  it('gives working time in words', () => {
    expect(formatMinutes(25)).toBe('25 min');
    expect(formatMinutes(65)).toBe('1 h 5 min');
    expect(formatMinutes(120)).toBe('2 h');
    expect(formatMinutes(0)).toBe('0 min');
  });

  it('speaks in full, with plurals', () => {
    expect(spokenDuration(HOUR + MINUTE)).toBe('1 hour 1 minute');
    expect(spokenDuration(2 * HOUR + 34 * MINUTE)).toBe('2 hours 34 minutes');
    expect(spokenDuration(999)).toBe('less than a minute');
    initI18n('de');
    expect(spokenDuration(2 * HOUR + MINUTE)).toBe('2 Stunden 1 Minute');
  });

  it('speaks of the same minutes that it prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DAY - 1 }), (ms) => {
        const [hours = '', minutes = ''] = formatDuration(ms).split(':');
        expect(Number(hours) * HOUR + Number(minutes) * MINUTE).toBe(ms - (ms % MINUTE));
      }),
    );
  });
});

describe('instants', () => {
  const ago = (ms: number): number => Date.parse(NOW) - ms;

  it('fits a narrow column', () => {
    expect(formatRelativeShort('en', ago(20_000), NOW)).toBe('now');
    expect(formatRelativeShort('en', ago(36 * MINUTE), NOW)).toBe('36 m');
    expect(formatRelativeShort('en', ago(5 * HOUR), NOW)).toBe('5 h');
    expect(formatRelativeShort('en-GB', '2027-03-25T14:52:00Z', NOW)).toBe('Thu');
    expect(formatRelativeShort('en-GB', '2027-03-12T14:52:00Z', NOW)).toBe('12 Mar');
    expect(formatRelativeShort('en-GB', '2025-03-12T14:52:00Z', NOW)).toBe('Mar 2025');
  });

  it('reads in a sentence, before and after now', () => {
    expect(formatRelative('en', ago(34 * MINUTE), NOW)).toBe('34 min ago');
    expect(formatRelative('en', ago(-2 * HOUR), NOW)).toBe('in 2 h');
    expect(formatRelative('en', ago(3), NOW)).toBe('just now');
  });

  it('drops what is clear and keeps what is not', () => {
    expect(formatDateTime('en-GB', '2027-03-25T14:52:00Z', NOW, ZONE)).toBe('Thu 15:52');
    expect(formatDateTime('en-GB', '2027-02-12T14:52:00Z', NOW, ZONE)).toBe('12 Feb 15:52');
    expect(formatDateTime('en-GB', '2025-02-12T14:52:00Z', NOW, ZONE)).toBe('12 Feb 2025');
    expect(formatDateTime('de', '2027-03-25T14:52:00Z', NOW, ZONE)).toBe('Do. 15:52');
  });

  it('tells the two 02:30 of an autumn night apart', () => {
    const first = formatExact('en-GB', '2027-10-31T00:30:00Z', ZONE);
    const second = formatExact('en-GB', '2027-10-31T01:30:00Z', ZONE);
    expect(first).toContain('02:30:00');
    expect(second).toContain('02:30:00');
    expect(first).not.toBe(second);
  });

  it('shows midnight as 00:00, in every locale', () => {
    for (const locale of ['en', 'en-US', 'de', 'fr']) {
      expect(formatDateTime(locale, '2027-03-29T22:00:00Z', NOW, ZONE)).toContain('00:00');
    }
  });

  it('gives an empty text for what is no instant', () => {
    for (const format of [formatRelative, formatRelativeShort]) {
      expect(format('en', 'yesterday', NOW)).toBe('');
    }
    expect(formatExact('en', '')).toBe('');
    expect(formatDate('en', 'x')).toBe('');
  });
});

describe('figures', () => {
  it('follows the language', () => {
    expect(formatNumber('en', 41280)).toBe('41,280');
    expect(formatNumber('de', 41280)).toBe('41.280');
    expect(formatPercent('en', 0.754)).toBe('75%');
    expect(formatPercent('de', 0.754)).toBe('75\u00a0%');
  });

  it('gives bytes in units people read', () => {
    expect(formatBytes('en', 0)).toBe('0 B');
    expect(formatBytes('en', 940)).toBe('940 B');
    expect(formatBytes('en', 1_800_000)).toBe('1.8 MB');
    expect(formatBytes('en', 212_000_000)).toBe('212 MB');
  });
});

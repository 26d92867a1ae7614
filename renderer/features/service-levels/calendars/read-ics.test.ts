import { describe, expect, it } from 'vitest';
import { IcsError, MOST_ICS_BYTES, readIcs } from './read-ics.ts';

const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT'];
const file = (...events: string[][]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n');
const datesOf = (...lines: string[]) =>
  readIcs(file(event(...lines)), 2026, 2030).days.map(({ date }) => date);
const reasonOf = (...lines: string[]) =>
  readIcs(file(event(...lines)), 2026, 2030).skipped.map(({ reason }) => reason);

function refused(text: string): string {
  try {
    readIcs(text, 2026, 2030);
  } catch (error) {
    if (error instanceof IcsError) return error.message;
    throw error;
  }
  return 'nothing was refused';
}

describe('whole days of an iCalendar file', () => {
  it('come with their names, each date once, in order', () => {
    const text = file(
      event(
        'SUMMARY:Christmas\\, first day',
        'DTSTART;VALUE=DATE:20271225',
        'DTEND;VALUE=DATE:20271226',
      ),
      event('SUMMARY;LANGUAGE=de:Tag der Arb', ' eit', 'DTSTART;VALUE=DATE:20270501'),
      event('SUMMARY:Again', 'DTSTART;VALUE=DATE:20270501'),
    );
    expect(readIcs(text, 2026, 2030)).toEqual({
      days: [
        { date: '2027-05-01', name: 'Tag der Arbeit' },
        { date: '2027-12-25', name: 'Christmas, first day' },
      ],
      skipped: [],
      events: 3,
    });
  });

  it.each<[string, string[], string[]]>([
    [
      'several days, the end not included',
      ['DTSTART;VALUE=DATE:20271230', 'DTEND;VALUE=DATE:20280102'],
      ['2027-12-30', '2027-12-31', '2028-01-01'],
    ],
    ['a length', ['DTSTART;VALUE=DATE:20271230', 'DURATION:P2D'], ['2027-12-30', '2027-12-31']],
    [
      'an end on the same day',
      ['DTSTART;VALUE=DATE:20271230', 'DTEND;VALUE=DATE:20271230'],
      ['2027-12-30'],
    ],
    [
      'midnight to midnight in a zone',
      ['DTSTART;TZID=Europe/Berlin:20271224T000000', 'DTEND;TZID=Europe/Berlin:20271225T000000'],
      ['2027-12-24'],
    ],
    [
      'every year within the years asked for',
      ['DTSTART;VALUE=DATE:19700106', 'RRULE:FREQ=YEARLY'],
      ['2026-01-06', '2027-01-06', '2028-01-06', '2029-01-06', '2030-01-06'],
    ],
    [
      'every year, over New Year from the year before',
      [
        'DTSTART;VALUE=DATE:20101231',
        'DTEND;VALUE=DATE:20110102',
        'RRULE:FREQ=YEARLY;UNTIL=20270101',
      ],
      ['2026-01-01', '2026-12-31', '2027-01-01'],
    ],
    [
      'the fourth Thursday of November',
      ['DTSTART;VALUE=DATE:20201126', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH'],
      ['2026-11-26', '2027-11-25', '2028-11-23', '2029-11-22', '2030-11-28'],
    ],
    [
      'the last Monday of May, three times',
      ['DTSTART;VALUE=DATE:20260525', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=3'],
      ['2026-05-25', '2027-05-31', '2028-05-29'],
    ],
    [
      'the Wednesday before 23 November',
      [
        'DTSTART;VALUE=DATE:20261118',
        'RRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=16,17,18,19,20,21,22;BYDAY=WE;COUNT=2',
      ],
      ['2026-11-18', '2027-11-17'],
    ],
    [
      '29 February only where there is one',
      ['DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY'],
      ['2028-02-29'],
    ],
    [
      'without those left out',
      [
        'DTSTART;VALUE=DATE:20260301',
        'RRULE:FREQ=YEARLY',
        'EXDATE;VALUE=DATE:20270301,20280301',
        'EXDATE;VALUE=DATE:20290301',
      ],
      ['2026-03-01', '2030-03-01'],
    ],
  ])('%s', (_what, lines, dates) => {
    expect(datesOf(...lines)).toEqual(dates);
  });

  it.each<[string, string[], RegExp]>([
    ['a meeting', ['DTSTART:20270101T090000Z', 'DTEND:20270101T100000Z'], /time of day/],
    ['half a day', ['DTSTART:20271224T000000', 'DTEND:20271224T120000'], /time of day/],
    ['what repeats weekly', ['DTSTART;VALUE=DATE:20270101', 'RRULE:FREQ=WEEKLY'], /once a year/],
    [
      'what repeats by the second',
      ['DTSTART;VALUE=DATE:20270101', 'RRULE:FREQ=SECONDLY'],
      /once a year/,
    ],
    [
      'every day of a year',
      [
        'DTSTART;VALUE=DATE:20270101',
        `RRULE:FREQ=YEARLY;BYYEARDAY=${Array.from({ length: 366 }, (_, n) => n + 1).join(',')}`,
      ],
      /once a year/,
    ],
    [
      'an interval of nothing',
      ['DTSTART;VALUE=DATE:20270101', 'RRULE:FREQ=YEARLY;INTERVAL=0'],
      /once a year/,
    ],
    ['what was cancelled', ['DTSTART;VALUE=DATE:20270101', 'STATUS:CANCELLED'], /cancelled/],
    ['30 February', ['DTSTART;VALUE=DATE:20270230'], /Its date is none/],
    ['no date', ['SUMMARY:Someday'], /when it begins/],
    [
      'an end before its beginning',
      ['DTSTART;VALUE=DATE:20270102', 'DTEND;VALUE=DATE:20270101'],
      /before it begins/,
    ],
    ['a year', ['DTSTART;VALUE=DATE:20270101', 'DTEND;VALUE=DATE:20280101'], /365 days/],
    ['long ago', ['DTSTART;VALUE=DATE:19990101'], /outside the years/],
  ])('leave out %s and say why', (_what, lines, reason) => {
    expect(datesOf(...lines)).toEqual([]);
    expect(reasonOf(...lines)[0]).toMatch(reason);
  });

  it('name the line and the event that was left out', () => {
    const text = file(
      event('DTSTART;VALUE=DATE:20270101'),
      event('SUMMARY:Stand-up', 'DTSTART:20270101T090000Z'),
    );
    expect(readIcs(text, 2026, 2030).skipped).toMatchObject([{ line: 7, name: 'Stand-up' }]);
  });

  it('do not look at what an event says or at its alarms', () => {
    const lines = [
      'DTSTART;VALUE=DATE:20270101',
      'BEGIN:VALARM',
      'TRIGGER:-PT15M',
      'DURATION:PT15M',
      'END:VALARM',
      `DESCRIPTION:${'<script>'.repeat(5_000)}`,
      `ATTACH;ENCODING=BASE64:${'QUJD'.repeat(10_000)}`,
    ];
    expect(datesOf(...lines)).toEqual(['2027-01-01']);
  });
});

describe('a file that is none', () => {
  it.each<[string, string, RegExp]>([
    ['nothing', '', /empty/],
    ['blanks', '\r\n \r\n', /empty/],
    ['a page', '<!doctype html>\n<html>', /line 1 is “<!doctype html>” instead of BEGIN:VCALENDAR/],
    ['an archive', 'PK\u0003\u0004\u0000binary', /line 1 is “PKbinary”/],
    [
      'one cut off in an event',
      file(event('SUMMARY:x')).slice(0, 60),
      /begins in line 3 has no end/,
    ],
    [
      'one cut off between events',
      file(event('SUMMARY:x')).replace('END:VCALENDAR', ''),
      /breaks off in line 8/,
    ],
    ['an event in an event', file(event('BEGIN:VEVENT')), /In line 5 .* line 3/],
    ['an end without a beginning', 'BEGIN:VCALENDAR\nEND:VEVENT\n', /Line 2/],
  ])('%s is refused with the line', (_what, text, message) => {
    expect(refused(text)).toMatch(message);
  });

  it('is refused before it is read where it is too large', () => {
    expect(refused('BEGIN:VCALENDAR\n'.padEnd(5_000_000, 'x'))).toMatch(/5 MB/);
  });

  it('is refused where it has more events or days than any list of holidays', () => {
    const many = Array.from({ length: 5_001 }, () => event('DTSTART;VALUE=DATE:20270101'));
    expect(refused(file(...many))).toMatch(/5001 events/);
    const long = Array.from({ length: 60 }, (_, n) =>
      event(
        `DTSTART;VALUE=DATE:20${String(26 + (n % 5))}${String(1 + (n % 12)).padStart(2, '0')}01`,
        'DURATION:P40D',
      ),
    );
    expect(readIcs(file(...long), 2026, 2030).days.length).toBeLessThan(2_000);
    expect(MOST_ICS_BYTES).toBeLessThan(5_000_000);
  });

  it('costs little where somebody means harm', () => {
    const folded = `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:${'\r\n x'.repeat(400_000)}\r\nEND:VEVENT\r\nEND:VCALENDAR`;
    expect(readIcs(folded, 2026, 2030).skipped[0]!.name.length).toBeLessThanOrEqual(160);
    const byDays = Array.from({ length: 100 }, () => '1MO').join(',');
    const rules = Array.from({ length: 200 }, () =>
      event('DTSTART;VALUE=DATE:19000101', `RRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=${byDays}`),
    );
    expect(readIcs(file(...rules), 2026, 2030).days).toHaveLength(5);
  });
});

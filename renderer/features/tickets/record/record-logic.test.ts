import { describe, expect, it } from 'vitest';
import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import type { SlaInterval } from '../../../../shared/sla/explain-sla.ts';
import { calendarHours } from './calendar-words.ts';
import { dayLanes } from './day-lanes.ts';
import { explainRows } from './explain-rows.ts';
import type { ExplainNames } from './explain-rows.ts';
import { linkText } from './link-text.ts';
import { fromLocalInput, toLocalInput } from '../../../ui/local-instant.ts';
import { parseMinutes } from './parse-minutes.ts';

describe('links in what people type', () => {
  it('finds web and mail addresses and leaves the sentence around them', () => {
    expect(linkText('See https://example.org/a?b=1. Or mail ab@example.org!')).toEqual([
      { text: 'See ' },
      { text: 'https://example.org/a?b=1', href: 'https://example.org/a?b=1' },
      { text: '. Or mail ' },
      { text: 'ab@example.org', href: 'mailto:ab@example.org' },
      { text: '!' },
    ]);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '<a href="x">',
    'http://',
  ])('never makes %j a link', (text) => {
    expect(linkText(text).every((run) => !('href' in run))).toBe(true);
  });

  it('loses no character', () => {
    const text = 'a https://x.y/<b> c@d.e https://q';
    expect(
      linkText(text)
        .map((run) => run.text)
        .join(''),
    ).toBe(text);
  });
});

describe('time as people write it', () => {
  it.each([
    ['25', 25],
    ['25 min', 25],
    ['1:30', 90],
    ['1 h 30 min', 90],
    ['1.5 h', 90],
    ['1,5h', 90],
    ['2h', 120],
    ['', null],
    ['0', null],
    ['soon', null],
    ['1:75', null],
    ['-5', null],
  ])('%j is %s', (text, minutes) => {
    expect(parseMinutes(text)).toBe(minutes);
  });
});

describe('planned times', () => {
  it('survive the box they are typed in', () => {
    const at = '2027-03-30T16:00:00.000Z';
    expect(fromLocalInput(toLocalInput(at))).toBe(at);
    expect(fromLocalInput('')).toBeUndefined();
    expect(fromLocalInput('x')).toBeNull();
  });
});

describe('the explanation of a clock', () => {
  const intervals: readonly SlaInterval[] = [
    {
      from: '2027-03-25T14:40:00Z',
      to: '2027-03-25T15:30:00Z',
      counted: true,
      reason: 'open',
      seconds: 3_000,
      totalSeconds: 3_000,
      causeEventId: 'entry:1',
    },
    {
      from: '2027-03-25T15:30:00Z',
      to: '2027-03-25T16:10:00Z',
      counted: false,
      reason: 'pause',
      seconds: 2_400,
      totalSeconds: 3_000,
      causeEventId: 'entry:2',
    },
    {
      from: '2027-03-25T16:10:00Z',
      to: '2027-03-25T18:00:00Z',
      counted: true,
      reason: 'open',
      seconds: 6_600,
      totalSeconds: 9_600,
    },
  ];
  const entries = [
    { id: 'entry:1', kind: 'state', from: null, to: 'new', createdBy: 'ines' },
    {
      id: 'entry:2',
      kind: 'state',
      from: 'new',
      to: 'on-hold',
      reason: 'awaiting-caller',
      createdBy: 'ines',
    },
  ] as never[];
  const names: ExplainNames = {
    user: (name) => (name === 'ines' ? 'Ines Vidal' : name),
    day: (date) => (date === '2027-03-26' ? 'Good Friday' : undefined),
    policy: (id) => (id === 'policy:desk' ? 'Service desk' : undefined),
  };

  it('gives every interval its reason, with what began it, and adds up', () => {
    const rows = explainRows(intervals, entries, false, names);
    expect(rows.map((row) => row.why)).toEqual([
      'Opened by Ines Vidal. Open hours count.',
      'On hold, awaiting caller, by Ines Vidal. This target pauses then.',
      'Open hours, running now.',
    ]);
    const counted = rows.reduce((sum, row) => sum + row.countedMs, 0);
    expect(counted).toBe(rows.at(-1)!.totalMs);
    expect(rows.map((row) => row.isNow)).toEqual([false, false, true]);
    expect(explainRows(intervals, entries, true, names).some((row) => row.isNow)).toBe(false);
  });

  it('names the holiday, the change of the clocks and a policy that changed', () => {
    const piece = { counted: false, seconds: 82_800, totalSeconds: 0 } as const;
    const odd: readonly SlaInterval[] = [
      {
        ...piece,
        from: '2027-03-25T23:00:00Z',
        to: '2027-03-26T23:00:00Z',
        reason: 'holiday',
        date: '2027-03-26',
      },
      {
        ...piece,
        from: '2027-03-26T23:00:00Z',
        to: '2027-03-28T22:00:00Z',
        reason: 'closed',
        clockChangeSeconds: 3_600,
        causeEventId: 'policy:desk',
      },
    ];
    expect(explainRows(odd, [], true, names).map(({ why }) => why)).toEqual([
      'Closed: Good Friday.',
      'The policy or its calendar changed: Service desk. Closed: outside the hours of the calendar. Clocks were put forward by 1:00: that time never happened.',
    ]);
  });

  it('draws a lane a day on the wall clock of the calendar, across the clock change', () => {
    const long: SlaInterval = {
      from: '2027-03-27T22:00:00Z',
      to: '2027-03-28T04:00:00Z',
      counted: true,
      reason: 'open',
      seconds: 21_600,
      totalSeconds: 21_600,
    };
    const lanes = dayLanes([long], 'Europe/Berlin');
    expect(
      lanes.map((lane) => lane.pieces.map((piece) => [piece.fromMinute, piece.toMinute])),
    ).toEqual([
      [[23 * 60, 24 * 60]],
      // The hour from two to three was skipped: six hours on the wall, five that passed.
      [[0, 6 * 60]],
    ]);
    expect(lanes[1]!.pieces[0]!.seconds).toBe(5 * 3_600);
  });

  it('says the hours of a calendar in short', () => {
    const day = [['07:00', '19:00']] as const;
    const calendar = {
      hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sun: [['00:00', '06:00']] },
    } as unknown as CalendarPolicy;
    expect(calendarHours(calendar, 'en')).toBe('Mon–Fri 07:00–19:00, Sun 00:00–06:00');
    expect(calendarHours({ hours: {} } as unknown as CalendarPolicy, 'en')).toBe('never open');
  });
});

import { describe, expect, it } from 'vitest';
import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import { fakeContext } from '../../../../shared/testkit/factories.ts';
import { saveCalendar } from '../../../../shared/workflow/sla-commands.ts';
import { addDays, offerDays } from './add-days.ts';
import {
  bodyOf,
  compileDraft,
  countsAlike,
  draftOf,
  draftProblems,
  newDraft,
} from './calendar-draft.ts';
import type { CalendarDraft } from './calendar-draft.ts';
import { findHolidays } from './holiday-source.ts';

const next = fakeContext({ roles: ['manager'] });
const fresh: CalendarDraft = { ...newDraft('Europe/Berlin'), name: 'Desk hours' };

function stored(draft: CalendarDraft, base: CalendarPolicy | null = null): CalendarPolicy {
  return saveCalendar(base, bodyOf(draft), next()).writes[0]!.document as CalendarPolicy;
}

const withHours = (change: Partial<CalendarDraft['hours']>): CalendarDraft => ({
  ...fresh,
  hours: { ...fresh.hours, ...change },
});

describe('a calendar that is edited', () => {
  it('says after saving what it said before', () => {
    const draft: CalendarDraft = {
      ...fresh,
      holidays: [{ date: '2027-05-06', name: 'Ascension' }],
      exceptions: [{ date: '2027-12-24', name: '', hours: [['08:00', '12:00']] }],
      holidayRegions: ['DE-SN'],
    };
    const calendar = stored(draft);
    expect(draftOf(calendar)).toEqual(draft);
    expect(saveCalendar(calendar, bodyOf(draftOf(calendar)), next()).writes).toEqual([]);
  });

  it('knows whether it counts otherwise, or is only called otherwise', () => {
    const calendar = stored(fresh);
    expect(countsAlike(calendar, { ...fresh, name: 'Other' })).toBe(true);
    expect(countsAlike(calendar, withHours({ sat: [['08:00', '12:00']] }))).toBe(false);
  });

  it.each<[string, CalendarDraft, string, RegExp]>([
    ['no name', { ...fresh, name: ' ' }, 'name', /name/],
    ['no zone', { ...fresh, timezone: '' }, 'timezone', /Choose a time zone/],
    ['a zone nobody knows', { ...fresh, timezone: 'Mars/Phobos' }, 'timezone', /Mars\/Phobos/],
    [
      'hours over midnight',
      withHours({ fri: [['22:00', '06:00']] }),
      'hours.fri',
      /Friday: 22:00–06:00 ends before it begins.*22:00–24:00.*00:00–06:00/,
    ],
    [
      'hours that overlap',
      withHours({
        tue: [
          ['08:00', '12:00'],
          ['11:00', '17:00'],
        ],
      }),
      'hours.tue',
      /Tuesday: 11:00–17:00 overlaps/,
    ],
    [
      'an own day twice',
      {
        ...fresh,
        exceptions: [
          { date: '2027-12-24', name: '', hours: [] },
          { date: '2027-12-24', name: '', hours: [] },
        ],
      },
      'exceptions[1]',
      /already/,
    ],
  ])('says in words what is wrong with %s', (_what, draft, field, text) => {
    const [problem] = draftProblems(draft, 'en');
    expect(problem).toMatchObject({ field });
    expect(problem!.text).toMatch(text);
    expect(draftProblems(fresh, 'en')).toEqual([]);
  });

  it('can be tried out while it has no name, and not while its hours are wrong', () => {
    expect(compileDraft({ ...fresh, name: '' })).not.toBeNull();
    expect(compileDraft(withHours({ mon: [['18:00', '08:00']] }))).toBeNull();
    const closed = { mon: [], tue: [], wed: [], thu: [], fri: [] };
    expect(compileDraft(withHours(closed))!.opensAtAll).toBe(false);
  });
});

describe('holidays that are added', () => {
  const saxony = findHolidays({
    region: { country: 'DE', state: 'SN' },
    years: [2027],
    types: ['public'],
    locale: 'de-DE',
  });

  it('are those of the state, with their names', () => {
    expect(saxony).toHaveLength(11);
    expect(saxony.find(({ date }) => date === '2027-11-17')!.name).toBe('Buß- und Bettag');
  });

  it('change nothing the second time', () => {
    const once = addDays(fresh, saxony, 'DE-SN');
    expect(once.holidayRegions).toEqual(['DE-SN']);
    expect(addDays(once, saxony, 'DE-SN')).toEqual(once);
    expect(offerDays(once, saxony).every(({ effect }) => effect === 'none')).toBe(true);
  });

  it('keep the name a person gave a day, and give one to a day that has none', () => {
    const draft: CalendarDraft = {
      ...fresh,
      holidays: [
        { date: '2027-01-01', name: 'We sleep' },
        { date: '2027-05-06', name: '' },
      ],
    };
    const { holidays } = addDays(draft, saxony, 'DE-SN');
    expect(holidays.find(({ date }) => date === '2027-01-01')!.name).toBe('We sleep');
    expect(holidays.find(({ date }) => date === '2027-05-06')!.name).toBe('Christi Himmelfahrt');
    expect(holidays.map(({ date }) => date)).toEqual(holidays.map(({ date }) => date).sort());
  });
});

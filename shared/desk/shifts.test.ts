import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { ShiftPlan } from '../model/policy.ts';
import type { Person } from '../model/reference.ts';
import { findZone } from '../sla/zone.ts';
import {
  dutiesAt,
  dutiesBetween,
  nextDutyOf,
  shiftPlanProblems,
  standingsAt,
  turnOf,
  weekdayNumber,
} from './shifts.ts';
import type { DutyRules } from './shifts.ts';

type Shift = ShiftPlan['shifts'][number];

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WEEKDAYS = [1, 2, 3, 4, 5];

function shift(part: Partial<Record<keyof Shift, unknown>>): Shift {
  return {
    id: 's1',
    kind: 'shift',
    weekdays: WEEKDAYS,
    from: '07:00',
    to: '15:00',
    personIds: ['person:anna'],
    weekly: false,
    validFrom: '2027-01-01',
    ...part,
  } as Shift;
}

function rules(
  shifts: readonly Shift[],
  timezone = 'Europe/Berlin',
  people: Readonly<Record<string, readonly { from: string; to: string }[]>> = {},
): DutyRules {
  const plan = { id: 'policy:p', teamId: 'person:desk', timezone, shifts } as unknown as ShiftPlan;
  return {
    plans: [plan],
    people: new Map(
      Object.entries(people).map(([id, absences]) => [id, { id, absences } as unknown as Person]),
    ),
    zoneOf: findZone,
  };
}

const at = (instant: string): number => Date.parse(instant);
const inBerlin = (local: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Berlin').epochMilliseconds;
const who = (given: DutyRules, ms: number): readonly string[] =>
  dutiesAt(given, ms).flatMap(({ personIds }) => personIds);

describe('who is on shift', () => {
  const early = rules([shift({})]);

  it('is said by the wall clock of the plan, summer and winter', () => {
    expect(who(early, at('2027-01-04T05:59:59Z'))).toEqual([]);
    expect(who(early, at('2027-01-04T06:00:00Z'))).toEqual(['person:anna']);
    expect(who(early, at('2027-07-05T04:59:59Z'))).toEqual([]);
    expect(who(early, at('2027-07-05T05:00:00Z'))).toEqual(['person:anna']);
    expect(who(early, at('2027-07-05T13:00:00Z'))).toEqual([]);
  });

  it('is nobody on other weekdays, before the first and after the last day', () => {
    expect(who(early, inBerlin('2027-01-09T10:00'))).toEqual([]);
    const short = rules([shift({ validFrom: '2027-03-02', validTo: '2027-03-03' })]);
    const days = ['2027-03-01', '2027-03-02', '2027-03-03', '2027-03-04'];
    expect(days.map((day) => who(short, inBerlin(`${day}T10:00`)).length)).toEqual([0, 1, 1, 0]);
  });

  it('lasts past midnight, over the end of the week as well', () => {
    const night = rules([shift({ weekdays: [7], from: '22:00', to: '06:00' })]);
    expect(who(night, inBerlin('2027-01-10T21:59'))).toEqual([]);
    expect(who(night, inBerlin('2027-01-10T23:30'))).toEqual(['person:anna']);
    expect(who(night, inBerlin('2027-01-11T05:59'))).toEqual(['person:anna']);
    expect(who(night, inBerlin('2027-01-11T06:00'))).toEqual([]);
  });

  it('is a whole day where it ends when it begins, and until midnight at 24:00', () => {
    const whole = rules([shift({ weekdays: [1], from: '08:00', to: '08:00' })]);
    expect(who(whole, inBerlin('2027-01-05T07:59'))).toEqual(['person:anna']);
    expect(who(whole, inBerlin('2027-01-05T08:00'))).toEqual([]);
    const late = rules([shift({ weekdays: [1], from: '16:00', to: '24:00' })]);
    expect(who(late, inBerlin('2027-01-04T23:59'))).toEqual(['person:anna']);
    expect(who(late, inBerlin('2027-01-05T00:00'))).toEqual([]);
  });

  it('works an hour less in the spring night and one more in the autumn night', () => {
    const night = rules([shift({ weekdays: [6], from: '22:00', to: '06:00' })]);
    const hours = (noon: string): number[] =>
      dutiesBetween(night, at(noon), at(noon) + 86_400_000).map(
        ({ fromMs, toMs }) => (toMs - fromMs) / 3_600_000,
      );
    expect(hours('2027-03-27T12:00:00Z')).toEqual([7]);
    expect(hours('2027-10-30T12:00:00Z')).toEqual([9]);
    expect(hours('2027-06-26T12:00:00Z')).toEqual([8]);
  });

  it('begins an hour later where its hour is skipped', () => {
    const gap = rules([shift({ weekdays: [7], from: '02:30', to: '10:00' })]);
    expect(who(gap, at('2027-03-28T01:29:00Z'))).toEqual([]);
    expect(who(gap, at('2027-03-28T01:30:00Z'))).toEqual(['person:anna']);
  });

  it('leaves out who is away, and says whose turn it would have been', () => {
    const away = rules([shift({ personIds: ['person:anna', 'person:ben'] })], 'Europe/Berlin', {
      'person:anna': [{ from: '2027-01-05', to: '2027-01-06' }],
    });
    const [duty] = dutiesAt(away, inBerlin('2027-01-06T10:00'));
    expect(duty).toMatchObject({ personIds: ['person:ben'], absentIds: ['person:anna'] });
    expect(who(away, inBerlin('2027-01-07T10:00'))).toEqual(['person:anna', 'person:ben']);
  });

  it('says nothing by a zone nobody knows', () => {
    expect(dutiesAt(rules([shift({})], 'Mars/Olympus'), at('2027-01-04T10:00:00Z'))).toEqual([]);
  });

  it('agrees with Temporal at any instant, in zones that change their clocks', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'];
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2029-01-01T00:00Z') }),
        fc.constantFrom(...zones),
        fc.integer({ min: 3, max: 23 }),
        fc.integer({ min: 3, max: 23 }),
        (ms, zone, fromHour, toHour) => {
          const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
          const given = rules(
            [shift({ weekdays: [2, 5, 7], from: clock(fromHour), to: clock(toHour) })],
            zone,
          );
          const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
          const on = [0, -1].some((back) => {
            const day = local.toPlainDate().add({ days: back });
            if (![2, 5, 7].includes(day.dayOfWeek) || day.toString() < '2027-01-01') return false;
            const end = toHour <= fromHour ? day.add({ days: 1 }) : day;
            const from = day.toZonedDateTime({ timeZone: zone, plainTime: clock(fromHour) });
            const to = end.toZonedDateTime({ timeZone: zone, plainTime: clock(toHour) });
            return from.epochMilliseconds <= ms && ms < to.epochMilliseconds;
          });
          expect(who(given, ms).length > 0).toBe(on);
        },
      ),
    );
  });
});

describe('a rotation', () => {
  const weekly = shift({
    kind: 'on-call',
    weekdays: EVERY_DAY,
    from: '18:00',
    to: '07:00',
    personIds: ['person:a', 'person:b', 'person:c'],
    weekly: true,
    validFrom: '2027-01-06',
  });

  it('hands over on the weekday it began on, round and round', () => {
    const given = rules([weekly]);
    const turns = ['06', '12', '13', '20', '27'].map((day) =>
      who(given, inBerlin(`2027-01-${day}T20:00`)).join(),
    );
    expect(turns).toEqual(['person:a', 'person:a', 'person:b', 'person:c', 'person:a']);
  });

  it('leaves the last night of a week with who began it', () => {
    const given = rules([weekly]);
    expect(who(given, inBerlin('2027-01-13T06:59'))).toEqual(['person:a']);
    expect(who(given, inBerlin('2027-01-13T18:00'))).toEqual(['person:b']);
  });

  it('gives everybody as many weeks as the others', () => {
    const first = Date.parse('2027-01-06T00:00Z') / 86_400_000;
    const counts = new Map<string, number>();
    for (let day = first; day < first + 7 * 12; day += 1) {
      for (const id of turnOf(weekly, day)) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual([28, 28, 28]);
  });
});

describe('what somebody does now', () => {
  const given = rules(
    [
      shift({ personIds: ['person:anna', 'person:away'] }),
      shift({
        id: 's2',
        kind: 'on-call',
        from: '15:00',
        to: '07:00',
        personIds: ['person:ben', 'person:anna'],
      }),
    ],
    'Europe/Berlin',
    { 'person:away': [{ from: '2027-01-04', to: '2027-01-04' }] },
  );
  const standingAt = (local: string) => standingsAt(given, inBerlin(local), () => 'Europe/Berlin');

  it('is told of everybody a plan names, and of nobody else', () => {
    const morning = standingAt('2027-01-04T10:00');
    expect(
      ['person:anna', 'person:ben', 'person:away', 'person:else'].map((id) => morning(id)),
    ).toEqual(['on-shift', 'off', 'absent', 'unplanned']);
    expect(standingAt('2027-01-04T20:00')('person:ben')).toBe('on-call');
  });

  it('knows when the next turn begins', () => {
    const friday = inBerlin('2027-01-08T16:00');
    expect(nextDutyOf(given, 'person:ben', friday, 14)?.fromMs).toBe(inBerlin('2027-01-11T15:00'));
    expect(nextDutyOf(given, 'person:else', friday, 14)).toBeNull();
  });
});

describe('a plan', () => {
  it('names what is missing by its place', () => {
    const fields = shiftPlanProblems({
      name: ' ',
      teamId: '' as ShiftPlan['teamId'],
      timezone: '',
      shifts: [shift({ weekdays: [], personIds: [], validTo: '2026-12-31' })],
    }).map(({ field }) => field);
    expect(fields).toEqual([
      'name',
      'teamId',
      'timezone',
      'shifts[0].weekdays',
      'shifts[0].personIds',
      'shifts[0].validTo',
    ]);
    expect(weekdayNumber(Date.parse('2027-01-04T00:00Z') / 86_400_000)).toBe(1);
  });
});

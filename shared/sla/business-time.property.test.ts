import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { businessDue, businessDueBackward, businessElapsed } from './business-time.ts';
import type { BusinessCalendar } from './calendar.ts';
import { compileCalendar } from './calendar.ts';
import { MINUTE_MS } from './instant.ts';
import { businessDueWithPauses, businessElapsedWithPauses } from './pauses.ts';

/** A zone and the UTC date around which its clocks change. */
const CHANGES = [
  ['Europe/Berlin', '2027-03-28'],
  ['Europe/Berlin', '2027-10-31'],
  ['America/New_York', '2027-03-14'],
  ['America/New_York', '2027-11-07'],
  ['America/Sao_Paulo', '2015-10-18'],
  ['America/Sao_Paulo', '2016-02-21'],
  ['America/St_Johns', '2010-11-07'],
  ['Asia/Kolkata', '2027-08-15'],
  ['Asia/Tehran', '2016-03-21'],
  ['Australia/Lord_Howe', '2027-10-02'],
  ['Australia/Lord_Howe', '2027-04-03'],
  ['Africa/Casablanca', '2016-06-05'],
  ['Pacific/Apia', '2011-12-30'],
  // Where the engine's stretches of 256 days meet.
  ['America/New_York', '2026-10-10'],
  ['Pacific/Auckland', '2026-10-10'],
  ['UTC', '2027-01-01'],
] as const;

const pad = (value: number) => String(value).padStart(2, '0');
const timeText = (quarter: number) => `${pad(Math.floor(quarter / 4))}:${pad((quarter % 4) * 15)}`;

/** Up to three intervals a day, on quarters of an hour, half of the bounds in the first hours. */
const hoursArbitrary = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 96 })), {
    maxLength: 6,
  })
  .map((quarters) => {
    const bounds = quarters.sort((a, b) => a - b).map(timeText);
    return Array.from({ length: Math.floor(bounds.length / 2) }, (_, i) => [
      bounds[2 * i]!,
      bounds[2 * i + 1]!,
    ]);
  });

const dateNear = (date: string) =>
  fc
    .integer({ min: -3, max: 3 })
    .map((days) => Temporal.PlainDate.from(date).add({ days }).toString());

const caseArbitrary = fc.constantFrom(...CHANGES).chain(([timezone, date]) =>
  fc.record({
    calendar: fc.record({
      timezone: fc.constant(timezone),
      hours: fc.record({
        mon: hoursArbitrary,
        tue: hoursArbitrary,
        wed: hoursArbitrary,
        thu: hoursArbitrary,
        fri: hoursArbitrary,
        sat: hoursArbitrary,
        sun: hoursArbitrary,
      }),
      holidays: fc.array(dateNear(date), { maxLength: 2 }),
      exceptions: fc.uniqueArray(fc.record({ date: dateNear(date), hours: hoursArbitrary }), {
        maxLength: 2,
        selector: (exception) => exception.date,
      }),
    }),
    startMs: fc
      .integer({ min: -3 * 1440, max: 2 * 1440 })
      .map((minutes) => Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE_MS),
    minutes: fc.integer({ min: 0, max: 4 * 1440 }),
  }),
);

/** Convention 2 by another route: the first instant of a local time, an hour later in a gap. */
function oracleInstant(timezone: string, date: Temporal.PlainDate, time: string): number {
  const midnight = date.toPlainDateTime();
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  for (let local = midnight.add({ hours, minutes }); ; local = local.add({ hours: 1 })) {
    const zoned = local.toZonedDateTime(timezone, { disambiguation: 'earlier' });
    if (zoned.toPlainDateTime().equals(local)) return zoned.epochMilliseconds;
  }
}

/** For every minute of ten days from three days before `startMs`: is it open? */
function minuteWalker(calendar: BusinessCalendar, startMs: number): (ms: number) => boolean {
  const ranges: (readonly [number, number])[] = [];
  const first = Temporal.Instant.fromEpochMilliseconds(startMs)
    .toZonedDateTimeISO(calendar.timezone)
    .toPlainDate();
  for (let i = -3; i <= 7; i += 1) {
    const date = first.add({ days: i });
    const weekday = (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const)[
      date.dayOfWeek - 1
    ]!;
    const exception = calendar.exceptions?.find((candidate) => candidate.date === date.toString());
    const isHoliday = calendar.holidays?.includes(date.toString());
    for (const [opens, closes] of exception?.hours ??
      (isHoliday ? [] : (calendar.hours[weekday] ?? []))) {
      ranges.push([
        oracleInstant(calendar.timezone, date, opens!),
        oracleInstant(calendar.timezone, date, closes!),
      ]);
    }
  }
  return (ms) => ranges.some(([from, to]) => ms >= from && ms < to);
}

describe('business time against a walk over every minute', () => {
  it('counts the same elapsed and due around every kind of clock change', () => {
    fc.assert(
      fc.property(caseArbitrary, ({ calendar, startMs, minutes }) => {
        const compiled = compileCalendar(calendar);
        const isOpen = minuteWalker(calendar, startMs);
        const endMs = startMs + minutes * MINUTE_MS;
        let counted = 0;
        let usedUpMs: number | null = null;
        const target = Math.ceil(minutes / 3);
        for (let ms = startMs; ms < endMs; ms += MINUTE_MS) {
          if (isOpen(ms)) counted += 1;
          if (counted === target && usedUpMs === null) usedUpMs = ms + MINUTE_MS;
        }
        expect(businessElapsed(compiled, startMs, endMs)).toBe(counted * 60);
        const dueMs = businessDue(compiled, startMs, target * 60);
        if (usedUpMs !== null && target > 0) expect(dueMs).toBe(usedUpMs);
        else if (target > 0 && dueMs !== null) expect(dueMs).toBeGreaterThan(endMs);
      }),
      { numRuns: 400 },
    );
  });
});

const seconds = { min: Date.UTC(2012, 0, 1) / 1000, max: Date.UTC(2030, 0, 1) / 1000 };
const anyInstant = fc.integer(seconds).map((second) => second * 1000);
const amounts = fc.integer({ min: 1, max: 3_000 * 3_600 });

describe('laws of business time', () => {
  it('due and elapsed are inverse, and nothing earlier would do', () => {
    fc.assert(
      fc.property(caseArbitrary, anyInstant, amounts, ({ calendar }, start, seconds) => {
        const compiled = compileCalendar(calendar);
        const due = businessDue(compiled, start, seconds);
        fc.pre(due !== null);
        expect(businessElapsed(compiled, start, due)).toBe(seconds);
        expect(businessElapsed(compiled, start, due - 1)).toBeLessThan(seconds);
        const back = businessDueBackward(compiled, due, seconds)!;
        expect(businessElapsed(compiled, back, due)).toBe(seconds);
        expect(businessElapsed(compiled, back + 1, due)).toBeLessThan(seconds);
        expect(back).toBeGreaterThanOrEqual(start);
      }),
      { numRuns: 200 },
    );
  });

  it('elapsed adds up over a split and never shrinks', () => {
    fc.assert(
      fc.property(
        caseArbitrary,
        anyInstant,
        anyInstant,
        anyInstant,
        ({ calendar }, ...instants) => {
          const compiled = compileCalendar(calendar);
          const [a, b, c] = instants.sort((x, y) => x - y);
          const first = businessElapsed(compiled, a, b);
          const second = businessElapsed(compiled, b, c);
          expect(businessElapsed(compiled, a, c)).toBe(first + second);
          expect(first).toBeGreaterThanOrEqual(0);
          expect(first).toBeLessThanOrEqual((b - a) / 1000);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('more to do is never due earlier, and a later start never either', () => {
    fc.assert(
      fc.property(caseArbitrary, anyInstant, amounts, amounts, ({ calendar }, start, a, b) => {
        const compiled = compileCalendar(calendar);
        const due = businessDue(compiled, start, Math.min(a, b));
        const more = businessDue(compiled, start, Math.max(a, b));
        const later = businessDue(compiled, start + a, Math.min(a, b));
        fc.pre(due !== null && more !== null && later !== null);
        expect(more).toBeGreaterThanOrEqual(due);
        expect(later).toBeGreaterThanOrEqual(due);
      }),
      { numRuns: 100 },
    );
  });

  it('a pause never makes a due earlier nor an elapsed longer, in whatever order pauses come', () => {
    const pauses = fc.array(
      fc.record({
        fromMs: fc.integer({ min: -2_000, max: 6_000 }),
        lasts: fc.integer({ min: -100, max: 3_000 }),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(caseArbitrary, pauses, amounts, ({ calendar, startMs }, list, amount) => {
        const compiled = compileCalendar(calendar);
        const seconds = (amount % 1_000) * 60;
        const absolute = list.map(({ fromMs, lasts }) => ({
          fromMs: startMs + fromMs * MINUTE_MS,
          toMs: startMs + (fromMs + lasts) * MINUTE_MS,
        }));
        const due = businessDue(compiled, startMs, seconds);
        const paused = businessDueWithPauses(compiled, startMs, seconds, absolute);
        const reordered = businessDueWithPauses(compiled, startMs, seconds, absolute.toReversed());
        expect(reordered).toBe(paused);
        fc.pre(due !== null && paused !== null);
        expect(paused).toBeGreaterThanOrEqual(due);
        expect(businessElapsedWithPauses(compiled, startMs, paused, absolute)).toBe(seconds);
      }),
      { numRuns: 200 },
    );
  });
});

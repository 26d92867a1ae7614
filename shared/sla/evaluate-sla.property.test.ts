import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCalendar } from './calendar.ts';
import { evaluateSla } from './evaluate-sla.ts';
import { explainSla } from './explain-sla.ts';
import { formatInstant, parseInstant, SECOND_MS } from './instant.ts';
import type { SlaMark } from './sla-marks.ts';
import { slaMarks } from './sla-marks.ts';
import type { SlaEvent, SlaPolicy, SlaTarget, SlaTrigger } from './sla-types.ts';

const OFFICE = [
  ['08:00', '12:00'],
  ['13:00', '18:00'],
];
const calendars = new Map([
  [
    'office',
    compileCalendar({
      timezone: 'Europe/Berlin',
      hours: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, sun: [['00:00', '06:00']] },
      holidays: ['2027-03-29'],
      exceptions: [{ date: '2027-03-26', hours: [['22:00', '24:00']] }],
    }),
  ],
  [
    'always',
    compileCalendar({
      timezone: 'America/New_York',
      hours: Object.fromEntries(
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
      ),
      exceptions: [{ date: '2027-03-28', hours: [] }],
    }),
  ],
]);
const START = Date.parse('2027-03-24T00:00:00Z');

const targetArbitrary: fc.Arbitrary<SlaTarget> = fc.record({
  metric: fc.constant('resolution' as const),
  minutesByPriority: fc.record({
    1: fc.integer({ min: 0, max: 600 }),
    2: fc.integer({ min: 0, max: 6000 }),
  }),
  pauseWhile: fc.constantFrom<SlaTarget['pauseWhile']>([], [{ states: ['on-hold'] }]),
  stopWhen: fc.constantFrom<SlaTarget['stopWhen']>(
    [{ kind: 'while-state', states: ['resolved'] }],
    [{ kind: 'on-response' }, { kind: 'while-state', states: ['resolved'] }],
    [{ kind: 'on-state', states: ['in-progress'] }],
  ),
  reopen: fc.constantFrom('resume' as const, 'restart' as const, 'nothing' as const),
  warnAtPercent: fc.integer({ min: 1, max: 99 }),
  startOn: fc.constantFrom<SlaTrigger[]>([], [], [{ on: 'state', states: ['in-progress'] }]),
  resumeOn: fc.constantFrom<SlaTrigger[]>([], [{ on: 'requester-comment' }]),
  resetOn: fc.constantFrom<SlaTrigger[]>([], [{ on: 'public-comment' }]),
  rules: fc
    .array(
      fc.tuple(
        fc.constantFrom('percent' as const, 'before-due' as const, 'after-due' as const),
        fc.integer({ min: 0, max: 300 }),
      ),
      { maxLength: 2 },
    )
    .map((rules) => rules.map(([at, value], i) => ({ id: `rule-${i}`, at, value, actions: [] }))),
});

const termsArbitrary = {
  calendarId: fc.constantFrom('office', 'always'),
  retroactive: fc.constantFrom('fromStart' as const, 'fromChange' as const),
  conditions: fc.constantFrom<SlaPolicy['conditions']>(
    [],
    [],
    [{ field: 'site', anyOf: ['place:leipzig'] }],
    [{ field: 'priority', anyOf: ['1'] }],
  ),
  targets: targetArbitrary.map((target) => [target]),
};
const daysIn = (days: number) => formatInstant(START + days * 86_400_000);

/** Up to three policies of one line, some changed on the way, some not in force all the time. */
const lineArbitrary: fc.Arbitrary<SlaPolicy[]> = fc
  .array(
    fc
      .record({
        name: fc.constant('Policy'),
        kind: fc.constant('sla' as const),
        line: fc.constant('sla'),
        ...termsArbitrary,
        from: fc.constantFrom({}, {}, { validFrom: daysIn(2) }, { validTo: daysIn(5) }),
        earlier: fc.array(fc.record({ until: fc.constant(daysIn(3)), ...termsArbitrary }), {
          maxLength: 1,
        }),
      })
      .map(({ from, ...policy }) => ({ id: '', ...policy, ...from }) as SlaPolicy),
    { minLength: 1, maxLength: 3 },
  )
  .map((line) => line.map((policy, i) => ({ ...policy, id: `policy:${i}` })));

const policyArbitrary: fc.Arbitrary<SlaPolicy> = fc.record({
  id: fc.constant('policy'),
  name: fc.constant('Policy'),
  kind: fc.constant('sla' as const),
  calendarId: fc.constantFrom('office', 'always'),
  retroactive: fc.constantFrom('fromStart' as const, 'fromChange' as const),
  targets: targetArbitrary.map((target) => [target]),
});

const STATES = ['new', 'in-progress', 'on-hold', 'resolved'] as const;
type Body = SlaEvent extends infer E ? (E extends SlaEvent ? Omit<E, 'id' | 'at'> : never) : never;
const bodyArbitrary: fc.Arbitrary<Body> = fc.oneof(
  fc.constantFrom(...STATES).map((state): Body => ({ kind: 'state', state })),
  fc.constantFrom(1, 2, 3, null).map((priority): Body => ({ kind: 'priority', priority })),
  fc.boolean().map((byRequester): Body => ({ kind: 'comment', isPublic: true, byRequester })),
  fc
    .constantFrom('place:leipzig', 'place:graz', undefined)
    .map((siteId): Body => ({ kind: 'facts', facts: { siteId } })),
);

/** A log of up to a dozen events over ten days, some of them at the same minute. */
const logArbitrary = fc
  .tuple(
    fc.constantFrom(...STATES),
    fc.constantFrom(1, 2, null),
    fc.array(fc.tuple(fc.integer({ min: 0, max: 10 * 1440 }), bodyArbitrary), { maxLength: 12 }),
  )
  .map(([state, priority, rest]): SlaEvent[] => [
    { id: 'e000', at: formatInstant(START), kind: 'created', state, priority },
    ...rest.map(([minutes, body], i): SlaEvent => ({
      ...body,
      id: `e${100 + i}`,
      at: formatInstant(START + minutes * 60_000),
    })),
  ]);

const nowArbitrary = fc.integer({ min: -60, max: 14 * 86_400 }).map((s) => START + s * SECOND_MS);
const anyCase = fc.record({
  policy: fc.oneof(
    policyArbitrary.map((policy) => [policy]),
    lineArbitrary,
  ),
  events: logArbitrary,
  now: nowArbitrary,
});

const evaluate = (policies: readonly SlaPolicy[], events: readonly SlaEvent[], now: number) =>
  evaluateSla({ events, policies, calendars, now: formatInstant(now) });

const stateBefore = (events: readonly SlaEvent[], ms: number): string | undefined =>
  events
    .filter(({ at }) => Date.parse(at) < ms)
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1))
    .flatMap((event) => ('state' in event ? [event.state] : []))
    .at(-1);

const keyOf = ({ policyId, metric, runStartedAt, ruleId, percent }: SlaMark) =>
  [policyId, metric, runStartedAt, ruleId, percent].join();

describe('laws of the evaluation', () => {
  it('the order in which events arrive changes nothing', () => {
    const shuffled = anyCase.chain((given) =>
      fc.record({
        given: fc.constant(given),
        events: fc.shuffledSubarray(given.events, { minLength: given.events.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ given, events }) => {
        const expected = evaluate(given.policy, given.events, given.now);
        expect(evaluate(given.policy, events, given.now)).toEqual(expected);
      }),
    );
  });

  it('until nextChangeAt nothing but the counting changes', () => {
    fc.assert(
      fc.property(
        anyCase,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ policy, events, now }, share) => {
          const before = evaluate(policy, events, now);
          const limit =
            before.nextChangeAt === null ? now + 1e9 : parseInstant(before.nextChangeAt)!;
          expect(limit).toBeGreaterThan(now);
          const later = Math.floor(now + share * (limit - 1 - now));
          const constant = ({ targets }: typeof before) =>
            targets.map((target) => ({
              ...target,
              elapsedSeconds: 0,
              remainingSeconds: 0,
              overSeconds: 0,
              percent: 0,
            }));
          expect(constant(evaluate(policy, events, later))).toEqual(constant(before));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('counts second by second while the clock counts, and not at all while it does not', () => {
    fc.assert(
      fc.property(anyCase, ({ policy, events, now }) => {
        const before = evaluate(policy, events, now);
        const after = evaluate(policy, events, now + SECOND_MS).targets[0];
        fc.pre(
          before.nextChangeAt === null || parseInstant(before.nextChangeAt)! > now + SECOND_MS,
        );
        fc.pre(before.targets.length > 0);
        const { elapsedSeconds, clock } = before.targets[0]!;
        expect(after!.elapsedSeconds).toBe(elapsedSeconds + (clock === 'counting' ? 1 : 0));
      }),
    );
  });

  it('agrees with its own explanation, which has no gaps', () => {
    fc.assert(
      fc.property(anyCase, ({ policy, events, now }) => {
        const input = { events, policies: policy, calendars, now: formatInstant(now) };
        const [result] = evaluateSla(input).targets;
        fc.pre(result !== undefined);
        const intervals = explainSla(input, result.policyId, 'resolution');
        const counted = intervals.filter((interval) => interval.counted);
        const sum = counted.reduce((seconds, interval) => seconds + interval.seconds, 0);
        expect(sum).toBe(result.elapsedSeconds);
        expect(intervals.at(-1)?.totalSeconds ?? 0).toBe(result.elapsedSeconds);
        intervals.forEach((interval, i) => {
          const next = intervals[i + 1];
          expect(interval.from < interval.to).toBe(true);
          if (next) expect(next.from).toBe(interval.to);
        });
        if (intervals.length > 0) {
          expect(intervals[0]!.from).toBe(result.startedAt);
          expect(intervals.at(-1)!.to).toBe(result.stoppedAt ?? formatInstant(now));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('an earlier stop never turns a met target into a breached one', () => {
    fc.assert(
      fc.property(
        policyArbitrary,
        fc.integer({ min: 1, max: 9_000 }),
        fc.integer({ min: 0, max: 9_000 }),
        (policy, a, b) => {
          const verdict = (minutes: number) =>
            evaluate(
              [policy],
              [
                { id: 'a', at: formatInstant(START), kind: 'created', state: 'new', priority: 2 },
                {
                  id: 'b',
                  at: formatInstant(START + minutes * 60_000),
                  kind: 'state',
                  state: 'resolved',
                },
              ],
              START + 1e9,
            ).targets[0]!.state;
          if (verdict(Math.max(a, b)) === 'met') expect(verdict(Math.min(a, b))).toBe('met');
        },
      ),
    );
  });

  it('a policy that counts from the start judges what is open as if it had always been so', () => {
    const both = fc.record({
      before: policyArbitrary,
      after: policyArbitrary,
      events: logArbitrary,
    });
    const changedAt = START + 4 * 86_400_000;
    fc.assert(
      fc.property(both, nowArbitrary, ({ before, after, events }, now) => {
        const fromStart = { ...after, retroactive: 'fromStart' as const };
        const changed = { ...fromStart, earlier: [{ ...before, until: formatInstant(changedAt) }] };
        // What was done before the change stays as it is; only what was open then is compared.
        fc.pre(stateBefore(events, changedAt) !== 'resolved');
        const [then] = evaluate([before], events, Math.min(changedAt - 1, now)).targets;
        const [asNew] = evaluate([fromStart], events, changedAt).targets;
        fc.pre(now >= changedAt && then?.stoppedAt === null && then.earlierRuns.length === 0);
        fc.pre(asNew !== undefined && asNew.earlierRuns.length === 0);
        expect(evaluate([changed], events, now)).toEqual(evaluate([fromStart], events, now));
      }),
      { numRuns: 300 },
    );
  });

  it('a mark is reached at the same instant whenever it is asked for afterwards', () => {
    fc.assert(
      fc.property(anyCase, ({ policy, events, now }) => {
        const last = Math.max(...events.map(({ at }) => Date.parse(at)));
        // Behind everything that happened and every change of a policy.
        fc.pre(now >= last && now >= START + 5 * 86_400_000);
        const marksAt = (ms: number) =>
          slaMarks({ events, policies: policy, calendars, now: formatInstant(ms) });
        const later = new Map(marksAt(now + 86_400_000).map((mark) => [keyOf(mark), mark]));
        for (const mark of marksAt(now)) {
          if (mark.reachedAt === null) continue;
          expect(mark.reachedAt <= formatInstant(now)).toBe(true);
          const again = later.get(keyOf(mark));
          if (again) expect(again.reachedAt).toBe(mark.reachedAt);
        }
      }),
      { numRuns: 300 },
    );
  });
});

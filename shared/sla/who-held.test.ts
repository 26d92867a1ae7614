import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../model/entry.ts';
import type { Id } from '../model/ids.ts';
import { aTicket, fakeContext } from '../testkit/factories.ts';
import { compileCalendar } from './calendar.ts';
import { heldSums } from './report-held.ts';
import { openMsOf, whoHeld } from './who-held.ts';

const HOUR = 3_600_000;
const OPENED = Date.parse('2027-03-30T06:00:00Z');
const at = (hours: number) => new Date(OPENED + hours * HOUR).toISOString();
const NET = 'person:net' as Id<'person'>;
const DESK = 'person:desk' as Id<'person'>;
const ADA = 'person:ada' as Id<'person'>;

const ticketOf = (more: object = {}) => ({
  ...aTicket(fakeContext()(), { openedAt: at(0) }),
  ...more,
});
let count = 0;
const entry = (hours: number, body: object) => {
  count += 1;
  return { id: `entry:${String(count).padStart(6, '0')}`, at: at(hours), ...body } as Entry;
};
const state = (hours: number, from: string | null, to: string, reason?: string) =>
  entry(hours, { kind: 'state', from, to, ...(reason ? { reason } : {}) });
const change = (hours: number, field: string, before: unknown, after: unknown) =>
  entry(hours, { kind: 'change', changes: [{ field, before, after }] });

const offices = compileCalendar({
  timezone: 'UTC',
  hours: { tue: [['08:00', '12:00']], wed: [['08:00', '12:00']] },
});

describe('who held a record', () => {
  const story = [
    state(0, null, 'new'),
    change(1, 'teamId', undefined, DESK),
    change(2, 'assigneeId', undefined, ADA),
    state(3, 'new', 'on-hold', 'awaiting-caller'),
    change(5, 'teamId', DESK, NET),
    state(6, 'on-hold', 'in-progress'),
    state(8, 'in-progress', 'resolved', 'fixed'),
    state(30, 'resolved', 'closed'),
  ];
  const held = whoHeld(ticketOf({ teamId: NET, assigneeId: ADA }), story, null, OPENED + 99 * HOUR);

  it('is told from the report to the resolution, not to the closing days later', () => {
    expect(held.isOpen).toBe(false);
    expect(held.toMs).toBe(OPENED + 8 * HOUR);
  });

  it('names each team and person for the time they had it, and nobody before that', () => {
    const { teams, people } = heldSums([held]);
    const hours = (list: typeof teams) => list.map((one) => [one.id, one.total.wallMs / HOUR]);
    expect(hours(teams)).toEqual([
      [DESK, 4],
      [NET, 3],
      [null, 1],
    ]);
    expect(hours(people)).toEqual([
      [ADA, 6],
      [null, 2],
    ]);
  });

  it('says how long it waited for what, also across a change of team', () => {
    const { holds, teams } = heldSums([held]);
    expect(holds).toMatchObject([{ reason: 'awaiting-caller', total: { wallMs: 3 * HOUR } }]);
    expect(teams.map(({ onHold }) => onHold.wallMs / HOUR)).toEqual([2, 1, 0]);
  });

  it('counts open time of the calendar beside the wall clock', () => {
    const open = whoHeld(ticketOf({ teamId: NET }), story, offices, OPENED + 99 * HOUR);
    // Tuesday 06:00 to 14:00, of which 08:00 to 12:00 is open.
    expect(heldSums([open]).total).toEqual({ wallMs: 8 * HOUR, openMs: 4 * HOUR });
  });
});

it('counts the time between a resolution and its reopening as done, by whom it lay with', () => {
  const story = [
    state(0, null, 'new'),
    state(2, 'new', 'resolved', 'fixed'),
    state(7, 'resolved', 'in-progress'),
  ];
  const held = whoHeld(ticketOf({ teamId: NET }), story, null, OPENED + 10 * HOUR);
  expect(heldSums([held]).teams).toMatchObject([
    { id: NET, active: { wallMs: 5 * HOUR }, done: { wallMs: 5 * HOUR } },
  ]);
});

it('keeps the same holder as one stretch whatever else happens', () => {
  const story = [state(0, null, 'new'), change(1, 'category', 'a', 'b'), change(2, 'siteId', 1, 2)];
  const held = whoHeld(ticketOf({ teamId: NET }), story, null, OPENED + 3 * HOUR);
  expect(held.stretches).toHaveLength(1);
});

it('counts nothing of a record that another clock reported ahead of now', () => {
  const held = whoHeld(ticketOf(), [state(0, null, 'new')], null, OPENED - HOUR);
  expect(held.stretches).toEqual([]);
  expect(heldSums([held]).total).toEqual({ wallMs: 0, openMs: 0 });
});

const STATES = ['new', 'in-progress', 'on-hold', 'resolved', 'closed'] as const;
const someEntry = fc.oneof(
  fc
    .record({ hours: fc.double({ min: -5, max: 90, noNaN: true }), to: fc.nat(4), from: fc.nat(4) })
    .map(({ hours, to, from }) => state(hours, STATES[from]!, STATES[to]!, 'awaiting-parts')),
  fc
    .record({
      hours: fc.double({ min: -5, max: 90, noNaN: true }),
      field: fc.constantFrom('teamId', 'assigneeId'),
      before: fc.constantFrom(undefined, NET, DESK),
      after: fc.constantFrom(undefined, NET, DESK, ADA),
    })
    .map(({ hours, field, before, after }) => change(hours, field, before, after)),
);
const revised = compileCalendar({
  timezone: 'Europe/Berlin',
  hours: { tue: [['08:00', '18:00']], thu: [['00:00', '24:00']] },
  earlier: [{ timezone: 'UTC', hours: { wed: [['02:15', '03:45']] }, until: at(30) }],
});

describe('whatever happened', () => {
  it('adds up to the life of the record, by team, by person and in open time', () => {
    fc.assert(
      fc.property(
        fc.array(someEntry, { maxLength: 12 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (entries, hours) => {
          const nowMs = Math.round(OPENED + hours * HOUR);
          const held = whoHeld(ticketOf({ teamId: NET }), entries, revised, nowMs);
          const life = held.toMs - held.fromMs;
          const openMs = openMsOf(revised, held.fromMs, held.toMs);
          const { total, teams, people, holds } = heldSums([held]);
          expect(total).toEqual({ wallMs: life, openMs });
          for (const shares of [teams, people]) {
            expect(shares.reduce((sum, share) => sum + share.total.wallMs, 0)).toBe(life);
            expect(shares.reduce((sum, share) => sum + share.total.openMs, 0)).toBe(openMs);
          }
          const onHold = teams.reduce((sum, share) => sum + share.onHold.wallMs, 0);
          expect(holds.reduce((sum, hold) => sum + hold.total.wallMs, 0)).toBe(onHold);
          expect(life).toBeLessThanOrEqual(Math.max(0, nowMs - OPENED));
        },
      ),
    );
  });

  it('does not depend on the order in which entries arrived', () => {
    fc.assert(
      fc.property(fc.array(someEntry, { maxLength: 12 }), (entries) => {
        const nowMs = OPENED + 100 * HOUR;
        const there = whoHeld(ticketOf(), entries, revised, nowMs);
        expect(whoHeld(ticketOf(), [...entries].reverse(), revised, nowMs)).toEqual(there);
      }),
    );
  });
});

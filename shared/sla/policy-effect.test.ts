import { describe, expect, it } from 'vitest';
import type { Entry } from '../model/entry.ts';
import type { Policy, SlaPolicyDocument } from '../model/policy.ts';
import type { Ticket } from '../model/ticket.ts';
import { EffectTally, effectDocuments } from './policy-effect.ts';
import { slaRules } from './sla-rules.ts';

const NOW = '2027-03-31T12:00:00.000Z';
const ALWAYS = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
);
const calendar = {
  kind: 'calendar',
  id: 'policy:always',
  name: 'Always',
  timezone: 'UTC',
  hours: ALWAYS,
  holidays: [],
} as unknown as Policy;

const policy = (change: object = {}) =>
  ({
    kind: 'sla',
    id: 'policy:desk',
    name: 'Desk',
    ticketKinds: ['incident'],
    order: 10,
    calendarId: 'policy:always',
    targets: [{ metric: 'resolution', minutes: [60, 60, 60, 60], warnAtPercent: 75 }],
    pauseReasons: [],
    retroactive: 'fromStart',
    reopen: 'resume',
    ...change,
  }) as unknown as SlaPolicyDocument;

/** An incident of 08:00 that was resolved after so many minutes, or not yet. */
function record(name: string, minutes: number | null, more: object = {}) {
  const openedAt = '2027-03-31T08:00:00.000Z';
  const ticket = {
    kind: 'incident',
    id: `ticket:${name}`,
    number: name,
    title: name,
    state: 'new',
    priority: 2,
    openedAt,
    ...more,
  } as unknown as Ticket;
  const state = (to: string, from: string | null, at: string) =>
    ({
      kind: 'state',
      id: `entry:${name}:${at}`,
      recordId: ticket.id,
      from,
      to,
      at,
    }) as unknown as Entry;
  const created = state('new', null, openedAt);
  if (minutes === null) return [ticket, [created]] as const;
  const at = new Date(Date.parse(openedAt) + minutes * 60_000).toISOString();
  return [ticket, [created, state('resolved', 'new', at)]] as const;
}

function effectOf(
  stored: readonly Policy[],
  edited: SlaPolicyDocument,
  ...records: readonly (readonly [Ticket, readonly Entry[]])[]
) {
  const { before, after } = effectDocuments([calendar, ...stored], edited);
  const rules = { before: slaRules({ policies: before }), after: slaRules({ policies: after }) };
  const tally = new EffectTally(edited.id, rules, NOW);
  for (const [ticket, entries] of records) tally.add(ticket, entries);
  return tally.result();
}

const shorter = policy({
  targets: [{ metric: 'resolution', minutes: [20, 20, 20, 20], warnAtPercent: 75 }],
});

describe('the effect of an edited policy', () => {
  it('counts what was kept under the stored rules and under the edited ones', () => {
    const effect = effectOf(
      [policy()],
      shorter,
      record('INC-1', 10),
      record('INC-2', 30),
      record('INC-3', 90),
      record('INC-4', 30, { priority: 3 }),
    );
    expect(effect.records).toBe(4);
    expect(effect.rows).toEqual([
      {
        metric: 'resolution',
        priority: 2,
        before: { met: 2, breached: 1, open: 0 },
        after: { met: 1, breached: 2, open: 0 },
      },
      {
        metric: 'resolution',
        priority: 3,
        before: { met: 1, breached: 0, open: 0 },
        after: { met: 0, breached: 1, open: 0 },
      },
    ]);
    expect(effect.flips.map(({ number }) => number)).toEqual(['INC-2', 'INC-4']);
    expect(effect.flips[0]).toMatchObject({
      before: 'met',
      after: 'breached',
      overBeforeSeconds: 0,
      overAfterSeconds: 600,
    });
  });

  it('tells of records that are open still', () => {
    const { rows, flips } = effectOf([policy()], shorter, record('INC-1', null));
    expect(rows[0]?.before).toEqual({ met: 0, breached: 1, open: 0 });
    expect(flips).toEqual([]);
    const longer = policy({ targets: [{ ...policy().targets[0], minutes: [1, 999, 1, 1] }] });
    const effect = effectOf([policy()], longer, record('INC-1', null));
    expect(effect.flips).toMatchObject([{ before: 'breached', after: 'open' }]);
  });

  it('counts what a new policy takes from the one that was chosen before', () => {
    const vip = policy({
      id: 'policy:new',
      order: 1,
      conditions: [{ field: 'priority', anyOf: ['1'] }],
      targets: [{ metric: 'resolution', minutes: [5, 5, 5, 5], warnAtPercent: 75 }],
    });
    const effect = effectOf(
      [policy()],
      vip,
      record('INC-1', 10, { priority: 1 }),
      record('INC-2', 90),
    );
    expect(effect).toMatchObject({ appliesBefore: 0, appliesAfter: 1, records: 2 });
    expect(effect.rows).toHaveLength(1);
    expect(effect.flips).toMatchObject([{ number: 'INC-1', before: 'met', after: 'breached' }]);
  });

  it('judges the past as if both had been in force always', () => {
    const revised = policy({
      validFrom: '2027-03-31T11:00:00.000Z',
      earlier: [{ ...shorter, until: '2027-03-31T11:30:00.000Z' }],
    });
    const { rows } = effectOf([revised], revised, record('INC-1', 30));
    expect(rows[0]).toMatchObject({
      before: { met: 1, breached: 0, open: 0 },
      after: { met: 1, breached: 0, open: 0 },
    });
  });

  it('leaves other agreements out of it', () => {
    const ola = policy({ id: 'policy:ola', agreement: 'ola', order: 1 });
    const { before, after } = effectDocuments([calendar, policy(), ola], shorter);
    expect(before.map(({ id }) => id).sort()).toEqual(['policy:always', 'policy:desk']);
    expect(after).toContainEqual(shorter);
    expect(after).not.toContainEqual(ola);
  });

  it('follows a policy into another agreement', () => {
    const moved = { ...shorter, agreement: 'ola' } as SlaPolicyDocument;
    const effect = effectOf([policy()], moved, record('INC-1', 30));
    expect(effect).toMatchObject({ appliesBefore: 1, appliesAfter: 1 });
    expect(effect.flips).toMatchObject([{ before: 'met', after: 'breached' }]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssignmentRule, SlaCondition } from '../model/policy.ts';
import type { Person } from '../model/reference.ts';
import { assign, reordered, rulesInOrder } from './assignment.ts';
import type { AssignmentInput, Load } from './assignment.ts';
import type { Standing } from './shifts.ts';

function rule(part: Partial<Record<keyof AssignmentRule, unknown>>): AssignmentRule {
  return {
    id: 'policy:r1',
    kind: 'assignment-rule',
    name: 'Rule',
    order: 10,
    ticketKinds: ['incident'],
    conditions: [],
    teamId: 'person:desk',
    method: 'round-robin',
    skills: [],
    sameSite: false,
    onShift: false,
    ...part,
  } as unknown as AssignmentRule;
}

function person(name: string, part: Partial<Record<keyof Person, unknown>> = {}): Person {
  return {
    id: `person:${name}`,
    kind: 'person',
    name,
    userName: name,
    teamIds: ['person:desk'],
    ...part,
  } as unknown as Person;
}

const ANNA = person('anna', { skills: ['Printers'], siteId: 'place:lej' });
const BEN = person('ben', { skills: ['printers', 'Network'], siteId: 'place:grz' });
const CARL = person('carl');

interface Desk {
  readonly rules: readonly AssignmentRule[];
  readonly people?: readonly Person[];
  readonly loads?: Readonly<Record<string, Load>>;
  readonly standings?: Readonly<Record<string, Standing>>;
  readonly siteId?: string;
  readonly teamId?: string;
  readonly holds?: (condition: SlaCondition) => boolean;
}

function ask(desk: Desk) {
  const input: AssignmentInput = {
    rules: desk.rules,
    ticketKind: 'incident',
    siteId: desk.siteId,
    teamId: desk.teamId,
    holds: desk.holds ?? (() => true),
    people: desk.people ?? [ANNA, BEN, CARL],
    loadOf: (id) => desk.loads?.[id.slice('person:'.length)] ?? { open: 0, lastMs: null },
    standingOf: (id) => desk.standings?.[id.slice('person:'.length)] ?? 'unplanned',
  };
  return assign(input);
}

const chosen = (desk: Desk): string | null | undefined => ask(desk)?.personId;

describe('which rule', () => {
  const printers: SlaCondition = { field: 'category', anyOf: ['Peripherals'] };

  it('is the first by order whose kind, team and conditions match', () => {
    const rules = [
      rule({ id: 'policy:last', order: 30 }),
      rule({ id: 'policy:request', order: 5, ticketKinds: ['request'] }),
      rule({ id: 'policy:printers', order: 10, conditions: [printers] }),
      rule({ id: 'policy:other-team', order: 20, teamId: 'person:network' }),
    ];
    const found = ask({ rules, teamId: 'person:desk', holds: () => false });
    expect(found?.rule.id).toBe('policy:last');
    expect(found?.steps).toEqual([
      { ruleId: 'policy:request', miss: 'kind' },
      { ruleId: 'policy:printers', miss: 'condition', condition: printers },
      { ruleId: 'policy:other-team', miss: 'team' },
      { ruleId: 'policy:last', miss: null },
    ]);
    expect(ask({ rules })?.rule.id).toBe('policy:printers');
  });

  it('is none where none matches', () => {
    expect(ask({ rules: [rule({ ticketKinds: ['change'] })] })).toBeNull();
    expect(ask({ rules: [] })).toBeNull();
  });

  it('is the same on every machine where two have the same order', () => {
    const rules = [rule({ id: 'policy:b' }), rule({ id: 'policy:a' })];
    expect(rulesInOrder(rules)).toEqual(rulesInOrder([...rules].reverse()));
  });
});

describe('who of the team', () => {
  it('comes next in turn: whoever waited longest, and newcomers first', () => {
    const loads = { anna: { open: 1, lastMs: 200 }, ben: { open: 9, lastMs: 100 } };
    expect(chosen({ rules: [rule({})], loads })).toBe('person:carl');
    expect(chosen({ rules: [rule({})], loads, people: [ANNA, BEN] })).toBe('person:ben');
  });

  it('is the least busy, and in turn among equals', () => {
    const rules = [rule({ method: 'least-busy' })];
    const loads = {
      anna: { open: 2, lastMs: 100 },
      ben: { open: 2, lastMs: 50 },
      carl: { open: 3, lastMs: null },
    };
    expect(chosen({ rules, loads })).toBe('person:ben');
  });

  it('is nobody where the team alone is asked for', () => {
    expect(ask({ rules: [rule({ method: 'team-only' })] })).toMatchObject({
      teamId: 'person:desk',
      personId: null,
    });
  });

  it('has every skill asked for, whatever its case', () => {
    expect(chosen({ rules: [rule({ skills: ['PRINTERS', 'network'] })] })).toBe('person:ben');
    const nobody = ask({ rules: [rule({ skills: ['Mainframe'] })] });
    expect(nobody?.personId).toBeNull();
    expect(nobody?.considered.map(({ passed }) => passed)).toEqual(['skills', 'skills', 'skills']);
  });

  it('is never away, and on shift where that is asked for', () => {
    const standings = { anna: 'absent', ben: 'off', carl: 'on-shift' } as const;
    expect(chosen({ rules: [rule({ onShift: true })], standings })).toBe('person:carl');
    const found = ask({ rules: [rule({})], standings });
    expect(found?.personId).toBe('person:ben');
    expect(found?.considered.find(({ personId }) => personId === 'person:anna')?.passed).toBe(
      'absent',
    );
  });

  it('is at the site of the ticket where somebody free is', () => {
    const rules = [rule({ sameSite: true })];
    expect(chosen({ rules, siteId: 'place:grz' })).toBe('person:ben');
    expect(ask({ rules, siteId: 'place:rostock' })).toMatchObject({
      personId: 'person:anna',
      siteGivenUp: true,
    });
    const standings = { ben: 'absent' } as const;
    expect(chosen({ rules, siteId: 'place:grz', standings })).toBe('person:anna');
  });

  it('signs in and still works here', () => {
    const people = [
      person('gone', { removedAt: '2027-01-01T00:00:00Z' }),
      person('caller', { userName: undefined }),
      person('other', { teamIds: ['person:network'] }),
      CARL,
    ];
    expect(chosen({ rules: [rule({})], people })).toBe('person:carl');
  });
});

describe('two machines without a network', () => {
  it('choose alike from the same tickets, whatever order people come in', () => {
    const loads = fc.record({
      anna: fc.record({ open: fc.nat(3), lastMs: fc.option(fc.nat(5), { nil: null }) }),
      ben: fc.record({ open: fc.nat(3), lastMs: fc.option(fc.nat(5), { nil: null }) }),
      carl: fc.record({ open: fc.nat(3), lastMs: fc.option(fc.nat(5), { nil: null }) }),
    });
    fc.assert(
      fc.property(loads, fc.constantFrom('round-robin', 'least-busy'), (given, method) => {
        const rules = [rule({ method })];
        const one = ask({ rules, loads: given });
        const other = ask({ rules, loads: given, people: [CARL, BEN, ANNA] });
        expect(other).toEqual(one);
      }),
    );
  });

  it('spread work evenly when one turn follows another', () => {
    const loads: Record<string, Load> = {};
    for (let turn = 0; turn < 9; turn += 1) {
      const name = chosen({ rules: [rule({})], loads })!.slice('person:'.length);
      loads[name] = { open: (loads[name]?.open ?? 0) + 1, lastMs: turn };
    }
    expect(Object.values(loads).map(({ open }) => open)).toEqual([3, 3, 3]);
  });
});

describe('moving a rule', () => {
  const rules = [10, 20, 30].map((order) => rule({ id: `policy:r${order}`, order }));

  it('changes places with its neighbour and writes nothing else', () => {
    expect(reordered(rules, 'policy:r20', -1).map((each) => [each.rule.id, each.order])).toEqual([
      ['policy:r20', 10],
      ['policy:r10', 20],
    ]);
    expect(reordered(rules, 'policy:r10', -1)).toEqual([]);
  });

  it('parts those that had the same order', () => {
    const same = [rule({ id: 'policy:a' }), rule({ id: 'policy:b' })];
    const moved = reordered(same, 'policy:b', -1);
    expect(moved.map((each) => [each.rule.id, each.order])).toEqual([['policy:a', 20]]);
  });
});

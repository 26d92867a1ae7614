import { describe, expect, it } from 'vitest';
import type { AssignmentRule } from '../../../../shared/model/policy.ts';
import { slaRules } from '../../../../shared/sla/sla-rules.ts';
import type { NewTicket } from '../../../../shared/workflow/ticket-commands.ts';
import type { AssignmentSources } from '../../../replica/desk-people.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { makeRow, REFERENCE } from '../testing/rows.ts';
import { assignNew, rulePatches, suggestedPatch, withAssignment } from './use-assignment.ts';

function rule(part: Partial<Record<keyof AssignmentRule, unknown>>): AssignmentRule {
  return {
    ...{ id: 'policy:r1', kind: 'assignment-rule', name: 'Printers', order: 10 },
    ...{ ticketKinds: [], conditions: [], teamId: 'person:print', method: 'round-robin' },
    ...{ skills: [], sameSite: false, onShift: false },
    ...part,
  } as unknown as AssignmentRule;
}

const HELPER = {
  ...{ id: 'person:helper', kind: 'person', name: 'Helper', userName: 'helper' },
  teamIds: ['person:print'],
};

function sources(rules: readonly AssignmentRule[]): AssignmentSources {
  const reference = {
    ...REFERENCE,
    people: new Map<string, unknown>([...REFERENCE.people, ['person:helper', HELPER]]),
    policies: new Map([...REFERENCE.policies, ...rules.map((each) => [each.id, each] as const)]),
  } as unknown as ReferenceSnapshot;
  const { people, places, catalog, policies } = reference;
  return {
    reference,
    slaRules: slaRules({
      people: people.values(),
      places: places.values(),
      catalog: catalog.values(),
      policies: policies.values(),
    }),
    rows: [],
    nowMs: Date.parse('2027-03-30T10:00:00Z'),
  };
}

const INPUT = {
  ...{ kind: 'incident', scope: 'leipzig', number: 'INC-1', title: 'Blank labels' },
  ...{ impact: 3, urgency: 3, origin: 'phone', category: 'Peripherals' },
} as NewTicket;

describe('a new ticket without an assignee', () => {
  it('goes where the first rule that matches says, as part of being written', () => {
    const given = sources([rule({})]);
    const written = withAssignment(INPUT, assignNew(INPUT, given));
    expect(written).toMatchObject({ teamId: 'person:print', assigneeId: 'person:helper' });
    const alone = sources([rule({ method: 'team-only' })]);
    const team = withAssignment(INPUT, assignNew(INPUT, alone));
    expect(team).toMatchObject({ teamId: 'person:print' });
    expect(team.assigneeId).toBeUndefined();
  });

  it('is left alone where somebody was chosen, and without rules', () => {
    const chosen = { ...INPUT, assigneeId: 'person:denise' } as NewTicket;
    expect(assignNew(chosen, sources([rule({})]))).toBeNull();
    expect(withAssignment(INPUT, assignNew(INPUT, sources([])))).toBe(INPUT);
  });

  it('keeps a team that was chosen by hand, not one that only follows from its category', () => {
    const rules = [rule({ teamId: 'person:net' })];
    const byCategory = { ...INPUT, teamId: 'person:print' } as NewTicket;
    expect(assignNew(byCategory, sources(rules))?.teamId).toBe('person:net');
    const byHand = { ...INPUT, teamId: 'person:desk' } as NewTicket;
    expect(assignNew(byHand, sources(rules))).toBeNull();
  });

  it('is judged by the priority that its impact and urgency lead to', () => {
    const rules = [rule({ conditions: [{ field: 'priority', anyOf: ['1'] }] })];
    expect(assignNew(INPUT, sources(rules))).toBeNull();
    const urgent = { ...INPUT, impact: 1, urgency: 1 } as NewTicket;
    expect(assignNew(urgent, sources(rules))).not.toBeNull();
  });
});

describe('many tickets by the rules', () => {
  it('are dealt out in turn, and those that no rule is for are left out', () => {
    const rows = ['1', '2', '3', '4'].map((id) => makeRow({ id: `ticket:${id}` }));
    const other = makeRow({ id: 'ticket:5', kind: 'change' });
    const given = sources([rule({ ticketKinds: ['incident'] })]);
    const patches = rulePatches([...rows, other], given);
    const people = rows.map(({ id }) => patches.get(id)?.assigneeId);
    expect(people).toEqual(['person:helper', 'person:tobias', 'person:helper', 'person:tobias']);
    expect(patches.has(other.id)).toBe(false);
  });
});

describe('a suggestion', () => {
  it('names only what would change', () => {
    const found = assignNew(INPUT, sources([rule({})]))!;
    expect(suggestedPatch({}, found)).toEqual({
      teamId: 'person:print',
      assigneeId: 'person:helper',
    });
    const team = { teamId: 'person:print' as never };
    expect(suggestedPatch(team, found)).toEqual({ assigneeId: 'person:helper' });
    expect(suggestedPatch({ ...team, assigneeId: 'person:helper' as never }, found)).toBeNull();
  });
});

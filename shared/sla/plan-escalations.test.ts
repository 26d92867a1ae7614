import { describe, expect, it } from 'vitest';
import type { EscalationAction, SlaPolicyDocument } from '../model/policy.ts';
import type { Party } from '../model/reference.ts';
import type { Ticket } from '../model/ticket.ts';
import { validateDocument } from '../model/validate.ts';
import { escalationWrites } from './escalation-writes.ts';
import type { EscalationWriter } from './escalation-writes.ts';
import { dueEscalations } from './plan-escalations.ts';
import type { EscalationCase } from './plan-escalations.ts';
import type { SlaMark } from './sla-marks.ts';

const at = (time: string): string => `2027-06-01T${time}:00.000Z`;
const ulid = (letter: string): string => `01J${letter.repeat(23)}`;
const ids = {
  ines: `person:${ulid('A')}`,
  omar: `person:${ulid('B')}`,
  lead: `person:${ulid('C')}`,
  desk: `person:${ulid('D')}`,
  second: `person:${ulid('E')}`,
  gone: `person:${ulid('F')}`,
} as const;
const envelope = {
  schemaVersion: 1,
  version: 1,
  mutationId: 'm',
  createdAt: at('07:00'),
  createdBy: 'ines',
  updatedAt: at('07:00'),
  updatedBy: 'ines',
  deviceId: 'D1',
};

const person = (id: string, more: object): Party =>
  ({ ...envelope, id, kind: 'person', name: id, teamIds: [], ...more }) as unknown as Party;
const people = new Map<string, Party>(
  [
    person(ids.ines, { teamIds: [ids.desk], userName: 'ines', managerId: ids.lead }),
    person(ids.omar, { teamIds: [ids.desk], userName: 'omar' }),
    person(ids.gone, { teamIds: [ids.desk], removedAt: at('06:00') }),
    person(ids.lead, {}),
    { ...envelope, id: ids.desk, kind: 'team', name: 'Desk', leadId: ids.lead } as never,
    { ...envelope, id: ids.second, kind: 'team', name: 'Second line' } as never,
  ].map((party: Party) => [party.id, party]),
);

const ticket = {
  ...envelope,
  id: `ticket:${ulid('T')}`,
  kind: 'incident',
  scope: 'leipzig',
  number: 'INC-1042',
  title: 'Label printer prints blank labels',
  description: '',
  state: 'in-progress',
  impact: 2,
  urgency: 2,
  priority: 3,
  origin: 'phone',
  watchers: [],
  openedAt: at('07:00'),
  activityAt: at('07:00'),
  open: 1,
  assigneeId: ids.ines,
  teamId: ids.desk,
} as unknown as Ticket;

const policyId = `policy:${ulid('P')}`;
const policy = { ...envelope, id: policyId, kind: 'sla' } as unknown as SlaPolicyDocument;
const matrix = [
  [1, 2, 3],
  [2, 3, 4],
  [3, 4, 4],
] as const;

const mark = (ruleId: string, reachedAt: string | null, actions?: EscalationAction[]): SlaMark => ({
  policyId,
  policyKind: 'sla',
  metric: 'resolution',
  runStartedAt: at('07:00'),
  ruleId,
  rule: actions ? { id: ruleId, at: 'percent', value: 50, actions } : null,
  reachedAt,
  percent: 50,
  dueAt: at('11:00'),
});

const given = (more: Partial<EscalationCase> & { marks: readonly SlaMark[] }): EscalationCase => ({
  ticket,
  entries: [],
  policies: new Map([[policyId, policy]]),
  people,
  nowMs: Date.parse(at('10:00')),
  ...more,
});

const writer: EscalationWriter = {
  now: at('10:00'),
  userName: 'ines',
  deviceId: 'D1',
  mutationId: ulid('M'),
  matrix,
  people,
};

/** What carrying out one rule does to the ticket. */
function outcome(actions: EscalationAction[], on: Partial<Ticket> = {}) {
  const changed = { ...ticket, ...on } as Ticket;
  const due = dueEscalations(given({ ticket: changed, marks: [mark('r1', at('09:00'), actions)] }));
  return escalationWrites(changed, due, writer);
}

describe('what is to fire', () => {
  it('is what was reached and has not fired, in the order in which it was reached', () => {
    const marks = [mark('breach', at('09:30')), mark('warning', at('09:00')), mark('late', null)];
    expect(dueEscalations(given({ marks })).map(({ mark: { ruleId } }) => ruleId)).toEqual([
      'warning',
      'breach',
    ]);
  });

  it('never fires again once it stands on the timeline, whoever wrote it', () => {
    const marks = [mark('warning', at('09:00'))];
    const [first] = dueEscalations(given({ marks }));
    const entries = escalationWrites(ticket, [first!], writer).entries;
    expect(dueEscalations(given({ marks, entries }))).toEqual([]);
    const later = [mark('warning', at('09:05'))];
    expect(dueEscalations(given({ marks: later, entries })), 'reached later elsewhere').toEqual([]);
  });

  it.each([
    ['the record was written down after it', { ticket: { ...ticket, createdAt: at('09:30') } }],
    [
      'the policy was made after it',
      { policies: new Map([[policyId, { ...policy, createdAt: at('09:30') }]]) },
    ],
    [
      'the policy said something else then',
      { policies: new Map([[policyId, { ...policy, earlier: [{ until: at('09:30') }] }]]) },
    ],
    ['it is more than a week ago', { nowMs: Date.parse('2027-06-09T10:00:00.000Z') }],
    ['the record is closed', { ticket: { ...ticket, open: 0 } }],
    ['the policy is not here', { policies: new Map() }],
  ])('does not call anybody where %s', (_why, more) => {
    const marks = [mark('warning', at('09:00'))];
    expect(dueEscalations(given({ marks, ...(more as object) }))).toEqual([]);
  });
});

describe('who hears of it', () => {
  const heard = (whom: EscalationAction['whom'], on: object = {}, personId?: string) => {
    const action = { do: 'notify', ...(whom ? { whom } : {}), ...(personId ? { personId } : {}) };
    const marks = [mark('r1', at('09:00'), [action as EscalationAction])];
    return dueEscalations(given({ marks, ticket: { ...ticket, ...on } }))[0]?.notified;
  };

  it('is the assignee, and the team while nobody has it', () => {
    expect(heard('assignee')).toEqual([ids.ines]);
    expect(heard(undefined, { assigneeId: undefined })).toEqual([ids.ines, ids.omar]);
    expect(heard('assignee', { assigneeId: ids.gone })).toEqual([ids.ines, ids.omar]);
  });

  it.each([
    ['team', {}, undefined, [ids.ines, ids.omar]],
    ['team-lead', {}, undefined, [ids.lead]],
    ['manager', {}, undefined, [ids.lead]],
    ['watchers', { watchers: [ids.omar, 'ines'] }, undefined, [ids.ines, ids.omar]],
    ['person', {}, ids.omar, [ids.omar]],
    ['person', {}, ids.gone, []],
    ['manager', { assigneeId: ids.omar }, undefined, []],
  ] as const)('is the %s', (whom, on, personId, expected) => {
    expect(heard(whom, on, personId)).toEqual(expected);
  });

  it('is everybody named by one rule, once', () => {
    const actions: EscalationAction[] = [
      { do: 'notify', whom: 'assignee' },
      { do: 'notify', whom: 'team' },
    ];
    const [due] = dueEscalations(given({ marks: [mark('r1', at('09:00'), actions)] }));
    expect(due?.notified).toEqual([ids.ines, ids.omar]);
  });

  it('leaves the work to whoever has the ticket where nobody is told', () => {
    const marks = [mark('r1', at('09:00'), [{ do: 'raise-priority' }])];
    expect(dueEscalations(given({ marks }))[0]).toMatchObject({
      notified: [],
      carriers: [ids.ines],
    });
  });
});

describe('what it does', () => {
  it('raises the priority by the matrix, urgency first, and says so when it was reached', () => {
    const { ticket: after, entries } = outcome([{ do: 'raise-priority' }]);
    expect(after).toMatchObject({ impact: 2, urgency: 1, priority: 2, version: 2 });
    const change = entries.find(({ kind }) => kind === 'change');
    expect(change).toMatchObject({ at: at('09:00'), escalationId: entries[0]!.id });
  });

  it('takes more steps where the matrix needs them, and impact where urgency is used up', () => {
    const low = outcome([{ do: 'raise-priority' }], { impact: 3, urgency: 3, priority: 4 });
    expect(low.ticket).toMatchObject({ impact: 3, urgency: 1, priority: 3 });
    const high = outcome([{ do: 'raise-priority' }], { impact: 2, urgency: 1, priority: 2 });
    expect(high.ticket).toMatchObject({ impact: 1, urgency: 1, priority: 1 });
  });

  it('changes nothing at priority 1, and still tells', () => {
    const { ticket: after, entries } = outcome([{ do: 'raise-priority' }], {
      impact: 1,
      urgency: 1,
      priority: 1,
    });
    expect(after).toBeNull();
    expect(entries.map(({ kind }) => kind)).toEqual(['escalation']);
  });

  it('gives it to another team, and to a person of theirs', () => {
    const team = outcome([{ do: 'reassign', teamId: ids.second as never }]);
    expect(team.ticket).toMatchObject({ teamId: ids.second });
    expect(team.ticket && 'assigneeId' in team.ticket).toBe(false);
    const both = { do: 'reassign', teamId: ids.second, personId: ids.omar } as never;
    expect(outcome([both]).ticket).toMatchObject({ teamId: ids.second, assigneeId: ids.omar });
    const gone = outcome([{ do: 'reassign', personId: ids.gone as never }]);
    expect(gone.ticket, 'nobody who is gone').toBeNull();
  });

  it('adds a watcher once', () => {
    const add = { do: 'add-watcher', personId: ids.omar } as never;
    expect(outcome([add, add]).ticket).toMatchObject({ watchers: [ids.omar] });
    expect(outcome([add], { watchers: [ids.omar] }).ticket).toBeNull();
  });

  it('writes nothing another console could not read, and the same ids on every machine', () => {
    const first = outcome([{ do: 'notify' }, { do: 'raise-priority' }]);
    for (const document of [first.ticket!, ...first.entries]) {
      expect(validateDocument(document)).toMatchObject({ ok: true });
    }
    const due = dueEscalations(
      given({ marks: [mark('r1', at('09:10'), [{ do: 'notify' }, { do: 'raise-priority' }])] }),
    );
    const other = { ...writer, userName: 'omar', deviceId: 'D2', mutationId: ulid('N') };
    const second = escalationWrites(ticket, due, other);
    expect(second.entries.map(({ id }) => id)).toEqual(first.entries.map(({ id }) => id));
  });
});

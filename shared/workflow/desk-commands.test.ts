import { describe, expect, it } from 'vitest';
import { makeUlid } from '../model/ids.ts';
import type { Announcement, AssignmentRule, ShiftPlan } from '../model/policy.ts';
import type { Person } from '../model/reference.ts';
import { validateDocument } from '../model/validate.ts';
import { mulberry32 } from '../testkit/random.ts';
import type { CommandContext } from './command.ts';
import {
  endAnnouncement,
  reorderRules,
  saveAnnouncement,
  saveAssignmentRule,
  saveShiftPlan,
  setAbsences,
  setSkills,
} from './desk-commands.ts';
import type { AnnouncementBody, AssignmentRuleBody, ShiftPlanBody } from './desk-commands.ts';
import { DEFAULT_MATRIX } from './priority.ts';
import { createDocument } from './record-commands.ts';

const random = mulberry32(7);
const context: CommandContext = {
  now: '2027-03-30T10:00:00.000Z',
  userName: 'clara.bouchard',
  roles: ['manager'],
  deviceId: 'desk',
  ulid: () => makeUlid(Date.parse('2027-03-30T10:00:00Z'), random),
  matrix: DEFAULT_MATRIX,
};

const id = (prefix: string): string => `${prefix}:${context.ulid()}`;

const OUTAGE: AnnouncementBody = {
  ...{ name: ' ERP is down ', body: 'Use the paper lists.', severity: 'outage' },
  ...{ fromAt: '2027-03-30T09:00:00.000Z', serviceIds: [], siteIds: [] },
};

function made<T>(result: { readonly writes: readonly { readonly document: unknown }[] }): T {
  const [write] = result.writes;
  expect(validateDocument(write!.document as never)).toMatchObject({ ok: true });
  return write!.document as T;
}

describe('an announcement', () => {
  it('is written once it is named and its end follows its beginning', () => {
    expect(made<Announcement>(saveAnnouncement(null, OUTAGE, context)).name).toBe('ERP is down');
    const bad: readonly [string, Partial<AnnouncementBody>][] = [
      ['name', { name: '  ' }],
      ['fromAt', { fromAt: '' }],
      ['toAt', { toAt: OUTAGE.fromAt }],
    ];
    for (const [field, part] of bad) {
      expect(() => saveAnnouncement(null, { ...OUTAGE, ...part }, context)).toThrow(
        expect.objectContaining({ field }) as Error,
      );
    }
  });

  it('loses an end that was taken out, and can be ended now', () => {
    const until = { ...OUTAGE, toAt: '2027-03-31T09:00:00.000Z' };
    const base = made<Announcement>(saveAnnouncement(null, until, context));
    expect(made<Announcement>(saveAnnouncement(base, OUTAGE, context)).toAt).toBeUndefined();
    expect(made<Announcement>(endAnnouncement(base, context)).toAt).toBe(context.now);
    const planned = made<Announcement>(
      saveAnnouncement(null, { ...OUTAGE, fromAt: '2027-04-01T00:00:00.000Z' }, context),
    );
    expect(() => endAnnouncement(planned, context)).toThrow(/not begun/);
  });

  it('writes nothing where nothing differs', () => {
    const base = made<Announcement>(saveAnnouncement(null, OUTAGE, context));
    expect(saveAnnouncement(base, OUTAGE, context).writes).toEqual([]);
  });
});

describe('a shift plan', () => {
  const plan = {
    ...{ name: 'Desk', teamId: id('person'), timezone: 'Europe/Berlin' },
    shifts: [
      {
        ...{ id: 's1', kind: 'shift', weekdays: [1], from: '08:00', to: '16:00' },
        ...{ personIds: [id('person')], weekly: false, validFrom: '2027-01-04' },
      },
    ],
  } as unknown as ShiftPlanBody;

  it('needs days and people for every shift', () => {
    expect(made<ShiftPlan>(saveShiftPlan(null, plan, context)).shifts).toHaveLength(1);
    const [shift] = plan.shifts;
    for (const part of [{ weekdays: [] }, { personIds: [] }, { validTo: '2026-01-01' }]) {
      const shifts = [{ ...shift!, ...part }];
      expect(() => saveShiftPlan(null, { ...plan, shifts }, context)).toThrow();
    }
  });
});

describe('assignment rules', () => {
  const body = {
    ...{ name: 'Printers', order: 10, ticketKinds: [], conditions: [], teamId: id('person') },
    ...{ method: 'least-busy', skills: [], sameSite: false, onShift: false },
  } as unknown as AssignmentRuleBody;

  it('ask for something in every condition', () => {
    const empty = { ...body, conditions: [{ field: 'site' as const, anyOf: [] }] };
    expect(() => saveAssignmentRule(null, empty, context)).toThrow(
      expect.objectContaining({ field: 'conditions[0]' }) as Error,
    );
  });

  it('change places in one act', () => {
    const one = made<AssignmentRule>(saveAssignmentRule(null, body, context));
    const two = made<AssignmentRule>(saveAssignmentRule(null, { ...body, order: 20 }, context));
    const moves = [
      { rule: one, order: 20 },
      { rule: two, order: 10 },
    ];
    const { writes } = reorderRules(moves, context);
    expect(writes.map(({ document }) => (document as AssignmentRule).order)).toEqual([20, 10]);
    expect(new Set(writes.map(({ document }) => document.mutationId)).size).toBe(1);
  });
});

describe('people', () => {
  const person = made<Person>(
    createDocument('people', { kind: 'person', name: 'Pavel', teamIds: [] }, context),
  );

  it('have every skill once, whatever its case, and none as no field', () => {
    const skilled = made<Person>(setSkills(person, [' Printers ', 'PRINTERS', '', 'ERP'], context));
    expect(skilled.skills).toEqual(['Printers', 'ERP']);
    expect('skills' in made<Person>(setSkills(skilled, [], context))).toBe(false);
  });

  it('are away in order, and never from later to earlier', () => {
    const later = { from: '2027-05-01', to: '2027-05-02' };
    const sooner = { from: '2027-04-01', to: '2027-04-01' };
    const away = made<Person>(setAbsences(person, [later, sooner], context));
    expect(away.absences).toEqual([sooner, later]);
    const wrong = { from: '2027-05-02', to: '2027-05-01' };
    expect(() => setAbsences(person, [wrong], context)).toThrow(/before the first/);
  });
});

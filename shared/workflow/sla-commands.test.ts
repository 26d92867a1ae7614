import { describe, expect, it } from 'vitest';
import type { AnyDocument } from '../model/collections.ts';
import { makeUlid } from '../model/ids.ts';
import type { CalendarPolicy, SlaPolicyDocument } from '../model/policy.ts';
import type { Team } from '../model/reference.ts';
import { validateDocument } from '../model/validate.ts';
import { checkWrite } from '../policy/check-write.ts';
import { writePolicy } from '../policy/write-policy.ts';
import type { WrittenDocument } from '../policy/written-document.ts';
import { fakeContext } from '../testkit/factories.ts';
import type { CommandResult } from './command.ts';
import { CommandError } from './command.ts';
import {
  assignCalendar,
  removeCalendar,
  removeSlaPolicy,
  restorePolicy,
  retireSlaPolicy,
  saveCalendar,
  saveSlaPolicy,
  undoPolicySave,
} from './sla-commands.ts';
import type { CalendarBody, SlaPolicyBody } from './sla-commands.ts';
import { STATE_MACHINES } from './states.ts';

const next = fakeContext({ roles: ['manager'] });
const law = writePolicy(null, STATE_MACHINES);

const desk: CalendarBody = {
  name: 'Desk hours',
  timezone: 'Europe/Berlin',
  hours: { mon: [['07:00', '18:00']], tue: [['07:00', '18:00']] },
  holidays: ['2027-05-06'],
};

const promise: SlaPolicyBody = {
  name: 'Office incidents',
  ticketKinds: ['incident'],
  order: 20,
  calendarId: `policy:${makeUlid(1, () => 0)}` as SlaPolicyBody['calendarId'],
  targets: [{ metric: 'response', minutes: [30, 60, null, null], warnAtPercent: 75 }],
  pauseReasons: ['awaiting-caller'],
  retroactive: 'fromStart',
  reopen: 'resume',
};

/** The one document of a command, as the server would take and another console read it. */
function written<T extends AnyDocument>(result: CommandResult): T {
  expect(result.writes).toHaveLength(1);
  const { base, document } = result.writes[0]!;
  expect(validateDocument(document)).toMatchObject({ ok: true });
  const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as WrittenDocument;
  const writer = { name: 'tobias.brandt', roles: ['manager'] };
  expect(checkWrite(law, asJson(document), base && asJson(base), writer)).toBeNull();
  return document as T;
}

const calendarOf = (result: CommandResult) => written<CalendarPolicy>(result);
const policyOf = (result: CommandResult) => written<SlaPolicyDocument>(result);

function fieldRefused(act: () => CommandResult): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof CommandError) return error.field;
    throw error;
  }
  return 'nothing was refused';
}

describe('saving a calendar', () => {
  it('keeps the hours that work was done by, and until when', () => {
    const first = calendarOf(saveCalendar(null, desk, next()));
    const when = next();
    const longer = { ...desk, hours: { ...desk.hours, wed: [['07:00', '12:00']] as const } };
    const second = calendarOf(saveCalendar(first, longer, when));
    expect(second.earlier).toEqual([
      {
        until: when.now,
        timezone: 'Europe/Berlin',
        hours: desk.hours,
        holidays: ['2027-05-06'],
      },
    ]);
    expect(second.hours.wed).toEqual([['07:00', '12:00']]);
  });

  it('makes no revision of a name', () => {
    const first = calendarOf(saveCalendar(null, desk, next()));
    const named = { ...desk, name: 'Service desk', dayNames: { '2027-05-06': 'Ascension' } };
    const second = calendarOf(saveCalendar(first, named, next()));
    expect(second).toMatchObject({ name: 'Service desk', dayNames: named.dayNames });
    expect(second.earlier).toBeUndefined();
  });

  it('writes nothing where only the order of things differs', () => {
    const first = calendarOf(
      saveCalendar(
        null,
        {
          ...desk,
          hours: {
            mon: [
              ['13:00', '17:00'],
              ['08:00', '12:00'],
            ],
          },
          holidays: ['2027-12-25', '2027-05-06'],
        },
        next(),
      ),
    );
    const again: CalendarBody = {
      ...desk,
      hours: {
        sun: [],
        mon: [
          ['08:00', '12:00'],
          ['13:00', '17:00'],
        ],
      },
      holidays: ['2027-05-06', '2027-12-25', '2027-05-06'],
      exceptions: [],
      dayNames: { '1999-01-01': 'of no holiday' },
    };
    expect(saveCalendar(first, again, next()).writes).toEqual([]);
  });

  it('corrects the past where the person says so', () => {
    const first = calendarOf(saveCalendar(null, desk, next()));
    const changed = calendarOf(saveCalendar(first, { ...desk, holidays: [] }, next()));
    const corrected = calendarOf(
      saveCalendar(changed, { ...desk, holidays: ['2026-12-25'] }, next(), { since: 'always' }),
    );
    expect(corrected).not.toHaveProperty('earlier');
  });

  it('keeps the newest hundred revisions, in order even where a clock ran behind', () => {
    let calendar = calendarOf(saveCalendar(null, desk, next()));
    for (let day = 0; day < 104; day += 1) {
      const date = new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10);
      const context = { ...next(), ...(day === 50 ? { now: '2001-01-01T00:00:00.000Z' } : {}) };
      calendar = calendarOf(saveCalendar(calendar, { ...desk, holidays: [date] }, context));
    }
    const untils = calendar.earlier!.map(({ until }) => until);
    expect(untils).toHaveLength(100);
    expect(untils).toEqual([...untils].sort());
    expect(calendar.earlier!.at(-1)!.holidays).toEqual(['2027-04-13']);
  });

  it.each<[string, Partial<CalendarBody>, string]>([
    ['no name', { name: '  ' }, 'name'],
    ['no zone', { timezone: '' }, 'timezone'],
    ['hours that end first', { hours: { tue: [['18:00', '07:00']] } }, 'hours.tue'],
    [
      'hours that overlap',
      {
        hours: {
          tue: [
            ['12:00', '18:00'],
            ['07:00', '12:30'],
          ],
        },
      },
      'hours.tue',
    ],
    [
      'a day twice',
      {
        exceptions: [
          { date: '2027-12-24', hours: [] },
          { date: '2027-12-24', hours: [['08:00', '12:00']] },
        ],
      },
      'exceptions[1].date',
    ],
  ])('refuses %s and names the field', (_what, change, field) => {
    expect(fieldRefused(() => saveCalendar(null, { ...desk, ...change }, next()))).toBe(field);
  });
});

describe('saving a policy', () => {
  it('keeps the terms in force until now, and none for a new name', () => {
    const first = policyOf(saveSlaPolicy(null, promise, next()));
    const renamed = policyOf(saveSlaPolicy(first, { ...promise, name: 'Offices' }, next()));
    expect(renamed.earlier).toBeUndefined();
    const when = next();
    const faster = policyOf(
      saveSlaPolicy(
        renamed,
        {
          ...promise,
          name: 'Offices',
          targets: [{ ...promise.targets[0]!, minutes: [15, 30, null, null] }],
        },
        when,
      ),
    );
    const { name: _name, ...terms } = promise;
    expect(faster.earlier).toEqual([{ until: when.now, ...terms }]);
    expect(saveSlaPolicy(renamed, { ...promise, name: 'Offices' }, next()).writes).toEqual([]);
  });

  it('takes off what is not said any more', () => {
    const siteIds = [`place:${makeUlid(1, () => 0)}`] as unknown as SlaPolicyBody['siteIds'];
    const full = { ...promise, ...(siteIds ? { siteIds } : {}), agreement: 'ola' as const };
    const first = policyOf(saveSlaPolicy(null, full, next()));
    const second = policyOf(saveSlaPolicy(first, promise, next()));
    expect(second).not.toHaveProperty('siteIds');
    expect(second).not.toHaveProperty('agreement');
    expect(second.earlier![0]!.siteIds).toEqual(siteIds);
  });

  const target = promise.targets[0]!;
  it.each<[string, Partial<SlaPolicyBody>, string]>([
    ['no name', { name: '' }, 'name'],
    ['no kind', { ticketKinds: [] }, 'ticketKinds'],
    ['no target', { targets: [] }, 'targets'],
    ['the same metric twice', { targets: [target, target] }, 'targets[1].metric'],
    [
      'a promise of nothing',
      { targets: [{ ...target, minutes: [null, null, null, null] }] },
      'targets[0].minutes',
    ],
    [
      'a target of no time',
      { targets: [{ ...target, minutes: [null, 0, 1, 1] }] },
      'targets[0].minutes[1]',
    ],
    [
      'half a business day',
      { targets: [{ ...target, unit: 'business-days', minutes: [0.5, null, null, null] }] },
      'targets[0].minutes[0]',
    ],
    [
      'a condition that nothing meets',
      { conditions: [{ field: 'service', anyOf: [] }] },
      'conditions[0].anyOf',
    ],
    [
      'an end before the beginning',
      { validFrom: '2027-02-01T00:00:00.000Z', validTo: '2027-01-01T00:00:00.000Z' },
      'validTo',
    ],
    [
      'an escalation that does nothing',
      {
        targets: [{ ...target, escalations: [{ id: 'a', at: 'percent', value: 50, actions: [] }] }],
      },
      'targets[0].escalations[0].actions',
    ],
    [
      'two escalations that could not be told apart',
      {
        targets: [
          {
            ...target,
            escalations: [
              {
                id: 'a',
                at: 'percent',
                value: 50,
                actions: [{ do: 'notify', whom: 'assignee' }],
              },
              { id: 'a', at: 'percent', value: 75, actions: [{ do: 'raise-priority' }] },
            ],
          },
        ],
      },
      'targets[0].escalations[1].id',
    ],
  ])('refuses %s and names the field', (_what, change, field) => {
    expect(fieldRefused(() => saveSlaPolicy(null, { ...promise, ...change }, next()))).toBe(field);
  });

  it('ends, is removed and comes back', () => {
    const policy = policyOf(saveSlaPolicy(null, promise, next()));
    const ended = policyOf(retireSlaPolicy(policy, '2027-12-31T23:00:00.000Z', next()));
    expect(ended.validTo).toBe('2027-12-31T23:00:00.000Z');
    const removed = policyOf(removeSlaPolicy(policy, next()));
    expect(removed.removedAt).toBeDefined();
    expect(policyOf(restorePolicy(removed, next()))).not.toHaveProperty('removedAt');
    const later = { ...policy, validFrom: '2028-01-01T00:00:00.000Z' };
    expect(fieldRefused(() => retireSlaPolicy(later, next().now, next()))).toBe('validTo');
  });
});

describe('taking back', () => {
  it('leaves no trace of the save in what is counted by', () => {
    const first = calendarOf(saveCalendar(null, desk, next()));
    const save = saveCalendar(first, { ...desk, holidays: [], holidayRegions: ['DE'] }, next());
    const back = calendarOf(undoPolicySave(calendarOf(save), first, save.mutationId, next()));
    const { version: _v, mutationId: _m, updatedAt: _u, ...said } = first;
    expect(back).toMatchObject(said);
    expect(back).not.toHaveProperty('earlier');
    expect(back).not.toHaveProperty('holidayRegions');
  });

  it('does not take back what somebody else did since', () => {
    const first = calendarOf(saveCalendar(null, desk, next()));
    const save = saveCalendar(first, { ...desk, holidays: [] }, next());
    const theirs = calendarOf(saveCalendar(calendarOf(save), { ...desk, name: 'New' }, next()));
    expect(() => undoPolicySave(theirs, first, save.mutationId, next())).toThrow(CommandError);
  });

  it('removes what was new', () => {
    const save = saveCalendar(null, desk, next());
    const back = calendarOf(undoPolicySave(calendarOf(save), null, save.mutationId, next()));
    expect(back.removedAt).toBeDefined();
  });
});

describe('who counts by a calendar', () => {
  it('keeps it from being removed', () => {
    const calendar = calendarOf(saveCalendar(null, desk, next()));
    expect(() => removeCalendar(calendar, ['Office incidents'], next())).toThrow(CommandError);
    expect(calendarOf(removeCalendar(calendar, [], next())).removedAt).toBeDefined();
  });

  it('is a team, until it is not any more', () => {
    const calendar = calendarOf(saveCalendar(null, desk, next()));
    const { hours: _h, holidays: _d, timezone: _t, ...envelope } = calendar;
    const team = {
      ...envelope,
      id: calendar.id.replace('policy:', 'person:'),
      kind: 'team',
      name: 'Network',
    } as unknown as Team;
    const assigned = written<Team>(assignCalendar(team, calendar.id, next()));
    expect(assigned.calendarId).toBe(calendar.id);
    expect(written<Team>(assignCalendar(assigned, null, next()))).not.toHaveProperty('calendarId');
  });
});

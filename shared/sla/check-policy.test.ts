import { describe, expect, it } from 'vitest';
import type { Policy, SlaPolicyDocument } from '../model/policy.ts';
import type { CatalogEntry, Party, Place } from '../model/reference.ts';
import { checkSlaPolicy, maySave } from './check-policy.ts';
import type { PolicyContext } from './check-policy.ts';

const NOW = '2027-03-30T06:46:00Z';
const OFFICE = { mon: [['08:00', '18:00']] };
const calendarBody = { kind: 'calendar', timezone: 'Europe/Berlin', holidays: [] };
const calendar = { ...calendarBody, id: 'policy:office', name: 'Office', hours: OFFICE };
const never = { ...calendarBody, id: 'policy:never', name: 'Never', hours: {} };
const removed = { ...calendar, id: 'policy:gone', removedAt: NOW };
const network = {
  kind: 'category',
  id: 'policy:network',
  name: 'Network',
  ticketKinds: ['incident'],
  subcategories: ['Wi-Fi'],
};

const desk = {
  kind: 'sla',
  id: 'policy:desk',
  name: 'Service desk',
  ticketKinds: ['incident', 'request'],
  order: 10,
  calendarId: 'policy:office',
  targets: [
    { metric: 'response', minutes: [15, 30, 60, 240], warnAtPercent: 75 },
    { metric: 'resolution', minutes: [240, 480, 1440, 2400], warnAtPercent: 75 },
  ],
  pauseReasons: ['awaiting-caller'],
  retroactive: 'fromStart',
  reopen: 'resume',
} as unknown as SlaPolicyDocument;

const byId = <T>(documents: readonly object[]): ReadonlyMap<string, T> =>
  new Map(documents.map((document) => [(document as { id: string }).id, document as T]));

const context = (...policies: readonly object[]): PolicyContext => ({
  policies: byId<Policy>([calendar, never, removed, network, ...policies]),
  people: byId<Party>([
    { kind: 'person', id: 'person:ines', name: 'Ines', userName: 'ines' },
    { kind: 'person', id: 'person:guest', name: 'Guest' },
    { kind: 'team', id: 'person:team', name: 'Network team' },
  ]),
  places: byId<Place>([{ kind: 'site', id: 'place:leipzig', name: 'Leipzig' }]),
  catalog: byId<CatalogEntry>([{ kind: 'service', id: 'catalog:erp', name: 'ERP' }]),
});

/** `field code` of each problem; warnings end in a question mark. */
function found(change: object, ...others: readonly object[]): readonly string[] {
  const policy = { ...desk, ...change } as SlaPolicyDocument;
  return checkSlaPolicy(policy, context(...others), NOW).map(
    ({ field, code, severity }) => `${field} ${code}${severity === 'warning' ? '?' : ''}`,
  );
}

const target = (change: object) => ({ targets: [{ ...desk.targets[1], ...change }] });
const rule = (change: object) =>
  target({
    escalations: [
      { id: 'r1', at: 'percent', value: 50, actions: [{ do: 'notify', whom: 'team' }], ...change },
    ],
  });
const doing = (...actions: readonly object[]) => rule({ actions });
const when = (...conditions: readonly object[]) => ({ conditions });

describe('a policy that is checked', () => {
  it('may be saved when nothing is wrong with it', () => {
    const problems = checkSlaPolicy(desk, context(desk), NOW);
    expect(problems).toEqual([]);
    expect(maySave(problems)).toBe(true);
  });

  it('names the field and says the sentence with the names in it', () => {
    const policy = { ...desk, calendarId: 'policy:never' } as SlaPolicyDocument;
    const problems = checkSlaPolicy(policy, context(), NOW);
    expect(problems).toMatchObject([
      {
        field: 'calendarId',
        message: 'The calendar “Never” never opens, so nothing would ever be due.',
      },
    ]);
    expect(maySave(problems)).toBe(false);
  });

  it.each<[string, object, readonly string[]]>([
    ['without a name', { name: ' ' }, ['name no-name']],
    ['for no kind of ticket', { ticketKinds: [] }, ['ticketKinds no-kind']],
    ['without a target', { targets: [] }, ['targets no-target']],
    ['that ends first', { validFrom: NOW, validTo: NOW }, ['validTo ends-before-start']],
    ['that is over', { validTo: '2026-01-01T00:00:00Z' }, ['validTo already-over?']],
    ['with a calendar that is unknown', { calendarId: 'policy:x' }, ['calendarId no-calendar']],
    ['with a removed calendar', { calendarId: 'policy:gone' }, ['calendarId no-calendar']],
    [
      'by calendars that nobody has',
      { calendarSource: 'team' },
      ['calendarSource nobody-has-calendar?'],
    ],
  ])('%s', (_name, change, problems) => {
    expect(found(change)).toEqual(problems);
  });

  it('warns of a place whose own calendar never opens', () => {
    const policy = { ...desk, calendarSource: 'site' } as SlaPolicyDocument;
    const place = { kind: 'site', id: 'place:x', name: 'X', calendarId: 'policy:never' };
    const places = byId<Place>([place]);
    const codes = checkSlaPolicy(policy, { ...context(), places }, NOW).map(({ code }) => code);
    expect(codes).toEqual(['never-opens-there']);
  });
});

describe('targets', () => {
  const resolution = desk.targets[1]!;
  it.each<[string, object, readonly string[]]>([
    [
      'the same metric twice',
      { targets: [resolution, resolution] },
      ['targets[1].metric double-metric'],
    ],
    [
      'no time at all',
      target({ minutes: [null, null, null, null] }),
      ['targets[0] nothing-promised'],
    ],
    ['nothing', target({ minutes: [0, 60, 60, 60] }), ['targets[0].minutes[0] not-positive']],
    ['not a number', target({ minutes: [NaN, 1, 1, 1] }), ['targets[0].minutes[0] not-positive']],
    [
      'twenty years',
      target({ minutes: [1, 1, 1, 10_512_000] }),
      ['targets[0].minutes[3] absurd-amount'],
    ],
    [
      'two years',
      target({ minutes: [1, 1, 1, 1_051_200] }),
      ['targets[0].minutes[3] long-amount?'],
    ],
    [
      'half a business day',
      target({ unit: 'business-days', minutes: [0.5, 1, 2, 3] }),
      ['targets[0].minutes[0] no-whole-days'],
    ],
    [
      'more time for what is more urgent',
      target({ minutes: [480, 240, null, 2400] }),
      ['targets[0].minutes[0] urgent-is-slower?'],
    ],
    [
      'a response after the resolution',
      { targets: [{ ...desk.targets[0], minutes: [300, 300, 300, 300] }, resolution] },
      ['targets[0].minutes[0] longer-than-resolution?'],
    ],
    [
      'a warning at the breach',
      target({ warnAtPercent: 100 }),
      ['targets[0].warnAtPercent warning-with-breach?'],
    ],
    [
      'time for other priorities than those asked for',
      {
        ...target({ minutes: [60, null, null, null] }),
        ...when({ field: 'priority', anyOf: ['3', '4'] }),
      },
      ['targets no-time-for-priority'],
    ],
  ])('%s', (_name, change, problems) => {
    expect(found(change)).toEqual(problems);
  });
});

describe('triggers', () => {
  const open = ['new', 'in-progress', 'on-hold'];
  it.each<[string, object, readonly string[]]>([
    [
      'an end that requests do not know',
      target({ stopOn: [{ on: 'state', states: ['resolved'] }] }),
      ['targets[0].stopOn ends-when-done?'],
    ],
    [
      'a state that no chosen kind has',
      target({ startOn: [{ on: 'state', states: ['implement', 'new'] }] }),
      ['targets[0].startOn[0].states no-such-state'],
    ],
    [
      'a start that never comes',
      target({ startOn: [{ on: 'state', states: ['fulfilled'] }] }),
      ['targets[0].startOn never-starts'],
    ],
    [
      'a pause in every state',
      target({ pauseWhile: [{ on: 'state', states: open }] }),
      ['targets[0].pauseWhile always-paused', 'targets[0].pauseWhile always-paused'],
    ],
    [
      'a pause without a state',
      target({ pauseWhile: [{ on: 'assigned' }] }),
      ['targets[0].pauseWhile[0] pause-is-a-state'],
    ],
    [
      'a state left open',
      target({ pauseWhile: [{ on: 'state', states: [] }] }),
      ['targets[0].pauseWhile[0].states no-states'],
    ],
    [
      'a reason that does not exist',
      target({ pauseWhile: [{ on: 'state', states: ['on-hold'], reasons: ['lunch'] }] }),
      ['targets[0].pauseWhile[0].reasons no-such-reason'],
    ],
    [
      'an end of pauses that never are',
      { ...target({ resumeOn: [{ on: 'requester-comment' }] }), pauseReasons: [] },
      ['targets[0].resumeOn resume-without-pause?'],
    ],
  ])('%s', (_name, change, problems) => {
    expect(found(change)).toEqual(problems);
  });

  it('may pause in every state where something resumes it', () => {
    const pauseWhile = [{ on: 'state', states: open }];
    expect(found(target({ pauseWhile, resumeOn: [{ on: 'assigned' }] }))).toEqual([]);
  });
});

describe('escalations', () => {
  const at = 'targets[0].escalations[0]';
  it.each<[string, object, readonly string[]]>([
    ['at the very start', rule({ value: 0 }), [`${at}.value percent-zero`]],
    ['far too late', rule({ value: 5000 }), [`${at}.value percent-absurd?`]],
    [
      'longer before due than any target',
      rule({ at: 'before-due', value: 2400 }),
      [`${at}.value never-before-due`],
    ],
    [
      'longer before due than some targets',
      rule({ at: 'before-due', value: 480 }),
      [`${at}.value before-start?`],
    ],
    ['that do nothing', doing(), [`${at}.actions no-action`]],
    ['that tell nobody', doing({ do: 'notify' }), [`${at}.actions[0].whom no-recipient`]],
    [
      'that tell a person, but not whom',
      doing({ do: 'notify', whom: 'person' }),
      [`${at}.actions[0].personId no-person`],
    ],
    [
      'that tell somebody who is gone',
      doing({ do: 'add-watcher', personId: 'person:x' }),
      [`${at}.actions[0].personId person-gone`],
    ],
    [
      'that tell somebody who never signs in',
      doing({ do: 'add-watcher', personId: 'person:guest' }),
      [`${at}.actions[0].personId no-user?`],
    ],
    [
      'that hand it to nobody',
      doing({ do: 'raise-priority' }, { do: 'reassign' }),
      [`${at}.actions[1] no-assignee`],
    ],
    [
      'that hand it to a person as a team',
      doing({ do: 'reassign', teamId: 'person:ines' }),
      [`${at}.actions[0].teamId team-gone`],
    ],
    ['that are fine', doing({ do: 'reassign', teamId: 'person:team' }), []],
  ])('%s', (_name, change, problems) => {
    expect(found(change)).toEqual(problems);
  });

  it('keep keys of their own, because what fired is known by them', () => {
    const twice = { id: 'r1', at: 'after-due', value: 5, actions: [{ do: 'raise-priority' }] };
    expect(found(target({ escalations: [twice, twice] }))).toEqual([
      'targets[0].escalations[1] double-rule',
    ]);
  });
});

describe('conditions', () => {
  it.each<[string, object, readonly string[]]>([
    ['without a value', when({ field: 'team', anyOf: [] }), ['conditions[0] no-value']],
    [
      'about a service that is gone',
      when({ field: 'service', anyOf: ['catalog:erp', 'catalog:x'] }),
      ['conditions[0] record-gone'],
    ],
    [
      'about a service that is no contract',
      when({ field: 'contract', anyOf: ['catalog:erp'] }),
      ['conditions[0] record-gone'],
    ],
    ['about a site that is gone', { siteIds: ['place:x'] }, ['siteIds record-gone']],
    [
      'about a priority there is not',
      when({ field: 'priority', anyOf: ['5', '1'] }),
      ['conditions[0] bad-value'],
    ],
    [
      'about a category nobody can choose',
      when({ field: 'category', anyOf: ['Network', 'Telex'] }),
      ['conditions[0] unknown-category?'],
    ],
    [
      'that leave nothing over',
      when({ field: 'vip', anyOf: ['yes', 'no'], not: true }),
      ['conditions[0] never-true'],
    ],
    [
      'that exclude each other',
      when({ field: 'origin', anyOf: ['mail'] }, { field: 'origin', anyOf: ['mail'], not: true }),
      ['conditions[1] conditions-clash'],
    ],
    [
      'about major tickets of other kinds',
      { ticketKinds: ['request'], ...when({ field: 'major', anyOf: ['yes'] }) },
      ['conditions[0] major-needs-incident'],
    ],
  ])('%s', (_name, change, problems) => {
    expect(found(change)).toEqual(problems);
  });
});

describe('policies beside each other', () => {
  const first = { ...desk, id: 'policy:first', name: 'First', order: 1 };
  const site = { field: 'site', anyOf: ['place:leipzig'] };

  it.each<[string, object, object, readonly string[]]>([
    ['an earlier one that takes all', first, {}, ['order shadowed?']],
    ['an earlier one of another agreement', { ...first, agreement: 'ola' }, {}, []],
    ['an earlier one that was removed', { ...first, removedAt: NOW }, {}, []],
    ['an earlier one for one kind alone', { ...first, ticketKinds: ['request'] }, {}, []],
    ['an earlier one for fewer tickets', { ...first, conditions: [site] }, {}, []],
    [
      'an earlier one that names the same site among others',
      { ...first, conditions: [{ field: 'site', anyOf: ['place:leipzig', 'place:halle'] }] },
      when(site),
      ['order shadowed?'],
    ],
    [
      'an earlier one that excludes another priority',
      { ...first, conditions: [{ field: 'priority', anyOf: ['4'], not: true }] },
      when({ field: 'priority', anyOf: ['1', '2'] }),
      ['order shadowed?'],
    ],
    ['an earlier one that ends before', { ...first, validTo: '2028-01-01T00:00:00Z' }, {}, []],
    [
      'a later one that gets nothing any more',
      { ...first, order: 99, conditions: [site] },
      {},
      ['order shadows?'],
    ],
  ])('%s', (_name, other, change, problems) => {
    expect(found(change, other)).toEqual(problems);
  });

  it('finds that several together leave nothing over', () => {
    const second = { ...first, id: 'policy:second', name: 'Second', ticketKinds: ['incident'] };
    const third = { ...first, id: 'policy:third', name: 'Third', ticketKinds: ['request'] };
    expect(found({}, second, third)).toEqual(['order shadowed-by-several?']);
  });

  it('finds that two are in force for the same tickets for a while', () => {
    const former = { ...first, order: 11, validTo: '2028-02-01T00:00:00Z' };
    expect(found({ validFrom: '2028-01-01T00:00:00Z' }, former)).toEqual(['validFrom overlaps?']);
    expect(found({ validFrom: '2028-02-01T00:00:00Z' }, former)).toEqual([]);
  });
});

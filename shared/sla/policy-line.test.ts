import { describe, expect, it } from 'vitest';
import { compileCalendar } from './calendar.ts';
import { evaluateSla } from './evaluate-sla.ts';
import { explainSla } from './explain-sla.ts';
import { at, calendars, created, hold, hours, id, policy, state } from './story-kit.ts';
import type { SlaEvent, SlaFacts, SlaPolicy, SlaTargetResult } from './sla-types.ts';

/* Which policy counts, and what a change of policy, calendar or facts does to a clock under way. */

const targetOf = (minutes: number) =>
  policy().targets.map((target) => ({ ...target, minutesByPriority: { 1: minutes, 2: minutes } }));
const inLine = (change: Partial<SlaPolicy>, minutes = 480): SlaPolicy =>
  policy({ line: 'sla', targets: targetOf(minutes), ...change });
const opened = (time: string, facts: SlaFacts = {}): SlaEvent => ({
  ...(created(time) as SlaEvent & { kind: 'created' }),
  facts: { ticketKind: 'incident', ...facts },
});
const facts = (time: string, changed: SlaFacts): SlaEvent => ({
  id: id(),
  at: at(time),
  kind: 'facts',
  facts: changed,
});
const only = (field: 'site' | 'category' | 'priority' | 'vip' | 'contract', ...anyOf: string[]) => [
  { field, anyOf },
];

const resolutions = (
  now: string,
  events: readonly SlaEvent[],
  policies: readonly SlaPolicy[],
  more: object = {},
): readonly SlaTargetResult[] =>
  evaluateSla({ events, policies, calendars, now: at(now), ...more }).targets.filter(
    ({ metric }) => metric === 'resolution',
  );

describe('the policy of a record', () => {
  const vip = inLine({ id: 'policy:vip', conditions: only('vip', 'yes') }, 60);
  const leipzig = inLine({ id: 'policy:leipzig', conditions: only('site', 'place:leipzig') }, 120);
  const rest = inLine({ id: 'policy:rest' }, 480);
  const ola = inLine({ id: 'policy:ola', kind: 'ola', line: 'ola' }, 240);
  const line = [vip, leipzig, rest, ola];
  const idsFor = (given: SlaFacts, policies = line) =>
    resolutions('10:00', [opened('09:00', given)], policies).map(({ policyId }) => policyId);

  it.each<[string, SlaFacts, string]>([
    ['the first that matches', { vip: true, siteId: 'place:leipzig' }, 'policy:vip'],
    ['a later one where the first does not', { siteId: 'place:leipzig' }, 'policy:leipzig'],
    ['the one for all where none of the others does', {}, 'policy:rest'],
  ])('is %s', (_, given, expected) => {
    expect(idsFor(given)).toEqual([expected, 'policy:ola']);
  });

  it('is none where none matches, and the clock is then simply absent', () => {
    expect(idsFor({}, [vip, leipzig])).toEqual([]);
  });

  it('asks for kinds, contracts, priorities and the opposite of a condition', () => {
    const requests = inLine({ id: 'policy:requests', ticketKinds: ['request'] });
    const contract = inLine({
      id: 'policy:contract',
      conditions: only('contract', 'catalog:gold'),
    });
    const urgent = inLine({ id: 'policy:urgent', conditions: only('priority', '1') });
    const elsewhere = inLine({
      id: 'policy:elsewhere',
      conditions: [{ field: 'site', anyOf: ['place:leipzig'], not: true }],
    });
    const policies = [requests, contract, urgent, elsewhere];
    expect(idsFor({ ticketKind: 'request' }, policies)).toEqual(['policy:requests']);
    expect(idsFor({ contractIds: ['catalog:gold'] }, policies)).toEqual(['policy:contract']);
    expect(idsFor({ siteId: 'place:graz' }, policies)).toEqual(['policy:elsewhere']);
    expect(idsFor({ siteId: 'place:leipzig' }, policies)).toEqual([]);
  });

  it('changes with the record: the new target counts from the start', () => {
    const moved = [opened('09:00'), facts('11:00', { siteId: 'place:leipzig' })];
    expect(resolutions('10:30', moved, [leipzig, rest])).toMatchObject([
      { policyId: 'policy:rest', dueAt: at('17:00') },
    ]);
    expect(resolutions('11:00', moved, [leipzig, rest])).toMatchObject([
      { policyId: 'policy:leipzig', elapsedSeconds: hours(2), dueAt: at('11:00') },
    ]);
  });

  it('or closes the run and starts another at the change', () => {
    const fromChange = [leipzig, rest].map((each) => ({
      ...each,
      retroactive: 'fromChange' as const,
    }));
    const moved = [opened('09:00'), facts('11:00', { siteId: 'place:leipzig' })];
    expect(resolutions('11:30', moved, fromChange)).toMatchObject([
      {
        policyId: 'policy:leipzig',
        startedAt: at('11:00'),
        dueAt: at('13:00'),
        earlierRuns: [{ policyId: 'policy:rest', state: 'superseded', elapsedSeconds: hours(2) }],
      },
    ]);
  });

  it('leaves a verdict alone that was given before the record changed', () => {
    const moved = [
      opened('09:00'),
      state('12:00', 'resolved'),
      facts('13:00', { siteId: 'place:leipzig' }),
    ];
    expect(resolutions('15:00', moved, [leipzig, rest])).toMatchObject([
      { policyId: 'policy:rest', state: 'met', stoppedAt: at('12:00') },
    ]);
  });

  it('counts a pause before the change under the policy after it', () => {
    const events = [
      opened('09:00'),
      hold('10:00'),
      state('12:00', 'in-progress'),
      facts('13:00', { siteId: 'place:leipzig' }),
    ];
    expect(resolutions('13:00', events, [leipzig, rest])).toMatchObject([
      { policyId: 'policy:leipzig', elapsedSeconds: hours(2), breachedAt: at('13:00') },
    ]);
  });
});

describe('a policy that was changed', () => {
  const { calendarId, targets } = inLine({}, 120);
  const before = { until: at('11:00'), calendarId, targets, retroactive: 'fromStart' as const };
  const changed = inLine({ earlier: [before] }, 480);

  it('judges what was stopped before by what it said then', () => {
    const events = [opened('09:00'), state('10:30', 'resolved')];
    expect(resolutions('15:00', events, [changed])).toMatchObject([
      { state: 'met', targetSeconds: hours(2) },
    ]);
  });

  it('counts what still runs from the start by what it says now', () => {
    expect(resolutions('10:59', [opened('09:00')], [changed])).toMatchObject([
      { targetSeconds: hours(2), dueAt: at('11:00') },
    ]);
    expect(resolutions('11:00', [opened('09:00')], [changed])).toMatchObject([
      { targetSeconds: hours(8), state: 'running', dueAt: at('17:00') },
    ]);
  });

  it('tells of a change that lies ahead as the next thing that happens', () => {
    const soon = inLine({ validTo: at('09:30') });
    const [target] = resolutions('09:10', [opened('09:00')], [soon]);
    expect(target).toMatchObject({ nextChangeAt: at('09:30') });
    expect(resolutions('09:30', [opened('09:00')], [soon])).toEqual([]);
  });

  it('is waited for although another agreement runs already', () => {
    const ola = inLine({ id: 'policy:ola', kind: 'ola', line: 'ola', validFrom: at('09:20') });
    const now = at('09:10');
    const input = { events: [opened('09:00')], policies: [inLine({}), ola], calendars, now };
    expect(evaluateSla(input).nextChangeAt).toBe(at('09:20'));
  });

  it('applies from its first day on, to what is open then', () => {
    const later = inLine({ validFrom: at('10:00') }, 120);
    expect(resolutions('09:30', [opened('09:00')], [later])).toEqual([]);
    expect(resolutions('10:00', [opened('09:00')], [later])).toMatchObject([
      { startedAt: at('09:00'), dueAt: at('11:00') },
    ]);
    const fromChange = { ...later, retroactive: 'fromChange' as const };
    expect(resolutions('10:00', [opened('09:00')], [fromChange])).toMatchObject([
      { startedAt: at('10:00'), dueAt: at('12:00') },
    ]);
  });
});

describe('a policy that came into force when the work was done', () => {
  const before = inLine({ id: 'policy:before', validTo: at('13:00') }, 480);
  const after = inLine({ id: 'policy:after' }, 480);
  const onlyResolution = {
    targets: before.targets.filter(({ metric }) => metric === 'resolution'),
  };
  const events = [opened('09:00'), state('12:00', 'resolved')];

  it('judges nothing of it: neither what had a verdict nor what nobody had promised', () => {
    const line = [{ ...before, ...onlyResolution }, after];
    const { targets } = evaluateSla({ events, policies: line, calendars, now: at('15:00') });
    expect(targets).toMatchObject([{ policyId: 'policy:before', state: 'met' }]);
    expect(resolutions('15:00', events, [inLine({ validFrom: at('13:00') })])).toEqual([]);
  });

  it('starts with a reopening', () => {
    const again = [...events, state('14:00', 'in-progress')];
    expect(resolutions('15:00', again, [inLine({ validFrom: at('13:00') })])).toMatchObject([
      { startedAt: at('14:00'), elapsedSeconds: hours(1) },
    ]);
  });
});

describe('whose hours count', () => {
  const late = compileCalendar({
    timezone: 'Europe/Berlin',
    hours: { tue: [['12:00', '20:00']], wed: [['12:00', '20:00']] },
  });
  const withLate = new Map([...calendars, ['late', late]]);
  const byTeam = inLine({ calendarSource: 'team' }, 240);
  const given = {
    calendars: withLate,
    calendarOf: new Map([
      ['person:late', 'late'],
      ['place:night', 'late'],
    ]),
  };

  it('are those of the team, and of the policy where the team has none', () => {
    const dueOf = (teamId: string) =>
      resolutions('09:00', [opened('09:00', { teamId })], [byTeam], given)[0]?.dueAt;
    expect(dueOf('person:early')).toBe(at('13:00'));
    expect(dueOf('person:late')).toBe(at('16:00'));
  });

  it.each(['site', 'requester-site', 'item-site'] as const)('are those of the %s', (source) => {
    const at_ = {
      siteId: 'place:night',
      requesterSiteId: 'place:night',
      itemSiteId: 'place:night',
    };
    const bySource = inLine({ calendarSource: source }, 240);
    expect(resolutions('09:00', [opened('09:00', at_)], [bySource], given)).toMatchObject([
      { calendarId: 'late', dueAt: at('16:00') },
    ]);
  });

  it('change with the team: from the start, or from then on', () => {
    const events = [opened('09:00'), facts('13:00', { teamId: 'person:late' })];
    expect(resolutions('13:00', events, [byTeam], given)).toMatchObject([
      { elapsedSeconds: hours(1), dueAt: at('16:00') },
    ]);
    const fromChange = { ...byTeam, retroactive: 'fromChange' as const };
    const long = { ...fromChange, targets: targetOf(600) };
    expect(resolutions('13:00', events, [long], given)).toMatchObject([
      { startedAt: at('09:00'), elapsedSeconds: hours(4), dueAt: at('19:00') },
    ]);
    const input = { events, policies: [long], now: at('21:00'), ...given };
    const counted = explainSla(input, long.id, 'resolution').filter((piece) => piece.counted);
    expect(counted.map(({ from, to }) => [from, to])).toEqual([
      [at('09:00'), at('13:00')],
      [at('13:00'), at('20:00')],
    ]);
  });

  it('are those of the calendar as it was when the clock stopped', () => {
    const changed = compileCalendar({
      timezone: 'Europe/Berlin',
      hours: { tue: [['14:00', '18:00']] },
      earlier: [
        { until: at('12:30'), timezone: 'Europe/Berlin', hours: { tue: [['08:00', '18:00']] } },
      ],
    });
    const world = { calendars: new Map([['office', changed]]) };
    const stopped = [opened('09:00'), state('12:00', 'resolved')];
    expect(resolutions('15:00', stopped, [inLine({})], world)).toMatchObject([
      { elapsedSeconds: hours(3) },
    ]);
    expect(resolutions('15:00', [opened('09:00')], [inLine({})], world)).toMatchObject([
      { elapsedSeconds: hours(1) },
    ]);
  });
});

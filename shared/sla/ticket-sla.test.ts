import { describe, expect, it } from 'vitest';
import type { Entry } from '../model/entry.ts';
import type { CalendarPolicy, Policy, SlaPolicyDocument } from '../model/policy.ts';
import type { Ticket } from '../model/ticket.ts';
import { evaluateSla } from './evaluate-sla.ts';
import { slaRules } from './sla-rules.ts';
import { ticketSlaInput } from './ticket-sla.ts';
import { ticketEvents } from './ticket-events.ts';

const envelope = {
  schemaVersion: 1,
  version: 1,
  mutationId: 'm',
  createdAt: '2027-06-01T07:00:00.000Z',
  createdBy: 'ines',
  updatedAt: '2027-06-01T07:00:00.000Z',
  updatedBy: 'ines',
  deviceId: 'laptop',
};
const ticket = {
  ...envelope,
  id: 'ticket:01J0000000000000000000000A',
  kind: 'incident',
  scope: 'leipzig',
  state: 'in-progress',
  priority: 1,
  siteId: 'place:01J0000000000000000000000P',
  openedAt: '2027-06-01T07:00:00.000Z',
} as unknown as Ticket;

let count = 0;
const entry = (time: string, body: object): Entry => {
  count += 1;
  const id = `entry:01J0000000000000000000000A:01J${String(count).padStart(23, '0')}`;
  const at = `2027-06-01T${time}:00.000Z`;
  return {
    ...envelope,
    id,
    scope: 'leipzig',
    recordId: ticket.id,
    at,
    ...body,
  } as unknown as Entry;
};
const opened = (priority: number) =>
  entry('07:00', { kind: 'state', from: null, to: 'new', priority });
const moved = (time: string, from: string, to: string, reason?: string) =>
  entry(time, { kind: 'state', from, to, ...(reason === undefined ? {} : { reason }) });
const raised = (time: string, before: number, after: number) =>
  entry(time, { kind: 'change', changes: [{ field: 'priority', before, after }] });

const calendar = {
  ...envelope,
  id: 'policy:calendar',
  kind: 'calendar',
  name: 'Round the clock',
  timezone: 'UTC',
  hours: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
  ),
  holidays: [],
} as unknown as CalendarPolicy;
const policy = {
  ...envelope,
  id: 'policy:sla',
  kind: 'sla',
  name: 'Incidents',
  ticketKinds: ['incident'],
  order: 10,
  calendarId: 'policy:calendar',
  targets: [
    { metric: 'response', minutes: [15, 60, 240, 480], warnAtPercent: 75 },
    { metric: 'resolution', minutes: [120, 480, 1200, 2400], warnAtPercent: 75 },
  ],
  pauseReasons: ['awaiting-caller'],
  retroactive: 'fromStart',
  reopen: 'resume',
} as unknown as SlaPolicyDocument;

const evaluate = (
  entries: readonly Entry[],
  now: string,
  documents: readonly Policy[] = [calendar, policy],
) =>
  evaluateSla(
    ticketSlaInput(ticket, entries, slaRules({ policies: documents }), `2027-06-01T${now}:00.000Z`),
  ).targets;

describe('a ticket with its timeline', () => {
  it('answers by taking up the work, resolves, pauses on the reasons of the policy', () => {
    const entries = [
      opened(2),
      moved('07:30', 'new', 'in-progress'),
      moved('08:00', 'in-progress', 'on-hold', 'awaiting-caller'),
      moved('09:00', 'on-hold', 'in-progress'),
      moved('10:00', 'in-progress', 'resolved', 'fixed'),
    ];
    const [response, resolution] = evaluate(entries, '12:00');
    expect(response).toMatchObject({
      state: 'met',
      stoppedAt: '2027-06-01T07:30:00.000Z',
      elapsedSeconds: 1800,
    });
    expect(resolution).toMatchObject({ state: 'met', elapsedSeconds: 7200, targetSeconds: 28800 });
  });

  it('answers by a public comment, not by a note nor a hold', () => {
    const quiet = [
      opened(2),
      entry('07:05', { kind: 'note', body: 'x' }),
      moved('07:10', 'new', 'on-hold', 'awaiting-caller'),
    ];
    expect(evaluate(quiet, '07:20')[0]!.state).toBe('running');
    const answered = [...quiet, entry('07:15', { kind: 'comment', body: 'Hello' })];
    expect(evaluate(answered, '07:20')[0]!.state).toBe('met');
  });

  it('remembers the priority it was opened with, and when it rose', () => {
    const entries = [raised('08:00', 3, 1), opened(3)];
    expect(evaluate(entries, '07:59')[1]!.targetSeconds).toBe(1200 * 60);
    expect(evaluate(entries, '08:00')[1]!.targetSeconds).toBe(120 * 60);
    expect(ticketEvents(ticket, [raised('08:00', 4, 1)])[0]).toMatchObject({
      kind: 'created',
      priority: 4,
    });
    expect(ticketEvents(ticket, [])[0]).toMatchObject({ priority: 1, state: 'in-progress' });
  });

  it('takes the priority of a merge from the merge on', () => {
    const merge = entry('08:30', {
      kind: 'merge',
      decisions: [{ field: 'priority', mine: 2, theirs: 4, kept: 2, rule: 'maximum' }],
      otherUser: 'tom',
    });
    const entries = [opened(3), raised('08:10', 3, 2), raised('08:20', 3, 4), merge];
    expect(evaluate(entries, '08:25')[1]!.targetSeconds).toBe(2400 * 60);
    expect(evaluate(entries, '09:00')[1]!.targetSeconds).toBe(480 * 60);
  });

  it('is not reopened by somebody offline who had not seen the resolution', () => {
    const entries = [
      opened(2),
      moved('09:00', 'new', 'resolved', 'fixed'),
      moved('09:10', 'new', 'in-progress'),
      moved('09:20', 'in-progress', 'on-hold', 'awaiting-caller'),
    ];
    expect(evaluate(entries, '11:00')[1]).toMatchObject({ state: 'met', elapsedSeconds: 7200 });
    const reopened = [...entries, moved('10:00', 'resolved', 'in-progress')];
    expect(evaluate(reopened, '11:00')[1]).toMatchObject({
      state: 'running',
      elapsedSeconds: 10800,
    });
  });

  it('gives the same in whatever order the entries came', () => {
    const entries = [opened(3), raised('08:00', 3, 1), moved('08:00', 'new', 'resolved', 'fixed')];
    expect(evaluate(entries.toReversed(), '12:00')).toEqual(evaluate(entries, '12:00'));
    expect(evaluate(entries, '12:00')[1]).toMatchObject({ state: 'met', targetSeconds: 7200 });
  });
});

describe('the rules of a workspace', () => {
  const atSite = {
    ...policy,
    id: 'policy:site',
    order: 1,
    siteIds: ['place:01J0000000000000000000000P'],
  } as unknown as Policy;

  it('run the first policy that fits kind and site', () => {
    const [first] = evaluate([], '08:00', [calendar, policy, atSite]);
    expect(first!.policyId).toBe('policy:site');
    const elsewhere = {
      ...atSite,
      siteIds: ['place:01J0000000000000000000000Q'],
    } as unknown as Policy;
    expect(evaluate([], '08:00', [calendar, policy, elsewhere])[0]!.policyId).toBe('policy:sla');
    const problems = { ...policy, ticketKinds: ['problem'] } as unknown as Policy;
    expect(evaluate([], '08:00', [calendar, problems])).toEqual([]);
    const removed = { ...policy, removedAt: '2027-01-01T00:00:00Z' } as unknown as Policy;
    expect(evaluate([], '08:00', [calendar, removed])).toEqual([]);
  });

  it('name a calendar that cannot be used and keep the others', () => {
    const broken = {
      ...calendar,
      id: 'policy:broken',
      name: 'Night',
      timezone: 'Mars/Phobos',
    } as Policy;
    const rules = slaRules({ policies: [calendar, broken, policy] });
    expect(rules.problems).toEqual([
      'Calendar "Night" cannot be used. timezone: "Mars/Phobos" is no IANA time zone this platform knows.',
    ]);
    expect([...rules.calendars.keys()]).toEqual(['policy:calendar']);
  });
});

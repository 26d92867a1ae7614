import { describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/model/entry.ts';
import type { Policy } from '../../shared/model/policy.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { slaRules } from '../../shared/sla/sla-rules.ts';
import { DEFAULT_DESK_RULES } from '../../shared/workflow/desk-rules.ts';
import { DEFAULT_MATRIX } from '../../shared/workflow/priority.ts';
import { decideEscalations, GRACE_MS } from './decide-escalations.ts';
import { decideVerdicts } from './decide-verdicts.ts';

const MINUTE = 60_000;
const at = (time: string): string => `2027-06-01T${time}:00.000Z`;
const ulid = (letter: string): string => `01J${letter.repeat(23)}`;
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
const ticket = {
  ...envelope,
  id: `ticket:${ulid('T')}`,
  kind: 'incident',
  scope: 'leipzig',
  state: 'in-progress',
  impact: 2,
  urgency: 2,
  priority: 3,
  watchers: [],
  openedAt: at('07:00'),
  activityAt: at('07:00'),
  open: 1,
} as unknown as Ticket;
const opened = {
  ...envelope,
  id: `entry:${ulid('T')}:${ulid('S')}`,
  kind: 'state',
  scope: 'leipzig',
  recordId: ticket.id,
  at: at('07:00'),
  from: null,
  to: 'in-progress',
  priority: 3,
} as unknown as Entry;

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const calendar = {
  ...envelope,
  id: `policy:${ulid('C')}`,
  kind: 'calendar',
  name: 'Always',
  timezone: 'UTC',
  hours: Object.fromEntries(days.map((day) => [day, [['00:00', '24:00']]])),
  holidays: [],
};
const raise = { id: 'raise', at: 'percent', value: 50, actions: [{ do: 'raise-priority' }] };

function rulesWith(metric: 'resolution' | 'next-update') {
  const policy = {
    ...envelope,
    id: `policy:${ulid('P')}`,
    kind: 'sla',
    name: 'Desk',
    ticketKinds: ['incident'],
    order: 1,
    calendarId: calendar.id,
    targets: [{ metric, minutes: [60, 60, 60, 60], warnAtPercent: 75, escalations: [raise] }],
    pauseReasons: [],
    retroactive: 'fromStart',
    reopen: 'resume',
  };
  const sla = slaRules({ policies: [calendar, policy] as unknown as Policy[] });
  const policies = new Map(sla.documents.map((document) => [document.id as string, document]));
  return { sla, policies, people: new Map(), matrix: DEFAULT_MATRIX, desk: DEFAULT_DESK_RULES };
}

function judge(
  time: string,
  { on = ticket, entries = [opened], metric = 'resolution' as const, plusMs = 0 } = {},
) {
  const nowMs = Date.parse(at(time)) + plusMs;
  const rules = rulesWith(metric);
  const { input } = decideVerdicts({ ticket: on, entries, rules: rules.sla, nowMs });
  return decideEscalations({ ticket: on, entries, input, rules, nowMs });
}

const kinds = (entries: readonly Entry[]): readonly string[] => entries.map(({ kind }) => kind);

describe('what the server escalates', () => {
  it('waits a minute for the consoles, and looks again then', () => {
    const early = judge('07:30', { plusMs: GRACE_MS - 1 });
    expect(early).toMatchObject({ ticket: null, entries: [] });
    expect(early.wakeAtMs).toBe(Date.parse(at('07:30')) + GRACE_MS);
    const late = judge('07:30', { plusMs: GRACE_MS });
    expect(late.ticket).toMatchObject({ priority: 2, urgency: 1, updatedBy: 'outpost-server' });
    expect(kinds(late.entries)).toEqual(['escalation', 'change']);
  });

  it('looks again a minute after the next mark, and never where all have passed', () => {
    expect(judge('07:10').wakeAtMs).toBe(Date.parse(at('07:30')) + MINUTE);
    const done = judge('08:30');
    expect(kinds(done.entries).filter((kind) => kind === 'escalation')).toHaveLength(3);
    const after = judge('08:31', { on: done.ticket!, entries: [opened, ...done.entries] });
    expect(after).toEqual({ ticket: null, entries: [], wakeAtMs: null });
  });

  it('F12: ended between the record and its entries, it raises nothing a second time', () => {
    const first = judge('07:31');
    const again = judge('07:32', { on: first.ticket! });
    expect(again.ticket).toBeNull();
    expect(again.entries.map(({ id }) => id)).toEqual([first.entries[0]!.id]);
  });
});

describe('verdicts on updates', () => {
  const update = (time: string): Entry =>
    ({
      ...opened,
      id: `entry:${ulid('T')}:${ulid(time.slice(1, 2))}`,
      kind: 'comment',
      body: 'Still at it',
      at: at(time),
    }) as unknown as Entry;
  const verdictsAt = (time: string, entries: readonly Entry[]) =>
    decideVerdicts({
      ticket,
      entries,
      rules: rulesWith('next-update').sla,
      nowMs: Date.parse(at(time)),
    }).verdicts.map(({ outcome }) => outcome);

  it('are given where somebody waited too long, and not after every comment', () => {
    const inTime = [opened, update('07:30'), update('08:10')];
    expect(verdictsAt('08:20', inTime)).toEqual([]);
    expect(verdictsAt('10:00', inTime)).toEqual(['breached']);
  });
});

import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settle } from '../../build/sync-suite/eventually.ts';
import type { EscalationEntry } from '../../shared/model/entry.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { escalationId } from '../../shared/sla/plan-escalations.ts';
import type { SlaMark } from '../../shared/sla/sla-marks.ts';
import { changeTicketState, updateTicket } from '../../shared/workflow/ticket-commands.ts';
import { Clocks } from './clocks.ts';
import { EscalationNotices } from './escalation-notices.ts';
import type { EscalationNotice } from './escalation-notices.ts';
import { Escalations } from './escalations.ts';
import type { Connection } from './escalations.ts';
import type { Replica } from './replica.ts';
import {
  checkpoint,
  closeAfterEach,
  ME,
  newTicket,
  openKit,
  restart,
  shown,
  START_MS,
} from './replica-kit.ts';
import { putAll } from './storage.ts';
import { openWorkspace } from './workspace.ts';

closeAfterEach();

const MINUTE = 60_000;
const ulid = (letter: string): string => `01J${letter.repeat(23)}`;
const envelope = {
  schemaVersion: 1,
  version: 1,
  mutationId: 'm',
  createdAt: '2027-01-01T00:00:00.000Z',
  createdBy: 'ines',
  updatedAt: '2027-01-01T00:00:00.000Z',
  updatedBy: 'ines',
  deviceId: 'laptop',
};
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
const policy = {
  ...envelope,
  id: `policy:${ulid('S')}`,
  kind: 'sla',
  name: 'Desk',
  ticketKinds: ['incident'],
  order: 1,
  calendarId: calendar.id,
  targets: [
    {
      metric: 'resolution',
      minutes: [60, 60, 60, 60],
      warnAtPercent: 50,
      escalations: [{ id: 'raise', at: 'percent', value: 75, actions: [{ do: 'raise-priority' }] }],
    },
  ],
  pauseReasons: [],
  retroactive: 'fromStart',
  reopen: 'resume',
};
const desk = `person:${ulid('D')}`;
const me = `person:${ulid('A')}`;
const omar = `person:${ulid('B')}`;
const person = (id: string, userName: string) => ({
  ...envelope,
  id,
  kind: 'person',
  name: userName,
  userName,
  teamIds: [desk],
});
const PEOPLE = [
  person(me, ME),
  person(omar, 'omar'),
  { ...envelope, id: desk, kind: 'team', name: 'Desk' },
];

/** A console that escalates, and what it told the person at it. */
class Desk {
  readonly replica: Replica;
  readonly told: (readonly EscalationNotice[])[] = [];
  connection: Connection = 'offline';
  isBusy = false;
  private readonly stops: (() => void)[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(replica: Replica) {
    this.replica = replica;
  }

  async start(): Promise<void> {
    const { replica } = this;
    const workspace = await openWorkspace(replica, 'incident');
    const clocks = new Clocks(workspace);
    const notices = new EscalationNotices({
      replica,
      isBusy: () => this.isBusy,
      show: (all) => this.told.push(all),
    });
    const escalations = new Escalations({
      workspace,
      clocks,
      notices,
      connection: () => this.connection,
      onConnection: (listener) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
      labelOf: ({ number }) => number,
    });
    this.stops.push(
      () => escalations.stop(),
      () => notices.stop(),
      () => clocks.close(),
    );
    await vi.waitFor(() => expect(clocks.complete).toBe(true));
  }

  stop(): void {
    for (const stop of this.stops.splice(0)) stop();
  }

  become(connection: Connection): void {
    this.connection = connection;
    for (const listener of this.listeners) listener();
  }

  get names(): readonly string[] {
    return this.told.flat().map(({ ruleId }) => ruleId);
  }
}

let nowMs = START_MS;
let desks: Desk[] = [];
const now = (): number => nowMs;

const measure = (on: Replica): void =>
  on.syncPort.clock.hear({ serverNowMs: nowMs, sentAtMs: nowMs, receivedAtMs: nowMs });

async function open(): Promise<Desk> {
  const on = await openKit(undefined, { now });
  await putAll(on.collection('people'), PEOPLE);
  await putAll(on.collection('policies'), [calendar, policy]);
  measure(on);
  const made = new Desk(on);
  desks.push(made);
  return made;
}

async function again(desk: Desk): Promise<Desk> {
  desk.stop();
  const made = new Desk(await restart(desk.replica, { now }));
  desks.push(made);
  return made;
}

beforeEach(() => {
  nowMs = START_MS;
});
afterEach(() => {
  for (const each of desks) each.stop();
  desks = [];
});

async function firedOn({ replica }: Desk, id: string): Promise<readonly EscalationEntry[]> {
  const timeline = await replica.timeline(id);
  return timeline.flatMap((entry) => (entry.kind === 'escalation' ? [entry] : []));
}

async function rulesOn(on: Desk, id: string): Promise<readonly string[]> {
  return (await firedOn(on, id)).map(({ ruleId }) => ruleId);
}

/** Something happens to a ticket: its clock is looked at without waiting for a timer. */
async function touch({ replica }: Desk, id: string): Promise<void> {
  const ticket = await replica.get('tickets', id);
  const patch = { description: String(nowMs) };
  await replica.run((context) => updateTicket(ticket!, patch, context), 'Edit');
}

const patient = { timeout: 5_000 };
const mine = (on: Desk): Promise<Ticket> => newTicket(on.replica, { assigneeId: me as never });

/** What a colleague's console wrote for the same rule of the same run. */
function elsewhere(more: Partial<EscalationEntry>, ticket: Ticket): EscalationEntry {
  const run = { policyId: policy.id, metric: 'resolution', runStartedAt: ticket.openedAt } as const;
  const of = { ...run, ruleId: 'warning', percent: 50 };
  const mark: SlaMark = { ...of, policyKind: 'sla', rule: null, reachedAt: null, dueAt: null };
  return {
    ...envelope,
    ...of,
    id: escalationId(ticket, mark),
    kind: 'escalation',
    scope: ticket.scope,
    recordId: ticket.id,
    at: new Date(START_MS + 30 * MINUTE).toISOString(),
    createdBy: 'omar',
    deviceId: 'O2',
    actions: [],
    notified: [me],
    ...more,
  } as EscalationEntry;
}

describe('offline', () => {
  it('fires at the mark, tells once, and changes the record', async () => {
    const on = await open();
    const ticket = await mine(on);
    await on.start();
    expect(await rulesOn(on, ticket.id)).toEqual([]);
    nowMs += 30 * MINUTE;
    await touch(on, ticket.id);
    await vi.waitFor(
      async () => expect(await rulesOn(on, ticket.id)).toEqual(['warning']),
      patient,
    );
    await vi.waitFor(() => expect(on.names).toEqual(['warning']), patient);
    expect(on.told[0]![0]).toMatchObject({ number: ticket.number, isLate: false });
    const [warning] = await firedOn(on, ticket.id);
    expect(warning).toMatchObject({
      at: new Date(START_MS + 30 * MINUTE).toISOString(),
      notified: [me],
    });
  });

  it('F12: neither a restart nor a second window fires or tells again', async () => {
    const on = await open();
    const ticket = await mine(on);
    nowMs += 50 * MINUTE;
    await on.start();
    await vi.waitFor(async () => expect(await rulesOn(on, ticket.id)).toHaveLength(2), patient);
    await vi.waitFor(() => expect(on.names).toEqual(['warning']), patient);
    expect(await on.replica.get('tickets', ticket.id)).toMatchObject({ priority: 1 });

    const later = await again(on);
    await later.start();
    nowMs += 20 * MINUTE;
    await touch(later, ticket.id);
    await vi.waitFor(
      async () => expect(await rulesOn(later, ticket.id)).toEqual(['warning', 'raise', 'breach']),
      patient,
    );
    await vi.waitFor(() => expect(later.names).toEqual(['breach']), patient);
    const changes = (await later.replica.timeline(ticket.id)).filter(
      (entry) => entry.kind === 'change' && entry.escalationId !== undefined,
    );
    expect(changes).toHaveLength(1);
  });

  it('tells after a crash between the entry and the call, and never twice', async () => {
    const on = await open();
    const ticket = await mine(on);
    nowMs += 30 * MINUTE;
    on.isBusy = true;
    await on.start();
    await vi.waitFor(
      async () => expect(await rulesOn(on, ticket.id)).toEqual(['warning']),
      patient,
    );
    expect(on.told).toEqual([]);
    const second = await again(on);
    await second.start();
    await vi.waitFor(() => expect(second.names).toEqual(['warning']), patient);
    const third = await again(second);
    await third.start();
    nowMs += 20 * MINUTE;
    await touch(third, ticket.id);
    await vi.waitFor(async () => expect(await rulesOn(third, ticket.id)).toHaveLength(2), patient);
    expect(third.told, 'the raised priority calls nobody').toEqual([]);
  });

  it('tells of many that passed meanwhile at once', async () => {
    const on = await open();
    for (let i = 0; i < 6; i += 1) await mine(on);
    nowMs += 40 * MINUTE;
    await on.start();
    await vi.waitFor(() => expect(on.told.flat()).toHaveLength(6), patient);
    expect(on.told).toHaveLength(1);
    expect(on.told[0]!.every(({ isLate }) => isLate)).toBe(true);
  });

  it('leaves alone what concerns others, and what is done', async () => {
    const on = await open();
    const theirs = await newTicket(on.replica, { assigneeId: omar as never });
    const done = await mine(on);
    const open2 = await mine(on);
    await on.replica.run((context) => {
      const args = { resolutionCode: 'fixed', resolution: 'Done' } as const;
      return changeTicketState(done, 'resolved', args, context);
    }, 'Resolve');
    nowMs += 35 * MINUTE;
    await on.start();
    await vi.waitFor(async () => expect(await rulesOn(on, open2.id)).toEqual(['warning']), patient);
    expect(await rulesOn(on, theirs.id)).toEqual([]);
    expect(await rulesOn(on, done.id)).toEqual([]);
  });

  it('F12: fires nothing by a clock that was never compared with the server’s', async () => {
    const on = await openKit(undefined, { now });
    await putAll(on.collection('people'), PEOPLE);
    await putAll(on.collection('policies'), [calendar, policy]);
    const desk1 = new Desk(on);
    desks.push(desk1);
    const ticket = await mine(desk1);
    nowMs += 40 * MINUTE;
    await desk1.start();
    await touch(desk1, ticket.id);
    await settle();
    expect(await rulesOn(desk1, ticket.id)).toEqual([]);
    measure(on);
    await vi.waitFor(
      async () => expect(await rulesOn(desk1, ticket.id)).toEqual(['warning']),
      patient,
    );
  });
});

describe('in contact', () => {
  it('waits while news is coming in, and takes what came for done', async () => {
    const on = await open();
    const ticket = await mine(on);
    nowMs += 31 * MINUTE;
    const entry = elsewhere({}, ticket);
    on.connection = 'unsettled';
    await on.start();
    await on.replica.syncPort.applyPulled([shown(entry)], checkpoint('1'));
    await vi.waitFor(() => expect(on.names).toEqual(['warning']), patient);
    on.become('offline');
    nowMs += 20 * MINUTE;
    await touch(on, ticket.id);
    await vi.waitFor(async () => expect(await rulesOn(on, ticket.id)).toHaveLength(2), patient);
    expect(on.names).toEqual(['warning']);
    const [kept] = await firedOn(on, ticket.id);
    expect(kept?.createdBy).toBe('omar');
  });

  it('does not call somebody again whose other machine was faster', async () => {
    const on = await open();
    const ticket = await mine(on);
    nowMs += 31 * MINUTE;
    const entry = elsewhere({ createdBy: ME, deviceId: 'HOME' }, ticket);
    on.connection = 'unsettled';
    await on.start();
    await on.replica.syncPort.applyPulled([shown(entry)], checkpoint('1'));
    on.become('offline');
    nowMs += 30 * MINUTE;
    await touch(on, ticket.id);
    await vi.waitFor(() => expect(on.names).toEqual(['breach']), patient);
  });

  it('is first with the person’s own, and leaves the team’s to others for a while', async () => {
    const on = await open();
    const own = await mine(on);
    const team = await newTicket(on.replica, { teamId: desk as never });
    nowMs += 31 * MINUTE;
    on.connection = 'online';
    await on.start();
    expect(await rulesOn(on, own.id)).toEqual([]);
    nowMs += 2_000;
    await vi.waitFor(async () => expect(await rulesOn(on, own.id)).toEqual(['warning']), patient);
    expect(await rulesOn(on, team.id)).toEqual([]);
    nowMs += 14_000;
    on.become('online');
    await vi.waitFor(async () => expect(await rulesOn(on, team.id)).toEqual(['warning']), patient);
  });

  it('does not fire what was settled before its turn came', async () => {
    const on = await open();
    const ticket = await mine(on);
    nowMs += 31 * MINUTE;
    on.connection = 'online';
    await on.start();
    const other = await mine(on);
    await on.replica.run((context) => {
      const args = { resolutionCode: 'fixed', resolution: 'Done' } as const;
      return changeTicketState(ticket, 'resolved', args, context);
    }, 'Resolve');
    nowMs += 31 * MINUTE;
    on.become('offline');
    await touch(on, other.id);
    await vi.waitFor(async () => expect(await rulesOn(on, other.id)).toEqual(['warning']), patient);
    expect(await rulesOn(on, ticket.id)).toEqual([]);
  });
});

it('a claim is given once, over restarts', async () => {
  const on = await open();
  expect(await on.replica.claim(['a', 'b', 'a'])).toEqual(['a', 'b']);
  expect(await Promise.all([on.replica.claim(['b', 'c']), on.replica.claim(['c'])])).toEqual([
    ['c'],
    [],
  ]);
  const later = await again(on);
  expect(await later.replica.claim(['a', 'c', 'd'])).toEqual(['d']);
});

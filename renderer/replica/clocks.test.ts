import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { evaluateSla } from '../../shared/sla/evaluate-sla.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { makeId, makeUlid } from '../../shared/model/ids.ts';
import { addComment, changeTicketState } from '../../shared/workflow/ticket-commands.ts';
import { Clocks } from './clocks.ts';
import type { Replica } from './replica.ts';
import { byDenise, closeAfterEach, newTicket, openKit, shut, START_MS } from './replica-kit.ts';
import { putAll } from './storage.ts';
import { openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

vi.mock('../../shared/sla/evaluate-sla.ts', async (importOriginal) => {
  const original = await importOriginal<{ evaluateSla: typeof evaluateSla }>();
  return { ...original, evaluateSla: vi.fn(original.evaluateSla) };
});

closeAfterEach();

const HOUR = 3_600_000;
const MINUTE = 60_000;
const envelope = {
  schemaVersion: 1,
  version: 1,
  mutationId: 'm',
  createdAt: '2027-01-01T00:00:00Z',
  createdBy: 'ines',
  updatedAt: '2027-01-01T00:00:00Z',
  updatedBy: 'ines',
  deviceId: 'laptop',
};
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const calendar = {
  ...envelope,
  id: 'policy:01J0000000000000000000000C',
  kind: 'calendar',
  name: 'Always',
  timezone: 'UTC',
  hours: Object.fromEntries(days.map((day) => [day, [['00:00', '24:00']]])),
  holidays: [],
};
const policy = {
  ...envelope,
  id: 'policy:01J0000000000000000000000S',
  kind: 'sla',
  name: 'Desk',
  ticketKinds: ['incident'],
  order: 1,
  calendarId: calendar.id,
  targets: [{ metric: 'resolution', minutes: [60, 120, 240, 480], warnAtPercent: 75 }],
  pauseReasons: ['awaiting-caller'],
  retroactive: 'fromStart',
  reopen: 'resume',
};

let nowMs = START_MS;
let on: Replica;
let workspace: Workspace;
let clocks: Clocks;

beforeEach(async () => {
  nowMs = START_MS;
  on = await openKit(undefined, { now: () => nowMs });
  await putAll(on.collection('policies'), [calendar, policy]);
});

afterEach(() => {
  clocks.close();
});

async function start(): Promise<void> {
  workspace = await openWorkspace(on, 'incident');
  clocks = new Clocks(workspace);
  await vi.waitFor(() => expect(clocks.complete).toBe(true));
}

/** Tickets that were closed long ago, with no timeline to speak of. */
async function closedTickets(count: number): Promise<readonly string[]> {
  const ticket = await newTicket(on);
  const tickets = Array.from({ length: count }, (_, at): Ticket => {
    const id = makeId(
      'ticket',
      makeUlid(START_MS - at * MINUTE, () => 0.5),
    );
    return { ...ticket, id, open: 0, state: 'closed' } as Ticket;
  });
  await putAll(on.collection('tickets'), tickets);
  return tickets.map(({ id }) => id);
}

const state = (ticket: Ticket): string => clocks.of(ticket.id).state;

describe('clocks of open tickets', () => {
  it('are there when the timelines were read, and go on by themselves', async () => {
    const ticket = await newTicket(on);
    await start();
    expect(clocks.of(ticket.id)).toMatchObject({
      state: 'running',
      metric: 'resolution',
      dueAt: START_MS + 2 * HOUR,
      remainingMs: 2 * HOUR,
    });
    nowMs += 30 * MINUTE;
    expect(clocks.of(ticket.id)).toMatchObject({ remainingMs: 1.5 * HOUR, percent: 25 });
    nowMs += 70 * MINUTE;
    expect(state(ticket)).toBe('warning');
    nowMs += HOUR;
    expect(clocks.of(ticket.id)).toMatchObject({ state: 'breached', remainingMs: -40 * MINUTE });
  });

  it('start the moment the ticket is written, to the millisecond', async () => {
    await start();
    nowMs += 14_999;
    const ticket = await newTicket(on);
    await vi.waitFor(() => expect(state(ticket)).toBe('running'));
  });

  it('stop with the ticket', async () => {
    const ticket = await newTicket(on);
    await start();
    nowMs += HOUR;
    const held = await on.run(
      (context) => changeTicketState(ticket, 'on-hold', { holdReason: 'awaiting-caller' }, context),
      'Hold',
    );
    await vi.waitFor(() => expect(state(ticket)).toBe('paused'));
    const done = { resolutionCode: 'fixed', resolution: 'New head.' } as const;
    const hold = held.writes[0]!.document as Ticket;
    await on.run((context) => changeTicketState(hold, 'resolved', done, context), 'Resolve');
    await vi.waitFor(() => expect(state(ticket)).toBe('met'));
  });

  it('cost no evaluation while nothing but time passes', async () => {
    const tickets = [];
    for (let n = 0; n < 5; n += 1) tickets.push(await newTicket(on));
    await start();
    const evaluated = vi.mocked(evaluateSla);
    evaluated.mockClear();
    for (let step = 0; step < 20; step += 1) {
      nowMs += 15_000;
      for (const ticket of tickets) clocks.of(ticket.id);
    }
    expect(evaluated).not.toHaveBeenCalled();
  });

  it('are looked at when their next change comes, and at no other time', async () => {
    const ticket = await newTicket(on);
    nowMs += 90 * MINUTE - 50;
    await start();
    expect(state(ticket)).toBe('running');
    expect(clocks.counts.scheduled).toBe(0);
    const due: string[] = [];
    clocks.onDue((ids) => due.push(...ids));
    nowMs += 100;
    await vi.waitFor(() => expect(due).toEqual([ticket.id]));
    expect(clocks.counts.scheduled).toBe(1);
    expect(state(ticket)).toBe('warning');
  });

  it('follow a changed agreement, and show the old one until then', async () => {
    const ticket = await newTicket(on);
    await start();
    const shown = vi.fn(() => clocks.of(ticket.id).dueAt);
    const stop = clocks.subscribe(() => void shown());
    const stricter = { ...policy.targets[0], minutes: [30, 60, 120, 240] };
    await putAll(on.collection('policies'), [byDenise(policy, { targets: [stricter] })]);
    shown();
    await vi.waitFor(() => expect(clocks.of(ticket.id).dueAt).toBe(START_MS + HOUR));
    const dues = shown.mock.results.map(({ value }) => value as number | null);
    expect(dues).not.toContain(null);
    stop();
  });

  it('do not go blank while the rest of a large queue is loaded', async () => {
    const ticket = await newTicket(on);
    workspace = await openWorkspace(on, 'incident');
    clocks = new Clocks(workspace);
    const states: string[] = [];
    clocks.subscribe(() => states.push(state(ticket)));
    await vi.waitFor(() => expect(clocks.complete).toBe(true));
    await vi.waitFor(() => expect(states).toContain('running'));
    expect(states.slice(states.indexOf('running'))).not.toContain('none');
  });
});

describe('a missed promise', () => {
  it('is known of a ticket that is about to be resolved, and of no other', async () => {
    const [late, early] = [await newTicket(on), await newTicket(on)];
    await start();
    expect(clocks.hasMissed(late.id)).toBe(false);
    nowMs += HOUR;
    const done = { resolutionCode: 'fixed', resolution: 'New head.' } as const;
    await on.run((context) => changeTicketState(early, 'resolved', done, context), 'Resolve');
    await vi.waitFor(() => expect(state(early)).toBe('met'));
    nowMs += 2 * HOUR;
    expect([clocks.hasMissed(late.id), clocks.hasMissed(early.id)]).toEqual([true, false]);
  });
});

describe('clocks of closed tickets', () => {
  it('are read once for a filter that asks for all of them, however often it asks', async () => {
    const closed = await closedTickets(700);
    await start();
    const read = vi.spyOn(on, 'timeline');
    const ask = (): readonly string[] => closed.map((id) => clocks.filterClock(id).state);
    await vi.waitFor(() => expect(ask()).not.toContain('none'));
    expect(read).toHaveBeenCalledTimes(closed.length);
    ask();
    expect(read).toHaveBeenCalledTimes(closed.length);
  });

  it('are read for those that a list shows, and for no other', async () => {
    const closed = await closedTickets(40);
    const read = vi.spyOn(on, 'timeline');
    await start();
    expect(read).toHaveBeenCalledTimes(1);
    await putAll(
      on.collection('tickets'),
      (await on.getMany('tickets', closed)).map((ticket) => byDenise(ticket, {})),
    );
    clocks.of(closed[7]!);
    await vi.waitFor(() => expect(read).toHaveBeenCalledWith(closed[7]));
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('are read of what is on screen, not of all that was scrolled past', async () => {
    const closed = await closedTickets(1_500);
    await start();
    const read = vi.spyOn(on, 'timeline');
    for (const id of closed) clocks.of(id);
    const last = closed.at(-1)!;
    await vi.waitFor(() => expect(read).toHaveBeenCalledWith(last));
    expect(read.mock.calls.slice(0, 50)).toContainEqual([last]);
    await vi.waitFor(() => expect(clocks.of(closed.at(-60)!).state).not.toBe('none'));
    expect(read.mock.calls.length).toBeLessThan(250);
  });

  it('are kept for a few screens and forgotten then', async () => {
    const closed = await closedTickets(700);
    await start();
    const read = vi.spyOn(on, 'timeline');
    for (let at = 0; at < closed.length; at += 50) {
      const screen = closed.slice(at, at + 50);
      for (const id of screen) clocks.of(id);
      await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(at + 50), { interval: 4 });
    }
    await vi.waitFor(() => expect(clocks.of(closed.at(-50)!).state).not.toBe('none'));
    read.mockClear();
    clocks.of(closed.at(-1)!);
    clocks.of(closed[0]!);
    await vi.waitFor(() => expect(read).toHaveBeenCalledWith(closed[0]));
    expect(read).not.toHaveBeenCalledWith(closed.at(-1));
  });
});

describe('trouble', () => {
  it('with one timeline leaves the others their clocks', async () => {
    const [one, two] = [await newTicket(on), await newTicket(on)];
    const timeline = on.timeline.bind(on);
    vi.spyOn(on, 'timeline').mockImplementation((id) =>
      id === one.id ? Promise.reject(new Error('unreadable')) : timeline(id),
    );
    await start();
    expect(state(two)).toBe('running');
    await on.run((context) => addComment(two, 'Still here', 'public', context), 'Comment');
    await vi.waitFor(() => expect(clocks.of(two.id).state).toBe('running'));
  });

  it('is none when everything closes while it is read', async () => {
    await newTicket(on);
    workspace = await openWorkspace(on, 'incident');
    clocks = new Clocks(workspace);
    await shut(on);
    clocks.close();
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
});

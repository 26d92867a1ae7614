import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { heldSums } from '../../../../shared/sla/report-held.ts';
import { addComment, changeTicketState } from '../../../../shared/workflow/ticket-commands.ts';
import { Clocks } from '../../../replica/clocks.ts';
import type { Replica } from '../../../replica/replica.ts';
import { closeAfterEach, newTicket, openKit, START_MS } from '../../../replica/replica-kit.ts';
import { putAll } from '../../../replica/storage.ts';
import { openWorkspace } from '../../../replica/workspace.ts';
import type { Workspace } from '../../../replica/workspace.ts';
import { ReportDesk } from './report-desk.ts';

closeAfterEach();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TODAY = { fromMs: START_MS - DAY, toMs: START_MS + DAY };
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
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
let desk: ReportDesk;

beforeEach(async () => {
  nowMs = START_MS;
  on = await openKit(undefined, { now: () => nowMs });
  await putAll(on.collection('policies'), [calendar, policy]);
  workspace = await openWorkspace(on, 'incident');
  clocks = new Clocks(workspace);
  desk = new ReportDesk(workspace, clocks);
});
afterEach(() => clocks.close());

async function tickets(count: number): Promise<Ticket[]> {
  const made: Ticket[] = [];
  for (let i = 0; i < count; i += 1) made.push(await newTicket(on));
  await expect.poll(() => workspace.tickets.rows().length).toBe(count);
  return made;
}

const resolve = (ticket: Ticket) =>
  on.run(
    (context) =>
      changeTicketState(
        ticket,
        'resolved',
        { resolutionCode: 'fixed', resolution: 'New ribbon.' },
        context,
      ),
    'Resolve',
  );
const worked = () => expect.poll(() => desk.get().data).not.toBeNull();

describe('the report desk', () => {
  it('has a run of every record of the period, with what came out of it', async () => {
    const [early, late] = await tickets(2);
    nowMs = START_MS + 3 * HOUR;
    await resolve(late!);
    desk.want(TODAY);
    await worked();
    const { rows, records, nowMs: at } = desk.get().data!;
    expect(records).toBe(2);
    expect(at).toBe(nowMs);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['breached', 'breached']);
    const stops = new Map<string, number | null>(rows.map((row) => [row.record.id, row.stoppedMs]));
    expect(stops).toEqual(new Map([[early!.id, null] as const, [late!.id, nowMs] as const]));
  });

  it('works a period out once, and again only when asked', async () => {
    await tickets(1);
    desk.want(TODAY);
    await worked();
    const { data } = desk.get();
    desk.want({ fromMs: TODAY.fromMs + HOUR, toMs: TODAY.toMs });
    expect(desk.get()).toMatchObject({ phase: 'idle', data });
    desk.workOut(TODAY);
    await expect.poll(() => desk.get().data === data).toBe(false);
  });

  it('says that records changed since, and keeps the figures until it is asked', async () => {
    const [ticket] = await tickets(1);
    desk.want(TODAY);
    await worked();
    const { data } = desk.get();
    await on.run((context) => addComment(ticket!, 'Seen.', 'public', context), 'Comment');
    await expect.poll(() => desk.get().isOutdated).toBe(true);
    expect(desk.get().data).toBe(data);
  });

  it('keeps what it had when reading is cancelled', async () => {
    await tickets(1);
    desk.want(TODAY);
    await worked();
    const { data } = desk.get();
    desk.workOut({ fromMs: 0, toMs: TODAY.toMs });
    desk.cancel();
    expect(desk.get()).toMatchObject({ phase: 'cancelled', data });
  });

  it('tells who held a record until now, in the open time of its calendar', async () => {
    const [ticket] = await tickets(1);
    nowMs = Date.parse(ticket!.openedAt) + 2 * HOUR;
    desk.want(TODAY);
    await worked();
    const held = await desk.whoHeld([ticket!.id], new AbortController().signal);
    expect(heldSums(held)).toMatchObject({
      records: 1,
      total: { wallMs: 2 * HOUR, openMs: 2 * HOUR },
    });
  });
});

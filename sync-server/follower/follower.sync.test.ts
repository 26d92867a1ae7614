import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  allSent,
  goLive,
  soon,
  Suite,
  type Station,
  type World,
} from '../../build/sync-suite/world.ts';
import { filesDatabase } from '../../shared/model/blob.ts';
import { REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import type { VerdictEntry } from '../../shared/model/entry.ts';
import { makeId, makeUlid } from '../../shared/model/ids.ts';
import { DESK_RULES_ID } from '../../shared/workflow/desk-rules.ts';
import { connectCouch, type CouchServer } from '../couch/couch-server.ts';
import { asRecord } from '../couch/json-record.ts';
import { Follower } from './follower.ts';

const MINUTE = 60_000;
const suite = new Suite();
let world: World;
let anna: Station;
let ben: Station;
let server: CouchServer;
let policies: readonly string[];

const ulid = (): string => makeUlid(Date.now(), Math.random);
const envelope = {
  schemaVersion: 1,
  version: 1,
  mutationId: 'm',
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: 'admin',
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: 'admin',
  deviceId: 'test',
};

/** Round the clock; an answer within 30 minutes, a resolution within 60. */
async function makePolicies(siteId: string): Promise<readonly string[]> {
  const day = [['00:00', '24:00']];
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const calendarId = makeId('policy', ulid());
  const slaId = makeId('policy', ulid());
  const put = (id: string, body: object) =>
    server.request({
      method: 'PUT',
      db: REFERENCE_DATABASE,
      path: encodeURIComponent(id),
      body: { ...envelope, ...body },
    });
  await put(calendarId, {
    kind: 'calendar',
    name: 'Round the clock',
    timezone: 'UTC',
    hours: Object.fromEntries(days.map((each) => [each, day])),
    holidays: [],
  });
  await put(slaId, {
    kind: 'sla',
    name: 'Test',
    ticketKinds: ['incident'],
    order: -1,
    siteIds: [siteId],
    calendarId,
    targets: [
      { metric: 'response', minutes: [30, 30, 30, 30], warnAtPercent: 75 },
      { metric: 'resolution', minutes: [60, 60, 60, 60], warnAtPercent: 75 },
    ],
    pauseReasons: [],
    retroactive: 'fromStart',
    reopen: 'resume',
  });
  return [calendarId, slaId];
}

beforeAll(() => suite.start(2));
afterAll(() => suite.stop());
let siteId: string;
beforeEach(async () => {
  world = await suite.world({ trustsOwnClock: true });
  [anna, ben] = world.stations as [Station, Station];
  server = connectCouch(world.server.adminUrl);
  siteId = makeId('place', ulid());
  policies = await makePolicies(siteId);
});
afterEach(async () => {
  for (const id of policies) await world.reference.remove(id);
  await world.close();
  const db = filesDatabase(world.scope);
  await server.request({ method: 'DELETE', db }).catch(() => undefined);
});

/** A follower whose machine and server are so much later than now. */
const followerAt = (aheadMs: number): Follower =>
  new Follower({
    server,
    scopes: [world.scope],
    now: () => Date.now() + aheadMs,
    trustsOwnClock: true,
  });

async function verdictsAt({ client }: Station, id: string): Promise<readonly VerdictEntry[]> {
  return (await client.timeline(id)).flatMap((entry) => (entry.kind === 'verdict' ? [entry] : []));
}

async function openTicket(): Promise<string> {
  const ticket = await anna.client.create('Label printer prints blank labels');
  await anna.client.edit(ticket.id, { siteId } as never);
  await goLive(anna, ben);
  await allSent(anna);
  await soon(async () => expect((await ben.client.get('tickets', ticket.id))?.siteId).toBe(siteId));
  return ticket.id;
}

const resolve = { resolutionCode: 'fixed', resolution: 'New ribbon' } as never;

describe('the last word on service levels is the server’s (F12)', () => {
  it('F12: a console whose clock is 20 minutes ahead breaches nothing before the server says so', async () => {
    const id = await openTicket();
    await anna.client.setClock(20 * MINUTE);
    await followerAt(50 * MINUTE).catchUp();
    await soon(async () => {
      const found = await verdictsAt(ben, id);
      expect(found.map(({ metric, outcome }) => [metric, outcome])).toEqual([
        ['response', 'breached'],
      ]);
    });
    // By Anna's clock it is past the hour; what she does counts when the server heard of it.
    await anna.client.setClock(70 * MINUTE);
    await anna.client.move(id, 'resolved', resolve);
    await allSent(anna);
    await followerAt(55 * MINUTE).catchUp();
    for (const station of [anna, ben]) {
      await soon(async () => {
        const found = await verdictsAt(station, id);
        expect(found.map(({ metric, outcome }) => [metric, outcome])).toEqual(
          expect.arrayContaining([['resolution', 'met']]),
        );
        expect(found).toHaveLength(2);
      });
    }
    // A later look, when the instant that was written down has come, finds the same.
    await followerAt(90 * MINUTE).catchUp();
    const all = (await world.admin.all()).filter(({ kind }) => kind === 'verdict');
    expect(all).toHaveLength(2);
  });

  it('F12: what was done in time but came late corrects the verdict and rewrites none', async () => {
    const id = await openTicket();
    ben.proxy.setOffline(true);
    await ben.client.move(id, 'resolved', resolve);
    await followerAt(61 * MINUTE).catchUp();
    const first = (await world.admin.all()).filter(({ kind }) => kind === 'verdict');
    expect(first.map(({ outcome }) => outcome)).toEqual(['breached', 'breached']);

    ben.proxy.setOffline(false);
    await ben.client.syncNow();
    await allSent(ben);
    await followerAt(62 * MINUTE).catchUp();
    await soon(async () => {
      const found = await verdictsAt(anna, id);
      expect(found).toHaveLength(4);
      const corrections = found.filter(({ corrects }) => corrects !== undefined);
      expect(corrections.map(({ outcome }) => outcome)).toEqual(['met', 'met']);
      expect(corrections.map(({ corrects }) => corrects).sort()).toEqual(
        first.map(({ _id }) => _id).sort(),
      );
    });
    for (const before of first) {
      expect(await world.admin.get(String(before['_id']))).toEqual(before);
    }
  });

  it('F12: two followers, and one that forgot where it was, write each verdict once', async () => {
    const id = await openTicket();
    await Promise.all([followerAt(61 * MINUTE).catchUp(), followerAt(61 * MINUTE).catchUp()]);
    const checkpoint = { db: world.database, path: '_local/outpost-follower' };
    const rev = String(asRecord(await server.request(checkpoint))['_rev']);
    await server.request({ ...checkpoint, method: 'DELETE', query: { rev } });
    await followerAt(62 * MINUTE).catchUp();
    await soon(async () => expect(await verdictsAt(ben, id)).toHaveLength(2));
    expect((await world.admin.all()).filter(({ kind }) => kind === 'verdict')).toHaveLength(2);
  });
});

describe('what stays resolved is closed by the server', () => {
  const DAY = 24 * 60 * MINUTE;
  const closings = async (): Promise<readonly unknown[]> =>
    (await world.admin.all()).filter(({ reason }) => reason === 'auto-close');

  it('once, by however many followers, after their restart too, and not what was reopened', async () => {
    const rules = { ...envelope, kind: 'desk-rules', name: 'Rules', autoCloseDays: 3 };
    const more = { childrenFollow: true, asksSatisfaction: false, articleReminderDays: 30 };
    const path = encodeURIComponent(DESK_RULES_ID);
    const body = { ...rules, ...more };
    await server.request({ method: 'PUT', db: REFERENCE_DATABASE, path, body });
    policies = [...policies, DESK_RULES_ID];
    const [stays, reopened] = [await openTicket(), await openTicket()];
    for (const id of [stays, reopened]) await anna.client.move(id, 'resolved', resolve);
    await allSent(anna);
    await followerAt(2 * DAY).catchUp();
    expect(await closings()).toEqual([]);
    await anna.client.move(reopened, 'in-progress', {});
    await allSent(anna);
    // New ones: they know nothing of what the first was waiting for.
    await Promise.all([followerAt(4 * DAY).catchUp(), followerAt(4 * DAY).catchUp()]);
    await followerAt(5 * DAY).catchUp();
    await soon(async () => {
      expect((await ben.client.get('tickets', stays))?.state).toBe('closed');
      expect((await ben.client.get('tickets', reopened))?.state).toBe('in-progress');
    });
    expect(await closings()).toHaveLength(1);
  });
});

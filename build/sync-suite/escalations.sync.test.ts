import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import type { Entry, EscalationEntry } from '../../shared/model/entry.ts';
import { makeId, makeUlid } from '../../shared/model/ids.ts';
import { connectCouch, type CouchServer } from '../../sync-server/couch/couch-server.ts';
import { Follower } from '../../sync-server/follower/follower.ts';
import { allSent, goLive, phaseOf, soon, Suite, type Station, type World } from './world.ts';

const MINUTE = 60_000;
const suite = new Suite();
let world: World;
let anna: Station;
let ben: Station;
let server: CouchServer;
let made: string[];
let annasId: string;

const ulid = (): string => makeUlid(Date.now(), Math.random);

async function put(prefix: 'policy' | 'person' | 'place', body: object): Promise<string> {
  const id = makeId(prefix, ulid());
  const at = new Date(Date.now() - MINUTE).toISOString();
  const envelope = {
    schemaVersion: 1,
    version: 1,
    mutationId: 'm',
    createdAt: at,
    createdBy: 'admin',
    updatedAt: at,
    updatedBy: 'admin',
    deviceId: 'test',
  };
  await server.request({
    method: 'PUT',
    db: REFERENCE_DATABASE,
    path: encodeURIComponent(id),
    body: { ...envelope, ...body },
  });
  made.push(id);
  return id;
}

/** Both work at one desk; within two seconds a warning, which raises the priority, within four a breach. */
async function makeDesk(): Promise<{ siteId: string; teamId: string }> {
  const teamId = await put('person', { kind: 'team', name: 'Desk' });
  const member = (station: Station): Promise<string> =>
    put('person', {
      kind: 'person',
      name: station.setup.userName,
      userName: station.setup.userName,
      teamIds: [teamId],
    });
  annasId = await member(anna);
  await member(ben);
  const siteId = await put('place', { kind: 'site', name: 'Here', code: ulid() });
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const calendarId = await put('policy', {
    kind: 'calendar',
    name: 'Round the clock',
    timezone: 'UTC',
    hours: Object.fromEntries(days.map((each) => [each, [['00:00', '24:00']]])),
    holidays: [],
  });
  const seconds = 4 / 60;
  const escalations = [
    { id: 'raise', at: 'percent', value: 50, actions: [{ do: 'raise-priority' }] },
  ];
  await put('policy', {
    kind: 'sla',
    name: 'Quick',
    ticketKinds: ['incident'],
    order: -1,
    siteIds: [siteId],
    calendarId,
    targets: [
      {
        metric: 'resolution',
        minutes: [seconds, seconds, seconds, seconds],
        warnAtPercent: 50,
        escalations,
      },
    ],
    pauseReasons: [],
    retroactive: 'fromStart',
    reopen: 'resume',
  });
  return { siteId, teamId };
}

const RULES = ['breach', 'raise', 'warning'];

const escalationsIn = (entries: readonly Entry[]): readonly EscalationEntry[] =>
  entries.flatMap((entry) => (entry.kind === 'escalation' ? [entry] : []));

async function firedAt({ client }: Station, id: string): Promise<readonly string[]> {
  return escalationsIn(await client.timeline(id))
    .map(({ ruleId }) => ruleId)
    .sort();
}

async function onServer(): Promise<readonly EscalationEntry[]> {
  return escalationsIn((await world.admin.all()) as unknown as Entry[]);
}

async function toldAt({ client }: Station): Promise<readonly string[]> {
  return (await client.told()).map(({ ruleId }) => ruleId).sort();
}

const followerAt = (aheadMs: number): Follower =>
  new Follower({
    server,
    scopes: [world.scope],
    now: () => Date.now() + aheadMs,
    trustsOwnClock: true,
  });

/** Anna's ticket, which the clock has run out of soon after. */
async function annasTicket(desk: { siteId: string; teamId: string }): Promise<string> {
  const ticket = await anna.client.create('Label printer prints blank labels');
  await anna.client.edit(ticket.id, { ...desk, assigneeId: annasId } as never);
  return ticket.id;
}

beforeAll(() => suite.start(2));
afterAll(() => suite.stop());
beforeEach(async () => {
  made = [];
  world = await suite.world({ escalates: true });
  [anna, ben] = world.stations as [Station, Station];
  server = connectCouch(world.server.adminUrl);
});
afterEach(async () => {
  for (const id of made) await world.reference.remove(id);
  await world.close();
});

async function expectNoTrouble(id: string): Promise<void> {
  for (const { client } of [anna, ben]) {
    const { count, refused } = await client.unsent();
    expect({ count, refused }).toEqual({ count: 0, refused: [] });
    expect((await client.timeline(id)).filter(({ kind }) => kind === 'merge')).toEqual([]);
  }
}

describe('an escalation happens once', () => {
  it('F12: though two consoles and two servers could all carry it out', async () => {
    const desk = await makeDesk();
    await goLive(anna, ben);
    await soon(async () => expect(await ben.client.get('people', annasId)).not.toBeNull());
    const id = await annasTicket(desk);
    for (const each of [anna, ben]) {
      await soon(async () => expect(await firedAt(each, id)).toEqual(RULES));
    }
    await Promise.all([followerAt(5 * MINUTE).catchUp(), followerAt(5 * MINUTE).catchUp()]);
    expect(await onServer()).toHaveLength(3);
    expect(await anna.client.get('tickets', id)).toMatchObject({ urgency: 1, priority: 2 });
    await soon(async () => expect(await toldAt(anna)).toEqual(['breach', 'warning']));
    expect(await toldAt(ben), 'it is Anna’s').toEqual([]);
    await allSent(anna);
    await expectNoTrouble(id);
  });

  it('F12: fired offline and by the server, it is one, with one effect', async () => {
    const desk = await makeDesk();
    await goLive(anna, ben);
    await soon(async () => expect(await anna.client.get('people', annasId)).not.toBeNull());
    const id = await annasTicket(desk);
    await allSent(anna);
    await soon(async () => expect((await ben.client.timeline(id)).length).toBe(2));
    anna.proxy.setOffline(true);
    await anna.client.syncNow();
    await phaseOf(anna, 'offline');
    await soon(async () => expect(await firedAt(anna, id)).toEqual(RULES));
    await soon(async () => expect(await toldAt(anna)).toEqual(['breach', 'warning']));
    // The server raises another priority, and says something else under the same id.
    await ben.client.edit(id, { impact: 1 });
    await allSent(ben);
    await followerAt(5 * MINUTE).catchUp();
    const before = await onServer();
    expect(before.map(({ ruleId }) => ruleId).sort()).toEqual(RULES);
    anna.proxy.setOffline(false);
    await anna.client.syncNow();
    await allSent(anna);
    await soon(async () => {
      const here = escalationsIn(await anna.client.timeline(id));
      expect(here.map(({ createdBy }) => createdBy)).toEqual(before.map((each) => each.createdBy));
    });
    expect(await onServer()).toEqual(before);
    for (const each of [anna, ben]) {
      await soon(async () =>
        expect(await each.client.get('tickets', id)).toMatchObject({
          impact: 1,
          urgency: 1,
          priority: 1,
        }),
      );
    }
    expect(await toldAt(anna)).toEqual(['breach', 'warning']);
    await expectNoTrouble(id);
  });

  it('F12: neither a restart nor a kill before the person was told makes it two', async () => {
    const desk = await makeDesk();
    await goLive(anna);
    await soon(async () => expect(await anna.client.get('people', annasId)).not.toBeNull());
    await anna.client.holdNotices();
    const id = await annasTicket(desk);
    await soon(async () => expect(await firedAt(anna, id)).toEqual(RULES));
    const first = escalationsIn(await anna.client.timeline(id)).map((entry) => entry.createdAt);
    await anna.client.die();
    await anna.open();
    await anna.client.start();
    await soon(async () => expect(await toldAt(anna)).toEqual(['breach', 'warning']));
    await anna.client.close();
    await anna.open();
    await goLive(anna);
    await allSent(anna);
    const after = escalationsIn(await anna.client.timeline(id)).map((entry) => entry.createdAt);
    expect(after).toEqual(first);
    const other = await annasTicket(desk);
    const toldOf = async (recordId: string): Promise<number> =>
      (await anna.client.told()).filter((notice) => notice.recordId === recordId).length;
    await soon(async () => expect(await toldOf(other)).toBe(2));
    expect(await toldOf(id), 'told before the restart').toBe(0);
  });

  it('F12: the server fires for a console that is closed, which tells it when it is opened', async () => {
    const desk = await makeDesk();
    await goLive(anna);
    await soon(async () => expect(await anna.client.get('people', annasId)).not.toBeNull());
    const id = await annasTicket(desk);
    await allSent(anna);
    await anna.client.close();
    await followerAt(30_000).catchUp();
    expect(await onServer(), 'a console has a minute').toEqual([]);
    await followerAt(5 * MINUTE).catchUp();
    expect(await onServer()).toHaveLength(3);
    expect(await world.admin.get(id)).toMatchObject({ priority: 2, updatedBy: 'outpost-server' });
    await anna.open();
    await goLive(anna);
    await soon(async () => expect(await toldAt(anna)).toEqual(['breach', 'warning']));
    expect(await onServer()).toHaveLength(3);
    await allSent(anna);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ticket } from '../../shared/model/ticket.ts';
import { allSent, goLive, phaseOf, soon, Suite, type Station, type World } from './world.ts';

const suite = new Suite();
let world: World;
let anna: Station;
let ben: Station;

beforeAll(() => suite.start(2));
afterAll(() => suite.stop());
beforeEach(async () => {
  world = await suite.world();
  [anna, ben] = world.stations as [Station, Station];
});
afterEach(() => world.close());

const titleAt = async ({ client }: Station, id: string): Promise<string | undefined> =>
  (await client.get('tickets', id))?.title;

const commentsAt = async ({ client }: Station, id: string): Promise<readonly string[]> =>
  (await client.timeline(id)).flatMap((entry) => (entry.kind === 'comment' ? [entry.body] : []));

const mergesAt = async ({ client }: Station, id: string) =>
  (await client.timeline(id)).flatMap((entry) => (entry.kind === 'merge' ? [entry] : []));

/** A ticket that both consoles have. */
async function sharedTicket(title = 'Label printer prints blank labels'): Promise<Ticket> {
  const ticket = await anna.client.create(title);
  await goLive(anna, ben);
  await soon(async () => expect(await titleAt(ben, ticket.id)).toBe(title));
  await allSent(anna);
  return ticket;
}

/** Both work without a connection and come back, the first one first. */
async function meanwhile(first: () => Promise<void>, second: () => Promise<void>): Promise<void> {
  anna.proxy.setOffline(true);
  ben.proxy.setOffline(true);
  await first();
  await second();
  anna.proxy.setOffline(false);
  await anna.client.syncNow();
  await allSent(anna);
  ben.proxy.setOffline(false);
  await ben.client.syncNow();
  await allSent(ben);
}

describe('two consoles on one server', () => {
  it('see what the other writes, once', async () => {
    const ticket = await sharedTicket();
    await ben.client.comment(ticket.id, 'Looked at it: the ribbon is empty.');
    await soon(async () =>
      expect(await commentsAt(anna, ticket.id)).toEqual(['Looked at it: the ribbon is empty.']),
    );
    expect(await anna.client.timeline(ticket.id)).toHaveLength(2);
    // The entry may lie in another shard and be there first.
    await soon(async () => expect(await world.admin.revision(ticket.id)).toMatch(/^2-/));
  });

  it('lease disjoint numbers, and make their own without a server (L5)', async () => {
    for (const station of world.stations) {
      await station.client.close();
      await station.open({ numberPrefixes: ['INC'] });
    }
    const offline = await anna.client.takeNumber('INC');
    expect(offline).toMatch(/^INC-D0-/);
    await goLive(anna, ben);
    const numbers: string[] = [];
    for (const { client } of world.stations) {
      await soon(async () =>
        expect((await client.numbersLeft())['INC']).toBeGreaterThanOrEqual(50),
      );
      for (let n = 0; n < 60; n += 1) numbers.push(await client.takeNumber('INC'));
    }
    expect(new Set(numbers).size).toBe(120);
  });
});

describe('two people on one ticket, both offline', () => {
  it('F19: different fields: both are kept', async () => {
    const ticket = await sharedTicket();
    await meanwhile(
      () => anna.client.edit(ticket.id, { title: 'Printer 07 prints blank labels' }),
      () => ben.client.edit(ticket.id, { category: 'Printing', impact: 1 }),
    );
    for (const station of [anna, ben]) {
      await soon(async () =>
        expect(await station.client.get('tickets', ticket.id)).toMatchObject({
          title: 'Printer 07 prints blank labels',
          category: 'Printing',
          impact: 1,
        }),
      );
    }
    expect(await mergesAt(anna, ticket.id)).toEqual([]);
  });

  it('F20: the same field: one by rule, the other in a record both see', async () => {
    const ticket = await sharedTicket();
    await meanwhile(
      () => anna.client.edit(ticket.id, { title: 'Anna’s title' }),
      () => ben.client.edit(ticket.id, { title: 'Ben’s title' }),
    );
    for (const station of [anna, ben]) {
      await soon(async () => expect(await titleAt(station, ticket.id)).toBe('Anna’s title'));
      await soon(async () =>
        expect(await mergesAt(station, ticket.id)).toMatchObject([
          { decisions: [{ field: 'title', mine: 'Ben’s title', kept: 'Anna’s title' }] },
        ]),
      );
    }
  });

  it('F21: closed against on hold: the state machine decides and says so', async () => {
    const ticket = await sharedTicket();
    await meanwhile(
      () =>
        anna.client.move(ticket.id, 'resolved', { resolutionCode: 'fixed', resolution: 'Ribbon.' }),
      () => ben.client.move(ticket.id, 'on-hold', { holdReason: 'awaiting-parts' }),
    );
    for (const station of [anna, ben]) {
      await soon(async () =>
        expect(await station.client.get('tickets', ticket.id)).toMatchObject({
          state: 'resolved',
          open: 0,
          resolution: 'Ribbon.',
        }),
      );
      expect((await station.client.get('tickets', ticket.id))?.holdReason).toBeUndefined();
      await soon(async () =>
        expect(
          (await mergesAt(station, ticket.id)).flatMap(({ decisions }) =>
            decisions.map(({ field }) => field),
          ),
        ).toContain('state'),
      );
    }
  });

  it('F18: changed there, taken off here: neither is buried, a person is asked', async () => {
    await goLive(anna, ben);
    const name = `Hall ${world.scope}`;
    const place = await anna.client.addPlace(name);
    await soon(async () => expect(await ben.client.get('places', place)).not.toBeNull());
    await allSent(anna);
    ben.proxy.setOffline(true);
    await anna.client.editPlace(place, { name: `${name} south` });
    await allSent(anna);
    await ben.client.editPlace(place, { removedAt: '2027-03-30T07:00:00.000Z' });
    ben.proxy.setOffline(false);
    await ben.client.syncNow();
    await soon(async () =>
      expect((await ben.client.unsent()).refused).toMatchObject([{ documentId: place }]),
    );
    expect(await world.reference.get(place)).toMatchObject({ name: `${name} south` });
    expect((await world.reference.get(place))?.['removedAt']).toBeUndefined();
    await ben.client.sendAgain(place);
    for (const station of [anna, ben]) {
      await soon(async () =>
        expect(await station.client.get('places', place)).toMatchObject({
          name: `${name} south`,
          removedAt: '2027-03-30T07:00:00.000Z',
        }),
      );
    }
    await world.reference.remove(place);
  });

  it('F17: deleted there, edited here: nothing is resurrected, the edit is kept', async () => {
    const ticket = await sharedTicket();
    ben.proxy.setOffline(true);
    await ben.client.edit(ticket.id, { category: 'Written offline' });
    await world.admin.remove(ticket.id);
    ben.proxy.setOffline(false);
    await ben.client.syncNow();
    await soon(async () =>
      expect((await ben.client.unsent()).refused).toMatchObject([
        { documentId: ticket.id, refused: { status: 404 } },
      ]),
    );
    await phaseOf(ben, 'live');
    expect(await world.admin.get(ticket.id)).toBeNull();
    expect((await ben.client.get('tickets', ticket.id))?.category).toBe('Written offline');
    await soon(async () => expect(await anna.client.get('tickets', ticket.id)).toBeNull());
  });

  it('F22: both go on writing the same record at once: it ends, and all agree', async () => {
    const ticket = await sharedTicket();
    for (let round = 0; round < 15; round += 1) {
      await Promise.all([
        anna.client.edit(ticket.id, { description: `Anna ${round}` }),
        ben.client.edit(ticket.id, { description: `Ben ${round}` }),
      ]);
    }
    await allSent(anna);
    await allSent(ben);
    const there = await world.admin.get(ticket.id);
    for (const station of [anna, ben]) {
      await soon(async () =>
        expect(await station.client.get('tickets', ticket.id)).toMatchObject({
          description: there?.['description'],
          version: there?.['version'],
        }),
      );
    }
  });
});

describe('texts and ids', () => {
  it('F48: + & # / % and every script arrive as they were typed; a megabyte too', async () => {
    const odd = '50 % + “q&a” #7 / C:\\temp ? = ; 日本語 Ελληνικά \u{1F5A8} \u2028 end';
    const ticket = await sharedTicket(odd);
    const long = `${'Zeile mit Umlauten äöüß und 漢字.\n'.repeat(40_000)}Ende`;
    expect(long.length).toBeGreaterThan(1_000_000);
    await anna.client.comment(ticket.id, long);
    await soon(async () => expect(await commentsAt(ben, ticket.id)).toEqual([long]));
  });

  it('F40: design documents and unknown types are ignored and hold nothing up', async () => {
    await world.admin.unguarded(async () => {
      await world.admin.put({ _id: '_design/extra', views: {} });
      await world.admin.put({ _id: 'poem:1', text: 'not ours' });
      await world.admin.put({ _id: 'ticket:broken', title: 7 });
    });
    const ticket = await sharedTicket();
    expect(await titleAt(ben, ticket.id)).toBe(ticket.title);
    expect(await ben.client.get('tickets', 'ticket:broken')).toBeNull();
  });
});

describe('F33: two leaders at once', () => {
  it('have one effect a write', async () => {
    await anna.client.close();
    await anna.open({ engines: 2, name: `${anna.setup.name}x` });
    const ticket = await anna.client.create('Written once');
    await goLive(anna, ben);
    for (let n = 0; n < 5; n += 1) await anna.client.comment(ticket.id, `Comment ${n}`);
    await allSent(anna);
    await soon(async () =>
      expect([...(await commentsAt(ben, ticket.id))].sort()).toEqual(
        [0, 1, 2, 3, 4].map((n) => `Comment ${n}`),
      ),
    );
    for (const entry of await ben.client.timeline(ticket.id)) {
      expect(await world.admin.revision(entry.id)).toMatch(/^1-/);
      expect(entry.kind).not.toBe('merge');
    }
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IDENTITY_ID, scopeDatabase } from '../../shared/model/collections.ts';
import { provision } from '../../sync-server/couch/provision.ts';
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

const pushesOf = ({ proxy }: Station, database: string): number =>
  proxy.requests.filter((request) => request.rest === '_bulk_docs' && request.database === database)
    .length;

describe('a console that dies', () => {
  it('F9: between local write and push: the count is right at start, the write arrives', async () => {
    anna.proxy.setOffline(true);
    await anna.client.start();
    const ticket = await anna.client.create('Typed before the power went');
    await anna.client.comment(ticket.id, 'And a comment');
    await anna.client.die();
    anna.proxy.setOffline(false);
    await anna.open();
    expect((await anna.client.unsent()).count).toBe(2);
    await goLive(anna, ben);
    await allSent(anna);
    await soon(async () => expect(await ben.client.timeline(ticket.id)).toHaveLength(2));
  });

  it('F10: between push and bookkeeping: one server revision', async () => {
    const ticket = await anna.client.create('Sent, not noted');
    anna.proxy.rules.push(({ rest }) => (rest === '_bulk_docs' ? { kind: 'hang' } : undefined));
    await anna.client.start();
    await soon(() => expect(pushesOf(anna, world.database)).toBe(1));
    anna.proxy.rules.splice(0);
    // The request was held: it reaches the server now, its answer reaches nobody.
    const { body } = anna.proxy.requests.find(({ rest }) => rest === '_bulk_docs')!;
    for (const document of (JSON.parse(body) as { docs: Record<string, unknown>[] }).docs) {
      await world.admin.put(document);
    }
    await anna.client.die();
    await anna.open();
    expect((await anna.client.unsent()).count).toBe(1);
    await goLive(anna);
    await allSent(anna);
    expect(await world.admin.revision(ticket.id)).toMatch(/^1-/);
  });

  it('F46 in small: goes on where its first pull was cut', async () => {
    const ticket = await ben.client.create('Seed');
    for (let n = 0; n < 60; n += 1) await ben.client.comment(ticket.id, `Comment ${n}`);
    await goLive(ben);
    await allSent(ben);
    await anna.client.close();
    await anna.open({ tuning: { ...anna.setup.tuning, pageRows: 10 } });
    let pages = 0;
    anna.proxy.rules.push((request) => {
      if (request.rest !== '_changes' || request.database !== world.database) return undefined;
      pages += 1;
      return pages > 3 ? { kind: 'hang' } : undefined;
    });
    await anna.client.start();
    await soon(async () =>
      expect((await anna.client.checkpoint(world.database))?.since).toBeDefined(),
    );
    await soon(() => expect(pages).toBeGreaterThan(3));
    await anna.client.die();
    anna.proxy.rules.splice(0);
    const before = anna.proxy.requests.length;
    await anna.open({ tuning: { ...anna.setup.tuning, pageRows: 10 } });
    expect(await anna.client.checkpoint(world.database)).toMatchObject({ complete: false });
    await goLive(anna);
    const first = anna.proxy.requests
      .slice(before)
      .find(({ rest, database }) => rest === '_changes' && database === world.database);
    expect(first?.query.get('since')).not.toBe('0');
    expect(await anna.client.timeline(ticket.id)).toHaveLength(61);
  });

  it('F11: clock a day ahead, write, clock back, restart, write: both arrive', async () => {
    await anna.client.setClock(24 * 3_600_000);
    await goLive(anna, ben);
    const first = await anna.client.create('From tomorrow');
    await allSent(anna);
    await anna.client.setClock(0);
    await anna.client.close();
    await anna.open();
    await goLive(anna);
    await anna.client.comment(first.id, 'From today');
    await allSent(anna);
    await soon(async () => expect(await ben.client.timeline(first.id)).toHaveLength(2));
    expect((await ben.client.timeline(first.id)).map(({ kind }) => kind).sort()).toEqual([
      'comment',
      'state',
    ]);
  });

  it('F11: a clock that is wrong is known from the server’s answers', async () => {
    await anna.client.setClock(24 * 3_600_000);
    await goLive(anna);
    const offset = (await anna.client.status()).serverClockOffsetMs ?? 0;
    expect(Math.abs(offset + 24 * 3_600_000)).toBeLessThan(5000);
  });
});

describe('a server that is not the one it was', () => {
  it('F16: a database made anew behind the URL: stop; no delete, no push', async () => {
    const ticket = await anna.client.create('Mine');
    await goLive(anna);
    await allSent(anna);
    anna.proxy.setOffline(true);
    await anna.client.comment(ticket.id, 'Unsent');
    await world.admin.destroy();
    await provision({ url: world.server.adminUrl, scopes: [world.scope], q: 1 });
    const identity = (await world.admin.get(IDENTITY_ID))!;
    await world.admin.put({ ...identity, databaseId: 'another-workspace' });
    const pushed = pushesOf(anna, world.database);
    anna.proxy.setOffline(false);
    await anna.client.syncNow();
    await phaseOf(anna, 'stopped-identity');
    expect((await anna.client.status()).problem).toMatchObject({
      database: scopeDatabase(world.scope),
    });
    expect(pushesOf(anna, world.database)).toBe(pushed);
    expect((await anna.client.unsent()).count).toBe(1);
    expect(await anna.client.get('tickets', ticket.id)).not.toBeNull();
  });

  it('F16: an empty database behind the URL: the same', async () => {
    const ticket = await anna.client.create('Mine');
    await goLive(anna);
    await allSent(anna);
    anna.proxy.setOffline(true);
    await anna.client.comment(ticket.id, 'Unsent');
    await world.admin.remove(IDENTITY_ID);
    await world.admin.remove(ticket.id);
    anna.proxy.setOffline(false);
    await anna.client.syncNow();
    await phaseOf(anna, 'stopped-identity');
    expect(await anna.client.get('tickets', ticket.id)).not.toBeNull();
    expect((await anna.client.unsent()).count).toBe(1);
  });

  it('F13: restored from an older copy with the epoch raised: nothing newer is lost', async () => {
    const ticket = await anna.client.create('Before the backup');
    await goLive(anna, ben);
    await allSent(anna);
    await soon(async () => expect(await ben.client.get('tickets', ticket.id)).not.toBeNull());
    const backup = await world.admin.all();
    const identity = (await world.admin.get(IDENTITY_ID))!;
    await ben.client.edit(ticket.id, { title: 'Newer than the backup' });
    await allSent(ben);
    anna.proxy.setOffline(true);
    ben.proxy.setOffline(true);
    await anna.client.comment(ticket.id, 'Unsent at the restore');
    await world.admin.destroy();
    await provision({
      url: world.server.adminUrl,
      scopes: [world.scope],
      databaseId: identity['databaseId'] as string,
      q: 1,
    });
    for (const { _rev: _old, ...document } of backup) await world.admin.put(document);
    await world.admin.put({ ...(await world.admin.get(IDENTITY_ID)), epoch: 2 });
    anna.proxy.setOffline(false);
    ben.proxy.setOffline(false);
    for (const { client } of [anna, ben]) await client.syncNow();
    await allSent(anna);
    for (const station of [anna, ben]) {
      await soon(async () =>
        expect(await station.client.checkpoint(world.database)).toMatchObject({ epoch: 2 }),
      );
      await soon(async () => expect(await station.client.timeline(ticket.id)).toHaveLength(3));
      await soon(async () =>
        expect(await station.client.get('tickets', ticket.id)).toMatchObject({
          title: 'Newer than the backup',
        }),
      );
    }
    await soon(async () =>
      expect((await world.admin.all()).map(({ kind }) => kind).sort()).toEqual([
        'change',
        'comment',
        'incident',
        'state',
      ]),
    );
    expect(await world.admin.get(ticket.id)).toMatchObject({ title: 'Newer than the backup' });
  });

  it('L19: a console below minClient reads and does not push', async () => {
    const ticket = await ben.client.create('One');
    await goLive(anna, ben);
    await allSent(ben);
    await soon(async () => expect(await anna.client.get('tickets', ticket.id)).not.toBeNull());
    const identity = (await world.admin.get(IDENTITY_ID))!;
    await world.admin.put({ ...identity, minClient: 2 });
    await phaseOf(anna, 'too-old');
    const pushed = pushesOf(anna, world.database);
    await anna.client.comment(ticket.id, 'Kept');
    await world.admin.put({ ...(await world.admin.get(ticket.id)), title: 'Read', version: 9 });
    await soon(async () =>
      expect((await anna.client.get('tickets', ticket.id))?.title).toBe('Read'),
    );
    expect(pushesOf(anna, world.database)).toBe(pushed);
    expect((await anna.client.unsent()).count).toBe(1);
    await world.admin.put({ ...identity, minClient: 1 });
    await allSent(anna);
  });
});

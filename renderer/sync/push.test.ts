import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../shared/model/ticket.ts';
import {
  deaf,
  engineFixture,
  live,
  phase,
  refused,
  SCOPE,
  sent,
  titled,
  unsent,
} from '../../build/sync-suite/engine-fixture.ts';
import { eventually, settle } from '../../build/sync-suite/eventually.ts';
import { json } from '../../build/sync-suite/fake-couch.ts';
import type { SyncPort } from '../replica/outbox-row.ts';

const world = engineFixture('push');

describe('F4: a document that is refused for ever', () => {
  it('is set aside with the server’s reason; the others flow; edit and retry works', async () => {
    world.couch.validate = (document) =>
      document['title'] === '[bad] title' ? 'The title is not allowed.' : null;
    const on = await world.open();
    const bad = await on.create('[bad] title');
    const good = await on.create('Good title');
    await live(on);
    await refused(on, 1);
    expect(on.replica.unsent.get().refused[0]).toMatchObject({
      documentId: bad.id,
      refused: { status: 403, reason: 'The title is not allowed.' },
    });
    await eventually(() => expect(world.couch.get(SCOPE, good.id)).toBeDefined());
    world.editThere(good, { title: 'Changed there' });
    await titled(on, good, 'Changed there');
    await on.edit(bad.id, { title: 'Mended title' });
    await on.replica.sendAgain(bad.id);
    on.engine.retry(bad.id);
    await eventually(() => expect(world.couch.get(SCOPE, bad.id)?.['title']).toBe('Mended title'));
    await sent(on);
  });
});

describe('F5, F6: results of a batch', () => {
  it('are settled row by row: ok, conflict, forbidden, error', async () => {
    const on = await world.open();
    const [ok, conflict, forbidden, error] = [
      await on.create('ok'),
      await on.create('conflict'),
      await on.create('forbidden'),
      await on.create('error'),
    ];
    world.couch.validate = ({ _id }) => (_id === forbidden.id ? 'No.' : null);
    let rounds = 0;
    world.fault((request, forward) => {
      if (request.rest !== '_bulk_docs' || request.database !== SCOPE) return undefined;
      rounds += 1;
      if (rounds > 1) return undefined;
      const body = request.body as { docs: { _id: string }[] };
      body.docs = body.docs.filter(({ _id }) => _id !== conflict.id && _id !== error.id);
      return forward().then(async (answer) => {
        const rows = (await answer.json()) as object[];
        const more = [
          { id: conflict.id, error: 'conflict', reason: 'Document update conflict.' },
          { id: error.id, error: 'unknown_error', reason: 'badmatch' },
        ];
        return json([...more, ...rows.reverse()], 201);
      });
    });
    await live(on);
    await refused(on, 1);
    expect(on.replica.unsent.get().refused[0]?.documentId).toBe(forbidden.id);
    await world.inTime(() => expect(on.replica.unsent.get().rows).toHaveLength(1));
    for (const ticket of [ok, conflict, error])
      expect(world.couch.get(SCOPE, ticket.id)).toBeDefined();
  });

  it.each([
    ['an empty list', () => json([], 201)],
    ['one row too few', (rows: object[]) => json(rows.slice(1), 201)],
    ['202 without proof', (rows: object[]) => json(rows, 202)],
  ])('%s leaves work unsent until it is read back', async (_what, answer) => {
    const on = await world.open();
    const ticket = await on.create('Proof');
    // The feed would prove it as well.
    world.fault(deaf);
    let broken = 0;
    world.fault((request, forward) => {
      if (request.rest !== '_bulk_docs' || broken > 0) return undefined;
      broken += 1;
      return forward().then(async (real) => answer((await real.json()) as object[]));
    });
    on.engine.start();
    await eventually(() => expect(broken).toBe(1));
    await settle();
    expect(unsent(on)).toBe(1);
    await world.sentInTime(on);
    expect(world.couch.revision(SCOPE, ticket.id), 'written once').toMatch(/^1-/);
  });
});

describe('F7: a batch that is too large', () => {
  it('is halved until the culprit stands alone; the rest arrives', async () => {
    world.couch.maxDocumentBytes = 20_000;
    const on = await world.open();
    const titles = ['a', 'b', 'c', 'd', 'e'];
    const tickets: Ticket[] = [];
    for (const title of titles) tickets.push(await on.create(title));
    await on.comment(tickets[2]!.id, 'x'.repeat(30_000));
    await live(on);
    await refused(on, 1);
    await eventually(() => expect(on.replica.unsent.get().rows).toHaveLength(1));
    const [row] = on.replica.unsent.get().refused;
    expect(row).toMatchObject({ collection: 'entries', refused: { status: 413 } });
    for (const ticket of tickets) expect(world.couch.get(SCOPE, ticket.id)).toBeDefined();
  });

  it('and so is one with a document the server cannot take at all (400)', async () => {
    const on = await world.open();
    const bad = await on.create('bad');
    const good = await on.create('good');
    world.fault((request) => {
      if (request.rest !== '_bulk_docs') return undefined;
      const { docs } = request.body as { docs: { _id: string }[] };
      if (!docs.some(({ _id }) => _id === bad.id)) return undefined;
      return json({ error: 'illegal_docid', reason: 'Illegal document id.' }, 400);
    });
    await live(on);
    await refused(on, 1);
    expect(on.replica.unsent.get().refused[0]?.refused?.reason).toBe('Illegal document id.');
    await eventually(() => expect(world.couch.get(SCOPE, good.id)).toBeDefined());
  });
});

describe('F8, F10: the answer is lost after the commit', () => {
  it('leaves one server revision, no duplicate and no conflict', async () => {
    const on = await world.open();
    const ticket = await on.create('Written once');
    let lost = 0;
    world.fault((request, forward) => {
      if (request.rest !== '_bulk_docs' || lost > 0) return undefined;
      lost += 1;
      return forward().then(() => Promise.reject(new TypeError('socket hang up')));
    });
    on.engine.start();
    await eventually(() => expect(lost).toBe(1));
    await phase(on, 'offline');
    await world.sentInTime(on);
    expect(world.couch.revision(SCOPE, ticket.id)).toMatch(/^1-/);
    expect((await on.replica.timeline(ticket.id)).some(({ kind }) => kind === 'merge')).toBe(false);
  });

  it('also when the person goes on editing before the console knows', async () => {
    const on = await world.open();
    const ticket = await on.create('First title');
    await live(on);
    await sent(on);
    let isLost = false;
    const heal = world.fault((request, forward) => {
      if (!isLost && request.rest !== '_bulk_docs') return undefined;
      isLost = true;
      return request.rest === '_bulk_docs'
        ? forward().then(() => Promise.reject(new TypeError('socket hang up')))
        : Promise.reject(new TypeError('fetch failed'));
    });
    await on.edit(ticket.id, { title: 'Second title' });
    await eventually(() =>
      expect(world.couch.get(SCOPE, ticket.id)?.['title']).toBe('Second title'),
    );
    await eventually(() => expect(isLost).toBe(true));
    await on.edit(ticket.id, { title: 'Third title' });
    heal();
    on.engine.syncNow();
    await sent(on);
    expect(world.couch.get(SCOPE, ticket.id)?.['title'], 'the last thing typed').toBe(
      'Third title',
    );
    expect((await on.ticket(ticket.id))?.title).toBe('Third title');
    expect((await on.replica.timeline(ticket.id)).some(({ kind }) => kind === 'merge')).toBe(false);
  });

  it('and when the console dies between push and bookkeeping (F10)', async () => {
    let isDead = false;
    const dying = (port: SyncPort): SyncPort => ({
      ...port,
      acknowledge: (done) => (isDead ? new Promise(() => undefined) : port.acknowledge(done)),
    });
    isDead = true;
    const before = await world.open({ name: 'killed', wrapPort: dying });
    const ticket = await before.create('Sent, not noted');
    before.engine.start();
    await eventually(() => expect(world.couch.get(SCOPE, ticket.id)).toBeDefined());
    await world.abandon(before);
    const after = await world.open({ name: 'killed' });
    expect(unsent(after)).toBe(1);
    await live(after);
    await sent(after);
    expect(world.couch.revision(SCOPE, ticket.id)).toMatch(/^1-/);
  });
});

describe('a server that breaks over one document', () => {
  it('takes the others, and the one is set aside after its tries (L3)', async () => {
    const on = await world.open({ tuning: { attempts: 3 } });
    const poison = await on.create('poison');
    world.fault((request) => {
      if (request.rest !== '_bulk_docs') return undefined;
      const { docs } = request.body as { docs: { _id: string }[] };
      const breaks = docs.some(({ _id }) => _id === poison.id);
      return breaks ? json({ error: 'oops', reason: 'function_clause' }, 500) : undefined;
    });
    const others: Ticket[] = [];
    for (const title of ['a', 'b', 'c']) others.push(await on.create(title));
    on.engine.start();
    for (let step = 0; step < 40; step += 1) {
      world.clock.advance(30_000);
      await settle(30);
    }
    await refused(on, 1);
    expect(on.replica.unsent.get().refused[0]).toMatchObject({
      documentId: poison.id,
      refused: { status: 500 },
    });
    for (const ticket of others) expect(world.couch.get(SCOPE, ticket.id)).toBeDefined();
  });

  it('but a server that breaks over everything refuses nothing for anybody', async () => {
    const on = await world.open({ tuning: { attempts: 3 } });
    await on.create('a');
    await on.create('b');
    const heal = world.fault((request) =>
      request.rest === '_bulk_docs' ? json({ error: 'oops', reason: 'enospc' }, 500) : undefined,
    );
    on.engine.start();
    for (let step = 0; step < 30; step += 1) {
      world.clock.advance(30_000);
      await settle(10);
    }
    expect(on.replica.unsent.get().refused).toEqual([]);
    heal();
    await world.sentInTime(on);
  });
});

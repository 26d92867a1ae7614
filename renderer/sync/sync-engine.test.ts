import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import {
  engineFixture,
  live,
  never,
  phase,
  refuseConnection,
  SCOPE,
  sent,
  titled,
} from '../../build/sync-suite/engine-fixture.ts';
import { eventually, settle } from '../../build/sync-suite/eventually.ts';
import { json } from '../../build/sync-suite/fake-couch.ts';
import { StorageError } from '../replica/storage.ts';

const world = engineFixture('sync-engine');

describe('a console that is online', () => {
  it('pulls what is there, sends what was written, and hears of the rest', async () => {
    const on = await world.open();
    const ticket = await on.create('Label printer prints blank labels');
    await live(on);
    await sent(on);
    expect(world.couch.get(SCOPE, ticket.id)).toMatchObject({ title: ticket.title });
    world.editThere(ticket, { title: 'Printers in Hall 3' });
    await titled(on, ticket, 'Printers in Hall 3');
  });

  it('sends no field of the replica’s own and no id twice', async () => {
    const on = await world.open();
    const ticket = await on.create('Docking station');
    await live(on);
    await sent(on);
    const [batch] = world.requestsTo('_bulk_docs');
    const { docs } = batch!.body as { docs: Record<string, unknown>[] };
    const document = docs.find((each) => each['_id'] === ticket.id)!;
    const { id, ...fields } = ticket;
    expect(document).toEqual({ _id: id, ...fields });
  });

  it('goes on from the last applied sequence after a restart, never from now (L2)', async () => {
    const first = await world.open({ name: 'restart' });
    const ticket = await first.create('Before the restart');
    await live(first);
    await sent(first);
    await world.close();
    world.editThere(ticket, { title: 'Changed while the console was closed' });
    world.couch.requests.length = 0;
    const again = await world.open({ name: 'restart' });
    await live(again);
    expect((await again.ticket(ticket.id))?.title).toBe('Changed while the console was closed');
    const [request] = world.requestsTo('_changes').filter(({ database }) => database === SCOPE);
    expect(request?.query.get('since')).not.toBe('0');
    expect(world.couch.requests.every(({ query }) => query.get('since') !== 'now')).toBe(true);
  });

  it('shows progress with a total and bytes while it catches up (L21)', async () => {
    const seed = await world.open();
    const ticket = await seed.create('Seed');
    await world.close();
    for (let n = 0; n < 60; n += 1) {
      const { id, ...fields } = ticket;
      const ulid = `01ARZ3NDEKTSV4RRFFQ69G${String(n).padStart(4, '0')}`;
      world.couch.put(SCOPE, { ...fields, _id: `ticket:${ulid}`, mutationId: `m${n}` });
      expect(id).toBeDefined();
    }
    const on = await world.open({ tuning: { pageRows: 20 } });
    await live(on);
    const seen = on.history.map((status) => status.pull[SCOPE]!);
    expect(seen.some(({ done, total }) => done === 20 && total === 61)).toBe(true);
    expect(seen.at(-1)).toMatchObject({ done: 61, total: 61 });
    expect(seen.at(-1)!.bytes).toBeGreaterThan(60 * 300);
    expect(on.history.some(({ phase }) => phase === 'catching-up')).toBe(true);
  });

  it('L21: counts on after a restart in the middle of a catch-up (F46)', async () => {
    const { on, ticket } = await world.withTicket();
    await on.close();
    for (let n = 0; n < 60; n += 1) {
      const id = `ticket:01ARZ3NDEKTSV4RRFFQ69G${String(n).padStart(4, '0')}`;
      world.couch.put(SCOPE, { ...ticket, _id: id, mutationId: `m${n}` });
    }
    const name = 'counts-on';
    const first = await world.open({ name, tuning: { pageRows: 20 } });
    let pages = 0;
    const heal = world.fault((request) => {
      if (request.rest !== '_changes' || request.database !== SCOPE) return undefined;
      pages += 1;
      return pages > 2 ? never() : undefined;
    });
    first.engine.start();
    await eventually(() =>
      expect(first.engine.status.get().pull[SCOPE]).toMatchObject({ done: 40 }),
    );
    const { bytes } = first.engine.status.get().pull[SCOPE]!;
    await world.abandon(first);
    heal();
    const again = await world.open({ name, tuning: { pageRows: 20 } });
    await live(again);
    const seen = again.history.map((status) => status.pull[SCOPE]!);
    expect(seen.find(({ done }) => done > 0)).toEqual({ done: 40, total: 63, bytes });
    const last = again.engine.status.get().pull[SCOPE]!;
    expect(last).toMatchObject({ done: 63, total: 63 });
    expect(last.bytes).toBeGreaterThan(bytes);
    expect((await again.replica.syncPort.checkpoint(SCOPE))?.catchUp).toBeUndefined();
  });

  it('knows the server’s clock from its answers (F12)', async () => {
    const ahead = world.clock.now() + 20 * 60_000;
    const on = await world.open({
      fetch: async (url, init) => {
        const answer = await world.couch.fetch(url, init);
        answer.headers.set('date', new Date(ahead).toUTCString());
        return answer;
      },
    });
    await live(on);
    const offset = on.engine.status.get().serverClockOffsetMs ?? 0;
    expect(Math.abs(offset - 20 * 60_000)).toBeLessThan(1500);
  });
});

describe('F3: an idle poll is cut', () => {
  it('and a change in the gap arrives, without a word on screen', async () => {
    const { on, ticket } = await world.withTicket();
    await settle();
    const polls = world
      .requestsTo('_changes')
      .filter(({ query }) => query.get('feed') === 'longpoll');
    expect(polls.length).toBeGreaterThan(0);
    const shown = on.history.length;
    let cut = 0;
    const heal = world.fault((request, forward) => {
      if (request.query.get('feed') !== 'longpoll' || cut > 0) return undefined;
      cut += 1;
      world.editThere(ticket, { title: 'Changed in the gap' });
      void forward();
      return Promise.reject(new TypeError('terminated'));
    });
    world.editThere(ticket, { title: 'Wakes the poll' });
    await titled(on, ticket, 'Changed in the gap');
    heal();
    expect(cut).toBe(1);
    expect(on.history.slice(shown).some(({ phase }) => phase === 'offline')).toBe(false);
  });
});

describe('L4: nothing of a page is passed over', () => {
  it('documents whose body the feed left out are fetched', async () => {
    const { on, ticket } = await world.withTicket();
    const heal = world.fault((request, forward) => {
      if (request.rest !== '_changes') return undefined;
      return forward().then(async (answer) => {
        const page = (await answer.json()) as { results: object[] };
        return json({ ...page, results: page.results.map((row) => ({ ...row, doc: null })) });
      });
    });
    on.engine.syncNow();
    await settle();
    world.editThere(ticket, { title: 'Came without its body' });
    await titled(on, ticket, 'Came without its body');
    heal();
  });

  it('large documents come in small pages, and all of them come', async () => {
    const { on, ticket } = await world.withTicket();
    await world.close();
    for (let n = 0; n < 60; n += 1) {
      const id = `ticket:01ARZ3NDEKTSV4RRFFQ69G${String(n).padStart(4, '0')}`;
      const description = 'x'.repeat(2000);
      world.couch.put(SCOPE, { ...ticket, description, _id: id, mutationId: `m${n}` });
    }
    expect(on).toBeDefined();
    world.couch.requests.length = 0;
    const fresh = await world.open({ tuning: { pageRows: 20, pageBytes: 25_000 } });
    await live(fresh);
    const limits = world.requestsTo('_changes', SCOPE).map(({ query }) => query.get('limit'));
    expect(limits[0]).toBe('20');
    expect(limits.slice(2, -1).every((limit) => limit === '10')).toBe(true);
    expect(await fresh.ticket('ticket:01ARZ3NDEKTSV4RRFFQ69G0059')).not.toBeNull();
  });
});

describe('an answer of the feed that was overtaken by our own pushes', () => {
  it('takes nothing back that the person has typed since', async () => {
    const { on, ticket } = await world.withTicket('First title');
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isHolding = false;
    const heal = world.fault((request, forward) => {
      if (request.query.get('feed') !== 'longpoll' || request.database !== SCOPE) return undefined;
      return forward().then(async (answer) => {
        isHolding = true;
        await held;
        return answer;
      });
    });
    on.engine.syncNow();
    await settle();
    await on.edit(ticket.id, { title: 'Second title' });
    await sent(on);
    await eventually(() => expect(isHolding).toBe(true));
    heal();
    await on.edit(ticket.id, { title: 'Third title' });
    await sent(on);
    const stop = world.fault((request, forward) =>
      request.rest === '_bulk_docs' ? refuseConnection(request, forward) : undefined,
    );
    await on.edit(ticket.id, { title: 'Fourth title' });
    await settle();
    const shown: (string | undefined)[] = [];
    on.replica.onChanges('tickets', ({ written }) =>
      shown.push(...written.map(({ title }) => title)),
    );
    release();
    await settle(60);
    expect(new Set([...shown, 'Fourth title'])).toEqual(new Set(['Fourth title']));
    stop();
    await world.sentInTime(on);
    expect(world.couch.get(SCOPE, ticket.id)?.['title']).toBe('Fourth title');
    expect((await on.replica.timeline(ticket.id)).some(({ kind }) => kind === 'merge')).toBe(false);
  });
});

describe('being offline', () => {
  it('backs off with growing, jittered delays and resumes at a click', async () => {
    const on = await world.open();
    const heal = world.fault(refuseConnection);
    on.engine.start();
    await phase(on, 'offline');
    expect(on.engine.status.get().problem).toBeUndefined();
    await settle();
    world.couch.requests.length = 0;
    for (let step = 0; step < 60; step += 1) {
      world.clock.advance(10_000);
      await settle(3);
    }
    const tries = world.couch.requests.filter(({ database }) => database === SCOPE).length;
    expect(tries).toBeGreaterThan(10);
    expect(tries, 'ten minutes at most two loops a minute').toBeLessThan(50);
    heal();
    on.engine.syncNow();
    await phase(on, 'live');
  });

  it('waits as long as the server asks (429, 503 with Retry-After)', async () => {
    const on = await world.open();
    await live(on);
    const heal = world.fault((request) =>
      request.rest === '_bulk_docs' ? json({}, 429, { 'retry-after': '120' }) : undefined,
    );
    await on.create('Busy server');
    await phase(on, 'error');
    heal();
    world.couch.requests.length = 0;
    world.clock.advance(119_000);
    await settle();
    expect(world.requestsTo('_bulk_docs')).toHaveLength(0);
    await world.sentInTime(on);
  });

  it('never waits for a request that does not settle (F44)', async () => {
    const { on, ticket } = await world.withTicket();
    const heal = world.fault(() => new Promise<Response>(() => undefined));
    world.editThere(ticket, { title: 'Wakes the poll' });
    await titled(on, ticket, 'Wakes the poll');
    await settle();
    heal();
    world.editThere(ticket, { title: 'Behind the dead request' });
    world.clock.advance(65_000);
    await titled(on, ticket, 'Behind the dead request');
  });

  it('resumes within ten seconds after a sleep (F45)', async () => {
    const { on, ticket } = await world.withTicket();
    const heal = world.fault(() => new Promise<Response>(() => undefined));
    world.editThere(ticket, { title: 'Wakes the poll' });
    await titled(on, ticket, 'Wakes the poll');
    await settle();
    heal();
    world.editThere(ticket, { title: 'Changed during the night' });
    on.engine.syncNow();
    await titled(on, ticket, 'Changed during the night');
  });
});

describe('L4: a storage error during pull', () => {
  it('moves no checkpoint, is said, and is made up for', async () => {
    let isFull = true;
    const on = await world.open({
      wrapPort: (port) => ({
        ...port,
        applyPulled: (changes, checkpoint) =>
          isFull
            ? Promise.reject(new StorageError('The disk is full.'))
            : port.applyPulled(changes, checkpoint),
      }),
    });
    const seed = { _id: 'poem:1', text: 'ignored, counted (F40)' };
    world.couch.put(SCOPE, seed);
    on.engine.start();
    await eventually(() =>
      expect(on.engine.status.get().problem?.message).toMatch(/replica is incomplete: The disk/),
    );
    expect(await on.replica.syncPort.checkpoint(SCOPE)).toBeNull();
    isFull = false;
    on.engine.syncNow();
    await phase(on, 'live');
    expect(await on.replica.syncPort.checkpoint(SCOPE)).toMatchObject({ complete: true });
  });
});

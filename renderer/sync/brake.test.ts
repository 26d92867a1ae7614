import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { engineFixture, live, SCOPE, sent } from '../../build/sync-suite/engine-fixture.ts';
import { eventually, settle } from '../../build/sync-suite/eventually.ts';
import { FakeChannels, FakeLocks } from '../../build/sync-suite/fake-windows.ts';
import type { TestConsole } from '../../build/sync-suite/test-console.ts';
import { createSyncEngine } from './sync-engine.ts';
import type { SyncQuestion } from './sync-status.ts';
import { createTransport } from './transport.ts';

const world = engineFixture('brake');

const idOf = (n: number): string => `ticket:01ARZ3NDEKTSV4RRFFQ69G${String(n).padStart(4, '0')}`;

/** A console that has sixty tickets of the server, besides its own. */
async function withSixty(pageRows = 500): Promise<TestConsole> {
  const { on, ticket } = await world.withTicket();
  const { name } = on.replica.collection('tickets').database;
  for (let n = 1; n < 60; n += 1) {
    world.couch.put(SCOPE, { ...ticket, _id: idOf(n), mutationId: `m${n}` });
  }
  await world.close();
  const again = await world.open({ name, tuning: { pageRows } });
  await live(again);
  await world.idle();
  expect(await ticketsHere(again)).toBe(60);
  return again;
}

async function ticketsHere(on: TestConsole): Promise<number> {
  const ids = [...Array(60).keys()].map(idOf);
  // The console's own one has another id.
  return (await on.replica.getMany('tickets', ids)).length + 1;
}

function removeThere(from: number, to: number): void {
  for (let n = from; n < to; n += 1) world.couch.remove(SCOPE, idOf(n));
}

/** While the console is away, so that it comes as one catch-up. */
async function away(on: TestConsole, task: () => void): Promise<void> {
  await on.engine.stop();
  task();
  on.engine.start();
}

const questions = (on: TestConsole): readonly SyncQuestion[] => on.engine.status.get().questions;

function asked(on: TestConsole): Promise<SyncQuestion> {
  return eventually(() => {
    expect(questions(on)).toHaveLength(1);
    return questions(on)[0]!;
  });
}

describe('F43: a mass delete arrives', () => {
  it('F43: it stops before anything is gone, and asks with the figures', async () => {
    const on = await withSixty();
    const before = await on.replica.syncPort.checkpoint(SCOPE);
    await away(on, () => removeThere(1, 41));
    expect(await asked(on)).toMatchObject({
      kind: 'mass-removal',
      database: SCOPE,
      collection: 'tickets',
      removed: 40,
      of: 60,
    });
    expect(await ticketsHere(on)).toBe(60);
    expect(await on.replica.syncPort.checkpoint(SCOPE)).toEqual(before);
    expect(on.engine.status.get().problem?.message).toMatch(/40 of 60 .* Nothing was removed/);
  });

  it('F43: it also asks when documents are only marked as removed', async () => {
    const on = await withSixty();
    await away(on, () => {
      for (let n = 1; n < 41; n += 1) {
        const there = world.couch.get(SCOPE, idOf(n))!;
        const removedAt = '2027-03-30T08:00:00.000Z';
        world.couch.put(SCOPE, { ...there, version: 2, mutationId: `r${n}`, removedAt });
      }
    });
    expect(await asked(on)).toMatchObject({ removed: 40, of: 60 });
    expect((await on.ticket(idOf(1)))?.removedAt).toBeUndefined();
  });

  it('F43: it counts a catch-up and not a page, and names all that would go', async () => {
    const on = await withSixty(10);
    await away(on, () => removeThere(1, 41));
    expect(await asked(on)).toMatchObject({ removed: 40, of: 60 });
    expect(await ticketsHere(on), 'at most a fifth, or the floor').toBeGreaterThanOrEqual(40);
  });

  it('F43: a script that deletes one by one is caught as well', async () => {
    const on = await withSixty();
    for (let n = 1; n < 41; n += 1) {
      world.couch.remove(SCOPE, idOf(n));
      await settle(2);
    }
    await asked(on);
    expect(await ticketsHere(on)).toBeGreaterThanOrEqual(40);
  });

  it('F43: “apply” lets that catch-up through, and no other', async () => {
    const on = await withSixty();
    await away(on, () => removeThere(1, 31));
    await on.engine.answer((await asked(on)).id, 'apply');
    await eventually(async () => expect(await ticketsHere(on)).toBe(30));
    await eventually(() => expect(on.engine.status.get().phase).toBe('live'));
    expect(questions(on)).toEqual([]);
    await away(on, () => removeThere(31, 59));
    expect(await asked(on)).toMatchObject({ removed: 28, of: 30 });
  });

  it('F43: “keep” leaves the feed standing until a person decides otherwise; work is sent', async () => {
    const on = await withSixty();
    await away(on, () => removeThere(1, 41));
    const { id } = await asked(on);
    await on.engine.answer(id, 'keep');
    await eventually(() => expect(questions(on)[0]).toMatchObject({ isKept: true }));
    const mine = await on.create('Written meanwhile');
    await sent(on);
    expect(world.couch.get(SCOPE, mine.id)).toBeDefined();
    on.engine.syncNow();
    await settle(60);
    expect(await ticketsHere(on)).toBe(60);
    expect(on.engine.status.get().problem?.message).toMatch(/You said to keep them/);
    await on.engine.answer(id, 'apply');
    await eventually(async () => expect(await ticketsHere(on)).toBe(20));
    await eventually(() => expect(on.engine.status.get().problem).toBeUndefined());
  });

  it('F43: it is asked again after a restart, with nothing gone', async () => {
    const on = await withSixty();
    await away(on, () => removeThere(1, 41));
    await asked(on);
    const { name } = on.replica.collection('tickets').database;
    await world.close();
    const again = await world.open({ name });
    again.engine.start();
    expect(await asked(again)).toMatchObject({ removed: 40, of: 60 });
    expect(await ticketsHere(again)).toBe(60);
  });

  it('F43: another window shows the question and may answer it', async () => {
    const on = await withSixty();
    await on.engine.stop();
    removeThere(1, 41);
    const locks = new FakeLocks();
    const channels = new FakeChannels();
    const windows = [0, 1].map(() =>
      createSyncEngine({
        port: on.replica.syncPort,
        transport: createTransport({
          fetch: world.couch.fetch,
          baseUrl: '/couch/',
          newRequestId: () => 'r',
          clock: world.clock,
        }),
        session: { userName: 'tobias.brandt', roles: ['agent', 'scope:leipzig'], deviceId: 'K7Q2' },
        clock: world.clock,
        random: () => 0.5,
        numberPrefixes: [],
        locks,
        channel: channels.open(),
      }),
    );
    for (const window of windows) window.start();
    for (const { status } of windows) {
      await eventually(() => expect(status.get().questions).toHaveLength(1));
    }
    const { id } = windows[1]!.status.get().questions[0]!;
    await windows[1]!.answer(id, 'apply');
    await eventually(async () => expect(await ticketsHere(on)).toBe(20));
    for (const { status } of windows) {
      await eventually(() => expect(status.get().questions).toEqual([]));
    }
    for (const window of windows) await window.stop();
  });

  it('asks nothing when a few documents go, or when the deletion was taken back', async () => {
    const on = await withSixty();
    await away(on, () => removeThere(1, 12));
    await eventually(async () => expect(await ticketsHere(on)).toBe(49));
    const copies = [...Array(30).keys()].map((n) => world.couch.get(SCOPE, idOf(n + 20))!);
    await away(on, () => removeThere(20, 50));
    await asked(on);
    for (const copy of copies) world.couch.put(SCOPE, { ...copy, _rev: undefined });
    on.engine.syncNow();
    await eventually(() => expect(questions(on)).toEqual([]));
    expect(await ticketsHere(on)).toBe(49);
  });

  it('F15: a database emptied on purpose empties here only when a person says so, and is not refilled', async () => {
    const on = await withSixty();
    await on.engine.stop();
    await on.edit(idOf(5), { title: 'Not sent yet' });
    for (const id of world.couch.ids(SCOPE)) {
      if (id !== 'outpost:identity') world.couch.remove(SCOPE, id);
    }
    on.engine.start();
    await on.engine.answer((await asked(on)).id, 'apply');
    await eventually(async () => expect(await on.ticket(idOf(6))).toBeNull());
    await eventually(() => expect(on.replica.unsent.get().refused.length).toBeGreaterThan(0));
    expect((await on.ticket(idOf(5)))?.title).toBe('Not sent yet');
    expect(await on.replica.exportUnsent()).toContain('Not sent yet');
    await settle(60);
    expect(world.couch.ids(SCOPE).filter((id) => id.startsWith('ticket:'))).toEqual([]);
  });
});

import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, settle } from '../../build/sync-suite/eventually.ts';
import { engineFixture, live, SCOPE, sent } from '../../build/sync-suite/engine-fixture.ts';
import { FakeLocks, FakeChannels } from '../../build/sync-suite/fake-windows.ts';
import { ManualClock } from '../../build/sync-suite/manual-clock.ts';
import { keepLeadership } from './leadership.ts';
import { createSyncEngine } from './sync-engine.ts';
import { createTransport } from './transport.ts';

let clock: ManualClock;
let locks: FakeLocks;
let channels: FakeChannels;
let windows: AbortController[];

beforeEach(() => {
  clock = new ManualClock();
  locks = new FakeLocks();
  channels = new FakeChannels();
  windows = [];
});
afterEach(() => windows.forEach((window) => window.abort()));

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });

/** A window that takes part; tells whether it leads. */
function openWindow(): {
  readonly leads: () => boolean;
  readonly freeze: () => void;
  close(): void;
} {
  const stop = new AbortController();
  windows.push(stop);
  let isLeading = false;
  const channel = channels.open();
  void keepLeadership({
    name: 'outpost-sync',
    locks,
    channel,
    clock,
    signal: stop.signal,
    lead: async (term) => {
      isLeading = true;
      await ended(term);
      isLeading = false;
    },
  });
  return { leads: () => isLeading, freeze: () => channel.freeze(), close: () => stop.abort() };
}

describe('L24: one window leads', () => {
  it('and another takes over when it closes', async () => {
    const first = openWindow();
    const second = openWindow();
    await eventually(() => expect(first.leads()).toBe(true));
    expect(second.leads()).toBe(false);
    first.close();
    await eventually(() => expect(second.leads()).toBe(true));
  });

  it('F32: a frozen leader is replaced within 30 s, a quiet one is not', async () => {
    const first = openWindow();
    const second = openWindow();
    await eventually(() => expect(first.leads()).toBe(true));
    for (let n = 0; n < 12; n += 1) {
      clock.advance(10_000);
      await settle(2);
    }
    expect(second.leads(), 'the leader answers').toBe(false);
    first.freeze();
    for (let n = 0; n < 3; n += 1) {
      clock.advance(10_000);
      await settle(2);
    }
    expect(second.leads()).toBe(true);
    expect(first.leads(), 'it lost the lock, should it ever thaw').toBe(false);
  });

  it('where locks do not work every window leads', async () => {
    locks.isBroken = true;
    const first = openWindow();
    const second = openWindow();
    await eventually(() => expect(first.leads() && second.leads()).toBe(true));
  });
});

describe('a window that does not lead', () => {
  const world = engineFixture('leadership');

  it('shows the leader’s status and passes a click on', async () => {
    const on = await world.open();
    const session = { userName: 'tobias.brandt', roles: ['scope:leipzig'], deviceId: 'K7Q2' };
    const engines = [1, 2].map((n) =>
      createSyncEngine({
        port: on.replica.syncPort,
        transport: createTransport({
          fetch: world.couch.fetch,
          baseUrl: '/couch/',
          newRequestId: () => `window-${n}-${Math.random()}`,
          clock: world.clock,
        }),
        session,
        clock: world.clock,
        random: Math.random,
        numberPrefixes: [],
        locks,
        channel: channels.open(),
      }),
    );
    const [leader, follower] = engines as [(typeof engines)[0], (typeof engines)[0]];
    leader.start();
    await eventually(() => expect(leader.status.get().phase).toBe('live'));
    follower.start();
    await eventually(() => expect(follower.status.get().phase).toBe('live'));
    world.fault(() => Promise.reject(new TypeError('fetch failed')));
    leader.syncNow();
    await eventually(() => expect(follower.status.get().phase).toBe('offline'));
    expect(leader.status.get().phase).toBe('offline');
    world.couch.faults.splice(0);
    follower.syncNow();
    await eventually(() => expect(follower.status.get().phase).toBe('live'));
    await leader.stop();
    const ticket = await on.create('Sent by the second window');
    await eventually(() => expect(world.couch.get(SCOPE, ticket.id)).toBeDefined());
    await follower.stop();
  });

  it('F33: two leaders at once have one effect a write', async () => {
    const on = await world.open();
    const twin = createSyncEngine({
      port: on.replica.syncPort,
      transport: createTransport({
        fetch: world.couch.fetch,
        baseUrl: '/couch/',
        newRequestId: () => `twin-${Math.random()}`,
        clock: world.clock,
      }),
      session: { userName: 'tobias.brandt', roles: ['scope:leipzig'], deviceId: 'K7Q2' },
      clock: world.clock,
      random: Math.random,
      numberPrefixes: [],
    });
    twin.start();
    await live(on);
    const ticket = await on.create('Once');
    for (let n = 0; n < 5; n += 1) await on.edit(ticket.id, { title: `Title ${n}` });
    await sent(on);
    await twin.stop();
    const generation = Number.parseInt(world.couch.revision(SCOPE, ticket.id), 10);
    expect(generation).toBeLessThanOrEqual(6);
    expect(world.couch.get(SCOPE, ticket.id)).toMatchObject({ title: 'Title 4' });
    expect((await on.replica.timeline(ticket.id)).some(({ kind }) => kind === 'merge')).toBe(false);
  });
});

import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import {
  engineFixture,
  live,
  phase,
  SCOPE,
  sent,
  titled,
  unsent,
} from '../../build/sync-suite/engine-fixture.ts';
import { eventually, settle } from '../../build/sync-suite/eventually.ts';
import { json } from '../../build/sync-suite/fake-couch.ts';

const world = engineFixture('sign-in');

describe('F1: a 401 with JSON on the feed', () => {
  const unauthorized = (): Response =>
    json({ error: 'unauthorized', reason: 'You are not authorized to access this db.' }, 401);

  it('is asked about once more, shown, and pull resumes', async () => {
    const { on, ticket } = await world.withTicket();
    let rejected = 0;
    const heal = world.fault(({ rest, database }) => {
      if (rest !== '_changes' || database !== SCOPE) return undefined;
      rejected += 1;
      return unauthorized();
    });
    // Ends the poll that is open; the next one is rejected.
    world.editThere(ticket, { title: 'Changed before the 401' });
    await eventually(() => expect(on.engine.status.get().problem?.message).toMatch(/who you are/));
    world.editThere(ticket, { title: 'Changed behind the 401' });
    heal();
    expect(rejected).toBeGreaterThan(0);
    world.clock.advance(2000);
    await titled(on, ticket, 'Changed behind the 401');
    // By the feed itself, and not by the comparison that makes up for what was missed.
    await world.idle();
    await eventually(() => expect(on.engine.status.get().problem).toBeUndefined());
    expect(on.history.some(({ phase }) => phase === 'signed-out')).toBe(false);
  });

  it('that stays means signed out: everything pauses, nothing is lost (F24)', async () => {
    const on = await world.open();
    await live(on);
    const heal = world.fault(unauthorized);
    const ticket = await on.create('Written while signed out');
    await eventually(() => expect(on.engine.status.get().problem).toBeDefined());
    world.clock.advance(2000);
    await phase(on, 'signed-out');
    const before = world.couch.requests.length;
    world.clock.advance(5 * 60_000);
    await settle();
    expect(world.couch.requests.length, 'a retry loop locks the person out').toBe(before);
    expect(unsent(on)).toBe(1);
    heal();
    on.engine.syncNow();
    await sent(on);
    expect(world.couch.get(SCOPE, ticket.id)).toBeDefined();
    await phase(on, 'live');
  });

  it('names CouchDB’s lockout and asks no further (F25)', async () => {
    const reason = 'Account is temporarily locked due to multiple authentication failures';
    const on = await world.open();
    world.fault(() => json({ error: 'forbidden', reason }, 403));
    on.engine.start();
    await eventually(() => expect(on.engine.status.get().problem?.message).toContain(reason));
    const before = world.couch.requests.length;
    world.clock.advance(60_000);
    await settle();
    expect(world.couch.requests.length).toBe(before);
  });
});

describe('F2: a captive portal', () => {
  it.each([
    [
      'HTML',
      () => new Response('<html>Wi-Fi</html>', { headers: { 'content-type': 'text/html' } }),
    ],
    ['{}', () => json({})],
  ])('200 %s changes nothing and is called by its name', async (_what, page) => {
    const on = await world.open();
    const ticket = await on.create('Written on hotel Wi-Fi');
    await live(on);
    await sent(on);
    await world.idle();
    const checkpoint = await on.replica.syncPort.checkpoint(SCOPE);
    const heal = world.fault(() => page());
    await on.comment(ticket.id, 'Still typing');
    await phase(on, 'captive-portal');
    expect(on.engine.status.get().problem?.message).toMatch(/wants a sign-in/);
    expect(unsent(on)).toBe(1);
    expect(await on.replica.syncPort.checkpoint(SCOPE)).toEqual(checkpoint);
    heal();
    on.engine.syncNow();
    await sent(on);
    await phase(on, 'live');
  });
});

import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { DocumentAttempts } from '../../renderer/sync/document-attempts.ts';
import { DEFAULT_TUNING } from '../../renderer/sync/tuning.ts';
import { eventually, settle } from './eventually.ts';
import { engineFixture, live, SCOPE, sent, unsent } from './engine-fixture.ts';
import { json } from './fake-couch.ts';
import { ManualClock } from './manual-clock.ts';

const DAY_MS = 86_400_000;

/** The machine's clock, which somebody sets; timers run on all the same. */
class WrongClock extends ManualClock {
  offsetMs = 0;

  override now(): number {
    return super.now() + this.offsetMs;
  }
}

describe('a clock that is set while the console runs', () => {
  const world = engineFixture('clock-faults');

  it('F11: work that waits after a failure is sent, though the clock went back a day', async () => {
    const clock = new WrongClock();
    const on = await world.open({ clock });
    let isBroken = true;
    const ticket = await on.create('Typed on a machine with a flat battery');
    world.fault((request) => {
      if (request.rest !== '_bulk_docs' || !isBroken) return undefined;
      return json({ error: 'internal', reason: 'case_clause' }, 500);
    });
    on.engine.start();
    // A document that breaks the server alone is held for a while.
    await eventually(() => {
      clock.advance(1000);
      const batches = world.requestsTo('_bulk_docs').map(({ body }) => body as { docs: unknown[] });
      expect(batches.some(({ docs }) => docs.length === 1)).toBe(true);
    });
    await settle();
    isBroken = false;
    clock.offsetMs = -DAY_MS;
    await eventually(() => {
      clock.advance(1000);
      expect(unsent(on)).toBe(0);
    });
    expect(world.couch.get(SCOPE, ticket.id)).toBeDefined();
  });

  it('F11: a day ahead, write, sync, a day back, write: both are on the server', async () => {
    const clock = new WrongClock();
    clock.offsetMs = DAY_MS;
    const on = await world.open({ clock });
    const ticket = await on.create('From tomorrow');
    await live(on);
    await sent(on);
    clock.offsetMs = 0;
    await on.edit(ticket.id, { title: 'From today' });
    await sent(on);
    expect(world.couch.get(SCOPE, ticket.id)?.['title']).toBe('From today');
  });

  it('F11: what waited its time is not held any longer', () => {
    const attempts = new DocumentAttempts(DEFAULT_TUNING, () => 1);
    attempts.failed('ticket:1', DAY_MS, false);
    expect(attempts.isHeld('ticket:1', DAY_MS)).toBe(true);
    expect(attempts.nextDueMs(DAY_MS)).toBe(DEFAULT_TUNING.backoffFirstMs);
    expect(attempts.isHeld('ticket:1', DAY_MS + DEFAULT_TUNING.backoffFirstMs)).toBe(false);
    expect(attempts.isHeld('ticket:1', 0), 'set back').toBe(false);
    expect(attempts.nextDueMs(0)).toBeUndefined();
  });
});

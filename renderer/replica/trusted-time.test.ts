import { describe, expect, it } from 'vitest';
import { eventually } from '../../build/sync-suite/eventually.ts';
import { closeAfterEach, newTicket, openKit, restart, START_MS } from './replica-kit.ts';
import type { Replica, ReplicaOptions } from './replica.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

closeAfterEach();

/** A machine with a clock that somebody sets. */
function machine() {
  const its = { trueMs: START_MS, wallOffMs: 0, sleptMs: 0 };
  const clocks = {
    now: () => its.trueMs + its.wallOffMs,
    steady: () => its.trueMs - its.sleptMs,
    slept: () => Promise.resolve(its.sleptMs),
  } satisfies Partial<ReplicaOptions>;
  const contact = (on: Replica): void => {
    const wallMs = clocks.now();
    const serverNowMs = Math.floor(its.trueMs / 1000) * 1000;
    on.syncPort.clock.hear({ serverNowMs, sentAtMs: wallMs, receivedAtMs: wallMs });
  };
  return { its, clocks, contact };
}

const error = (on: Replica, trueMs: number): number => Math.abs(on.now() - trueMs);

describe('the time of a console (F11, F12)', () => {
  it.each([20 * MINUTE, -20 * MINUTE])(
    'F12: a clock %i ms off writes the server’s time once in contact',
    async (offMs) => {
      const { its, clocks, contact } = machine();
      its.wallOffMs = offMs;
      const on = await openKit(undefined, clocks);
      expect(on.trustedTime.get()).toMatchObject({ state: 'provisional', reason: 'no-contact' });
      contact(on);
      expect(on.trustedTime.get().state).toBe('trusted');
      const ticket = await newTicket(on);
      for (const at of [ticket.openedAt, ticket.createdAt, ticket.activityAt]) {
        expect(Math.abs(Date.parse(at) - its.trueMs)).toBeLessThan(1_000);
      }
      const [entry] = await on.timeline(ticket.id);
      expect(Math.abs(Date.parse(entry!.at) - its.trueMs)).toBeLessThan(1_000);
    },
  );

  it('F12: a clock set while offline makes time provisional, and the next contact final', async () => {
    const { its, clocks, contact } = machine();
    const on = await openKit(undefined, clocks);
    contact(on);
    let doubts = 0;
    on.syncPort.clock.onDoubt(() => (doubts += 1));
    its.wallOffMs = 20 * MINUTE;
    const ticket = await newTicket(on);
    expect(Math.abs(Date.parse(ticket.openedAt) - its.trueMs)).toBeLessThan(1_000);
    await eventually(() => expect(on.trustedTime.get().reason).toBe('jump'));
    expect(doubts).toBe(1);
    expect(error(on, its.trueMs)).toBeLessThan(1_000);
    contact(on);
    expect(on.trustedTime.get()).toMatchObject({ state: 'trusted' });
    expect(error(on, its.trueMs)).toBeLessThan(1_000);
  });

  it('F12: a machine that slept with its lid closed needs no contact to be right', async () => {
    const { its, clocks, contact } = machine();
    const on = await openKit(undefined, clocks);
    contact(on);
    its.trueMs += 8 * HOUR;
    its.sleptMs += 8 * HOUR;
    on.now();
    await eventually(() => expect(error(on, its.trueMs)).toBeLessThan(1_000));
    expect(on.trustedTime.get().state).toBe('trusted');
    its.trueMs += HOUR;
    its.sleptMs += HOUR;
    on.now();
    await eventually(() => expect(error(on, its.trueMs)).toBeLessThan(1_000));
    expect(on.trustedTime.get().state).toBe('trusted');
  });

  it('F12: knows after a restart without a network how wrong the clock is', async () => {
    const { its, clocks, contact } = machine();
    its.wallOffMs = -3 * HOUR;
    const on = await openKit(undefined, clocks);
    contact(on);
    its.trueMs += HOUR;
    const again = await restart(on, clocks);
    expect(error(again, its.trueMs)).toBeLessThan(1_000);
    expect(again.trustedTime.get().state).toBe('trusted');
  });

  it('F11: a clock set back while the console was closed takes no time back', async () => {
    const { its, clocks, contact } = machine();
    const on = await openKit(undefined, clocks);
    contact(on);
    its.trueMs += HOUR;
    const before = on.now();
    const off = { ...clocks, now: () => its.trueMs - 24 * HOUR };
    const { name } = on.collection('tickets').database;
    await on.close();
    const again = await openKit(name, off);
    expect(again.now()).toBeGreaterThanOrEqual(before);
    expect(again.trustedTime.get()).toMatchObject({ state: 'provisional', reason: 'jump' });
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allSent, goLive, phaseOf, soon, Suite, type Station, type World } from './world.ts';

const MINUTE = 60_000;
/** `Date` has whole seconds, and a busy machine takes its time. */
const CLOSE_MS = 3_000;

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

/** How far the time a console tells is from that of the server, which runs on this machine. */
async function errorOf({ client }: Station): Promise<number> {
  return Math.abs((await client.time()).nowMs - Date.now());
}

function stateOf(station: Station, wanted: 'trusted' | 'provisional'): Promise<void> {
  return soon(async () => expect((await station.client.time()).state).toBe(wanted));
}

/** The clock was wrong before the console was opened: nothing but the server can tell. */
async function startWrong({ client, open }: Station, offMs: number): Promise<void> {
  await client.close();
  await client.setClock(offMs);
  await open();
}

async function expectInstantsNow(id: string): Promise<void> {
  const ticket = (await world.admin.get(id))!;
  const entries = (await world.admin.all()).filter(({ recordId }) => recordId === id);
  const instants = [ticket['openedAt'], ticket['updatedAt'], ...entries.map(({ at }) => at)];
  expect(entries.length).toBeGreaterThan(1);
  for (const at of instants) {
    expect(Math.abs(Date.parse(String(at)) - Date.now())).toBeLessThan(15_000);
  }
}

describe('the time of consoles whose clocks are wrong', () => {
  it('F12: 20 minutes ahead and 20 behind, what both write carries the server’s time', async () => {
    await startWrong(anna, 20 * MINUTE);
    await startWrong(ben, -20 * MINUTE);
    await goLive(anna, ben);
    for (const each of [anna, ben]) await stateOf(each, 'trusted');
    const ticket = await anna.client.create('Label printer prints blank labels');
    await anna.client.comment(ticket.id, 'From 20 minutes ahead');
    await allSent(anna);
    await soon(async () => expect(await ben.client.get('tickets', ticket.id)).not.toBeNull());
    await ben.client.comment(ticket.id, 'From 20 minutes ago');
    await allSent(ben);
    await expectInstantsNow(ticket.id);
    // Their order within a second or two is nobody's promise: `Date` has whole seconds.
    await soon(async () => expect(await anna.client.timeline(ticket.id)).toHaveLength(3));
  });

  it('F11, F12: a clock that jumps offline moves no record; provisional, then final', async () => {
    await goLive(anna);
    await stateOf(anna, 'trusted');
    anna.proxy.setOffline(true);
    await phaseOf(anna, 'offline');
    await anna.client.setClock(-180 * MINUTE);
    const ticket = await anna.client.create('Typed after the battery was changed');
    await anna.client.comment(ticket.id, 'Still offline');
    await stateOf(anna, 'provisional');
    expect(await errorOf(anna)).toBeLessThan(CLOSE_MS);
    anna.proxy.setOffline(false);
    await anna.client.syncNow();
    await allSent(anna);
    await stateOf(anna, 'trusted');
    expect(await errorOf(anna)).toBeLessThan(CLOSE_MS);
    await expectInstantsNow(ticket.id);
  });

  it('F12: a clock that jumps in contact is asked for at once, though nothing else is sent', async () => {
    // Nothing else is asked while the test lasts.
    const rare = { longPollMs: 60_000, equalityDelayMs: 600_000 };
    await anna.client.close();
    await anna.open({ tuning: { ...anna.setup.tuning, ...rare } });
    await goLive(anna);
    await stateOf(anna, 'trusted');
    await anna.client.setClock(20 * MINUTE);
    await soon(async () => {
      const { offsetMs } = await anna.client.time();
      expect(Math.abs(offsetMs + 20 * MINUTE)).toBeLessThan(CLOSE_MS);
    });
    await stateOf(anna, 'trusted');
  });

  it('F12: a restart without a network keeps what was measured', async () => {
    await anna.client.setClock(20 * MINUTE);
    await goLive(anna);
    await stateOf(anna, 'trusted');
    await anna.client.close();
    anna.proxy.setOffline(true);
    await anna.open();
    expect(await errorOf(anna)).toBeLessThan(CLOSE_MS);
    expect((await anna.client.time()).state).toBe('trusted');
  });
});

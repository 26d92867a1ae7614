import { randomInt } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../renderer/sync/clock.ts';
import { createPresence } from '../../renderer/sync/presence.ts';
import type { Presence } from '../../renderer/sync/presence.ts';
import { createPresenceWire } from '../../renderer/sync/presence-wire.ts';
import { makeUlid } from '../../shared/model/ids.ts';
import { PRESENCE_DATABASE, presenceId } from '../../shared/model/presence.ts';
import { connectCouch } from '../../sync-server/couch/couch-server.ts';
import { provision } from '../../sync-server/couch/provision.ts';
import { removeUser } from '../../sync-server/couch/user-accounts.ts';
import { startTestServer } from '../../sync-server/embedded/testing.ts';
import type { TestServer } from '../../sync-server/embedded/testing.ts';
import { eventually } from './eventually.ts';

const PASSWORD = 'correct horse';
const PATIENCE_MS = 15_000;

let server: TestServer;
let hadPresence = false;
let people: readonly string[] = [];
let open: Presence[] = [];

function fresh(prefix: string): string {
  return `${prefix}${makeUlid(Date.now(), () => randomInt(2 ** 32) / 2 ** 32).toLowerCase()}`;
}

function fetchAs(userName: string): typeof fetch {
  const secret = Buffer.from(`${userName}:${PASSWORD}`).toString('base64');
  return (input, init) =>
    fetch(input, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), authorization: `Basic ${secret}` },
    });
}

function present(userName: string, deviceId: string): Presence {
  let requests = 0;
  const presence = createPresence({
    wire: createPresenceWire({
      fetch: (input, init) => fetchAs(userName)(input, init),
      baseUrl: `${server.url}/`,
      newRequestId: () => `${userName}-${(requests += 1)}`,
    }),
    clock: systemClock,
    userName,
    deviceId,
    now: () => Date.now(),
    holdsPoll: () => true,
    tuning: { settleMs: 20, breathMs: 20 },
  });
  presence.setActive(true);
  open.push(presence);
  return presence;
}

const seen = (presence: Presence): readonly string[] =>
  presence.peers.get().map(({ userName, isEditing }) => `${userName}${isEditing ? ' edits' : ''}`);

const soon = <T>(check: () => T): Promise<T> => eventually(check, PATIENCE_MS);

beforeAll(async () => {
  server = await startTestServer();
  hadPresence = (await connectCouch(server.adminUrl).find({ db: PRESENCE_DATABASE })) !== null;
  people = [fresh('anna-'), fresh('ben-')];
  await provision({
    url: server.adminUrl,
    scopes: [],
    users: people.map((name) => ({ name, roles: ['agent'], scopes: [], password: PASSWORD })),
  });
});
afterAll(async () => {
  const couch = connectCouch(server.adminUrl);
  for (const name of people) await removeUser(couch, name);
  if (!hadPresence) await couch.request({ method: 'DELETE', db: PRESENCE_DATABASE });
  await server.close();
});
beforeEach(() => {
  open = [];
});
afterEach(async () => {
  await Promise.all(open.map((each) => each.stop()));
});

describe('two consoles on one record', () => {
  it('see each other come, edit and leave', async () => {
    const [annaName = '', benName = ''] = people;
    const record = fresh('ticket:');
    const anna = present(annaName, 'A');
    const ben = present(benName, 'B');
    anna.show(record);
    ben.show(record);
    await soon(() => expect(seen(anna)).toEqual([benName]));
    await soon(() => expect(seen(ben)).toEqual([annaName]));
    ben.setEditing(true);
    await soon(() => expect(seen(anna)).toEqual([`${benName} edits`]));
    ben.show(fresh('ticket:'));
    await soon(() => expect(seen(anna)).toEqual([]));
    expect(seen(ben)).toEqual([]);
    anna.show(null);
    await anna.stop();
  });

  it('take up their own word after a restart, and are gone when they sign off', async () => {
    const [annaName = '', benName = ''] = people;
    const record = fresh('ticket:');
    const anna = present(annaName, 'A');
    const first = present(benName, 'B');
    anna.show(record);
    first.show(record);
    await soon(() => expect(seen(anna)).toEqual([benName]));
    await first.stop();
    await soon(() => expect(seen(anna)).toEqual([]));
    // A new run of the same console knows no revision of its document.
    present(benName, 'B').show(record);
    await soon(() => expect(seen(anna)).toEqual([benName]));
  });
});

describe('the presence database', () => {
  async function write(userName: string, document: Record<string, unknown>): Promise<unknown> {
    const answer = await fetchAs(userName)(`${server.url}/${PRESENCE_DATABASE}/_bulk_docs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ docs: [document] }),
    });
    const [row] = (await answer.json()) as { error?: string; reason?: string }[];
    return row?.error === undefined ? 'written' : row.reason;
  }

  it('lets everybody speak for themselves and for nobody else', async () => {
    const [annaName = '', benName = ''] = people;
    const said = {
      _id: presenceId(fresh('D'), annaName),
      ...{ kind: 'presence', userName: annaName, recordId: 'ticket:1', leftId: '' },
      ...{ isEditing: false, at: new Date().toISOString(), open: true },
    };
    expect(await write(benName, said)).toMatch(/for themselves/);
    expect(await write(benName, { ...said, userName: benName })).toMatch(/for themselves/);
    expect(await write(annaName, { ...said, title: 'Payroll is down' })).toMatch(/no such field/);
    expect(await write(annaName, { ...said, recordId: 'x'.repeat(201) })).toMatch(/too long/);
    expect(await write(annaName, { ...said, open: undefined })).toMatch(/needs open/);
    expect(await write(annaName, said)).toBe('written');
  });

  it('is made whole by a second run, which changes nothing', async () => {
    const again = await provision({ url: server.adminUrl, scopes: [] });
    const own = (all: readonly string[]) =>
      all.filter((each) => each.startsWith(PRESENCE_DATABASE));
    expect([...own(again.created), ...own(again.updated)]).toEqual([]);
    expect(own(again.unchanged).length).toBeGreaterThanOrEqual(3);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectCouch } from '../../sync-server/couch/couch-server.ts';
import { ensureUser } from '../../sync-server/couch/user-accounts.ts';
import type { SyncQuestion } from '../../renderer/sync/sync-status.ts';
import type { Role } from '../../shared/policy/roles.ts';
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

type Json = Readonly<Record<string, unknown>>;

/** Speaks to the server as its administrator. */
async function asAdmin(method: string, path: string, body?: unknown): Promise<Json> {
  const url = new URL(world.server.adminUrl);
  const secret = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const answer = await fetch(`${url.origin}/${encodeURIComponent(world.database)}${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(secret).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Json;
}

interface Copy {
  readonly security: Json;
  readonly documents: readonly Json[];
}

/** What a backup holds, as far as a client can see it. */
async function backUp(): Promise<Copy> {
  const security = await asAdmin('GET', '/_security');
  const { rows } = (await asAdmin('GET', '/_all_docs?include_docs=true')) as unknown as {
    rows: { doc: Json }[];
  };
  return { security, documents: rows.map(({ doc }) => doc) };
}

/** The database as it was, identity and epoch too; who restores it like this forgot the runbook. */
async function restore({ security, documents }: Copy): Promise<void> {
  await asAdmin('DELETE', '');
  await asAdmin('PUT', '?q=2');
  await asAdmin('PUT', '/_security', security);
  await asAdmin('POST', '/_bulk_docs', { docs: documents, new_edits: false });
}

async function titleThere(id: string): Promise<unknown> {
  return (await world.admin.get(id))?.['title'];
}

/** Compares now, and returns what came of it when it is through. */
async function compare({ client }: Station) {
  const before = Date.now();
  await client.checkEquality();
  return soon(async () => {
    const { equality } = await client.status();
    const found = equality?.databases.find(({ database }) => database === world.database);
    expect(Date.parse(found?.checkedAt ?? '')).toBeGreaterThanOrEqual(before);
    return found!;
  });
}

function asked({ client }: Station): Promise<SyncQuestion> {
  return soon(async () => {
    const { questions } = await client.status();
    expect(questions).toHaveLength(1);
    return questions[0]!;
  });
}

describe('a server that went back without a word (L16)', () => {
  it('F14: restored without a raised epoch: found, asked, and what was typed since comes back', async () => {
    const ticket = await anna.client.create('In the backup');
    await goLive(anna, ben);
    await allSent(anna);
    const copy = await backUp();
    await anna.client.edit(ticket.id, { title: 'After the backup' });
    await anna.client.comment(ticket.id, 'Typed after the backup');
    await allSent(anna);
    await soon(async () =>
      expect((await ben.client.get('tickets', ticket.id))?.title).toBe('After the backup'),
    );
    anna.proxy.setOffline(true);
    ben.proxy.setOffline(true);
    await restore(copy);
    anna.proxy.setOffline(false);
    ben.proxy.setOffline(false);
    for (const station of [anna, ben]) {
      await station.client.syncNow();
      await phaseOf(station, 'live');
    }
    const found = await compare(anna);
    expect(found.newerHere).toBe(1);
    expect(found.onlyHere).toBeGreaterThan(0);
    expect(await titleThere(ticket.id)).toBe('In the backup');
    expect((await compare(ben)).newerHere).toBe(1);
    await anna.client.answer((await asked(anna)).id, 'apply');
    await soon(async () => expect(await titleThere(ticket.id)).toBe('After the backup'));
    await allSent(anna);
    expect(await compare(anna)).toMatchObject({ newerHere: 0, onlyHere: 0 });
    expect(await compare(ben)).toMatchObject({ newerHere: 0, onlyHere: 0 });
    await soon(async () => expect((await ben.client.status()).questions).toEqual([]));
    const texts = JSON.stringify(await ben.client.timeline(ticket.id));
    expect(texts).toContain('Typed after the backup');
  });

  it('F47: purged documents are reported, and not sent back unasked', async () => {
    const ticket = await anna.client.create('To be purged');
    await goLive(anna);
    await allSent(anna);
    const { _rev } = (await world.admin.get(ticket.id))!;
    await asAdmin('POST', '/_purge', { [ticket.id]: [_rev] });
    expect(await compare(anna)).toMatchObject({ onlyHere: 1, newerHere: 0 });
    const question = await asked(anna);
    expect(question).toMatchObject({ kind: 'server-went-back', onlyHere: 1 });
    await anna.client.answer(question.id, 'keep');
    await soon(async () => expect((await anna.client.status()).questions).toEqual([]));
    await compare(anna);
    expect((await anna.client.status()).questions).toEqual([]);
    expect(await world.admin.get(ticket.id)).toBeNull();
    expect(await anna.client.get('tickets', ticket.id)).not.toBeNull();
  });
});

describe('a mass delete arrives (L15)', () => {
  it('F43: the feed stops and asks; “apply” lets it through', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 30; n += 1) ids.push((await anna.client.create(`Ticket ${n}`)).id);
    await goLive(anna, ben);
    await allSent(anna);
    await soon(async () => expect(await ben.client.all('tickets')).toHaveLength(30));
    ben.proxy.setOffline(true);
    for (const id of ids.slice(0, 25)) await world.admin.remove(id);
    ben.proxy.setOffline(false);
    await ben.client.syncNow();
    const question = await asked(ben);
    expect(question).toMatchObject({
      kind: 'mass-removal',
      collection: 'tickets',
      removed: 25,
      of: 30,
    });
    expect(await ben.client.all('tickets')).toHaveLength(30);
    const mine = await ben.client.create('Sent all the same');
    await allSent(ben);
    expect(await titleThere(mine.id)).toBe('Sent all the same');
    await ben.client.close();
    await ben.open();
    await ben.client.start();
    expect((await asked(ben)).id).toBe(question.id);
    await ben.client.answer(question.id, 'apply');
    await soon(async () => expect(await ben.client.all('tickets')).toHaveLength(6));
    await phaseOf(ben, 'live');
  });
});

describe('a scope is lost (L12, L20)', () => {
  const OTHERS: readonly Role[] = ['agent'];

  async function grant({ setup }: Station, scopes: readonly string[]): Promise<string[]> {
    const couch = connectCouch(world.server.adminUrl);
    await ensureUser(couch, { name: setup.userName, roles: OTHERS, scopes });
    return [...OTHERS, ...scopes.map((scope) => `scope:${scope}`)];
  }

  it('F27: its documents leave, unsent work stays and is sent when the scope comes back', async () => {
    const ticket = await anna.client.create('Of a scope that goes');
    const other = await anna.client.create('Nothing unsent here');
    await goLive(anna);
    await allSent(anna);
    anna.proxy.setOffline(true);
    await anna.client.comment(ticket.id, 'Typed in the basement');
    const without = await grant(anna, []);
    anna.proxy.setOffline(false);
    await anna.client.syncNow();
    await anna.client.setRoles(without);
    await soon(async () => expect(await anna.client.get('tickets', other.id)).toBeNull());
    await soon(async () => {
      const { rows, refused } = await anna.client.unsent();
      expect(rows.length).toBeGreaterThan(0);
      expect(refused).toHaveLength(rows.length);
    });
    expect(await anna.client.exportUnsent()).toContain('Typed in the basement');
    expect((await anna.client.status()).lostScopes).toEqual([world.scope]);
    expect(await anna.client.checkpoint(world.database)).toBeNull();
    const again = await grant(anna, [world.scope]);
    await anna.client.setRoles(again);
    await allSent(anna);
    await soon(async () => expect(await anna.client.get('tickets', other.id)).not.toBeNull());
    expect(JSON.stringify(await world.admin.all())).toContain('Typed in the basement');
  });

  it('F26: a role lost while offline: what the server refuses is kept with its reason', async () => {
    const ticket = await anna.client.create('Still mine');
    await goLive(anna);
    await allSent(anna);
    anna.proxy.setOffline(true);
    await anna.client.edit(ticket.id, { title: 'Typed offline' });
    const couch = connectCouch(world.server.adminUrl);
    const { userName } = anna.setup;
    await ensureUser(couch, { name: userName, roles: [], scopes: [world.scope] });
    anna.proxy.setOffline(false);
    await anna.client.syncNow();
    await anna.client.setRoles([`scope:${world.scope}`]);
    await soon(async () => expect((await anna.client.unsent()).refused.length).toBeGreaterThan(0));
    const [row] = (await anna.client.unsent()).refused;
    expect(row!.refused!.reason).not.toBe('');
    expect((await anna.client.get('tickets', ticket.id))?.title).toBe('Typed offline');
    expect(await anna.client.exportUnsent()).toContain('Typed offline');
    await ensureUser(couch, { name: userName, roles: ['agent'], scopes: [world.scope] });
    for (const { documentId } of (await anna.client.unsent()).refused) {
      await anna.client.sendAgain(documentId);
    }
    await allSent(anna);
    expect(await titleThere(ticket.id)).toBe('Typed offline');
  });
});

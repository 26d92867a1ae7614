import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import nano from 'nano';
import PouchDB from 'pouchdb-core';
import httpAdapter from 'pouchdb-adapter-http';
import leveldbAdapter from 'pouchdb-adapter-leveldb';
import replication from 'pouchdb-replication';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ticket } from '../../shared/model/ticket.ts';
import type { ProxyRule } from './fault-proxy.ts';
import { allSent, goLive, phaseOf, soon, Suite, type Station, type World } from './world.ts';

/** Programs of others on the same databases, with the protocols that CouchDB's world speaks. */

type Fields = Readonly<Record<string, unknown>> & { readonly _id: string; readonly _rev?: string };

interface Replicating {
  readonly replicate: {
    to(target: unknown, options?: object): Promise<{ docs_written: number }>;
    from(source: unknown, options?: object): Promise<{ docs_written: number }>;
  };
}

const Pouch = PouchDB.plugin(httpAdapter).plugin(leveldbAdapter).plugin(replication);
type Database = PouchDB.Database<Fields> & Replicating;
const openPouch = (name: string, options: object): Database =>
  new Pouch(name, options) as unknown as Database;

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

const titleAt = async ({ client }: Station, id: string): Promise<string | undefined> =>
  (await client.get('tickets', id))?.title;

async function sharedTicket(title = 'Label printer prints blank labels'): Promise<Ticket> {
  const ticket = await anna.client.create(title);
  await goLive(anna, ben);
  await soon(async () => expect(await titleAt(ben, ticket.id)).toBe(title));
  await allSent(anna);
  return ticket;
}

/** As Ben's own program, with his name and password. */
function bensPouch(): Database {
  const { userName: username, password } = ben.setup;
  return openPouch(`${world.server.url}/${world.database}`, {
    adapter: 'http',
    skip_setup: true,
    auth: { username, password },
  });
}

function adminsPouch(): Database {
  const { username, password } = new URL(world.server.adminUrl);
  return openPouch(`${world.server.url}/${world.database}`, {
    adapter: 'http',
    skip_setup: true,
    auth: { username, password },
  });
}

/** The document as Ben's program writes it: with our envelope. */
function asBen(present: Fields, patch: object): Fields {
  const version = Number(present['version']) + 1;
  const updatedAt = new Date().toISOString();
  const by = { version, updatedAt, updatedBy: ben.setup.userName, mutationId: `pouch-${version}` };
  return { ...present, ...patch, ...by };
}

async function bothShow(id: string, title: string): Promise<void> {
  for (const station of [anna, ben]) {
    await soon(async () => expect(await titleAt(station, id)).toBe(title));
  }
}

async function inFolder(task: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'outpost-interop-'));
  try {
    await task(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('a plain PouchDB over HTTP', () => {
  it('reads what consoles write, and consoles read what it writes', async () => {
    const ticket = await sharedTicket();
    const pouch = bensPouch();
    const found = await pouch.get(ticket.id);
    expect(found['title']).toBe(ticket.title);
    await pouch.put(asBen(found, { title: 'Changed by a program' }));
    await bothShow(ticket.id, 'Changed by a program');
    await anna.client.edit(ticket.id, { title: 'And by a person' });
    await allSent(anna);
    expect((await pouch.get(ticket.id))['title']).toBe('And by a person');
    await bothShow(ticket.id, 'And by a person');
  });

  it('and a console that typed meanwhile loses nothing of either', async () => {
    const ticket = await sharedTicket();
    anna.proxy.setOffline(true);
    await anna.client.edit(ticket.id, { category: 'Typed offline' });
    const pouch = bensPouch();
    await pouch.put(asBen(await pouch.get(ticket.id), { title: 'Changed by a program' }));
    anna.proxy.setOffline(false);
    await anna.client.syncNow();
    await allSent(anna);
    await bothShow(ticket.id, 'Changed by a program');
    expect(await world.admin.get(ticket.id)).toMatchObject({ category: 'Typed offline' });
  });
});

describe('a PouchDB that replicates', () => {
  it('takes all of a scope along and brings back what was written far away', async () => {
    const ticket = await sharedTicket();
    await inFolder(async (folder) => {
      const far = openPouch(path.join(folder, 'far'), { adapter: 'leveldb' });
      await far.replicate.from(bensPouch());
      expect((await far.get(ticket.id))['title']).toBe(ticket.title);
      await far.put(asBen(await far.get(ticket.id), { title: 'Written on a ship' }));
      await far.replicate.to(bensPouch());
      await far.close();
    });
    await bothShow(ticket.id, 'Written on a ship');
  });

  it('F23: leaves both revisions of a conflict; consoles agree on CouchDB’s winner and go on', async () => {
    const ticket = await sharedTicket();
    await inFolder(async (folder) => {
      const far = openPouch(path.join(folder, 'far'), { adapter: 'leveldb' });
      await far.replicate.from(bensPouch());
      await far.put(asBen(await far.get(ticket.id), { title: 'Written on a ship' }));
      await anna.client.edit(ticket.id, { title: 'Written in the office' });
      await allSent(anna);
      // A server that replicates does it as administrator; a person may not write for others.
      expect((await far.replicate.to(adminsPouch())).docs_written).toBe(1);
      await far.close();
    });
    const pouch = bensPouch();
    const { _conflicts: leaves, ...winner } = (await pouch.get(ticket.id, {
      conflicts: true,
    })) as Fields & { readonly _conflicts?: readonly string[] };
    expect(leaves, 'the other revision is there for the sweeper').toHaveLength(1);
    await soon(async () => {
      const titles = [await titleAt(anna, ticket.id), await titleAt(ben, ticket.id)];
      expect(titles[0]).toBe(titles[1]);
    });
    expect([winner['title'], 'Written in the office']).toContain(await titleAt(anna, ticket.id));
    await ben.client.comment(ticket.id, 'Works on');
    await ben.client.edit(ticket.id, { category: 'Works on' });
    await allSent(ben);
    await soon(async () =>
      expect((await anna.client.get('tickets', ticket.id))?.category).toBe('Works on'),
    );
    await phaseOf(anna, 'live');
    await phaseOf(ben, 'live');
  });
});

describe('nano, and a program that knows nothing of our envelope', () => {
  it('is refused by the design document like anybody else', async () => {
    const ticket = await sharedTicket();
    const { userName, password } = ben.setup;
    const url = new URL(world.server.url);
    [url.username, url.password] = [userName, password];
    const db = nano(url.href.replace(/\/$/, '')).use<Fields>(world.database);
    const found = await db.get(ticket.id);
    const { version: _without, ...bare } = found as unknown as Fields;
    const rows = await db.bulk({
      docs: [bare, { _id: 'ticket:from-nowhere', title: 'No envelope' }] as Fields[],
    });
    expect(rows.map(({ error }) => error)).toEqual(['forbidden', 'forbidden']);
    expect(await titleAt(anna, ticket.id)).toBe(ticket.title);
  });

  it('what it writes past the guard is never taken for ours and never lost', async () => {
    const ticket = await sharedTicket();
    const db = nano(world.server.adminUrl).use<Fields>(world.database);
    anna.proxy.setOffline(true);
    await anna.client.edit(ticket.id, { category: 'Typed offline' });
    await world.admin.unguarded(async () => {
      // The same version and mutation id as ours, another content.
      const found = (await db.get(ticket.id)) as unknown as Fields;
      await db.insert({ ...found, title: 'Changed by a script' });
      await db.insert({ _id: 'ticket:from-nowhere', title: 7 });
    });
    anna.proxy.setOffline(false);
    await anna.client.syncNow();
    await allSent(anna);
    await soon(async () =>
      expect(await world.admin.get(ticket.id)).toMatchObject({
        title: 'Changed by a script',
        category: 'Typed offline',
      }),
    );
    await bothShow(ticket.id, 'Changed by a script');
    expect(await anna.client.get('tickets', 'ticket:from-nowhere')).toBeNull();
    await phaseOf(anna, 'live');
  });

  it('a document of it that fits no schema is set aside, and comes when it was mended', async () => {
    const ticket = await sharedTicket();
    const db = nano(world.server.adminUrl).use<Fields>(world.database);
    const copyId = `${ticket.id.slice(0, -1)}${ticket.id.endsWith('0') ? '1' : '0'}`;
    const { _rev: _old, ...whole } = (await db.get(ticket.id)) as unknown as Fields;
    await world.admin.unguarded(async () => {
      await db.insert({ ...whole, _id: copyId, impact: 'huge' });
    });
    await anna.client.comment(ticket.id, 'Behind it in the feed');
    await soon(async () => expect(await ben.client.timeline(ticket.id)).toHaveLength(2));
    expect(await ben.client.get('tickets', copyId)).toBeNull();
    await world.admin.unguarded(async () => {
      const broken = (await db.get(copyId)) as unknown as Fields;
      await db.insert({ ...broken, impact: 1, number: `${ticket.number}9` });
    });
    await soon(async () => expect(await ben.client.get('tickets', copyId)).not.toBeNull());
  });
});

/** Feeds and answers as other servers of the protocol may send them. */
const OTHER_HABITS: Readonly<Record<string, (body: string) => string>> = {
  'sequences that are lists, tombstones without a body, no count of what is left': (body) => {
    const page = JSON.parse(body) as { results?: Record<string, unknown>[] };
    if (!Array.isArray(page.results)) return body;
    const results = page.results.map(({ doc, ...row }) =>
      row['deleted'] === true ? { ...row, seq: null } : { ...row, doc, seq: [1, 'x'] },
    );
    return JSON.stringify({ ...page, results, pending: undefined });
  },
  'rows of a batch in another order, with words of their own': (body) => {
    const rows = JSON.parse(body) as unknown;
    if (!Array.isArray(rows)) return body;
    return JSON.stringify([...(rows as object[])].reverse().map((row) => ({ ...row, extra: 1 })));
  },
};

describe('a server with other habits', () => {
  it.each(Object.entries(OTHER_HABITS))('%s: all arrives', async (_what, bend) => {
    const rule: ProxyRule = ({ rest }) =>
      rest === '_changes' || rest === '_bulk_docs' ? { kind: 'bend', bend } : undefined;
    for (const { proxy } of [anna, ben]) proxy.rules.push(rule);
    const ticket = await sharedTicket();
    const other = await ben.client.create('To be deleted');
    for (let n = 0; n < 5; n += 1) await ben.client.comment(ticket.id, `Comment ${n}`);
    await allSent(ben);
    await soon(async () => expect(await anna.client.timeline(ticket.id)).toHaveLength(6));
    await soon(async () => expect(await titleAt(anna, other.id)).toBe('To be deleted'));
    await world.admin.remove(other.id);
    await soon(async () => expect(await anna.client.get('tickets', other.id)).toBeNull());
    for (const entry of await anna.client.timeline(ticket.id)) {
      expect(await world.admin.revision(entry.id)).toMatch(/^1-/);
    }
  });
});

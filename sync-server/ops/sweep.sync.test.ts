import PouchDB from 'pouchdb-core';
import HttpAdapter from 'pouchdb-adapter-http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  allSent,
  goLive,
  phaseOf,
  soon,
  Suite,
  type Station,
  type World,
} from '../../build/sync-suite/world.ts';
import { filesDatabase } from '../../shared/model/blob.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { connectCouch, type CouchServer } from '../couch/couch-server.ts';
import { asRecord, type JsonRecord } from '../couch/json-record.ts';
import { withCredentials } from '../embedded/testing.ts';
import { sweep } from './sweep.ts';

PouchDB.plugin(HttpAdapter);

const suite = new Suite();
let world: World;
let anna: Station;
let ben: Station;
let server: CouchServer;

beforeAll(() => suite.start(2));
afterAll(() => suite.stop());
beforeEach(async () => {
  world = await suite.world();
  [anna, ben] = world.stations as [Station, Station];
  server = connectCouch(world.server.adminUrl);
});
afterEach(async () => {
  await world.close();
  const db = filesDatabase(world.scope);
  await server.request({ method: 'DELETE', db }).catch(() => undefined);
});

async function ticketOnBoth(): Promise<Ticket> {
  const ticket = await anna.client.create('Label printer prints blank labels');
  await goLive(anna, ben);
  await soon(async () => expect(await ben.client.get('tickets', ticket.id)).not.toBeNull());
  await allSent(anna);
  return ticket;
}

/** What a replication from another server does: a leaf that grew there from `parent`. */
async function replicateIn(
  document: JsonRecord,
  parent: string,
  patch: JsonRecord,
): Promise<string> {
  const database = new PouchDB(
    `${withCredentials(world.server.url, world.server.admin)}/${world.database}`,
    { skip_setup: true },
  );
  const [generation = '0', hash = ''] = parent.split('-');
  const start = Number(generation) + 1;
  // Below every hash of ours, so that CouchDB goes on showing what consoles have.
  const leaf = '0'.repeat(32);
  const rev = `${String(start)}-${leaf}`;
  const version = Number(document['version']) + 1;
  const copy = {
    ...document,
    version,
    mutationId: 'theirs',
    updatedBy: 'eva.klein',
    ...patch,
    _rev: rev,
    _revisions: { start, ids: [leaf, hash] },
  };
  await database.bulkDocs([copy as never], { new_edits: false });
  await database.close();
  return rev;
}

async function conflictsOf(id: string): Promise<unknown> {
  const query = { conflicts: true };
  const path = encodeURIComponent(id);
  return asRecord(await server.request({ db: world.database, path, query }))['_conflicts'];
}

const only = () => [world.database];

describe('leaves that replication between servers left (F23)', () => {
  it('F23: are reported with the fields they differ in, and change nothing for consoles', async () => {
    const ticket = await ticketOnBoth();
    const start = (await world.admin.get(ticket.id))!;
    await anna.client.edit(ticket.id, { title: 'Ribbon is empty' });
    await allSent(anna);
    await replicateIn(start, String(start['_rev']), { description: 'Hall 3, second printer' });

    const found = await sweep({ server, mend: false, only: only() });
    expect(found).toEqual([
      expect.objectContaining({
        database: world.database,
        id: ticket.id,
        outcome: 'found',
      }),
    ]);
    expect(found[0]?.fields).toEqual(expect.arrayContaining(['description', 'title']));
    expect(found[0]?.leaves).toHaveLength(2);
    expect(await conflictsOf(ticket.id)).toHaveLength(1);
    await ben.client.comment(ticket.id, 'Still works here');
    await allSent(ben);
    await phaseOf(anna, 'live');
    expect((await anna.client.get('tickets', ticket.id))?.title).toBe('Ribbon is empty');
  });

  it('F23: are mended; every console gets what both wrote', async () => {
    const ticket = await ticketOnBoth();
    const start = (await world.admin.get(ticket.id))!;
    await anna.client.edit(ticket.id, { title: 'Ribbon is empty' });
    await allSent(anna);
    await replicateIn(start, String(start['_rev']), { description: 'Hall 3, second printer' });

    const kept: JsonRecord[] = [];
    const keep = (_database: string, leaf: JsonRecord): Promise<void> => {
      kept.push(leaf);
      return Promise.resolve();
    };
    const mended = await sweep({ server, mend: true, only: only(), keep });
    expect(mended.map(({ outcome }) => outcome)).toEqual(['mended']);
    expect(kept).toHaveLength(1);
    expect(await conflictsOf(ticket.id)).toBeUndefined();
    for (const { client } of [anna, ben]) {
      await soon(async () => {
        const now = await client.get('tickets', ticket.id);
        expect(now?.description).toBe('Hall 3, second printer');
        // Where the server compacted the common start away, one side is taken whole; the other
        // stays on the timeline.
        const merges = (await client.timeline(ticket.id)).flatMap((entry) =>
          entry.kind === 'merge' ? entry.decisions : [],
        );
        const titles = [now?.title, ...merges.map(({ mine }) => mine)];
        expect(titles).toContain('Ribbon is empty');
      });
    }
    expect(await sweep({ server, mend: true, only: only() })).toEqual([]);
  });

  it('F23: keep the text that loses on the timeline, once, however often it is swept', async () => {
    const ticket = await ticketOnBoth();
    const start = (await world.admin.get(ticket.id))!;
    await anna.client.edit(ticket.id, { title: 'Ribbon is empty' });
    await allSent(anna);
    const rev = await replicateIn(start, String(start['_rev']), { title: 'Roller is worn' });
    await sweep({ server, mend: true, only: only() });
    // The other server sends its leaf once more.
    await replicateIn(start, String(start['_rev']), { title: 'Roller is worn' });
    await sweep({ server, mend: true, only: only() });
    expect(rev).toMatch(/^2-/);

    const merges = async ({ client }: Station) =>
      (await client.timeline(ticket.id)).flatMap((entry) =>
        entry.kind === 'merge' ? [entry] : [],
      );
    for (const station of [anna, ben]) {
      await soon(async () => expect(await merges(station)).toHaveLength(1));
      const [merge] = await merges(station);
      const said = merge?.decisions.find(({ field }) => field === 'title');
      expect([said?.mine, said?.theirs].sort()).toEqual(['Ribbon is empty', 'Roller is worn']);
      const title = (await station.client.get('tickets', ticket.id))?.title;
      expect(title).toBe(said?.kept);
    }
    expect(await conflictsOf(ticket.id)).toBeUndefined();
  });
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  allSent,
  goLive,
  soon,
  Suite,
  type Station,
  type World,
} from '../../build/sync-suite/world.ts';
import { IDENTITY_ID, REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import { filesDatabase, PART_ATTACHMENT, PART_TYPE } from '../../shared/model/blob.ts';
import { numbersId } from '../../shared/policy/numbers.ts';
import { connectCouch, type CouchServer } from '../couch/couch-server.ts';
import { asRecord, sameJson, type JsonRecord } from '../couch/json-record.ts';
import { backup } from './backup.ts';
import { backupDocuments, openBackup, verifyBackup, type Backup } from './backup-format.ts';
import { runDoctor } from './doctor.ts';
import { listOutpostDatabases } from './outpost-databases.ts';
import { findRestore, RESTORE_DATABASE } from './restore-plan.ts';
import { restore } from './restore.ts';

const suite = new Suite();
let world: World;
let anna: Station;
let ben: Station;
let server: CouchServer;
let folder: string;
/** Databases of this test; a CouchDB that others use as well keeps its own. */
let ours: readonly string[];

beforeAll(() => suite.start(2));
afterAll(() => suite.stop());
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'outpost-backup-'));
  world = await suite.world({ numberPrefixes: ['INC'] });
  [anna, ben] = world.stations as [Station, Station];
  server = connectCouch(world.server.adminUrl);
  ours = [world.database, filesDatabase(world.scope)];
  if (world.server.embedded) ours = [...ours, REFERENCE_DATABASE];
});
afterEach(async () => {
  await world.close();
  const left = [filesDatabase(world.scope), RESTORE_DATABASE];
  for (const db of left) await server.request({ method: 'DELETE', db }).catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
});

async function makeBackup(): Promise<Backup> {
  const made = await backup({ server, folder, now: () => new Date(), withUsers: true });
  return openBackup(made.folder);
}

const restoreAll = (from: Backup, to = server) =>
  restore({ server: to, backup: from, only: ours, replace: true, now: () => new Date() });

async function loseServer(): Promise<void> {
  for (const station of [anna, ben]) station.proxy.setOffline(true);
  for (const db of ours) await server.request({ method: 'DELETE', db });
}

async function reconnect(): Promise<void> {
  for (const station of [anna, ben]) {
    station.proxy.setOffline(false);
    await station.client.syncNow();
  }
}

const identityOf = async (db: string) =>
  asRecord(await server.request({ db, path: encodeURIComponent(IDENTITY_ID) }));

/** Every document with its content, without what a revision adds. */
async function contentOf(db: string): Promise<ReadonlyMap<string, JsonRecord>> {
  const answer = (await server.request({
    db,
    path: '_all_docs',
    query: { include_docs: true },
  })) as { rows: { id: string; doc: JsonRecord }[] };
  return new Map(
    answer.rows
      .filter(({ id }) => id !== IDENTITY_ID && !id.startsWith('numbers:'))
      .map(({ id, doc: { _rev, ...doc } }) => [id, doc]),
  );
}

describe('a server that is lost and restored from its backup (F13)', () => {
  it('F13: loses nothing newer on either side, and gives no number twice', async () => {
    const before = await anna.client.create('Before the backup');
    await goLive(anna, ben);
    await soon(async () => expect(await ben.client.get('tickets', before.id)).not.toBeNull());
    await allSent(anna);
    const copy = await makeBackup();

    await anna.client.edit(before.id, { title: 'Edited after the backup' });
    const annas = await anna.client.create('Made by Anna after the backup');
    const bens = await ben.client.create('Made by Ben after the backup');
    await ben.client.comment(before.id, 'Said by Ben after the backup');
    await allSent(anna);
    await allSent(ben);
    await loseServer();
    await anna.client.comment(before.id, 'Typed by Anna while there was no server');

    const report = await restoreAll(copy);
    expect((await identityOf(world.database))['epoch']).toBe(report.epoch);
    await reconnect();
    await soon(async () => {
      const ids = (await world.admin.all()).map(({ _id }) => _id);
      expect(ids).toEqual(expect.arrayContaining([before.id, annas.id, bens.id]));
      expect((await world.admin.get(before.id))?.['title']).toBe('Edited after the backup');
    });
    for (const { client } of [anna, ben]) {
      await soon(async () => {
        const bodies = (await client.timeline(before.id)).flatMap((entry) =>
          entry.kind === 'comment' ? [entry.body] : [],
        );
        expect(bodies.sort()).toEqual([
          'Said by Ben after the backup',
          'Typed by Anna while there was no server',
        ]);
        expect((await client.get('tickets', before.id))?.title).toBe('Edited after the backup');
      });
    }
    await allSent(anna);
    await allSent(ben);

    const later = [await anna.client.create('Afterwards'), await ben.client.create('As well')];
    await allSent(anna);
    await allSent(ben);
    const tickets = (await world.admin.all()).filter(({ _id }) =>
      String(_id).startsWith('ticket:'),
    );
    const numbers = tickets.map(({ number }) => number);
    expect(numbers).toEqual(expect.arrayContaining(later.map(({ number }) => number)));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers).toHaveLength(5);
  });

  it('F13: raises every epoch above all that consoles have seen, and every series of numbers', async () => {
    const copy = await makeBackup();
    const path_ = encodeURIComponent(IDENTITY_ID);
    const identity = await identityOf(world.database);
    const body = { ...identity, epoch: 7 };
    await server.request({ method: 'PUT', db: world.database, path: path_, body });
    const report = await restoreAll(copy);
    expect(report.epoch).toBe(8);
    for (const db of ours) expect((await identityOf(db))['epoch']).toBe(8);
    if (!ours.includes(REFERENCE_DATABASE)) return;
    for await (const { _id: id, next } of backupDocuments(copy, {
      file: `${REFERENCE_DATABASE}.jsonl.gz`,
    })) {
      if (id !== numbersId('INC')) continue;
      const now = asRecord(
        await server.request({ db: REFERENCE_DATABASE, path: encodeURIComponent(id) }),
      );
      expect(Number(now['next']) - Number(next)).toBeGreaterThanOrEqual(10_000);
    }
  });

  it('F13: brings back files, tombstones, rules and who may read', async () => {
    const files = filesDatabase(world.scope);
    const kept = await anna.client.create('Kept');
    const gone = await anna.client.create('Removed by the server');
    await goLive(anna);
    await allSent(anna);
    await world.admin.remove(gone.id);
    const part = `blob:${'a'.repeat(64)}`;
    const data = Buffer.from('what a photo says').toString('base64');
    const _attachments = { [PART_ATTACHMENT]: { content_type: PART_TYPE, data } };
    const body = { _attachments };
    await server.request({ method: 'PUT', db: files, path: encodeURIComponent(part), body });
    const security = await server.request({ db: world.database, path: '_security' });
    const before = await contentOf(world.database);
    const copy = await makeBackup();
    await loseServer();
    await restoreAll(copy);

    expect(await contentOf(world.database)).toEqual(before);
    expect(before.has(kept.id)).toBe(true);
    expect(await server.request({ db: world.database, path: '_security' })).toEqual(security);
    await expect(
      server.request({ db: world.database, path: encodeURIComponent(gone.id) }),
    ).rejects.toThrow(/deleted/);
    const query = { attachments: true };
    const found = asRecord(
      await server.request({ db: files, path: encodeURIComponent(part), query }),
    );
    expect(asRecord(asRecord(found['_attachments'])[PART_ATTACHMENT])['data']).toBe(data);
  });
});

describe('a restore that is cut short (F13)', () => {
  /** A server whose connection to us ends after so many requests, as with kill -9. */
  function dyingAfter(count: number): { server: CouchServer; asked: () => number } {
    let asked = 0;
    const guard = <T>(go: () => Promise<T>): Promise<T> => {
      asked += 1;
      return asked > count ? Promise.reject(new Error('killed')) : go();
    };
    return {
      server: {
        url: server.url,
        userName: server.userName,
        request: (request) => guard(() => server.request(request)),
        find: (request) => guard(() => server.find(request)),
      },
      asked: () => asked,
    };
  }

  it('F13: shows nobody a half of it, wherever it stopped, and is finished by the same call', async () => {
    await anna.client.create('Kept over a restore that was killed');
    await goLive(anna);
    await allSent(anna);
    for (const { proxy } of world.stations) proxy.setOffline(true);
    const before = await contentOf(world.database);
    const copy = await makeBackup();
    const whole = dyingAfter(Number.MAX_SAFE_INTEGER);
    let epoch = (await restoreAll(copy, whole.server)).epoch;
    const { userName, password } = anna.setup;
    const person = connectCouch(world.server.url, { userName, password });

    for (let count = 6; count < whole.asked(); count += 5) {
      await expect(restoreAll(copy, dyingAfter(count).server)).rejects.toThrow('killed');
      const plan = await findRestore(server);
      if (plan !== null && plan.done.length < ours.length) {
        for (const db of plan.done) {
          await expect(person.request({ db, path: '_all_docs' }), db).rejects.toThrow(/403/);
        }
        await expect(makeBackup()).rejects.toThrow(/is not finished/);
      }
      const report = await restoreAll(copy);
      expect(report.epoch).toBeGreaterThan(epoch);
      epoch = report.epoch;
      expect(await contentOf(world.database), `killed after ${String(count)}`).toEqual(before);
      expect(await findRestore(server)).toBeNull();
      expect((await listOutpostDatabases(server)).includes(world.database)).toBe(true);
    }
    const { findings } = await runDoctor(server, Date.now);
    expect(findings.find(({ check }) => check === 'restore')?.status).toBe('ok');
  });

  it('F13: refuses what is there unless told, and another workspace always', async () => {
    const copy = await makeBackup();
    const request = { server, backup: copy, only: ours, now: () => new Date() };
    await expect(restore({ ...request, replace: false })).rejects.toThrow(/is there already/);
    const manifest = { ...copy.manifest, databaseId: 'another' };
    await expect(
      restore({ ...request, backup: { ...copy, manifest }, replace: true }),
    ).rejects.toThrow(/another workspace/);
    expect(await findRestore(server)).toBeNull();
  });
});

describe('backup --verify (F13)', () => {
  it('F13: finds a byte that changed, a file that is gone and a backup that was not finished', async () => {
    const copy = await makeBackup();
    await verifyBackup(copy);
    expect(sameJson(copy.manifest, (await openBackup(copy.folder)).manifest)).toBe(true);
    const file = path.join(copy.folder, `${world.database}.jsonl.gz`);
    const bytes = new Uint8Array(await readFile(file));
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    await writeFile(file, bytes);
    await expect(verifyBackup(copy)).rejects.toThrow(/changed or damaged/);
    await rm(file);
    await expect(verifyBackup(copy)).rejects.toThrow(/cannot be read/);
    await rm(path.join(copy.folder, 'manifest.json'));
    await expect(openBackup(copy.folder)).rejects.toThrow(/no finished backup/);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import nano from 'nano';
import PouchDB from 'pouchdb-core';
import httpAdapter from 'pouchdb-adapter-http';
import leveldbAdapter from 'pouchdb-adapter-leveldb';
import replication from 'pouchdb-replication';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, withCredentials, type TestServer } from './testing.ts';
import { freshName, TestClient } from './test-client.ts';

/** The clients that others wrote for CouchDB work against the server. */
interface Case {
  readonly _id: string;
  readonly _rev?: string;
  readonly title?: string;
}

/** What the replication plugin adds to a database. */
interface Replicating {
  readonly replicate: {
    to(target: unknown, options?: object): Promise<{ docs_written: number }>;
    from(source: unknown, options?: object): Promise<{ docs_written: number }>;
  };
  sync(other: unknown): Promise<{ push: { docs_written: number }; pull: { docs_written: number } }>;
}

const Pouch = PouchDB.plugin(httpAdapter).plugin(leveldbAdapter).plugin(replication);
type Database = PouchDB.Database<Case> & Replicating;
const openPouch = (name: string, options: object): Database =>
  new Pouch(name, options) as unknown as Database;

let server: TestServer;
let admin: TestClient;
let agent: { readonly name: string; readonly password: string };
let name: string;

beforeAll(async () => {
  server = await startTestServer();
  admin = new TestClient(server.url, server.admin);
  agent = { name: freshName(), password: 'p&ss wörd' };
  const user = { ...agent, type: 'user', roles: ['agent'] };
  await admin.ok('PUT', `/_users/org.couchdb.user:${agent.name}`, user);
});

afterAll(() => server.close());

beforeEach(async () => {
  name = freshName();
  await admin.ok('PUT', `/${name}`);
  await admin.ok('PUT', `/${name}/_security`, { members: { roles: ['agent'] } });
  return async () => {
    await admin.call('DELETE', `/${name}`);
  };
});

describe('nano', () => {
  it('provisions: databases, security, design documents, users', async () => {
    const couch = nano(server.adminUrl);
    const other = freshName();
    await couch.db.create(other);
    expect(await couch.db.list()).toContain(other);
    expect((await couch.db.get(other)).doc_count).toBe(0);
    const db = couch.db.use<Case>(other);
    const design = { _id: '_design/app', validate_doc_update: 'function () {}' };
    await db.insert(design);
    await couch.request({ db: other, path: '_security', method: 'put', body: { members: {} } });
    await db.compact();
    expect((await couch.uuids(3)).uuids).toHaveLength(3);
    expect((await couch.info()).couchdb).toBe('Welcome');
    await expect(couch.db.create(other)).rejects.toMatchObject({ statusCode: 412 });
    await couch.db.destroy(other);
    await expect(couch.db.get(other)).rejects.toMatchObject({
      statusCode: 404,
      error: 'not_found',
    });
  });

  it('writes, reads, lists and finds documents as a member', async () => {
    const db = nano(withCredentials(server.url, agent)).db.use<Case>(name);
    const { rev } = await db.insert({ _id: 'case 1/a', title: 'Printer' });
    expect(await db.get('case 1/a')).toMatchObject({ title: 'Printer', _rev: rev });
    expect((await db.head('case 1/a'))['etag']).toBe(`"${rev}"`);
    await expect(db.insert({ _id: 'case 1/a' })).rejects.toMatchObject({ statusCode: 409 });
    const docs = [
      { _id: 'b', title: 'Router' },
      { _id: 'c', title: 'Printer' },
    ];
    expect(await db.bulk({ docs })).toHaveLength(2);
    expect((await db.list({ include_docs: true })).rows).toHaveLength(3);
    const fetched = await db.fetch({ keys: ['b', 'none'] });
    expect(fetched.rows).toMatchObject([{ id: 'b' }, { error: 'not_found' }]);
    const found = await db.find({ selector: { title: 'Printer' }, fields: ['_id'] });
    expect(found.docs).toEqual([{ _id: 'c' }, { _id: 'case 1/a' }]);
    await db.destroy('case 1/a', rev);
    await expect(db.get('case 1/a')).rejects.toMatchObject({ statusCode: 404, reason: 'deleted' });
  });

  it('makes, uses and deletes an index', async () => {
    const db = nano(server.adminUrl).db.use<Case>(name);
    const docs = ['c', 'a', 'b'].map((title) => ({ _id: `case-${title}`, title }));
    await db.bulk({ docs });
    const index = { index: { fields: ['title'] }, name: 'by-title', ddoc: 'indexes' };
    expect(await db.createIndex(index)).toMatchObject({ result: 'created' });
    expect(await db.createIndex(index)).toMatchObject({ result: 'exists' });
    const sorted = await db.find({ selector: { title: { $gt: 'a' } }, sort: ['title'] });
    expect(sorted.docs.map((doc) => doc.title)).toEqual(['b', 'c']);
    const unsorted = db.find({ selector: { title: { $gt: 'a' } }, sort: ['other'] });
    await expect(unsorted).rejects.toMatchObject({ statusCode: 400, error: 'no_usable_index' });
    const path = '_index/_design/indexes/json/by-title';
    await nano(server.adminUrl).request({ db: name, path, method: 'delete' });
    expect(await admin.ok('GET', `/${name}/_index`)).toMatchObject({ total_rows: 1 });
  });

  it('stores attachments', async () => {
    const db = nano(withCredentials(server.url, agent)).db.use<Case>(name);
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const { rev } = await db.attachment.insert('a', 'photo 1.bin', bytes, 'image/png');
    expect(Buffer.from(await db.attachment.get('a', 'photo 1.bin')).equals(bytes)).toBe(true);
    await db.attachment.destroy('a', 'photo 1.bin', { rev });
    await expect(db.attachment.get('a', 'photo 1.bin')).rejects.toMatchObject({ statusCode: 404 });
  });

  it('signs in with a cookie and follows changes', async () => {
    const couch = nano(server.url);
    await couch.auth(agent.name, agent.password);
    expect(await couch.session()).toMatchObject({ userCtx: { name: agent.name } });
    const db = couch.db.use<Case>(name);
    const heard = new Promise<string>((resolve) => {
      const feed = db.changesReader.start({ since: '0', timeout: 5000, includeDocs: true });
      feed.on('change', (change: { id: string }) => {
        db.changesReader.stop();
        resolve(change.id);
      });
    });
    await db.insert({ _id: 'heard' });
    expect(await heard).toBe('heard');
    const spooled: unknown[] = [];
    await new Promise((resolve) => {
      const spool = db.changesReader.spool({ since: '0' });
      spool.on('batch', (batch: unknown[]) => spooled.push(...batch)).on('end', resolve);
    });
    expect(spooled).toHaveLength(1);
  });
});

describe('PouchDB', () => {
  let folder: string;
  let local: Database;
  let remote: Database;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'outpost-pouch-'));
    local = openPouch(path.join(folder, 'local'), { adapter: 'leveldb' });
    const auth = { username: agent.name, password: agent.password };
    remote = openPouch(`${server.url}/${name}`, { adapter: 'http', auth, skip_setup: true });
    return async () => {
      await local.close();
      await rm(folder, { recursive: true, force: true });
    };
  });

  it('reads, writes and is refused like with CouchDB', async () => {
    const { rev } = await remote.put({ _id: 'a/b', title: 'one' });
    expect(await remote.get('a/b')).toMatchObject({ title: 'one', _rev: rev });
    await expect(remote.put({ _id: 'a/b' })).rejects.toMatchObject({ status: 409 });
    const listed = await remote.allDocs({ keys: ['a/b', 'none'] });
    expect(listed.rows).toMatchObject([{ id: 'a/b' }, { error: 'not_found' }]);
    await remote.remove('a/b', rev);
    await expect(remote.get('a/b')).rejects.toMatchObject({ status: 404 });
    expect((await remote.info()).doc_count).toBe(0);
  });

  it('replicates both ways, deletions and attachments included', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `case-${String(index)}`);
    await local.bulkDocs(ids.map((_id) => ({ _id, title: _id })));
    await local.putAttachment('with-photo', 'photo.png', Buffer.from('bytes'), 'image/png');
    expect((await local.replicate.to(remote)).docs_written).toBe(251);
    expect((await remote.info()).doc_count).toBe(251);
    const gone = await remote.get('case-7');
    await remote.remove(gone);
    await remote.put({ _id: 'from-there', title: 'there' });
    expect((await local.replicate.from(remote)).docs_written).toBe(2);
    await expect(local.get('case-7')).rejects.toMatchObject({ status: 404 });
    expect(await local.get('from-there')).toMatchObject({ title: 'there' });
    const other = openPouch(path.join(folder, 'other'), { adapter: 'leveldb' });
    await other.replicate.from(remote);
    const photo = (await other.getAttachment('with-photo', 'photo.png')) as Buffer;
    expect(photo.toString()).toBe('bytes');
    expect((await other.info()).doc_count).toBe(251);
    await other.close();
  });

  it('agrees on the winner of a conflict and keeps the loser on both sides', async () => {
    await local.put({ _id: 'a', title: 'base' });
    await local.sync(remote);
    await local.put({ ...(await local.get('a')), title: 'here' });
    await remote.put({ ...(await remote.get('a')), title: 'there' });
    await local.sync(remote);
    const [here, there] = await Promise.all(
      [local, remote].map((db) => db.get('a', { conflicts: true })),
    );
    expect(here).toEqual(there);
    expect(here?._conflicts).toHaveLength(1);
  });

  it('goes on from its checkpoint', async () => {
    await local.bulkDocs([{ _id: 'a' }, { _id: 'b' }]);
    await local.replicate.to(remote);
    await local.put({ _id: 'c' });
    const second = await local.replicate.to(remote);
    expect(second).toMatchObject({ docs_read: 1, docs_written: 1 });
  });

  it('follows live changes', async () => {
    const feed = remote.changes({ since: 'now', live: true, include_docs: true });
    const heard = new Promise<string>((resolve) => {
      void feed.on('change', (change) => {
        resolve(change.id);
      });
    });
    // `since: now` is read by a request of its own: write until the feed has begun.
    let heardOne = false;
    void heard.then(() => (heardOne = true));
    for (let count = 0; !heardOne && count < 200; count += 1) {
      await remote.put({ _id: `live-${String(count)}` });
    }
    expect(await heard).toMatch(/^live-/);
    feed.cancel();
  });
});

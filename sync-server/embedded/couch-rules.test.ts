import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing.ts';
import { freshName, TestClient } from './test-client.ts';

/** Who may write what: `validate_doc_update` on every path, `_security`, purge, attachments. */
let server: TestServer;
let admin: TestClient;
let agent: TestClient;
let agentName: string;
let db: string;

interface Written {
  readonly id: string;
  readonly rev: string;
}

/** Refuses what says `bad`, and whatever an agent would change in a document that says `locked`. */
const VALIDATE = `function (newDoc, oldDoc, userCtx, secObj) {
  if (newDoc.bad) {
    throw({ forbidden: 'bad:' + userCtx.name + ':' + userCtx.roles.join() + ':' + userCtx.db
      + ':' + secObj.members.roles[0] + ':' + (oldDoc ? oldDoc._rev : 'none') });
  }
  if (oldDoc && oldDoc.locked && userCtx.roles.indexOf('_admin') < 0) {
    throw({ forbidden: 'locked' + (newDoc._deleted ? ' and not to be deleted' : '') });
  }
  if (newDoc.nobody) throw({ unauthorized: 'nobody may' });
  if (newDoc._attachments && newDoc._attachments.evil) throw({ forbidden: 'evil attachment' });
}`;

beforeAll(async () => {
  server = await startTestServer();
  admin = new TestClient(server.url, server.admin);
  agentName = freshName();
  const user = { name: agentName, password: 'secret', type: 'user', roles: ['agent'] };
  await admin.ok('PUT', `/_users/org.couchdb.user:${agentName}`, user);
  agent = new TestClient(server.url, { name: agentName, password: 'secret' });
});

afterAll(() => server.close());

beforeEach(async () => {
  db = `/${freshName()}`;
  await admin.ok('PUT', db);
  await admin.ok('PUT', `${db}/_security`, { members: { roles: ['agent'] }, admins: {} });
  await admin.ok('PUT', `${db}/_design/rules`, { validate_doc_update: VALIDATE });
  return async () => {
    await admin.call('DELETE', db);
  };
});

const bulk = (docs: readonly unknown[], new_edits = true): Promise<unknown> =>
  agent.ok('POST', `${db}/_bulk_docs`, { docs, new_edits });

describe('validate_doc_update', () => {
  it('is told the person, the security object and the old document', async () => {
    const reason = `bad:${agentName}:agent:${db.slice(1)}:agent:none`;
    const refused = await agent.call('PUT', `${db}/a`, { bad: true });
    expect(refused).toMatchObject({ status: 403, json: { error: 'forbidden', reason } });
    const { rev } = await agent.ok<Written>('PUT', `${db}/a`, {});
    const again = await agent.call('PUT', `${db}/a`, { bad: true, _rev: rev });
    expect(again.json).toMatchObject({ reason: reason.replace('none', rev) });
    const unauthorized = await agent.call('PUT', `${db}/b`, { nobody: true });
    expect(unauthorized).toMatchObject({ status: 401, json: { error: 'unauthorized' } });
  });

  it('refuses single rows of a batch, the rest is stored', async () => {
    const rows = await bulk([{ _id: 'a' }, { _id: 'b', bad: true }, { _id: 'c', nobody: true }]);
    expect(rows).toMatchObject([
      { id: 'a', ok: true },
      { id: 'b', error: 'forbidden' },
      { id: 'c', error: 'unauthorized', reason: 'nobody may' },
    ]);
  });

  it('runs on replicated revisions as well, with their nearest ancestor as the old one', async () => {
    const revision = (n: number, body: object): object => ({
      _id: 'a',
      _rev: `${String(n)}-${String(n)}`,
      _revisions: { start: n, ids: Array.from({ length: n }, (_, index) => String(n - index)) },
      ...body,
    });
    const made = { docs: [revision(1, { locked: true })], new_edits: false };
    await admin.ok('POST', `${db}/_bulk_docs`, made);
    expect(await bulk([revision(3, { v: 3 })], false)).toMatchObject([
      { id: 'a', error: 'forbidden', reason: 'locked' },
    ]);
    expect(await bulk([{ _id: 'b', _rev: '1-a', bad: true }], false)).toMatchObject([
      { id: 'b', error: 'forbidden' },
    ]);
    expect(await agent.call('GET', `${db}/b`)).toMatchObject({ status: 404 });
  });

  it('guards deletion on every path', async () => {
    const { rev } = await agent.ok<Written>('PUT', `${db}/a`, { locked: true });
    const reason = 'locked and not to be deleted';
    const refused = await agent.call('DELETE', `${db}/a?rev=${rev}`);
    expect(refused).toMatchObject({ status: 403, json: { reason } });
    const tombstone = { _id: 'a', _rev: rev, _deleted: true };
    expect(await bulk([tombstone])).toMatchObject([{ error: 'forbidden', reason }]);
    expect(await agent.call('PUT', `${db}/a`, tombstone)).toMatchObject({ status: 403 });
    const replicated = {
      ...tombstone,
      _rev: `2-x`,
      _revisions: { start: 2, ids: ['x', rev.slice(2)] },
    };
    expect(await bulk([replicated], false)).toMatchObject([{ error: 'forbidden', reason }]);
    expect(await admin.call('DELETE', `${db}/a?rev=${rev}`)).toMatchObject({ status: 200 });
  });

  it('guards attachments put, deleted and sent along', async () => {
    const headers = { 'content-type': 'text/plain' };
    const { rev } = await agent.ok<Written>('PUT', `${db}/a`, {});
    const evil = await agent.call('PUT', `${db}/a/evil?rev=${rev}`, 'x', { headers });
    expect(evil).toMatchObject({ status: 403, json: { reason: 'evil attachment' } });
    const anew = await agent.call('PUT', `${db}/new/evil`, 'x', { headers });
    expect(anew).toMatchObject({ status: 403 });
    const inline = {
      _id: 'b',
      _attachments: { evil: { content_type: 'text/plain', data: 'eA==' } },
    };
    expect(await bulk([inline])).toMatchObject([{ error: 'forbidden' }]);
    const locked = { locked: true, _attachments: { good: { content_type: 'a/b', data: 'eA==' } } };
    const made = await agent.ok<Written>('PUT', `${db}/c`, locked);
    const removed = await agent.call('DELETE', `${db}/c/good?rev=${made.rev}`);
    expect(removed).toMatchObject({ status: 403, json: { reason: 'locked' } });
  });

  it('does not run on design and local documents', async () => {
    await admin.ok('PUT', `${db}/_design/other`, { bad: true });
    await agent.ok('PUT', `${db}/_local/mine`, { bad: true });
  });

  it('follows the design document: a new version counts, deleted it is gone', async () => {
    const { _rev: rev } = await admin.ok<{ _rev: string }>('GET', `${db}/_design/rules`);
    const none = { _rev: rev, validate_doc_update: 'function () { throw({forbidden: "all"}) }' };
    const { rev: next } = await admin.ok<Written>('PUT', `${db}/_design/rules`, none);
    // CouchDB's shards hear of new rules a moment after the answer.
    const attempt = (body: object): Promise<unknown> =>
      agent.call('PUT', `${db}/${freshName()}`, body);
    await expect.poll(() => attempt({})).toMatchObject({ json: { reason: 'all' } });
    await admin.ok('DELETE', `${db}/_design/rules?rev=${next}`);
    await expect.poll(() => attempt({ bad: true })).toMatchObject({ status: 201 });
  });

  it('of several design documents all must agree', async () => {
    const second = 'function (doc) { if (doc.second) throw({ forbidden: "second" }) }';
    await admin.ok('PUT', `${db}/_design/second`, { validate_doc_update: second });
    const rows = await bulk([{ _id: 'a', bad: true }, { _id: 'b', second: true }, { _id: 'c' }]);
    expect(rows).toMatchObject([{ error: 'forbidden' }, { reason: 'second' }, { ok: true }]);
  });
});

/** CouchDB 3 answers 500 `no_majority` where its shards refuse a security object. */
const REFUSED_SECURITY = [400, 403, 500];

describe('_security', () => {
  it('lets nobody but administrators in until it says so', async () => {
    const closed = `/${freshName()}`;
    await admin.ok('PUT', closed);
    expect(await agent.call('GET', closed)).toMatchObject({
      status: 403,
      json: { error: 'forbidden' },
    });
    await admin.ok('PUT', `${closed}/_security`, { members: { names: [agentName] } });
    expect(await agent.call('GET', closed)).toMatchObject({ status: 200 });
    const opened = await agent.call('PUT', `${closed}/_security`, {});
    expect(REFUSED_SECURITY).toContain(opened.status);
    expect(await admin.ok('GET', `${closed}/_security`)).toMatchObject({
      members: { names: [agentName] },
    });
    expect(await agent.call('PUT', `${closed}/_design/x`, {})).toMatchObject({ status: 403 });
    expect(await agent.call('DELETE', closed)).toMatchObject({ status: 401 });
    expect(await admin.call('GET', closed)).toMatchObject({ status: 200 });
    await admin.ok('DELETE', closed);
  });

  it('refuses what is no security object', async () => {
    for (const body of [[], { members: [] }, { members: { roles: 'agent' } }]) {
      const { status } = await admin.call('PUT', `${db}/_security`, body);
      expect(REFUSED_SECURITY).toContain(status);
    }
    expect(await admin.ok('GET', `${db}/_security`)).toEqual({
      members: { roles: ['agent'] },
      admins: {},
    });
  });
});

describe('attachments', () => {
  it('come back as they were sent, stay while their stub stays, and conflict like documents', async () => {
    const bytes = 'text with ünicode';
    const headers = { 'content-type': 'text/plain;charset=utf-8' };
    const first = await agent.call('PUT', `${db}/a/dir/n%C3%B6te.txt`, bytes, { headers });
    expect(first).toMatchObject({ status: 201 });
    const doc = await agent.ok<{ _rev: string; _attachments: object }>('GET', `${db}/a`);
    expect(doc._attachments).toMatchObject({
      'dir/nöte.txt': {
        stub: true,
        revpos: 1,
        content_type: 'text/plain;charset=utf-8',
        length: 18,
      },
    });
    const read = await agent.call('GET', `${db}/a/dir/n%C3%B6te.txt`);
    expect(read.text).toBe(bytes);
    expect(read.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(read.headers.get('content-security-policy')).toContain('sandbox');
    const { rev } = await agent.ok<Written>('PUT', `${db}/a`, { ...doc, v: 2 });
    expect((await agent.call('GET', `${db}/a/dir/n%C3%B6te.txt`)).text).toBe(bytes);
    const stale = await agent.call('PUT', `${db}/a/other?rev=${doc._rev}`, 'x', { headers });
    expect(stale).toMatchObject({ status: 409 });
    await agent.ok('DELETE', `${db}/a/dir%2Fn%C3%B6te.txt?rev=${rev}`);
    expect(await agent.call('GET', `${db}/a/dir/n%C3%B6te.txt`)).toMatchObject({ status: 404 });
  });

  it('of a foreign stub are refused with the batch', async () => {
    const stub = { stub: true, content_type: 'a/b', digest: 'md5-AAAAAAAAAAAAAAAAAAAAAA==' };
    const docs = [{ _id: 'a', _attachments: { x: stub } }, { _id: 'b' }];
    const answer = await agent.call('POST', `${db}/_bulk_docs`, { docs });
    expect(answer).toMatchObject({ status: 412, json: { error: 'missing_stub' } });
    expect(await agent.call('GET', `${db}/b`)).toMatchObject({ status: 404 });
  });

  it('show as stubs in feeds and lists', async () => {
    const note = { content_type: 'text/plain', data: 'eA==' };
    await agent.ok('PUT', `${db}/a`, { _attachments: { note } });
    const stub = { doc: { _attachments: { note: { stub: true, length: 1 } } } };
    const all = await agent.ok<{ rows: unknown[] }>(
      'GET',
      `${db}/_all_docs?include_docs=true&key="a"`,
    );
    expect(all.rows).toMatchObject([stub]);
    const feed = await agent.ok<{ results: { id: string }[] }>(
      'GET',
      `${db}/_changes?include_docs=true`,
    );
    expect(feed.results.find((row) => row.id === 'a')).toMatchObject(stub);
  });
});

describe('_purge', () => {
  it('removes leaves for good, the feed forgets them', async () => {
    const { rev } = await admin.ok<Written>('PUT', `${db}/a`, {});
    const docs = ['2-b', '2-c'].map((_rev) => ({
      _id: 'b',
      _rev,
      _revisions: { start: 2, ids: [_rev.slice(2), 'a'] },
    }));
    await admin.ok('POST', `${db}/_bulk_docs`, { docs, new_edits: false });
    const wanted = { a: [rev], b: ['2-c', '9-z'], none: ['1-a'] };
    const answer = await admin.ok<{ purged: object }>('POST', `${db}/_purge`, wanted);
    expect(answer.purged).toMatchObject({ a: [rev], b: ['2-c'] });
    expect(await admin.call('GET', `${db}/a`)).toMatchObject({
      status: 404,
      json: { reason: 'missing' },
    });
    expect(await admin.ok('GET', `${db}/b?conflicts=true`)).toEqual({ _id: 'b', _rev: '2-b' });
    const feed = await admin.ok<{ results: { id: string }[] }>('GET', `${db}/_changes`);
    expect(feed.results.map((row) => row.id).sort()).toEqual(['_design/rules', 'b']);
    expect(await admin.ok('GET', db)).toMatchObject({ doc_count: 2 });
    expect(await admin.ok('PUT', `${db}/a`, {})).toMatchObject({ ok: true });
    expect(await admin.ok('GET', db)).toMatchObject({ doc_count: 3 });
  });
});

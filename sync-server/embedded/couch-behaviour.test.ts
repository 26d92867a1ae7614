import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing.ts';
import { freshName, TestClient } from './test-client.ts';

/** CouchDB's semantics; `COUCHDB_URL` runs the same table against a CouchDB. */
let server: TestServer;
let admin: TestClient;
let db: string;

interface Written {
  readonly id: string;
  readonly rev: string;
}

interface Listing {
  readonly rows: readonly { readonly id?: string; readonly key: string }[];
  readonly total_rows: number;
}

beforeAll(async () => {
  server = await startTestServer();
  admin = new TestClient(server.url, server.admin);
});

afterAll(() => server.close());

beforeEach(async () => {
  db = `/${freshName()}`;
  await admin.ok('PUT', db);
  return async () => {
    await admin.call('DELETE', db);
  };
});

const put = (id: string, body: unknown): Promise<Written> =>
  admin.ok<Written>('PUT', `${db}/${encodeURIComponent(id)}`, body);
const ids = async (): Promise<unknown[]> =>
  (await admin.ok<Listing>('GET', `${db}/_all_docs`)).rows.map((row) => row.id);

describe('databases', () => {
  it('say how they are missing, existing or misnamed', async () => {
    const missing = await admin.call('GET', '/no-such-database');
    expect(missing).toMatchObject({ status: 404, json: { error: 'not_found' } });
    expect(missing.json).toMatchObject({ reason: 'Database does not exist.' });
    const twice = await admin.call('PUT', db);
    expect(twice).toMatchObject({ status: 412, json: { error: 'file_exists' } });
    const misnamed = await admin.call('PUT', '/Upper');
    expect(misnamed).toMatchObject({ status: 400, json: { error: 'illegal_database_name' } });
    expect(await admin.call('DELETE', '/no-such-database')).toMatchObject({ status: 404 });
  });

  it('may have names with slashes and signs', async () => {
    const name = `${freshName()}/a+b(c)$d_e-f`;
    await admin.ok('PUT', `/${encodeURIComponent(name)}`);
    expect(await admin.ok('GET', '/_all_dbs')).toContain(name);
    await admin.ok('DELETE', `/${encodeURIComponent(name)}`);
    expect(await admin.ok('GET', '/_all_dbs')).not.toContain(name);
  });

  it('count documents and tombstones', async () => {
    const { rev } = await put('a', {});
    await put('b', {});
    await admin.ok('DELETE', `${db}/a?rev=${rev}`);
    expect(await admin.ok('GET', db)).toMatchObject({ doc_count: 1, doc_del_count: 1 });
  });
});

describe('one document', () => {
  it('conflicts without its current revision', async () => {
    const { rev } = await put('a', { v: 1 });
    const next = await put('a', { v: 2, _rev: rev });
    for (const body of [{ v: 3 }, { v: 3, _rev: rev }, { v: 3, _rev: '2-0123' }]) {
      const answer = await admin.call('PUT', `${db}/a`, body);
      expect(answer).toMatchObject({
        status: 409,
        json: { error: 'conflict', reason: 'Document update conflict.' },
      });
    }
    expect(await admin.call('DELETE', `${db}/a?rev=${rev}`)).toMatchObject({ status: 409 });
    expect(await admin.ok('GET', `${db}/a`)).toEqual({ _id: 'a', _rev: next.rev, v: 2 });
  });

  it('of an unknown id conflicts when it comes with a revision', async () => {
    const answer = await admin.call('PUT', `${db}/new`, { _rev: '1-0123' });
    expect(answer).toMatchObject({ status: 409 });
  });

  it('that was deleted is made anew without _rev; with the tombstone’s it conflicts', async () => {
    const { rev } = await put('a', { v: 1 });
    const gone = await admin.ok<Written>('DELETE', `${db}/a?rev=${rev}`);
    const missing = await admin.call('GET', `${db}/a`);
    expect(missing).toMatchObject({ status: 404, json: { reason: 'deleted' } });
    expect(await admin.call('DELETE', `${db}/a?rev=${gone.rev}`)).toMatchObject({ status: 404 });
    const docs = [{ _id: 'a', _rev: gone.rev, v: 2 }];
    expect(await admin.ok('POST', `${db}/_bulk_docs`, { docs })).toMatchObject([
      { id: 'a', error: 'conflict' },
    ]);
    expect(await admin.call('PUT', `${db}/a`, docs[0])).toMatchObject({ status: 409 });
    const anew = await put('a', { v: 3 });
    expect(anew.rev).toMatch(/^3-/);
    expect(await admin.ok('GET', `${db}/a`)).toMatchObject({ v: 3 });
  });

  it('takes its revision from the body, the query or If-Match', async () => {
    const first = await put('a', {});
    const second = await admin.ok<Written>('PUT', `${db}/a?rev=${first.rev}`, { v: 2 });
    const headers = { 'if-match': `"${second.rev}"` };
    const third = await admin.call('PUT', `${db}/a`, { v: 3 }, { headers });
    expect(third.status).toBe(201);
    const contrary = await admin.call('PUT', `${db}/a?rev=3-a`, { _rev: '2-b' });
    expect(contrary).toMatchObject({ status: 400, json: { error: 'bad_request' } });
    expect(await admin.call('GET', `${db}/a?rev=rubbish`)).toMatchObject({ status: 400 });
  });

  it('has an ETag that spares its body', async () => {
    const { rev } = await put('a', {});
    const headers = { 'if-none-match': `"${rev}"` };
    expect(await admin.call('GET', `${db}/a`, undefined, { headers })).toMatchObject({
      status: 304,
    });
    const head = await admin.call('HEAD', `${db}/a`);
    expect(head.headers.get('etag')).toBe(`"${rev}"`);
    expect(await admin.call('HEAD', `${db}/b`)).toMatchObject({ status: 404, text: '' });
  });

  it.each(['a+b', 'a&b#c', 'a/b', '100%', '%2F', 'Müller', '日本', '😀', 'a b"c\\d', 'ÿ', 'a:b?c'])(
    'keeps the id %s',
    async (id) => {
      await put(id, { v: id });
      expect(await admin.ok('GET', `${db}/${encodeURIComponent(id)}`)).toMatchObject({
        _id: id,
        v: id,
      });
      expect(await ids()).toEqual([id]);
      const changes = await admin.ok('GET', `${db}/_changes`);
      expect(changes).toMatchObject({ results: [{ id }] });
    },
  );

  it('keeps a megabyte of text and every kind of number', async () => {
    const body = { text: 'ä'.repeat(500_000), n: [0, -1, 1.5, 1e21, 9007199254740991], nil: null };
    await put('big', body);
    expect(await admin.ok('GET', `${db}/big`)).toMatchObject(body);
  });

  it('gets an id where none was given', async () => {
    const { id } = await admin.ok<Written>('POST', db, { v: 1 });
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(await admin.ok('GET', `${db}/${id}`)).toMatchObject({ v: 1 });
  });

  it('that is local has revisions of its own and shows nowhere', async () => {
    const { rev } = await admin.ok<Written>('PUT', `${db}/_local/checkpoint`, { seq: 1 });
    expect(rev).toBe('0-1');
    const body = { seq: 2, _rev: rev };
    expect(await admin.ok('PUT', `${db}/_local/checkpoint`, body)).toMatchObject({ rev: '0-2' });
    expect(await admin.ok('GET', `${db}/_local/checkpoint`)).toMatchObject({ seq: 2, _rev: '0-2' });
    expect(await ids()).toEqual([]);
    await admin.ok('DELETE', `${db}/_local/checkpoint?rev=0-2`);
    const gone = await admin.call('GET', `${db}/_local/checkpoint`);
    expect(gone).toMatchObject({ status: 404, json: { error: 'not_found' } });
  });
});

describe('_bulk_docs', () => {
  it('answers each document on its own row, in order', async () => {
    const { rev } = await put('old', {});
    const docs = [{ _id: 'old' }, { _id: 'new' }, { _id: 'old', _rev: rev, _deleted: true }, {}];
    const rows = await admin.ok('POST', `${db}/_bulk_docs`, { docs });
    expect(rows).toMatchObject([
      { id: 'old', error: 'conflict', reason: 'Document update conflict.' },
      { id: 'new', ok: true },
      { id: 'old', ok: true },
      { ok: true },
    ]);
  });

  it.each([
    ['an unknown _field', { _id: 'x', _unknown: 1 }, 400, 'doc_validation'],
    ['an illegal id', { _id: '_x' }, 400, 'illegal_docid'],
    ['a document above 8 MB', { _id: 'x', text: 'x'.repeat(8_100_000) }, 413, 'document_too_large'],
    ['no object', 'text', 400, 'bad_request'],
    ['an unreadable _rev', { _id: 'x', _rev: 'rubbish' }, 400, 'bad_request'],
  ])('refuses the whole batch for %s and stores nothing', async (_what, culprit, status, error) => {
    const docs = [{ _id: 'good' }, culprit, { _id: 'also-good' }];
    const answer = await admin.call('POST', `${db}/_bulk_docs`, { docs });
    expect(answer).toMatchObject({ status, json: { error } });
    expect(await ids()).toEqual([]);
  });

  it.each([
    ['malformed JSON', '{"docs":[', 'application/json', 400, 'bad_request'],
    ['JSON without docs', '{}', 'application/json', 400, 'bad_request'],
    ['another content type', '{"docs":[]}', 'text/plain', 415, 'bad_content_type'],
  ])('refuses %s', async (_what, body, type, status, error) => {
    const headers = { 'content-type': type };
    const answer = await admin.call('POST', `${db}/_bulk_docs`, body, { headers });
    expect(answer).toMatchObject({ status, json: { error } });
  });

  it('with new_edits false keeps revisions, makes conflicts and answers nothing', async () => {
    const revisions = { start: 2, ids: ['bbb', 'aaa'] };
    const docs = [
      { _id: 'a', _rev: '2-bbb', _revisions: revisions, v: 'b' },
      { _id: 'a', _rev: '2-ccc', _revisions: { start: 2, ids: ['ccc', 'aaa'] }, v: 'c' },
    ];
    for (let round = 0; round < 2; round += 1) {
      expect(await admin.ok('POST', `${db}/_bulk_docs`, { docs, new_edits: false })).toEqual([]);
    }
    const winner = await admin.ok('GET', `${db}/a?conflicts=true&revs=true`);
    expect(winner).toMatchObject({ _rev: '2-ccc', v: 'c', _conflicts: ['2-bbb'] });
    expect(winner['_revisions']).toEqual({ start: 2, ids: ['ccc', 'aaa'] });
    const changes = await admin.ok('GET', `${db}/_changes?style=all_docs`);
    expect(changes).toMatchObject({
      results: [{ id: 'a', changes: [{ rev: '2-ccc' }, { rev: '2-bbb' }] }],
    });
    const asked = { a: ['2-bbb', '3-ddd'], new: ['1-a'] };
    const difference = await admin.ok('POST', `${db}/_revs_diff`, asked);
    expect(difference).toMatchObject({ a: { missing: ['3-ddd'] }, new: { missing: ['1-a'] } });
    const wanted = {
      docs: [
        { id: 'a', rev: '2-bbb' },
        { id: 'no', rev: '1-a' },
      ],
    };
    expect(await admin.ok('POST', `${db}/_bulk_get`, wanted)).toMatchObject({
      results: [
        { id: 'a', docs: [{ ok: { _rev: '2-bbb', v: 'b' } }] },
        { id: 'no', docs: [{ error: { id: 'no', rev: '1-a', error: 'not_found' } }] },
      ],
    });
    const leaves = await admin.call('GET', `${db}/a?open_revs=all`, undefined, {
      headers: { accept: 'application/json' },
    });
    expect(leaves.json).toHaveLength(2);
  });
});

describe('_all_docs', () => {
  const list = async (query: string): Promise<unknown[]> =>
    (await admin.ok<Listing>('GET', `${db}/_all_docs?${query}`)).rows.map((row) => row.key);

  beforeEach(async () => {
    const docs = ['a', 'b', 'c', 'd', 'é'].map((_id) => ({ _id, v: _id }));
    await admin.ok('POST', `${db}/_bulk_docs`, { docs });
  });

  it.each([
    ['', ['a', 'b', 'c', 'd', 'é']],
    ['startkey="b"&endkey="c"', ['b', 'c']],
    ['startkey="b"&endkey="c"&inclusive_end=false', ['b']],
    ['start_key="b"&end_key="c\ufff0"', ['b', 'c']],
    ['startkey="c"&endkey="b"&descending=true', ['c', 'b']],
    ['startkey="c"&endkey="a"&descending=true&inclusive_end=false', ['c', 'b']],
    ['descending=true&limit=2', ['é', 'd']],
    ['skip=1&limit=2', ['b', 'c']],
    ['key="c"', ['c']],
    ['startkey="bb"', ['c', 'd', 'é']],
    ['startkey="c"&endkey="b"', []],
    ['limit=0', []],
    ['keys=["d","a"]', ['d', 'a']],
  ])('?%s', async (query, expected) => {
    const encoded = query.replaceAll(
      /=([^&]*)/g,
      (_all, value: string) => `=${encodeURIComponent(value)}`,
    );
    expect(await list(encoded)).toEqual(expected);
  });

  it('answers for keys that are missing or deleted', async () => {
    const { rev } = await admin
      .ok<Written & { _rev: string }>('GET', `${db}/a`)
      .then((doc) => ({ rev: doc._rev }));
    const gone = await admin.ok<Written>('DELETE', `${db}/a?rev=${rev}`);
    const keys = ['b', 'a', 'zz'];
    const rows = await admin.ok('POST', `${db}/_all_docs?include_docs=true`, { keys });
    expect(rows).toMatchObject({
      total_rows: 4,
      rows: [
        { id: 'b', key: 'b', doc: { v: 'b' } },
        { id: 'a', key: 'a', value: { rev: gone.rev, deleted: true }, doc: null },
        { key: 'zz', error: 'not_found' },
      ],
    });
  });

  it('refuses parameters that are no JSON', async () => {
    expect(await admin.call('GET', `${db}/_all_docs?startkey=a`)).toMatchObject({ status: 400 });
    expect(await admin.call('GET', `${db}/_all_docs?limit=many`)).toMatchObject({ status: 400 });
    expect(await admin.call('GET', `${db}/_all_docs?include_docs=yes`)).toMatchObject({
      status: 400,
    });
  });
});

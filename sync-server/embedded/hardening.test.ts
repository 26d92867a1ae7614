import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing.ts';
import { freshName, TestClient } from './test-client.ts';

/** What a hostile member or a careless administrator sends: nothing hangs, dies or gets lost. */
let server: TestServer;
let admin: TestClient;
let db: string;

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
    expect((await admin.call('GET', '/_up')).status).toBe(200);
  };
});

const validate = (source: string): Promise<unknown> =>
  admin.ok('PUT', `${db}/_design/rules`, { validate_doc_update: source });

describe.runIf(!process.env['COUCHDB_URL'])('a validate_doc_update', () => {
  it('that never ends is stopped: nothing is stored and the server goes on', async () => {
    await validate('function (doc) { if (doc.loop) while (true); }');
    const docs = [{ _id: 'a' }, { _id: 'b', loop: true }];
    const answer = await admin.call('POST', `${db}/_bulk_docs`, { docs });
    expect(answer).toMatchObject({ status: 500, json: { error: 'os_process_error' } });
    expect(await admin.call('GET', `${db}/a`)).toMatchObject({ status: 404 });
    expect(await admin.call('PUT', `${db}/a`, {})).toMatchObject({ status: 201 });
  });

  it.each([
    ['the process', 'process.exit(1)'],
    ['modules', 'require("fs")'],
    ['the process by a constructor', 'this.constructor.constructor("return process")().exit(1)'],
    ['the process by an argument', 'doc.constructor.constructor("return process")().exit(1)'],
    [
      'the process by an error',
      'try { null.x } catch (e) { e.constructor.constructor("return process")().exit() }',
    ],
    ['the network', 'fetch("http://localhost")'],
    ['timers', 'setTimeout(function () {}, 1)'],
  ])('cannot reach %s', async (_what, code) => {
    await validate(`function (doc) { ${code} }`);
    const [row] = await admin.ok<{ error: string }[]>('POST', `${db}/_bulk_docs`, { docs: [{}] });
    expect(row?.error).toMatch(/^(ReferenceError|TypeError|EvalError)$/);
  });

  it('keeps nothing from one document to the next', async () => {
    await validate(`function (doc) {
      if (typeof leak !== 'undefined' || Array.prototype.leak) throw({ forbidden: 'leaked' });
      try { leak = 1 } catch (error) { }
      Array.prototype.leak = 1;
    }`);
    const rows = await admin.ok('POST', `${db}/_bulk_docs`, { docs: [{ _id: 'a' }, { _id: 'b' }] });
    expect(rows).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it.each(['async function () {}', 'function () { Promise.reject(1) }', 'function (', '42', ''])(
    'that is %j is refused when it is written',
    async (validate_doc_update) => {
      const answer = await admin.call('PUT', `${db}/_design/rules`, { validate_doc_update });
      expect(answer).toMatchObject({ status: 400, json: { error: 'compilation_error' } });
    },
  );
});

describe('documents', () => {
  const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;

  it.each([
    ['deeper than any stack', deep],
    ['a list a hundred thousand deep', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('%s are refused or stored, not fatal', async (_what, body) => {
    const answer = await admin.call('PUT', `${db}/a`, body);
    expect([201, 400, 413]).toContain(answer.status);
  });

  it.runIf(!process.env['COUCHDB_URL'])(
    'with a __proto__ are refused, as it would be lost',
    async () => {
      for (const body of ['{"__proto__":{"x":1}}', '{"a":[{"\\u005f_proto__":1}]}']) {
        expect(await admin.call('PUT', `${db}/a`, body)).toMatchObject({ status: 400 });
      }
    },
  );

  it.each([
    ['_revisions that are no object', { _revisions: [] }],
    ['_revisions without ids', { _revisions: { start: 1, ids: [] } }],
    ['more ids than revisions', { _revisions: { start: 1, ids: ['a', 'b'] } }],
    ['a start that is no number', { _revisions: { start: 'x', ids: ['a'] } }],
    ['no revision at all', { _rev: undefined }],
    ['a tree of PouchDB’s', { _rev_tree: [] }],
    ['attachments that are a list', { _attachments: [] }],
    ['an attachment without data', { _attachments: { a: {} } }],
    ['an attachment that is no base64', { _attachments: { a: { data: '*not*' } } }],
    ['an attachment with a reserved name', { _attachments: { _a: { data: '' } } }],
    ['a _deleted that is text', { _deleted: 'yes' }],
  ])('with %s are refused in replication', async (_what, part) => {
    const docs = [
      { _id: 'a', _rev: '1-a', ...part },
      { _id: 'b', _rev: '1-a' },
    ];
    const answer = await admin.call('POST', `${db}/_bulk_docs`, { docs, new_edits: false });
    expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await admin.call('GET', `${db}/b`)).toMatchObject({ status: 404 });
  });

  it.each(['{', '', '[]', '"text"', 'null', '\u0000', '{"a":1}x'])(
    'whose body is %j are refused',
    async (body) => {
      const answer = await admin.call('PUT', `${db}/a`, body);
      expect(answer.status, answer.text).toBe(400);
    },
  );

  it('of ten thousand and one in a batch are refused at once', async () => {
    const docs = Array.from({ length: 10_001 }, () => ({}));
    expect(await admin.call('POST', `${db}/_bulk_docs`, { docs })).toMatchObject({ status: 413 });
  });

  it('change a thousand times and more', async () => {
    let rev: string | undefined;
    for (let count = 0; count < 11; count += 1) {
      const start = (count + 1) * 100;
      const ids = Array.from({ length: start }, (_, index) => String(start - index));
      const docs = [
        { _id: 'a', _rev: `${String(start)}-${String(start)}`, _revisions: { start, ids } },
      ];
      await admin.ok('POST', `${db}/_bulk_docs`, { docs, new_edits: false });
      rev = docs[0]?._rev;
    }
    const { rev: next } = await admin.ok<{ rev: string }>('PUT', `${db}/a`, { _rev: rev, v: 1 });
    expect(next).toMatch(/^1101-/);
    expect(await admin.ok('GET', `${db}/a`)).toMatchObject({ v: 1 });
  });
});

describe('addresses and headers', () => {
  it.each([
    `/${'x'.repeat(9000)}`,
    '/%',
    '/%00',
    '/..%2f..%2fetc',
    '/_local%2F_pouch_dependentDbs',
    '/_local/_pouch_dependentDbs',
    '/__proto__',
    '/constructor/toString',
    '/a/b?rev=__proto__',
    '/a?open_revs=%5B1%5D',
    '/a?open_revs=7',
    '/_changes?since=999999999999999999999-x',
    '/_changes?heartbeat=x&feed=longpoll',
    '/_changes?feed=nonsense',
    '/_changes?filter=design/filter',
    '/_all_docs?keys=7',
    '/_find',
    '/_design/none/_view/none',
  ])('GET /db%s answers with a refusal', async (address) => {
    const answer = await admin.call('GET', db + address);
    expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
    expect(answer.status, answer.text).toBeLessThan(500);
    expect(answer.json).toHaveProperty('reason');
  });

  it('a client cannot touch the local documents in which PouchDB notes its files', async () => {
    const id = '_local/_pouch_dependentDbs';
    await admin.ok('PUT', `${db}/${id}`, { dependentDbs: { '/tmp/other-database': true } });
    const docs = [{ _id: '_local/purges', purges: 1 }];
    expect(await admin.ok('POST', `${db}/_bulk_docs`, { docs })).toMatchObject([{ ok: true }]);
    await admin.ok('POST', `${db}/_index`, { index: { fields: ['a'] } });
    expect(await admin.ok('GET', `${db}/${id}`)).toMatchObject({ _id: id, _rev: '0-1' });
    expect(await admin.call('DELETE', db)).toMatchObject({ status: 200 });
  });

  it.runIf(!process.env['COUCHDB_URL'])(
    'a body that nobody announced as JSON is not read',
    async () => {
      const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'x'];
      for (const type of types) {
        const headers = { 'content-type': type };
        const answer = await admin.call('PUT', `${db}/a`, '{}', { headers });
        expect(answer).toMatchObject({ status: 415, json: { error: 'bad_content_type' } });
      }
    },
  );

  it('bytes that are no HTTP get an answer or the door', async () => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    socket.end('no http at all\r\n\r\n');
    const ended = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    await ended;
  });
});

describe('selectors', () => {
  const evil = { $regex: '^(a+)+$' };
  beforeEach(async () => {
    const docs = ['é', '日本', 'a'].map((_id) => ({ _id, text: `${'a'.repeat(40)}!` }));
    await admin.ok('POST', `${db}/_bulk_docs`, { docs });
  });

  it.runIf(!process.env['COUCHDB_URL'])(
    'with a regular expression that explodes are stopped',
    async () => {
      const find = await admin.call('POST', `${db}/_find`, { selector: { text: evil } });
      expect(find).toMatchObject({ status: 400, json: { error: 'invalid_selector' } });
      const body = { selector: { text: evil } };
      const feed = await admin.call('POST', `${db}/_changes?filter=_selector`, body);
      expect(feed).toMatchObject({ status: 400, json: { error: 'invalid_selector' } });
    },
  );

  it('with regular expressions sort, skip, limit and pick like others', async () => {
    const request = { selector: { text: { $regex: '^a' } }, fields: ['_id'], limit: 2, skip: 1 };
    expect(await admin.ok('POST', `${db}/_find`, request)).toMatchObject({
      docs: [{ _id: 'é' }, { _id: '日本' }],
    });
  });

  it('find ids of every script', async () => {
    const found = await admin.ok<{ docs: unknown[] }>('POST', `${db}/_find`, {
      selector: { _id: { $gt: 'b' } },
    });
    expect(found.docs).toMatchObject([{ _id: 'é' }, { _id: '日本' }]);
  });

  it.each([
    [{}],
    [{ selector: [] }],
    [{ selector: { a: { $nonsense: 1 } } }],
    [{ selector: { a: { $regex: '(' } } }],
    [{ selector: { a: { $in: 1 } } }],
    [{ selector: { a: { $mod: [0, 1] } } }],
    [{ selector: { $or: [1] } }],
    [{ selector: { a: 1 }, limit: -1 }],
    [{ selector: { a: 1 }, sort: 'a' }],
    [{ selector: { a: 1 }, fields: [1] }],
  ])('%j is refused', async (body) => {
    expect(await admin.call('POST', `${db}/_find`, body)).toMatchObject({ status: 400 });
  });
});

describe('at the same time', () => {
  it('one of many makes a database, one writer of a revision wins', async () => {
    const other = `/${freshName()}`;
    const made = await Promise.all(Array.from({ length: 8 }, () => admin.call('PUT', other)));
    expect(made.map((answer) => answer.status).sort()).toEqual([
      201,
      ...Array<number>(7).fill(412),
    ]);
    const written = await Promise.all(
      Array.from({ length: 8 }, (_, v) => admin.call('PUT', `${other}/a`, { v })),
    );
    expect(written.map((answer) => answer.status).sort()).toEqual([
      201,
      ...Array<number>(7).fill(409),
    ]);
    await admin.ok('DELETE', other);
  });

  it('a database goes while it is read, written and indexed, and comes anew', async () => {
    const docs = Array.from({ length: 2000 }, (_, n) => ({ _id: `doc-${String(n)}`, n }));
    for (let round = 0; round < 2; round += 1) {
      await admin.ok('POST', `${db}/_bulk_docs`, { docs });
      const index = { index: { fields: ['n'] }, name: 'by-n' };
      const busy = [
        admin.call('GET', `${db}/_changes?include_docs=true`),
        admin.call('GET', `${db}/_all_docs?include_docs=true`),
        admin.call('POST', `${db}/_find`, { selector: { n: 7 } }),
        admin.call('POST', `${db}/_index`, index),
        admin.call('PUT', `${db}/_security`, { members: { roles: ['x'] } }),
        ...Array.from({ length: 20 }, () => admin.call('POST', db, {})),
      ];
      expect(await admin.call('DELETE', db)).toMatchObject({ status: 200 });
      for (const answer of await Promise.allSettled(busy)) {
        if (answer.status === 'fulfilled') expect(answer.value.status).toBeLessThan(500);
      }
      expect(await admin.call('GET', db)).toMatchObject({ status: 404 });
      await admin.ok('PUT', db);
      expect(await admin.ok('GET', db)).toMatchObject({ doc_count: 0 });
    }
  });

  it('who reads slowly is cut off by a purge or a deletion, and holds neither up', async () => {
    const filler = 'x'.repeat(100_000);
    const docs = Array.from({ length: 300 }, (_, n) => ({ _id: `doc-${String(n)}`, filler }));
    const rows = await admin.ok<{ rev: string }[]>('POST', `${db}/_bulk_docs`, { docs });
    const token = Buffer.from(`${server.admin.name}:${server.admin.password}`).toString('base64');
    const open = async (address: string): Promise<ReadableStreamDefaultReader<Uint8Array>> => {
      const headers = { authorization: `Basic ${token}` };
      const response = await fetch(server.url + db + address, { headers });
      if (!response.body) throw new Error('No body');
      return response.body.getReader();
    };
    const rest = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> => {
      for (;;) {
        const { done } = await reader.read();
        if (done) return 'complete';
      }
    };
    const first = await open('/_changes?include_docs=true');
    await first.read();
    await admin.ok('POST', `${db}/_purge`, { 'doc-0': [rows[0]?.rev] });
    expect(await rest(first).catch(() => 'cut')).toMatch(/complete|cut/);
    const second = await open('/_all_docs?include_docs=true');
    await second.read();
    await admin.ok('DELETE', db);
    expect(await rest(second).catch(() => 'cut')).toBe('cut');
  });

  it('a purge finds its moment between reads and writes', async () => {
    const docs = Array.from({ length: 500 }, (_, n) => ({ _id: `doc-${String(n)}` }));
    const rows = await admin.ok<{ id: string; rev: string }[]>('POST', `${db}/_bulk_docs`, {
      docs,
    });
    const work = rows
      .slice(0, 20)
      .flatMap(({ id, rev }, n) => [
        admin.ok('POST', `${db}/_purge`, { [id]: [rev] }),
        admin.ok('PUT', `${db}/new-${String(n)}`, {}),
        admin.ok('GET', `${db}/doc-400`),
      ]);
    await Promise.all(work);
    expect(await admin.ok('GET', db)).toMatchObject({ doc_count: 500 });
    const feed = await admin.ok<{ results: unknown[] }>('GET', `${db}/_changes`);
    expect(feed.results).toHaveLength(500);
  });
});

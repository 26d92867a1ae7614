import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type EmbeddedServer } from './embedded-server.ts';

/** Who gets in is tested on the routes the server itself names: a new one cannot be forgotten. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];
const PUBLIC = ['/', '/_up', '/_session'];
const SECRET = 'the-secret-of-this-document';
const DATABASE = 'private-cases';
const ADMIN = { name: 'admin', password: 'right-admin-password' };
const LIMIT_MS = 5000;

type Headers = Readonly<Record<string, string>>;

const basic = (name: string, password: string): Headers => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
});
const asAdmin = basic(ADMIN.name, ADMIN.password);
const asMember = basic('member', 'member-password');
const asStranger = basic('stranger', 'stranger-password');

let server: EmbeddedServer;
let dataDir: string;
let secrets: string[];
let before: unknown;
let clockAheadMs = 0;

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Response['headers'];
}

async function request(
  method: string,
  address: string,
  headers: Headers,
  body?: unknown,
): Promise<Answer> {
  const hasBody = body !== undefined && method !== 'GET' && method !== 'HEAD';
  const response = await fetch(server.url + address, {
    method,
    headers: { ...headers, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

async function admin(method: string, address: string, body?: unknown): Promise<unknown> {
  const answer = await request(method, address, asAdmin, body);
  expect(answer.status, `${method} ${address}: ${answer.text}`).toBeLessThan(300);
  return JSON.parse(answer.text) as unknown;
}

function user(name: string, roles: readonly string[]): Record<string, unknown> {
  return { name, type: 'user', roles, password: `${name}-password` };
}

/** Everything an intruder could change or want. */
async function snapshot(): Promise<unknown> {
  return {
    databases: await admin('GET', '/_all_dbs'),
    users: await admin('GET', '/_users/_all_docs?include_docs=true&update_seq=true'),
    documents: await admin('GET', `/${DATABASE}/_all_docs?include_docs=true&update_seq=true`),
    security: await admin('GET', `/${DATABASE}/_security`),
    local: await admin('GET', `/${DATABASE}/_local/checkpoint`),
    indexes: await admin('GET', `/${DATABASE}/_index`),
  };
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'outpost-access-'));
  const now = (): number => Date.now() + clockAheadMs;
  server = await startEmbeddedServer({ dataDir, admin: ADMIN, passwordIterations: 1000, now });
  await admin('PUT', '/_users/org.couchdb.user:member', user('member', ['agent']));
  await admin('PUT', '/_users/org.couchdb.user:stranger', user('stranger', []));
  await admin('PUT', `/${DATABASE}`);
  await admin('PUT', `/${DATABASE}/_security`, { members: { roles: ['agent'] } });
  const attachment = { content_type: 'text/plain', data: Buffer.from(SECRET).toString('base64') };
  const note = { 'note.txt': attachment };
  await admin('PUT', `/${DATABASE}/secret`, { text: SECRET, _attachments: note });
  await admin('PUT', `/${DATABASE}/_design/rules`, { secret: SECRET, _attachments: note });
  await admin('PUT', `/${DATABASE}/_local/checkpoint`, { secret: SECRET });
  await admin('POST', `/${DATABASE}/_index`, { index: { fields: ['text'] }, name: 'x', ddoc: 'x' });
  before = await snapshot();
  const { rows } = (before as { users: { rows: { doc: Record<string, string> }[] } }).users;
  const hashes = rows.flatMap(({ doc }) => [doc['derived_key'], doc['salt']]);
  const base64 = Buffer.from(SECRET).toString('base64');
  secrets = [SECRET, base64, DATABASE, ...hashes.filter((each) => each !== undefined)];
  expect(secrets).toHaveLength(7);
});

afterAll(async () => {
  await server.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** The route's addresses with real things put in, so that a hole would open on something. */
function addressesOf(pattern: string): string[] {
  const places = [
    { db: DATABASE, docid: 'secret' },
    { db: '_users', docid: 'org.couchdb.user:member' },
    { db: 'no-such-database', docid: 'secret' },
  ];
  const filled = places.map(({ db, docid }) =>
    pattern
      .replace(':db', db)
      .replace('_design/:docid', '_design/rules')
      .replace('_local/:docid', '_local/checkpoint')
      .replace(':docid', docid)
      .replace(':ddoc', 'x')
      .replace(':name', 'x')
      .replace('*', 'note.txt'),
  );
  return [...new Set(filled)];
}

function bodyFor(address: string): unknown {
  if (address.endsWith('/_bulk_get')) return { docs: [{ id: 'secret' }] };
  if (address.endsWith('/_find')) return { selector: { _id: { $gt: null } } };
  if (address.endsWith('/_index')) return { index: { fields: ['stolen'] } };
  if (address.endsWith('/_purge')) return { secret: ['1-x'] };
  if (address.endsWith('/_security')) return { members: { names: ['stranger', 'member'] } };
  if (address.endsWith('/_revs_diff')) return { secret: ['1-x'] };
  return { docs: [{ _id: 'planted' }], name: 'planted', type: 'user', roles: ['_admin'] };
}

/** Names the right revision, so that nothing but access stops a write. */
async function withRevision(address: string): Promise<string> {
  const answer = await request('GET', address, asAdmin);
  if (answer.status !== 200 || !answer.text.startsWith('{')) return address;
  const { _rev: rev } = JSON.parse(answer.text) as { _rev?: string };
  return rev === undefined ? address : `${address}?rev=${rev}`;
}

function expectNothingLeaks(text: string, where: string): void {
  for (const secret of secrets) expect(text.includes(secret), `${where}: ${text}`).toBe(false);
}

async function addresses(
  places: number,
): Promise<{ pattern: string; address: string; body: unknown }[]> {
  const all: { pattern: string; address: string; body: unknown }[] = [];
  for (const pattern of new Set(server.routes.map((route) => route.url))) {
    for (const address of addressesOf(pattern).slice(0, places)) {
      all.push({ pattern, address: await withRevision(address), body: bodyFor(address) });
    }
  }
  return all;
}

async function walk(
  headers: () => Headers,
  check: (answer: Answer, where: string, pattern: string) => void,
  places = 3,
): Promise<void> {
  const targets = await addresses(places);
  expect(targets.length).toBeGreaterThan(25);
  for (const { pattern, address, body } of targets) {
    for (const method of METHODS) {
      const answer = await request(method, address, headers(), body);
      const where = `${method} ${address}`;
      expectNothingLeaks(answer.text, where);
      check(answer, where, pattern);
    }
  }
}

describe('without credentials', () => {
  it('every route but the public ones answers 401, tells nothing and changes nothing', async () => {
    await walk(
      () => ({}),
      (answer, where, pattern) => {
        if (PUBLIC.includes(pattern) && answer.status !== 401) return;
        expect(answer.status, where).toBe(401);
        expect(answer.headers.get('www-authenticate'), where).toBe('Basic realm="server"');
      },
    );
    expect(await snapshot()).toEqual(before);
  });

  it('bytes for an attachment are taken from nobody who is not let in', async () => {
    const put = async (headers: Headers): Promise<number> => {
      const type = { 'content-type': 'application/octet-stream' };
      const body = new ArrayBuffer(64 * 1024);
      const address = `${server.url}/${DATABASE}/planted/data`;
      const answer = await fetch(address, {
        method: 'PUT',
        headers: { ...headers, ...type },
        body,
      });
      expectNothingLeaks(await answer.text(), address);
      return answer.status;
    };
    expect(await put({})).toBe(401);
    expect(await put(asStranger)).toBe(403);
    expect(await snapshot()).toEqual(before);
  });

  it('only the welcome, the health check and the session are public, and no route is unmarked', () => {
    const open = server.routes.filter((route) => route.access === 'public');
    expect([...new Set(open.map((route) => route.url))].sort()).toEqual([...PUBLIC].sort());
    expect(server.routes.filter((route) => route.access === undefined)).toEqual([]);
  });

  it('addresses that no route has are refused as well', async () => {
    const odd = ['/_utils', '/_node/_local/_config', '/a/b/c/d', '/%ff', '/_users%2F_all_docs'];
    const more = [`/${DATABASE}//secret`, `//${DATABASE}`, `/${DATABASE}/%5Fall_docs`];
    for (const address of [...odd, ...more]) {
      const answer = await request('GET', address, {});
      expectNothingLeaks(answer.text, address);
      expect([400, 401], `${address}: ${answer.text}`).toContain(answer.status);
    }
  });
});

describe('with wrong credentials', () => {
  const forged = Buffer.from(`admin:66000000:${'0'.repeat(64)}`).toString('base64url');
  const cases: Record<string, () => Headers> = {
    'an unknown name': () => basic(`nobody-${String(Math.random())}`, 'x'),
    'a wrong password of a member': () => basic('member', 'wrong'),
    'a wrong password of the administrator': () => basic(ADMIN.name, 'wrong'),
    'a forged cookie': () => ({ cookie: `AuthSession=${forged}` }),
    'a scheme of another kind': () => ({ authorization: 'Bearer abc' }),
  };
  it.each(Object.entries(cases))('%s tells nothing and changes nothing', async (_name, headers) => {
    const refused = (answer: Answer, where: string, pattern: string): void => {
      if (!PUBLIC.includes(pattern)) expect([401, 403], where).toContain(answer.status);
    };
    await walk(headers, refused, 1);
    // The administrator may be locked out by then; the lock ends after five minutes.
    clockAheadMs += 301_000;
    expect(await snapshot()).toEqual(before);
  });
});

describe('a signed-in person who is no member', () => {
  it('gets at nothing but the session and fresh ids', async () => {
    await walk(
      () => asStranger,
      (answer, where, pattern) => {
        if ([...PUBLIC, '/_uuids'].includes(pattern)) return;
        expect([400, 401, 403, 404, 405, 415], `${where}: ${answer.text}`).toContain(answer.status);
      },
    );
    expect(await snapshot()).toEqual(before);
  });
});

describe('the routes', () => {
  const of = (...accesses: readonly string[]): string[] =>
    server.routes
      .filter((route) => route.method !== 'HEAD' && accesses.includes(route.access ?? ''))
      .map((route) => `${route.method} ${route.url}`)
      .sort();

  it('are for whom this table says; a new one has to be entered here', () => {
    expect(of('server-admin')).toEqual([
      'DELETE /:db',
      'GET /_all_dbs',
      'POST /:db/_purge',
      'PUT /:db',
    ]);
    expect(of('database-admin')).toEqual([
      'DELETE /:db/_index/:ddoc/json/:name',
      'DELETE /:db/_index/_design/:ddoc/json/:name',
      'POST /:db/_compact',
      'POST /:db/_index',
      'PUT /:db/_security',
    ]);
    expect(of('member')).toEqual([
      'DELETE /:db/:docid',
      'DELETE /:db/:docid/*',
      'DELETE /:db/_design/:docid',
      'DELETE /:db/_design/:docid/*',
      'DELETE /:db/_local/:docid',
      'GET /:db',
      'GET /:db/:docid',
      'GET /:db/:docid/*',
      'GET /:db/_all_docs',
      'GET /:db/_changes',
      'GET /:db/_design/:docid',
      'GET /:db/_design/:docid/*',
      'GET /:db/_index',
      'GET /:db/_local/:docid',
      'GET /:db/_revs_limit',
      'GET /:db/_security',
      'POST /:db',
      'POST /:db/_all_docs',
      'POST /:db/_bulk_docs',
      'POST /:db/_bulk_get',
      'POST /:db/_changes',
      'POST /:db/_ensure_full_commit',
      'POST /:db/_find',
      'POST /:db/_missing_revs',
      'POST /:db/_revs_diff',
      'PUT /:db/:docid',
      'PUT /:db/:docid/*',
      'PUT /:db/_design/:docid',
      'PUT /:db/_design/:docid/*',
      'PUT /:db/_local/:docid',
    ]);
  });
});

describe('a member who is no administrator', () => {
  it('is refused on every route for administrators', async () => {
    const guarded = server.routes.filter(({ access }) => access?.endsWith('-admin'));
    expect(guarded.length).toBeGreaterThan(8);
    for (const { method, url, access } of guarded) {
      const refusal = access === 'server-admin' ? 401 : 403;
      for (const address of addressesOf(url)) {
        const answer = await request(method, address, asMember, bodyFor(address));
        const where = `${method} ${address}: ${answer.text}`;
        expect([refusal, 403, 404], where).toContain(answer.status);
        if (address.startsWith(`/${DATABASE}`)) expect(answer.status, where).toBe(refusal);
      }
    }
    expect(await snapshot()).toEqual(before);
  });

  it('writes and deletes no design document on any path', async () => {
    const rules = await withRevision(`/${DATABASE}/_design/rules`);
    const rev = rules.split('rev=')[1];
    const evil = { validate_doc_update: 'function () {}', _rev: rev };
    const attempts: readonly [string, string, unknown][] = [
      ['PUT', `/${DATABASE}/_design/rules`, evil],
      ['PUT', `/${DATABASE}/_design%2Frules`, evil],
      ['DELETE', rules, undefined],
      ['DELETE', rules.replace('_design/', '_design%2F'), undefined],
      ['POST', `/${DATABASE}`, { ...evil, _id: '_design/rules' }],
      ['PUT', rules.replace('?', '/planted.txt?'), {}],
      ['DELETE', rules.replace('?', '/note.txt?'), undefined],
    ];
    for (const [method, address, body] of attempts) {
      const answer = await request(method, address, asMember, body);
      expect(answer.status, `${method} ${address}: ${answer.text}`).toBe(403);
    }
    for (const newEdits of [true, false]) {
      const docs = [{ ...evil, _id: '_design/rules', _rev: newEdits ? rev : '9-a' }];
      const bulk = { docs, new_edits: newEdits };
      const answer = await request('POST', `/${DATABASE}/_bulk_docs`, asMember, bulk);
      expect(JSON.parse(answer.text)).toMatchObject([{ error: 'forbidden' }]);
    }
    expect(await snapshot()).toEqual(before);
  });

  it('sees nothing of _users, not even his own document', async () => {
    await walkUsers(async (method, address, body) => {
      const answer = await request(method, address, asMember, body);
      expect(answer.status, `${method} ${address}`).toBeGreaterThanOrEqual(400);
      expectNothingLeaks(answer.text, address);
    });
    const own = await request('GET', '/_users/org.couchdb.user:member', asMember);
    expect(own.status).toBe(403);
    expect(await snapshot()).toEqual(before);
  });

  it('still sees no more when the security of _users is opened', async () => {
    const security = await admin('GET', '/_users/_security');
    await admin('PUT', '/_users/_security', {
      members: { roles: ['agent'] },
      admins: { roles: ['agent'] },
    });
    const answer = await request('GET', '/_users/_all_docs?include_docs=true', asMember);
    expect(answer.status).toBe(403);
    await admin('PUT', '/_users/_security', security);
  });
});

async function walkUsers(
  attempt: (method: string, address: string, body: unknown) => Promise<void>,
): Promise<void> {
  for (const { method, url } of server.routes.filter((route) => route.url.includes(':db'))) {
    const address = url
      .replace(':db', '_users')
      .replace('_design/:docid', '_design/rules')
      .replace(':docid', 'org.couchdb.user:stranger')
      .replace(':ddoc', 'x')
      .replace(':name', 'x')
      .replace('*', 'note.txt');
    await attempt(method, address, bodyFor(address));
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type EmbeddedServer } from './embedded-server.ts';
import { startTestServer, type TestServer } from './testing.ts';
import { freshName, TestClient } from './test-client.ts';

/** People: `_users`, sessions and the lockout. */
let server: TestServer;
let admin: TestClient;
let name: string;
let self: TestClient;
let own: string;

type UserDocument = Record<string, unknown> & { readonly _rev: string };

beforeAll(async () => {
  server = await startTestServer();
  admin = new TestClient(server.url, server.admin);
});

afterAll(() => server.close());

beforeEach(async () => {
  name = freshName();
  own = `/_users/org.couchdb.user:${name}`;
  await admin.ok('PUT', own, { name, password: 'first', type: 'user', roles: ['agent'] });
  self = new TestClient(server.url, { name, password: 'first' });
  return async () => {
    const { _rev: rev } = (await admin.call('GET', own)).json as UserDocument;
    await admin.call('DELETE', `${own}?rev=${rev}`);
  };
});

describe('a user document', () => {
  it('holds CouchDB’s hash of the password and never the password', async () => {
    const stored = await admin.ok<UserDocument>('GET', own);
    expect(stored).toMatchObject({ password_scheme: 'pbkdf2', name, roles: ['agent'] });
    expect(stored['iterations']).toEqual(expect.any(Number));
    expect(stored['derived_key']).toMatch(/^[0-9a-f]{32,}$/);
    expect(stored['salt']).toMatch(/^\S{8,}$/);
    expect(JSON.stringify(stored)).not.toContain('first');
    expect(stored).not.toHaveProperty('password');
  });

  it('takes a new password from an administrator, and the old one is over', async () => {
    const stored = await admin.ok<UserDocument>('GET', own);
    await admin.ok('PUT', own, { ...stored, password: 'second', phone: '12' });
    expect(await admin.ok('GET', own)).toMatchObject({ phone: '12' });
    const changed = new TestClient(server.url, { name, password: 'second' });
    expect(await changed.ok('GET', '/_session')).toMatchObject({ userCtx: { name } });
    expect(await self.call('GET', '/_session')).toMatchObject({ status: 401 });
  });

  it('keeps its password when it is written without one', async () => {
    const { _rev, ...stored } = await admin.ok<UserDocument>('GET', own);
    await admin.ok('PUT', own, { ...stored, _rev, roles: ['agent', 'manager'] });
    const session = await self.ok('GET', '/_session');
    expect(session).toMatchObject({ userCtx: { name, roles: ['agent', 'manager'] } });
  });

  it('gives its owner no roles', async () => {
    const stored = await admin.ok<UserDocument>('GET', own);
    for (const roles of [['agent', 'manager'], ['_admin'], []]) {
      const answer = await self.call('PUT', own, { ...stored, roles });
      expect(answer).toMatchObject({ status: 403, json: { error: 'forbidden' } });
    }
    expect(await admin.ok('GET', own)).toEqual(stored);
  });

  it('is for administrators alone: not its owner’s, not anybody’s', async () => {
    const other = freshName();
    const user = { name: other, password: 'x', type: 'user', roles: [] };
    const place = `/_users/org.couchdb.user:${other}`;
    const { rev } = await admin.ok<{ rev: string }>('PUT', place, user);
    for (const each of [own, place]) {
      expect(await self.call('GET', each)).toMatchObject({
        status: 403,
        json: { error: 'forbidden', reason: 'You are not allowed to access this db.' },
      });
    }
    expect((await self.call('PUT', place, { ...user, _rev: rev })).status).toBeGreaterThan(400);
    expect((await self.call('DELETE', `${place}?rev=${rev}`)).status).toBeGreaterThan(400);
    expect([401, 403]).toContain((await self.call('GET', '/_users/_all_docs')).status);
    await admin.ok('DELETE', `${place}?rev=${rev}`);
  });

  it.each([
    ['another type', { type: 'person' }],
    ['no roles', { roles: undefined }],
    ['roles that are no list', { roles: 'agent' }],
    ['roles that are no text', { roles: [1] }],
    ['a system role', { roles: ['_admin'] }],
    ['no name', { name: undefined }],
    ['another name than its id says', { name: 'somebody-else' }],
  ])('with %s is refused even to administrators', async (_what, part) => {
    const stored = await admin.ok<UserDocument>('GET', own);
    const answer = await admin.call('PUT', own, { ...stored, ...part });
    expect(answer).toMatchObject({ status: 403, json: { error: 'forbidden' } });
  });

  it('deleted ends the person’s access', async () => {
    const { _rev: rev } = await admin.ok<UserDocument>('GET', own);
    await admin.ok('DELETE', `${own}?rev=${rev}`);
    expect((await self.call('GET', '/_session')).status).toBe(401);
    await admin.ok('PUT', own, { name, password: 'again', type: 'user', roles: [] });
  });
});

describe('a session', () => {
  const signIn = (password: string): ReturnType<TestClient['call']> =>
    new TestClient(server.url).call('POST', '/_session', { name, password });
  const cookieOf = (headers: Headers): string => headers.get('set-cookie')?.split(';')[0] ?? '';

  it('is given for the right password, as JSON or as a form', async () => {
    const answer = await signIn('first');
    expect(answer).toMatchObject({ status: 200, json: { ok: true, name, roles: ['agent'] } });
    expect(answer.headers.get('set-cookie')).toMatch(/^AuthSession=[\w-]+; .*HttpOnly/);
    const form = new URLSearchParams({ name, password: 'first' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const byForm = await new TestClient(server.url).call('POST', '/_session', form, { headers });
    expect(byForm.status).toBe(200);
    const who = await new TestClient(server.url).call('GET', '/_session', undefined, {
      headers: { cookie: cookieOf(answer.headers) },
    });
    expect(who.json).toMatchObject({ userCtx: { name, roles: ['agent'] } });
    expect(who.json).toMatchObject({ info: { authenticated: 'cookie' } });
  });

  it('is refused for a wrong password, and out without one', async () => {
    const wrong = await signIn('wrong');
    expect(wrong).toMatchObject({
      status: 401,
      json: { error: 'unauthorized', reason: 'Name or password is incorrect.' },
    });
    const out = await self.call('DELETE', '/_session');
    expect(out).toMatchObject({ status: 200, json: { ok: true } });
    expect(out.headers.get('set-cookie')).toMatch(/^AuthSession=;/);
  });

  it('knows a role that was given or taken meanwhile', async () => {
    const headers = { cookie: cookieOf((await signIn('first')).headers) };
    const stored = await admin.ok<UserDocument>('GET', own);
    await admin.ok('PUT', own, { ...stored, roles: [] });
    const who = await new TestClient(server.url).call('GET', '/_session', undefined, { headers });
    expect(who.json).toMatchObject({ userCtx: { name, roles: [] } });
  });
});

describe('the lockout', () => {
  it('locks a name after five wrong passwords, even for the right one', async () => {
    const guess = new TestClient(server.url, { name, password: 'guess' });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await guess.call('GET', '/_session')).status).toBe(401);
    }
    const reason = 'Account is temporarily locked due to multiple authentication failures';
    for (const client of [guess, self]) {
      const answer = await client.call('GET', '/_session');
      expect(answer).toMatchObject({ status: 403, json: { error: 'forbidden', reason } });
    }
  });
});

describe('time and restarts', () => {
  let dataDir: string;
  let timed: EmbeddedServer;
  let aheadMs = 0;
  const boss = { name: 'boss', password: 'boss-password' };
  const start = (password = boss.password): Promise<EmbeddedServer> =>
    startEmbeddedServer({
      dataDir,
      admin: { ...boss, password },
      passwordIterations: 1000,
      now: () => 1_700_000_000_000 + aheadMs,
    });
  const anonymous = (): TestClient => new TestClient(timed.url);
  const signIn = async (): Promise<string> => {
    const { headers } = await anonymous().call('POST', '/_session', boss);
    return headers.get('set-cookie')?.split(';')[0] ?? '';
  };
  const use = (cookie: string): ReturnType<TestClient['call']> =>
    anonymous().call('GET', '/_all_dbs', undefined, { headers: { cookie } });

  beforeEach(async () => {
    aheadMs = 0;
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'outpost-session-'));
    timed = await start();
    return async () => {
      await timed.close();
      await rm(dataDir, { recursive: true, force: true });
    };
  });

  it('a session is renewed past half its ten minutes and over after them', async () => {
    const cookie = await signIn();
    aheadMs = 299_000;
    expect((await use(cookie)).headers.get('set-cookie')).toBeNull();
    aheadMs = 301_000;
    const renewed = (await use(cookie)).headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(renewed).toMatch(/^AuthSession=\S/);
    aheadMs = 601_000;
    expect((await use(cookie)).status).toBe(401);
    expect((await use(renewed)).status).toBe(200);
  });

  it('a lock ends after five minutes', async () => {
    const wrong = { ...boss, password: 'wrong' };
    for (let attempt = 0; attempt < 5; attempt += 1)
      await anonymous().call('POST', '/_session', wrong);
    expect((await anonymous().call('POST', '/_session', boss)).status).toBe(403);
    aheadMs = 301_000;
    expect((await anonymous().call('POST', '/_session', boss)).status).toBe(200);
  });

  it('a session outlives a restart, but not a new password', async () => {
    const cookie = await signIn();
    const { uuid } = await anonymous().ok<{ uuid: string }>('GET', '/');
    await timed.close();
    timed = await start();
    expect((await use(cookie)).status).toBe(200);
    expect(await anonymous().ok('GET', '/')).toMatchObject({ uuid });
    await timed.close();
    timed = await start('another-password');
    expect((await use(cookie)).status).toBe(401);
  });
});

import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { filesDatabase } from '../../shared/model/blob.ts';
import { IDENTITY_ID, REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import { makeUlid } from '../../shared/model/ids.ts';
import { connectCouch, type CouchServer } from '../couch/couch-server.ts';
import { DESIGN_ID, designDocument } from '../couch/design-document.ts';
import { asRecord } from '../couch/json-record.ts';
import { provision } from '../couch/provision.ts';
import { ensureUser, removeUser } from '../couch/user-accounts.ts';
import { startTestServer, type TestServer } from '../embedded/testing.ts';
import { runDoctor } from './doctor.ts';
import type { Finding } from './finding.ts';

let test: TestServer;
let server: CouchServer;
let hadReference = false;
const scope = `t${makeUlid(Date.now(), Math.random).toLowerCase()}`;
const db = scopeDatabase(scope);
const files = filesDatabase(scope);

beforeAll(async () => {
  test = await startTestServer();
  server = connectCouch(test.adminUrl);
  hadReference = (await server.find({ db: REFERENCE_DATABASE })) !== null;
  await provision({ url: server, scopes: [scope] });
});

afterAll(async () => {
  await server.request({ method: 'DELETE', db });
  await server.request({ method: 'DELETE', db: files });
  if (!hadReference) await server.request({ method: 'DELETE', db: REFERENCE_DATABASE });
  await test.close();
});

/** What doctor says about this test's database; a shared server may have faults of its own. */
async function ours(): Promise<readonly Finding[]> {
  const { findings } = await runDoctor(server, Date.now);
  return findings.filter(({ check }) => check.startsWith(db));
}

async function ofFiles(): Promise<readonly Finding[]> {
  const { findings } = await runDoctor(server, Date.now);
  return findings.filter(({ check }) => check.startsWith(files));
}

async function put(path: string, patch: object, into = db): Promise<void> {
  const found = asRecord(await server.request({ db: into, path }));
  await server.request({ method: 'PUT', db: into, path, body: { ...found, ...patch } });
}

async function remove(path: string, from: string): Promise<void> {
  const rev = String(asRecord(await server.request({ db: from, path }))['_rev']);
  await server.request({ method: 'DELETE', db: from, path, query: { rev } });
}

describe('doctor finds nothing', () => {
  it('on a server that was just provisioned', async () => {
    const { findings } = await runDoctor(server, Date.now);
    const general = ['reachable', 'version', 'clock', 'administrator', 'lockout', 'cors'];
    for (const check of general) {
      expect(findings.find((finding) => finding.check === check)?.status, check).toBe('ok');
    }
    expect((await ours()).filter(({ status }) => status === 'problem')).toEqual([]);
    expect(await ours()).toHaveLength(5);
    const about = (await ofFiles()).map(({ check, status }) => ({ check, status }));
    expect(about).toEqual([{ check: files, status: 'ok' }]);
  });
});

describe('doctor finds, and says how to mend', () => {
  afterEach(async () => {
    await provision({ url: server, scopes: [scope] });
  });

  it('a database that is open to everybody', async () => {
    const open = { members: { names: [], roles: [] }, admins: { names: [], roles: ['_admin'] } };
    await server.request({ method: 'PUT', db, path: '_security', body: open });
    expect(await ours()).toContainEqual({
      check: `${db}/_security`,
      status: 'problem',
      message: 'Opens to everybody.',
      mend: 'Run `provision`.',
    });
  });

  it('other rules, and none', async () => {
    const about = async () => (await ours()).find(({ check }) => check.endsWith(DESIGN_ID));
    await put(DESIGN_ID, { validate_doc_update: 'function () {}' });
    expect(await about()).toMatchObject({
      status: 'problem',
      message: expect.stringMatching(/other rules/) as string,
    });
    await remove(DESIGN_ID, db);
    expect(await about()).toMatchObject({
      status: 'problem',
      message: expect.stringMatching(/every write is taken/) as string,
    });
  });

  it('an identity that is gone, and one of another workspace', async () => {
    const path = encodeURIComponent(IDENTITY_ID);
    const about = async () => (await ours()).find(({ check }) => check.endsWith('/identity'));
    const { databaseId } = asRecord(await server.request({ db, path }));
    await put(path, { databaseId: 'other' });
    expect((await about())?.message).toMatch(/another workspace \(other, not /);
    await put(path, { databaseId });
    await remove(path, db);
    expect(await about()).toMatchObject({ status: 'problem', mend: 'Run `provision`.' });
  });

  it('a files database with the rules of a scope, and one without its identity', async () => {
    await put(DESIGN_ID, designDocument(scope), files);
    expect(await ofFiles()).toMatchObject([{ check: files, status: 'problem' }]);
    await provision({ url: server, scopes: [scope] });
    await remove(encodeURIComponent(IDENTITY_ID), files);
    expect(await ofFiles()).toMatchObject([
      { check: `${files}/identity`, status: 'problem' },
      { check: files, status: 'ok' },
    ]);
  });

  it('a clock that is wrong, by the server’s own Date', async () => {
    const clock = async (aheadMs: number) => {
      const { findings, ok } = await runDoctor(server, () => Date.now() - aheadMs);
      return { ok, ...findings.find(({ check }) => check === 'clock') };
    };
    expect(await clock(20 * 60_000)).toMatchObject({ ok: false, status: 'problem' });
    expect((await clock(-20 * 60_000)).message).toMatch(
      /1200 s behind|1199 s behind|1201 s behind/,
    );
    expect(await clock(10_000)).toMatchObject({ status: 'warning' });
  });

  it('an administrator who is none, and stops there', async () => {
    const name = `t${makeUlid(Date.now(), Math.random).toLowerCase()}`;
    await ensureUser(server, { name, roles: ['admin'], scopes: [scope], password: 'x' });
    const someone = connectCouch(test.url, { userName: name, password: 'x' });
    const { ok, findings } = await runDoctor(someone, Date.now);
    await removeUser(server, name);
    expect(ok).toBe(false);
    expect(findings.at(-1)).toMatchObject({ check: 'administrator', status: 'problem' });
  });
});

describe('doctor tells apart what answers', () => {
  let other: Server;

  async function answering(contentType: string, body: string): Promise<readonly Finding[]> {
    other = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': contentType }).end(body);
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const url = `http://127.0.0.1:${String(port)}`;
    const { findings } = await runDoctor(connectCouch(url), Date.now);
    other.close();
    other.closeAllConnections();
    return findings;
  }

  it.each([
    ['a sign-in page', 'text/html', '<html>Welcome to our guest network</html>'],
    ['an empty object', 'application/json', '{}'],
    ['broken JSON', 'application/json', '{"couchdb":'],
  ])('%s', async (_what, contentType, body) => {
    expect(await answering(contentType, body)).toEqual([
      expect.objectContaining({
        check: 'reachable',
        status: 'problem',
        message: expect.stringMatching(/is not CouchDB/) as string,
        mend: expect.stringMatching(/sign-in page/) as string,
      }),
    ]);
  });

  it('nothing at all', async () => {
    await answering('text/html', '');
    const { port } = new URL('http://127.0.0.1:1');
    const { ok, findings } = await runDoctor(connectCouch(`http://127.0.0.1:${port}`), Date.now);
    expect(ok).toBe(false);
    expect(findings).toHaveLength(1);
  });
});

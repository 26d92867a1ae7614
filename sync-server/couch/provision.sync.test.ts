import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { IDENTITY_ID, REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import { filesDatabase } from '../../shared/model/blob.ts';
import { makeUlid } from '../../shared/model/ids.ts';
import { NUMBER_SERIES, numbersId } from '../../shared/policy/numbers.ts';
import { ROLES, scopeRole } from '../../shared/policy/roles.ts';
import { DEFAULT_MATRIX } from '../../shared/workflow/priority.ts';
import { createTicket } from '../../shared/workflow/ticket-commands.ts';
import { startTestServer, type TestServer } from '../embedded/testing.ts';
import { CouchFailure } from './couch-failure.ts';
import { connectCouch, type CouchServer } from './couch-server.ts';
import { readIdentity } from './database-identity.ts';
import { DESIGN_ID } from './design-document.ts';
import { asRecord } from './json-record.ts';
import { ProvisionError } from './provision-plan.ts';
import { provision } from './provision.ts';
import { ensureUser, listUsers, removeUser, type UserRequest } from './user-accounts.ts';

let test: TestServer;
let server: CouchServer;
let hadReference = false;
const scopes: string[] = [];
const people: string[] = [];

/** A name nobody else uses, so that a shared CouchDB stays as it was. */
function freshName(): string {
  return `t${makeUlid(Date.now(), Math.random).toLowerCase()}`;
}
function freshScope(): string {
  const name = freshName();
  scopes.push(name);
  return name;
}

async function person(patch: Partial<UserRequest> = {}): Promise<CouchServer> {
  const name = freshName();
  people.push(name);
  const password = 'correct horse';
  await ensureUser(server, { name, roles: ['agent'], scopes: [], password, ...patch });
  return connectCouch(test.url, { userName: name, password });
}

function newTicket(scope: string, userName: string) {
  const ulid = () => makeUlid(Date.now(), Math.random);
  const now = new Date().toISOString();
  return createTicket(
    {
      kind: 'incident',
      scope,
      number: 'INC-1042',
      title: 'Handheld restarts under load',
      impact: 2,
      urgency: 2,
      origin: 'phone',
    },
    { now, userName, roles: [], deviceId: 'test', ulid, matrix: DEFAULT_MATRIX },
  ).writes[0]!.document;
}

/** A port that was free a moment ago. */
async function closedPort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

const write = (who: CouchServer, db: string, body: object, id: string) =>
  who.request({ method: 'PUT', db, path: encodeURIComponent(id), body });

beforeAll(async () => {
  test = await startTestServer();
  server = connectCouch(test.adminUrl);
  hadReference = (await server.find({ db: REFERENCE_DATABASE })) !== null;
});

afterAll(async () => {
  for (const scope of scopes) {
    for (const db of [scopeDatabase(scope), filesDatabase(scope)]) {
      if (await server.find({ db })) await server.request({ method: 'DELETE', db });
    }
  }
  for (const name of people) await removeUser(server, name);
  if (!hadReference && (await server.find({ db: REFERENCE_DATABASE }))) {
    await server.request({ method: 'DELETE', db: REFERENCE_DATABASE });
  }
  await test.close();
});

describe('provisioning', () => {
  it('makes all a console looks for, and a second run changes nothing', async () => {
    const scope = freshScope();
    const first = await provision({ url: test.adminUrl, scopes: [scope] });
    const db = scopeDatabase(scope);
    expect(first.created).toEqual(
      expect.arrayContaining([db, `${db}/${DESIGN_ID}`, `${db}/${IDENTITY_ID}`]),
    );
    expect(first.updated.filter((what) => what.startsWith(db))).toEqual([]);
    expect(await readIdentity(server, db)).toEqual({
      databaseId: first.databaseId,
      epoch: 1,
      minClient: 1,
      scope,
    });
    const reference = await readIdentity(server, REFERENCE_DATABASE);
    expect(reference?.databaseId).toBe(first.databaseId);
    for (const prefix of Object.keys(NUMBER_SERIES)) {
      const counter = asRecord(
        await server.request({ db: REFERENCE_DATABASE, path: numbersId(prefix) }),
      );
      expect(counter).toMatchObject({
        kind: 'numbers',
        prefix,
        next: expect.any(Number) as number,
      });
    }
    expect(await server.request({ db, path: '_security' })).toEqual({
      members: { names: [], roles: [scopeRole(scope)] },
      admins: { names: [], roles: ['_admin'] },
    });

    const second = await provision({ url: test.adminUrl, scopes: [scope] });
    expect(second.created).toEqual([]);
    expect(second.updated).toEqual([]);
    expect(second.databaseId).toBe(first.databaseId);
    expect([...second.unchanged].sort()).toEqual(
      [...first.created, ...first.updated, ...first.unchanged].sort(),
    );
  });

  it('mends what somebody changed and keeps what it must not touch', async () => {
    const scope = freshScope();
    await provision({ url: test.adminUrl, scopes: [scope] });
    const db = scopeDatabase(scope);
    const design = asRecord(await server.request({ db, path: DESIGN_ID }));
    await server.request({
      method: 'PUT',
      db,
      path: DESIGN_ID,
      body: { ...design, validate_doc_update: 'function () {}' },
    });
    await server.request({
      method: 'PUT',
      db,
      path: '_security',
      body: { members: { names: [], roles: [] }, admins: { names: [], roles: [] } },
    });
    const identity = asRecord(await server.request({ db, path: encodeURIComponent(IDENTITY_ID) }));
    await write(server, db, { ...identity, epoch: 7, minClient: 2 }, IDENTITY_ID);

    const report = await provision({ url: test.adminUrl, scopes: [scope] });
    expect(report.created).toEqual([]);
    expect([...report.updated].sort()).toEqual([`${db}/${DESIGN_ID}`, `${db}/_security`].sort());
    expect(await readIdentity(server, db)).toMatchObject({ epoch: 7, minClient: 2 });
  });

  it('resumes where a run was cut short before the identity', async () => {
    const scope = freshScope();
    const db = scopeDatabase(scope);
    await server.request({ method: 'PUT', db });
    const report = await provision({ url: test.adminUrl, scopes: [scope] });
    expect(report.created).toContain(`${db}/${IDENTITY_ID}`);
  });
});

describe('files', () => {
  it('have a database for every scope, also on a server provisioned before there were files', async () => {
    const scope = freshScope();
    const first = await provision({ url: test.adminUrl, scopes: [scope] });
    const db = filesDatabase(scope);
    await server.request({ method: 'DELETE', db });
    const again = await provision({ url: test.adminUrl, scopes: [scope] });
    expect([...again.created].sort()).toEqual(
      [db, `${db}/_security`, `${db}/${DESIGN_ID}`, `${db}/${IDENTITY_ID}`].sort(),
    );
    expect(again.updated).toEqual([]);
    expect(await readIdentity(server, db)).toMatchObject({ databaseId: first.databaseId, scope });
    expect(await server.request({ db, path: '_security' })).toEqual(
      await server.request({ db: scopeDatabase(scope), path: '_security' }),
    );
  });
});

describe('a server that does not fit together is left alone, with a sentence', () => {
  let scope: string;
  let db: string;

  beforeEach(async () => {
    scope = freshScope();
    db = scopeDatabase(scope);
    await provision({ url: test.adminUrl, scopes: [scope] });
  });

  const identity = async () =>
    asRecord(await server.request({ db, path: encodeURIComponent(IDENTITY_ID) }));
  const dropIdentity = async () => {
    const rev = String((await identity())['_rev']);
    const path = encodeURIComponent(IDENTITY_ID);
    await server.request({ method: 'DELETE', db, path, query: { rev } });
  };
  const again = (patch: object = {}) =>
    provision({ url: test.adminUrl, scopes: [scope], ...patch });

  it('documents without an identity', async () => {
    const ticket = newTicket(scope, 'admin');
    await write(server, db, { ...ticket, _id: ticket.id }, ticket.id);
    await dropIdentity();
    await expect(again()).rejects.toThrow(/holds documents but no identity.*Restore it/);
    expect(await readIdentity(server, db)).toBeNull();
  });

  it('a database of another workspace', async () => {
    await write(server, db, { ...(await identity()), databaseId: 'somewhere-else' }, IDENTITY_ID);
    await expect(again()).rejects.toThrow(/belongs to another workspace \(somewhere-else\)/);
  });

  it('an id that is not this workspace’s', async () => {
    await expect(again({ databaseId: 'mine' })).rejects.toThrow(ProvisionError);
    await expect(again({ databaseId: 'mine' })).rejects.toThrow(/than the id you gave \(mine\)/);
  });

  it('a database under the wrong name', async () => {
    await dropIdentity();
    const found = await readIdentity(server, REFERENCE_DATABASE);
    const other = { databaseId: found?.databaseId, epoch: 1, minClient: 1, scope: 'elsewhere' };
    await expect(write(server, db, other, IDENTITY_ID)).rejects.toThrow(/holds the scope/);
    const design = asRecord(await server.request({ db, path: DESIGN_ID }));
    const rev = String(design['_rev']);
    await server.request({ method: 'DELETE', db, path: DESIGN_ID, query: { rev } });
    await write(server, db, other, IDENTITY_ID);
    await expect(again()).rejects.toThrow(/says it holds the scope "elsewhere"/);
  });

  it('names that cannot be scopes', async () => {
    await expect(again({ scopes: ['Leipzig', '../x'] })).rejects.toThrow(
      /"Leipzig" cannot be a scope[^]*"..\/x" cannot be a scope/,
    );
  });

  it('somebody who is no administrator', async () => {
    const agent = await person({ scopes: [scope] });
    await expect(provision({ url: agent, scopes: [scope] })).rejects.toThrow(
      /is no server administrator/,
    );
  });

  it('wrong credentials, and a server that is not there', async () => {
    const wrong = connectCouch(test.url, { userName: freshName(), password: 'x' });
    await expect(provision({ url: wrong, scopes: [scope] })).rejects.toThrow(CouchFailure);
    await expect(
      provision({ url: `http://admin:secret@127.0.0.1:${await closedPort()}`, scopes: [scope] }),
    ).rejects.toThrow(/^No answer from http:\/\/127\.0\.0\.1:\d+: nothing listens there\.$/);
  });
});

describe('what the databases then let people do', () => {
  let scope: string;
  let db: string;

  beforeAll(async () => {
    scope = freshScope();
    db = scopeDatabase(scope);
    await provision({ url: test.adminUrl, scopes: [scope] });
  });

  it('opens a scope to its people and to nobody else', async () => {
    const inside = await person({ scopes: [scope] });
    const outside = await person();
    const stranger = connectCouch(test.url, null);
    await expect(inside.request({ db, path: '_all_docs' })).resolves.toBeTruthy();
    await expect(outside.request({ db, path: '_all_docs' })).rejects.toMatchObject({ status: 403 });
    await expect(stranger.request({ db, path: '_all_docs' })).rejects.toMatchObject({
      status: 401,
    });
    await expect(
      outside.request({ db: REFERENCE_DATABASE, path: numbersId('INC') }),
    ).resolves.toBeTruthy();
  });

  it('takes a ticket in one’s own name and refuses it in another’s, over HTTP', async () => {
    const agent = await person({ scopes: [scope] });
    const mine = newTicket(scope, agent.userName!);
    await write(agent, db, { ...mine, _id: mine.id }, mine.id);
    const forged = newTicket(scope, 'somebody');
    await expect(write(agent, db, { ...forged, _id: forged.id }, forged.id)).rejects.toMatchObject({
      status: 403,
      message: expect.stringMatching(/Written by somebody/) as string,
    });
    await expect(
      agent.request({ method: 'PUT', db, path: '_design/mine', body: { language: 'javascript' } }),
    ).rejects.toThrow(CouchFailure);
    await expect(agent.request({ method: 'PUT', db, path: '_security', body: {} })).rejects.toThrow(
      CouchFailure,
    );
  });

  it('refuses an Outpost admin what only the server may do', async () => {
    const admin = await person({ roles: ['admin'], scopes: [scope] });
    const mine = newTicket(scope, admin.userName!);
    const answer = asRecord(await write(admin, db, { ...mine, _id: mine.id }, mine.id));
    const query = { rev: String(answer['rev']) };
    await expect(
      admin.request({ method: 'DELETE', db, path: encodeURIComponent(mine.id), query }),
    ).rejects.toThrow(/Only the server removes for good/);
    await expect(
      admin.request({ method: 'PUT', db, path: '_design/mine', body: { language: 'javascript' } }),
    ).rejects.toThrow(CouchFailure);
  });

  it('leases numbers to one of two who ask at once', async () => {
    const agent = await person();
    const path = numbersId('TSK');
    const counter = asRecord(await agent.request({ db: REFERENCE_DATABASE, path }));
    const body = { ...counter, next: (counter['next'] as number) + 20 };
    const lease = () => agent.request({ method: 'PUT', db: REFERENCE_DATABASE, path, body });
    const outcomes = await Promise.allSettled([lease(), lease()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('user accounts', () => {
  it('are made once, changed where they differ, and keep their password', async () => {
    const name = freshName();
    people.push(name);
    const wanted: UserRequest = { name, roles: ['agent'], scopes: ['leipzig'] };
    const made = await ensureUser(server, wanted);
    expect(made.outcome).toBe('created');
    expect(made.generatedPassword).toMatch(/^[a-zA-Z2-9]{20}$/);
    expect(await ensureUser(server, wanted)).toEqual({
      name,
      outcome: 'unchanged',
      generatedPassword: null,
    });
    const password = made.generatedPassword!;
    expect((await ensureUser(server, { ...wanted, password })).outcome).toBe('unchanged');
    const promoted = await ensureUser(server, {
      ...wanted,
      roles: ['manager'],
      scopes: ['dresden'],
    });
    expect(promoted).toMatchObject({ outcome: 'updated', generatedPassword: null });
    const me = connectCouch(test.url, { userName: name, password });
    // CouchDB's cache of accounts follows `_users` with a little delay.
    await vi.waitFor(async () => {
      expect(asRecord(await me.request({ path: '_session' }))['userCtx']).toEqual({
        name,
        roles: ['manager', 'scope:dresden'],
      });
    });
    expect((await listUsers(server)).find((user) => user.name === name)).toEqual({
      name,
      roles: ['manager'],
      scopes: ['dresden'],
    });
  });

  it('get another password where one is given', async () => {
    const name = freshName();
    people.push(name);
    const wanted: UserRequest = { name, roles: [...ROLES], scopes: [] };
    await ensureUser(server, { ...wanted, password: 'first' });
    expect((await ensureUser(server, { ...wanted, password: 'second' })).outcome).toBe('updated');
    const me = connectCouch(test.url, { userName: name, password: 'second' });
    await expect(me.request({ path: '_session' })).resolves.toMatchObject({ userCtx: { name } });
  });

  it('keep roles that are not Outpost’s', async () => {
    const name = freshName();
    people.push(name);
    await server.request({
      method: 'PUT',
      db: '_users',
      path: encodeURIComponent(`org.couchdb.user:${name}`),
      body: { name, type: 'user', roles: ['billing', 'agent'], password: 'x' },
    });
    await ensureUser(server, { name, roles: ['technician'], scopes: [] });
    const found = (await listUsers(server)).find((user) => user.name === name);
    expect([...(found?.roles ?? [])].sort()).toEqual(['billing', 'technician']);
  });

  it.each(['', '_nadia', 'a:b', 'ümit', 'x'.repeat(81)])('refuse the name "%s"', async (name) => {
    await expect(ensureUser(server, { name, roles: [], scopes: [] })).rejects.toThrow(
      /cannot be a user name/,
    );
  });
});

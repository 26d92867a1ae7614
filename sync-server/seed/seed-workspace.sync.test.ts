import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import type { AnyDocument } from '../../shared/model/collections.ts';
import { validateDocument } from '../../shared/model/validate.ts';
import { NUMBER_SERIES, numbersId } from '../../shared/policy/numbers.ts';
import { STAFF } from '../../shared/testkit/demo/organisation.ts';
import { DEMO_SCOPE, DEMO_SIZES } from '../../shared/testkit/demo/workspace.ts';
import { COMMANDS } from '../cli/commands.ts';
import { runCli } from '../cli/run-cli.ts';
import { connectCouch, type CouchServer } from '../couch/couch-server.ts';
import { asRecord, asStrings } from '../couch/json-record.ts';
import { provision } from '../couch/provision.ts';
import { listUsers, removeUser } from '../couch/user-accounts.ts';
import { startTestServer, type TestServer } from '../embedded/testing.ts';
import { readSeedMark } from './seed-mark.ts';
import { seedWorkspace, type SeedRequest } from './seed-workspace.ts';

const SCOPE_DB = scopeDatabase(DEMO_SCOPE);
const NOW_MS = Date.parse('2027-03-30T06:46:00Z');

const PEOPLE: readonly string[] = STAFF.map((person) => person.userName!);

/** The demo has fixed names, so a CouchDB where one of them is taken is left alone. */
async function isFree(): Promise<boolean> {
  const external = process.env['COUCHDB_URL'];
  if (!external) return true;
  const couch = connectCouch(external);
  for (const db of [REFERENCE_DATABASE, SCOPE_DB]) if (await couch.find({ db })) return false;
  const users = (await couch.find({ db: '_users' })) === null ? [] : await listUsers(couch);
  return !users.some(({ name }) => PEOPLE.includes(name));
}
const canSeed = await isFree();

let test: TestServer;
let server: CouchServer;

/** Takes away what a seed makes, by name. */
async function clear(): Promise<void> {
  for (const db of [REFERENCE_DATABASE, SCOPE_DB]) {
    if (await server.find({ db })) await server.request({ method: 'DELETE', db });
  }
  for (const name of PEOPLE) await removeUser(server, name);
}

async function documents(db: string): Promise<(AnyDocument & { _rev: string })[]> {
  const answer = await server.request({ db, path: '_all_docs', query: { include_docs: true } });
  const rows = asRecord(answer)['rows'] as { doc: Record<string, unknown> & { _id: string } }[];
  return rows
    .filter(({ doc }) => 'schemaVersion' in doc)
    .map(({ doc: { _id: id, ...rest } }) => ({ ...rest, id }) as never);
}

const seed = (patch: Partial<SeedRequest> = {}) =>
  seedWorkspace({
    ...{ server, size: 'small', seed: 1, nowMs: NOW_MS, onProgress: () => undefined },
    ...patch,
  });

beforeAll(async () => {
  if (!canSeed) return;
  test = await startTestServer();
  server = connectCouch(test.adminUrl);
});
afterEach(async () => {
  if (canSeed) await clear();
});
afterAll(async () => {
  if (canSeed) await test.close();
});

describe.runIf(canSeed)('the demo workspace', () => {
  it('is there for everybody who works in it, and numbers go on behind it', async () => {
    const said: number[] = [];
    const report = await seed({ onProgress: (count) => said.push(count) });
    const all = [...(await documents(REFERENCE_DATABASE)), ...(await documents(SCOPE_DB))];
    expect(report.documents).toBe(all.length);
    expect(said.at(-1)).toBe(all.length);
    const count = (kind: string) => all.filter((each) => each.kind === kind).length;
    const ticketKinds = ['incident', 'request', 'problem', 'change'].map(count);
    // The stories of problems, major incidents and the desk come on top.
    expect(ticketKinds[0]! + ticketKinds[1]!).toBeGreaterThanOrEqual(DEMO_SIZES.small);
    expect(count('person')).toBe(40);
    expect(count('article')).toBeGreaterThanOrEqual(60);
    expect(count('item')).toBeGreaterThan(700);
    for (const { _rev, ...document } of all) {
      expect(validateDocument(document)).toMatchObject({ ok: true });
    }

    expect([...report.passwords.keys()].sort()).toEqual([...PEOPLE].sort());
    for (const [userName, password] of report.passwords) {
      const person = connectCouch(test.url, { userName, password });
      const session = asRecord(asRecord(await person.request({ path: '_session' }))['userCtx']);
      expect(session['name']).toBe(userName);
      expect(asStrings(session['roles'])).toContain(`scope:${DEMO_SCOPE}`);
      expect(
        await person.request({ db: SCOPE_DB, path: '_all_docs', query: { limit: 1 } }),
      ).toBeTruthy();
    }

    const highest = new Map(Object.keys(NUMBER_SERIES).map((prefix) => [prefix, 0]));
    for (const { number } of all as { number?: string }[]) {
      const [prefix = '', digits] = (number ?? '').split('-');
      highest.set(prefix, Math.max(highest.get(prefix) ?? 0, Number(digits ?? 0)));
    }
    for (const prefix of Object.keys(NUMBER_SERIES)) {
      const counter = { db: REFERENCE_DATABASE, path: encodeURIComponent(numbersId(prefix)) };
      const { next } = asRecord(await server.request(counter));
      expect({ prefix, isFree: Number(next) > highest.get(prefix)! }).toEqual({
        prefix,
        isFree: true,
      });
    }
  });

  it('is written once', async () => {
    await seed();
    const before = await documents(SCOPE_DB);
    await expect(seed({ nowMs: NOW_MS + 1 })).rejects.toThrow(
      'The demo workspace is already on this server. It is written once; for a fresh one take another server or data folder.',
    );
    expect(await documents(SCOPE_DB)).toEqual(before);
  });

  it('never mixes with the records of somebody else', async () => {
    await provision({ url: server, scopes: ['leipzig-test'] });
    const id = 'person:01HX0000000000000000000000';
    const by = { createdBy: 'admin', updatedBy: 'admin', deviceId: 'test', mutationId: 'm' };
    const at = { createdAt: '2027-01-01T00:00:00Z', updatedAt: '2027-01-01T00:00:00Z' };
    const body = { kind: 'person', name: 'Somebody', teamIds: [], schemaVersion: 1, version: 1 };
    const path = encodeURIComponent(id);
    try {
      const document = { ...body, ...by, ...at };
      await server.request({ method: 'PUT', db: REFERENCE_DATABASE, path, body: document });
      await expect(seed()).rejects.toThrow(
        'The server already holds records (in outpost-reference). The demo is written only into an empty workspace: take another server or data folder.',
      );
      expect(await documents(REFERENCE_DATABASE)).toHaveLength(1);
      expect(await server.find({ db: SCOPE_DB })).toBeNull();
    } finally {
      await server.request({ method: 'DELETE', db: scopeDatabase('leipzig-test') });
    }
  });

  it('that was cut short is completed by the same call, nothing twice', async () => {
    await seed();
    const whole = [...(await documents(REFERENCE_DATABASE)), ...(await documents(SCOPE_DB))];
    await clear();

    const cut = new Error('cut short');
    const cutting = seed({
      onProgress: () => {
        throw cut;
      },
    });
    await expect(cutting).rejects.toBe(cut);
    expect(await readSeedMark(server)).toMatchObject({ size: 'small', isComplete: false });
    const half = await documents(REFERENCE_DATABASE);
    expect(half.length).toBeGreaterThan(0);

    await expect(seed({ size: 'demo' })).rejects.toThrow(
      'A demo of another kind was begun on this server and cut short. Complete it with --size small --seed 1, or take another server or data folder.',
    );
    // An hour later: the story keeps the present it was begun with, and so every id.
    const report = await seed({ nowMs: NOW_MS + 3_600_000 });
    const completed = [...(await documents(REFERENCE_DATABASE)), ...(await documents(SCOPE_DB))];
    const content = (all: readonly AnyDocument[]) =>
      all.map(({ id, mutationId }) => `${id} ${mutationId}`).sort();
    expect(content(completed)).toEqual(content(whole));
    expect(report.documents).toBe(whole.length);
    const [userName, password] = [...report.passwords][0]!;
    const person = connectCouch(test.url, { userName, password });
    await person.request({ db: SCOPE_DB, path: '_all_docs', query: { limit: 1 } });
    await expect(seed()).rejects.toThrow('The demo workspace is already on this server.');
  });
});

describe.runIf(canSeed)('the command', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-seed-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function call(...args: readonly string[]) {
    const lines: string[] = [];
    const io = {
      env: { COUCHDB_URL: test.adminUrl },
      out: (line: string) => lines.push(line),
      say: (line: string) => lines.push(line),
      untilStopped: () => Promise.resolve(),
    };
    return { code: await runCli(['seed', ...args], COMMANDS, io), said: lines.join('\n') };
  }

  it('keeps passwords in files of its owner alone, and prints none', async () => {
    const data = path.join(folder, 'not-there-yet');
    const { code, said } = await call('--size', 'small', '--data', data);
    expect({ code, said }).toMatchObject({ code: 0 });
    const [usersFile, sessionFile] = ['demo-users.json', 'demo-session.json'].map((name) =>
      path.join(data, name),
    );
    expect(said).toContain(`Passwords are in ${usersFile!}.`);
    for (const file of [usersFile!, sessionFile!]) expect(statSync(file).mode & 0o777).toBe(0o600);
    const users = asRecord(JSON.parse(readFileSync(usersFile!, 'utf8')));
    expect(Object.keys(users)).toHaveLength(PEOPLE.length);
    for (const password of Object.values(users)) expect(said).not.toContain(String(password));
    expect(said).not.toContain(test.admin.password);
    const session = asRecord(JSON.parse(readFileSync(sessionFile!, 'utf8')));
    expect(session).toEqual({
      serverUrl: test.url,
      userName: 'tobias.brandt',
      password: users['tobias.brandt'],
    });

    const again = await call('--size', 'small', '--data', data);
    expect(again.code).toBe(1);
    expect(again.said).toMatch(/^The demo workspace is already on this server\./);
    // What opens the console must survive a seed that refuses.
    expect(asRecord(JSON.parse(readFileSync(sessionFile!, 'utf8')))).toEqual(session);
  });

  it('does not write a password into a file that others can read', async () => {
    writeFileSync(path.join(folder, 'demo-users.json'), '{}', { mode: 0o644 });
    await call('--size', 'small', '--data', folder);
    expect(statSync(path.join(folder, 'demo-users.json')).mode & 0o777).toBe(0o600);
  });

  it.each([
    [['--size', 'huge'], /^--size takes small, demo, 100k, not "huge"\./],
    [['--seed', 'x'], /^--seed takes a whole number/],
    [['small'], /^"small" means nothing here\./],
  ])('called with %j says what it takes and does nothing', async (args, sentence) => {
    const { code, said } = await call(...args);
    expect(code).toBe(2);
    expect(said).toMatch(sentence);
    expect(await server.find({ db: REFERENCE_DATABASE })).toBeNull();
  });

  it('fails before it writes where the passwords have no place', async () => {
    const { code, said } = await call('--size', 'small', '--data', '/dev/null/folder');
    expect(code).toBe(1);
    expect(said).toMatch(/^The folder \/dev\/null\/folder for the passwords cannot be made: /);
    expect(await server.find({ db: REFERENCE_DATABASE })).toBeNull();
    expect(existsSync('/dev/null/folder')).toBe(false);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import { makeUlid } from '../../shared/model/ids.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { DEFAULT_MATRIX } from '../../shared/workflow/priority.ts';
import { addComment } from '../../shared/workflow/ticket-commands.ts';
import { COMMANDS } from '../cli/commands.ts';
import { runCli } from '../cli/run-cli.ts';
import { connectCouch, type CouchServer } from '../couch/couch-server.ts';
import { asRecord } from '../couch/json-record.ts';
import { provision } from '../couch/provision.ts';
import { ensureUser, removeUser } from '../couch/user-accounts.ts';
import { startTestServer, withCredentials, type TestServer } from '../embedded/testing.ts';
import { FileBox, incidentRow } from './import-kit.ts';
import type { ImportReport } from './import-report.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const REAL_DATA = path.resolve(ROOT, '../shared/data');

const box = new FileBox();
let test: TestServer;
let server: CouchServer;
let hadReference = false;
let before: ReadonlyMap<string, string>;
let scope: string;
let db: string;
const scopes: string[] = [];

/** A name nobody else uses, so that a shared CouchDB stays as it was. */
function freshName(): string {
  return `t${makeUlid(Date.now(), Math.random).toLowerCase()}`;
}

/** Revisions by id of all documents but design documents. */
async function revisions(name: string): Promise<Map<string, string>> {
  const { rows } = asRecord(await server.request({ db: name, path: '_all_docs' }));
  const pairs = (rows as { id: string; value: { rev: string } }[])
    .filter(({ id }) => !id.startsWith('_design/'))
    .map(({ id, value }) => [id, value.rev] as const);
  return new Map(pairs);
}

/** Both databases an import writes to. */
const state = async () => [await revisions(REFERENCE_DATABASE), await revisions(db)];

async function documents<T = Ticket>(prefix: string, name = db): Promise<(T & { _id: string })[]> {
  const query = { include_docs: true, startkey: `${prefix}:`, endkey: `${prefix}:\uffff` };
  const { rows } = asRecord(await server.request({ db: name, path: '_all_docs', query }));
  return (rows as { doc: T & { _id: string } }[]).map(({ doc }) => doc);
}

async function ticketOf(number: string): Promise<Ticket> {
  const found = (await documents('ticket')).find((each) => each.number === number);
  if (!found) throw new Error(`There is no ticket ${number}`);
  const { _id: id, ...rest } = found;
  return { ...rest, id } as Ticket;
}

interface Call {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

/** The command as a terminal would call it. */
async function call(...args: readonly string[]): Promise<Call> {
  const out: string[] = [];
  const said: string[] = [];
  const code = await runCli(['import', ...args], COMMANDS, {
    env: { COUCHDB_URL: test.adminUrl },
    out: (line) => out.push(line),
    say: (line) => said.push(line),
    untilStopped: () => Promise.resolve(),
  });
  return { code, out: out.join('\n'), said: said.join('\n') };
}

async function run(kind: string, file: string, ...more: string[]): Promise<ImportReport> {
  const { code, out, said } = await call(kind, file, '--json', '--scope', scope, ...more);
  if (code !== 0) throw new Error(said);
  return JSON.parse(out) as ImportReport;
}

/**
 * Takes what imports added to a database that others use, and without a tombstone, so that a later
 * run finds it as this one did.
 */
async function purgeImported(name: string, kept: ReadonlyMap<string, string>): Promise<void> {
  const query = { include_docs: true };
  const { rows } = asRecord(await server.request({ db: name, path: '_all_docs', query }));
  const added = (rows as { doc: { _id: string; _rev: string; deviceId?: string } }[])
    .map(({ doc }) => doc)
    .filter(({ _id: id, deviceId }) => deviceId === 'import' && !kept.has(id));
  // CouchDB takes a hundred at a time.
  for (let from = 0; from < added.length; from += 100) {
    const some = added.slice(from, from + 100).map(({ _id: id, _rev }) => [id, [_rev]] as const);
    const body = Object.fromEntries(some);
    await server.request({ method: 'POST', db: name, path: '_purge', body });
  }
}

beforeAll(async () => {
  test = await startTestServer();
  server = connectCouch(test.adminUrl);
  hadReference = (await server.find({ db: REFERENCE_DATABASE })) !== null;
  await provision({ url: test.adminUrl, scopes: [] });
  before = await revisions(REFERENCE_DATABASE);
});

beforeEach(async () => {
  scope = freshName();
  db = scopeDatabase(scope);
  scopes.push(scope);
  await provision({ url: test.adminUrl, scopes: [scope] });
});

afterAll(async () => {
  for (const name of scopes.map(scopeDatabase)) {
    if (await server.find({ db: name })) await server.request({ method: 'DELETE', db: name });
  }
  if (hadReference) await purgeImported(REFERENCE_DATABASE, before);
  else await server.request({ method: 'DELETE', db: REFERENCE_DATABASE });
  await test.close();
  box.remove();
});

describe('importing incidents', () => {
  it('writes tickets with their history, and not one revision the second time', async () => {
    const file = box.packed(
      'incidents.jsonl.gz',
      [incidentRow(), incidentRow({ number: 'INC2' }), incidentRow({ number: 'INC3', events: [] })]
        .map((row) => JSON.stringify(row))
        .join('\n'),
    );
    expect(await run('incidents', file)).toEqual({
      rows: 3,
      taken: 2,
      unchanged: 0,
      refused: [{ row: 3, id: 'INC3', reason: '"events" holds no event.' }],
      warnings: [],
      facts: ['The priority is the one the matrix gives. (2 of 3 rows)'],
    });
    expect((await documents('ticket')).map(({ number }) => number).sort()).toEqual([
      'INC0000045',
      'INC2',
    ]);
    expect(await documents('entry')).toHaveLength(10);
    const written = await state();
    expect(await run('incidents', file)).toMatchObject({ rows: 3, taken: 0, unchanged: 2 });
    expect(await state()).toEqual(written);
  });

  it('that were read in the wrong zone at first corrects them in place', async () => {
    const file = box.lines('incidents.jsonl', [incidentRow()]);
    await run('incidents', file);
    const count = (await revisions(db)).size;
    const report = await run('incidents', file, '--timezone', 'America/New_York');
    expect(report).toMatchObject({ taken: 1, refused: [] });
    expect(await ticketOf('INC0000045')).toMatchObject({
      openedAt: '2016-02-29T06:16:00.000Z',
      version: 2,
    });
    // The history is written once; that its hours differ now is said.
    expect((await revisions(db)).size).toBe(count);
    expect(report.warnings).toEqual([expect.stringMatching(/^An event of the history was/)]);
  });

  it('changes the record whose row changed and nothing else', async () => {
    const rows = [incidentRow(), incidentRow({ number: 'INC2' }), incidentRow({ number: 'INC3' })];
    await run('incidents', box.lines('incidents.jsonl', rows));
    const written = await revisions(db);
    rows[1] = incidentRow({ number: 'INC2', category: 'Category 99' });
    const report = await run('incidents', box.lines('incidents.jsonl', rows));
    expect(report).toMatchObject({ taken: 1, unchanged: 2, refused: [], warnings: [] });
    const changed = [...(await revisions(db))].filter(([id, rev]) => written.get(id) !== rev);
    expect(changed.map(([id]) => id)).toEqual([(await ticketOf('INC2')).id]);
    expect(await ticketOf('INC2')).toMatchObject({ category: 'Category 99', version: 2 });
  });

  it('keeps a ticket somebody worked on in Outpost, and says so', async () => {
    const file = (category: string) =>
      box.lines('incidents.jsonl', [incidentRow({ category }), incidentRow({ number: 'INC2' })]);
    await run('incidents', file('Category 55'));
    const userName = freshName();
    await ensureUser(server, { name: userName, roles: ['agent'], scopes: [scope], password: 'pw' });
    try {
      const agent = connectCouch(withCredentials(test.url, { name: userName, password: 'pw' }));
      const { writes } = addComment(await ticketOf('INC0000045'), 'Called back.', 'public', {
        ...{ now: new Date().toISOString(), userName, roles: ['agent'], deviceId: 'test' },
        ...{ ulid: () => makeUlid(Date.now(), Math.random), matrix: DEFAULT_MATRIX },
      });
      const docs = writes.map(({ document: { id, ...body } }) => ({ _id: id, ...body }));
      const answer = await agent.request({
        method: 'POST',
        db,
        path: '_bulk_docs',
        body: { docs },
      });
      expect(answer).toMatchObject(docs.map(({ _id: id }) => ({ ok: true, id })));
    } finally {
      await removeUser(server, userName);
    }
    const worked = await revisions(db);
    expect(await run('incidents', file('Category 99'))).toMatchObject({
      taken: 0,
      unchanged: 2,
      warnings: ['Changed in Outpost since the import, so it was left as it is. (INC0000045)'],
    });
    expect(await revisions(db)).toEqual(worked);
  });

  it('with --dry-run says what it would do and does nothing', async () => {
    const file = box.lines('incidents.jsonl', [incidentRow(), incidentRow({ impact: null })]);
    const written = await state();
    const dry = await run('incidents', file, '--dry-run');
    expect(await state()).toEqual(written);
    expect(await run('incidents', file)).toEqual(dry);
    const { out } = await call('incidents', file, '--dry-run', '--scope', scope);
    expect(out).toBe(
      '2 rows: 0 would be taken, 1 unchanged, 1 refused\nrow 2 (INC0000045): "impact" is missing.\nThe priority is the one the matrix gives. (1 of 2 rows)',
    );
  });

  it('killed half-way is completed by the same command, nothing twice', async () => {
    const events = Array.from({ length: 6 }, (_, n) => ({
      incident_state: n % 2 === 0 ? 'Active' : 'Awaiting Vendor',
      sys_updated_at: `2016-03-0${n + 1}T10:00`,
    }));
    const rows = Array.from({ length: 1_500 }, (_, n) =>
      incidentRow({ number: `INC${n}`, events }),
    );
    const file = box.lines('incidents.jsonl', rows);
    const args = ['--import', 'tsx', 'sync-server/cli.ts', 'import', 'incidents', file];
    const child = spawn(process.execPath, [...args, '--scope', scope], {
      cwd: ROOT,
      env: { ...process.env, COUCHDB_URL: test.adminUrl },
      stdio: 'ignore',
    });
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
    const count = async () => Number(asRecord(await server.request({ db }))['doc_count']);
    const empty = await count();
    await expect.poll(count, { timeout: 100_000, interval: 20 }).toBeGreaterThan(empty);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    const left = await count();
    expect(left).toBeLessThan(empty + rows.length * 7);

    const report = await run('incidents', file);
    expect(report).toMatchObject({
      rows: 1_500,
      refused: [],
      warnings: [
        expect.stringMatching(/^The history starts in “in-progress” and not in “new”. .1500 times/),
        expect.stringMatching(/^The history goes from “on-hold” to “closed”, .* .1500 times/),
      ],
    });
    expect(report.taken).toBeGreaterThan(0);
    expect(report.taken).toBeLessThan(1_500);
    expect(await count()).toBe(empty + rows.length * 7);
    expect(new Set((await documents('ticket')).map(({ number }) => number)).size).toBe(1_500);
    const written = await state();
    expect(await run('incidents', file)).toMatchObject({ taken: 0, unchanged: 1_500 });
    expect(await state()).toEqual(written);
  });
});

describe('the command', () => {
  const good = () => box.lines('incidents.jsonl', [incidentRow()]);

  it.each([
    [2, ['sunflowers', 'x.jsonl'], /^The kind of file is one of incidents, knowledge, /],
    [2, ['incidents'], /^Name one FILE to import\./],
    [2, ['incidents', 'a', 'b'], /^Name one FILE to import\./],
    [2, ['incidents', 'a', '--timezone', 'Mars'], /^--timezone takes a name such as .* not "Mars"/],
    [2, ['incidents', 'a', '--fast'], /^Unknown option '--fast'/],
    [1, ['incidents', '/nowhere/a.jsonl'], /^There is no file "\/nowhere\/a\.jsonl"\.$/],
    [1, ['incidents', '/'], /^"\/" is no file\.$/],
    [1, ['incidents', 'a', '--scope', 'none'], /^There is no scope "none" on this server\./],
  ])('ends with %i for %j', async (code, args, sentence) => {
    const named = args.includes('--scope') ? args : [...args, '--scope', scope];
    const answer = await call(...named);
    expect(answer.code).toBe(code);
    expect(answer.out).toBe('');
    expect(answer.said).toMatch(sentence);
    expect(answer.said).not.toContain('\n    at ');
  });

  it('asks which scope is meant where there are several', async () => {
    const other = freshName();
    scopes.push(other);
    await provision({ url: test.adminUrl, scopes: [other] });
    const { code, said } = await call('incidents', good());
    expect(code).toBe(1);
    expect(said).toMatch(/^The server has several scopes \(.*\); name one with --scope\.$/);
    expect(said).toContain(other);
  });

  it('says that a server is not there, or lets nobody in', async () => {
    const wrong = withCredentials(test.url, { name: 'nobody', password: 'wrong' });
    const denied = await call('incidents', good(), '--server', wrong);
    expect(denied.code).toBe(1);
    expect(denied.said).toContain('Check the user name and the password.');
    expect(denied.said).not.toContain('wrong');
    const gone = await call('incidents', good(), '--server', 'http://a:b@127.0.0.1:1');
    expect(gone.code).toBe(1);
    expect(gone.said).toMatch(/^No answer from http:\/\/127\.0\.0\.1:1: /);
  });

  it('says that what was written stays where the server goes away', async () => {
    const answers: Readonly<Record<string, unknown>> = {
      '/': { couchdb: 'Welcome', version: '3.3.3' },
      '/_session': { userCtx: { name: 'admin', roles: ['_admin'] } },
      '/_all_dbs': [db],
    };
    const leaving = createServer((request, response) => {
      const answer = answers[request.url ?? ''];
      if (answer === undefined) request.socket.destroy();
      else response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    }).listen(0, '127.0.0.1');
    await once(leaving, 'listening');
    try {
      const { port } = leaving.address() as AddressInfo;
      const { code, said } = await call(
        'incidents',
        good(),
        '--server',
        `http://a:b@127.0.0.1:${port}`,
      );
      expect(code).toBe(1);
      expect(said).toMatch(
        /^No answer from http:.* What was written up to here stays; the same command/,
      );
    } finally {
      leaving.close();
      leaving.closeAllConnections();
    }
  });

  it('names the first refused rows and counts the others', async () => {
    const rows = Array.from({ length: 30 }, (_, n) =>
      incidentRow({ number: `I${n}`, impact: '7' }),
    );
    const { code, out } = await call('incidents', box.lines('bad.jsonl', rows), '--scope', scope);
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines[0]).toBe('30 rows: 0 taken, 0 unchanged, 30 refused');
    expect(lines[1]).toMatch(/^row 1 \(I0\): "impact" does not start with/);
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toBe('… and 10 more; --json lists all.');
  });

  it('ends with a sentence where the file breaks off, and keeps what came before', async () => {
    const rows = Array.from({ length: 400 }, (_, n) => incidentRow({ number: `INC${n}` }));
    const text = rows.map((row) => JSON.stringify(row)).join('\n');
    const whole = box.packed('whole.jsonl.gz', text);
    const { code, said } = await call('incidents', box.half(whole), '--scope', scope);
    expect(code).toBe(1);
    expect(said).toMatch(/cannot be read behind row \d+: unexpected end of file\.$/);
    expect(await run('incidents', whole)).toMatchObject({ rows: 400, refused: [] });
    expect(await documents('ticket')).toHaveLength(400);
  });
});

describe.runIf(existsSync(REAL_DATA))('files of real tools', () => {
  const real = (name: string) => path.join(REAL_DATA, name);

  /** Twice; the second run must leave every revision as it is. */
  async function twice(kind: string, file: string, ...more: string[]): Promise<ImportReport> {
    const first = await run(kind, file, ...more);
    const written = await state();
    const second = await run(kind, file, ...more);
    expect(await state()).toEqual(written);
    expect(second).toEqual({
      ...first,
      taken: 0,
      unchanged: first.taken + first.unchanged,
    });
    expect(first.rows).toBe(first.taken + first.unchanged + first.refused.length);
    return first;
  }

  it('device types are all taken', async () => {
    const report = await twice('device-types', real('device-types.jsonl'));
    expect(report).toMatchObject({ rows: 1_739, refused: [] });
    expect(report.taken + report.unchanged).toBe(1_739);
  });

  it('hosts run on their hypervisors, two of which are in no list', async () => {
    const report = await twice('hosts', real('cmdb-fedora-hosts.jsonl'));
    expect(report).toMatchObject({
      ...{ rows: 296, taken: 296, refused: [] },
      warnings: [expect.stringMatching(/^The hypervisor named is not in the file.*\(2 times/)],
    });
    expect(await documents('item')).toHaveLength(296);
    expect(await documents('relation')).toHaveLength(183);
    const rented = await twice('hosts', real('cmdb-adoptium-hosts.jsonl'));
    expect(rented).toMatchObject({ rows: 66, taken: 66, refused: [], warnings: [] });
    const numbers = (await documents<{ number: string }>('item')).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(362);
  });

  it('a NetBox gives its devices, machines and cables, and reasons for the rest', async () => {
    const report = await twice('netbox', real('cmdb-netbox-demo.json'));
    // 56 devices, 180 machines, 29 clusters, 21 circuits, 4 panels, 48 feeds.
    expect(await documents('item')).toHaveLength(338);
    const types = (await documents<{ type: string }>('relation')).map(({ type }) => type);
    const count = (type: string) => types.filter((each) => each === type).length;
    expect(count('runs-on')).toBe(180);
    expect(count('powered-by')).toBe(48 + 20);
    expect(report.warnings).toEqual([]);
    const reasons = new Set(report.refused.map(({ reason }) => reason.replace(/\d+/, 'N')));
    expect(reasons.size).toBe(14);
    expect(reasons).toContain('Row N is about the same record.');
  });

  it('outages name the services they hit', async () => {
    const report = await twice('service-incidents', real('service-incidents.jsonl'));
    expect(report).toMatchObject({ rows: 237, taken: 237, refused: [] });
    const tickets = await documents('ticket');
    expect(tickets.every(({ state: is, resolvedAt }) => is === 'resolved' && resolvedAt)).toBe(
      true,
    );
    expect(new Set(tickets.map(({ number }) => number)).size).toBe(237);
  });

  it('incidents come with everything that happened to them', async () => {
    const file = await box.firstLines(real('incidents-full.jsonl.gz'), 300, 'first.jsonl');
    const report = await twice('incidents', file, '--timezone', 'America/Sao_Paulo');
    expect(report).toMatchObject({
      rows: 300,
      taken: 300,
      refused: [],
      facts: ['The priority is the one the matrix gives. (300 of 300 rows)'],
    });
    expect(report.warnings.every((each) => each.startsWith('The history starts in'))).toBe(true);
    expect(await documents('ticket')).toHaveLength(300);
    expect((await documents('entry')).length).toBeGreaterThan(900);
  });
});

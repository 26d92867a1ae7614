import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BlobQueue } from '../../renderer/blobs/blob-queue.ts';
import { fileStateOf } from '../../renderer/blobs/blob-state.ts';
import type { BlobStore, ChosenFile } from '../../renderer/blobs/blob-store.ts';
import type { FileRow } from '../../renderer/blobs/file-row.ts';
import { ticketWork } from '../../renderer/app/ticket-work.ts';
import { createBlobWire } from '../../renderer/sync/blob-wire.ts';
import { systemClock } from '../../renderer/sync/clock.ts';
import { blobId, filesDatabase } from '../../shared/model/blob.ts';
import { REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import { makeEntryId, makeUlid } from '../../shared/model/ids.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { attachFiles } from '../../shared/workflow/attachment-commands.ts';
import { connectCouch } from '../../sync-server/couch/couch-server.ts';
import { provision } from '../../sync-server/couch/provision.ts';
import { removeUser } from '../../sync-server/couch/user-accounts.ts';
import { startTestServer } from '../../sync-server/embedded/testing.ts';
import type { TestServer } from '../../sync-server/embedded/testing.ts';
import { createAdmin } from './admin.ts';
import { fileOf, openBlobs, QuietTickets, shutAllBlobs } from './blob-kit.ts';
import { eventually } from './eventually.ts';
import { startFaultProxy } from './fault-proxy.ts';
import type { FaultProxy, ProxiedRequest, ProxyAction } from './fault-proxy.ts';
import { openTestConsole } from './test-console.ts';
import type { TestConsole } from './test-console.ts';

const MIB = 1024 * 1024;
const PASSWORD = 'correct horse';
const QUICK = { backoffFirstMs: 20, backoffMaxMs: 100, lookAgainMs: 50 };

function freshName(prefix: string): string {
  return `${prefix}${makeUlid(Date.now(), Math.random).toLowerCase()}`;
}
const newId = (): string => makeUlid(Date.now(), Math.random);
const soon = <T>(check: () => T | Promise<T>): Promise<T> => eventually(check, 30_000);

let server: TestServer;
let hadReference = false;

beforeAll(async () => {
  server = await startTestServer();
  const couch = connectCouch(server.adminUrl);
  hadReference = (await couch.find({ db: REFERENCE_DATABASE })) !== null;
});
afterAll(async () => {
  if (!hadReference) await createAdmin(server.adminUrl, REFERENCE_DATABASE).destroy();
  await server.close();
});

/** A person's machine: a real replica and engine, a real store of files and its queue. */
interface Desk {
  readonly console: TestConsole;
  readonly store: BlobStore;
  readonly queue: BlobQueue;
  readonly proxy: FaultProxy;
  readonly ticket: Ticket;
  attach(file: ChosenFile): Promise<FileRow>;
  startFiles(): () => Promise<void>;
}

let scope: string;
let userName: string;
let proxy: FaultProxy;
let desk: Desk;
const stops: (() => Promise<void>)[] = [];

function fetchAs(name: string): (url: string, init: RequestInit) => Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${name}:${PASSWORD}`).toString('base64')}`;
  return (url, init) =>
    fetch(url, { ...init, headers: { ...(init.headers as object), authorization } });
}

function wireTo(url: string) {
  return createBlobWire({ fetch: fetchAs(userName), baseUrl: `${url}/`, newRequestId: newId });
}

function run(queue: BlobQueue): () => Promise<void> {
  const stopping = new AbortController();
  const done = queue.run(stopping.signal);
  const stop = async (): Promise<void> => {
    stopping.abort();
    await done;
  };
  stops.push(stop);
  return stop;
}

async function openDesk(): Promise<Desk> {
  const console = await openTestConsole({
    name: freshName('r'),
    fetch: fetchAs(userName),
    baseUrl: `${proxy.url}/`,
    clock: systemClock,
    userName,
    scope,
    tuning: { backoffFirstMs: 20, backoffMaxMs: 200 },
  });
  console.engine.start();
  const ticket = await console.create('Label printer prints blank labels');
  await soon(() => expect(console.replica.unsent.get().count).toBe(0));
  const store = await openBlobs();
  const queue = new BlobQueue({
    store,
    wire: wireTo(proxy.url),
    tickets: ticketWork(console.replica, console.engine),
    clock: systemClock,
    random: () => 0.5,
    tuning: QUICK,
  });
  return {
    console,
    store,
    queue,
    proxy,
    ticket,
    async attach(file) {
      const staged = await store.stage('draft', scope, file);
      const [row] = await store.take([staged.id], ticket, () => makeEntryId(ticket.id, newId()));
      await console.replica.run((context) => attachFiles(ticket, [row!], context), 'Attach');
      await store.entriesWritten([row!.entryId]);
      return row!;
    },
    startFiles: () => run(queue),
  };
}

beforeEach(async () => {
  scope = freshName('t');
  userName = freshName('p');
  const user = { name: userName, roles: ['agent'] as const, scopes: [scope], password: PASSWORD };
  await provision({ url: server.adminUrl, scopes: [scope], users: [user] });
  proxy = await startFaultProxy(server.url);
  desk = await openDesk();
});

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await desk.console.close();
  await shutAllBlobs();
  await proxy.close();
  for (const db of [scopeDatabase(scope), filesDatabase(scope)]) {
    await createAdmin(server.adminUrl, db).destroy();
  }
  await removeUser(connectCouch(server.adminUrl), userName);
});

function isPart({ method, database }: ProxiedRequest): boolean {
  return method === 'PUT' && database === filesDatabase(scope);
}

function puts(): readonly string[] {
  return proxy.requests.filter(isPart).map(({ rest }) => rest.split('/')[0] ?? '');
}

function answer(status: number, error: string): ProxyAction {
  const body = JSON.stringify({ error, reason: error });
  return { kind: 'answer', status, contentType: 'application/json', body };
}

async function allFilesSent(): Promise<void> {
  await soon(() => expect(desk.store.get().waiting).toBe(0));
}

describe('the files database of a scope', () => {
  it('takes parts by their hash and nothing else, and never changes one', async () => {
    const db = `${server.url}/${filesDatabase(scope)}`;
    const send = fetchAs(userName);
    const part = `blob%3A${'a'.repeat(64)}`;
    const bytes = (size: number): RequestInit => ({
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: new ArrayBuffer(size),
    });
    const status = async (path: string, init: RequestInit): Promise<number> =>
      (await send(`${db}/${path}`, init)).status;
    const json = (body: object): RequestInit => ({
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(await status(`${part}/data`, bytes(4 * MIB))).toBe(201);
    expect(await status(`${part}/data`, bytes(10))).toBe(409);
    const { _rev } = (await (await send(`${db}/${part}`, {})).json()) as { _rev: string };
    expect(await status(`${part}/data?rev=${_rev}`, bytes(10))).toBe(403);
    expect(await status(`${part}?rev=${_rev}`, { method: 'DELETE' })).toBe(403);
    expect(await status(`blob%3A${'b'.repeat(64)}/other`, bytes(10))).toBe(403);
    expect(await status('blob%3Ashort/data', bytes(10))).toBe(403);
    expect(await status('ticket%3A1/data', bytes(10))).toBe(403);
    expect(await status(`blob%3A${'b'.repeat(64)}`, json({}))).toBe(403);
    expect(await status(`blob%3A${'b'.repeat(64)}`, json({ createdBy: 'me' }))).toBe(403);
  });
});

describe('sending', () => {
  it('goes on where a cut left it: the parts that arrived are not sent again', async () => {
    const row = await desk.attach(fileOf(11 * MIB));
    let cuts = 0;
    proxy.rules.push((request) => {
      if (!isPart(request) || !request.rest.startsWith(blobId(row.parts[1]!))) return undefined;
      cuts += 1;
      return cuts <= 2 ? { kind: cuts === 1 ? 'cut' : 'cut-after-commit' } : undefined;
    });
    desk.startFiles();
    await allFilesSent();
    const sent = puts();
    expect(sent.filter((id) => id === blobId(row.parts[0]!))).toHaveLength(1);
    // Cut once before the server had it and once after: the second time it was not sent again.
    expect(sent.filter((id) => id === blobId(row.parts[1]!))).toHaveLength(2);
    expect(sent.filter((id) => id === blobId(row.parts[2]!))).toHaveLength(1);
  });

  it('L22: a file of 50 MB does not delay a comment, which goes between two of its parts', async () => {
    await desk.attach(fileOf(50_000_000));
    const written: Promise<void>[] = [];
    proxy.rules.push((request) => {
      // While the third part is on its way somebody writes a comment.
      if (isPart(request) && puts().length === 3) {
        written.push(desk.console.comment(desk.ticket.id, 'On my way'));
      }
      return undefined;
    });
    desk.startFiles();
    await soon(() => expect(written).toHaveLength(1));
    await written[0];
    await soon(() => expect(desk.console.replica.unsent.get().count).toBe(0));
    const { requests } = proxy;
    const comment = requests.findIndex(({ body }) => body.includes('On my way'));
    const before = requests.slice(0, comment).filter(isPart).length;
    expect(before).toBeLessThanOrEqual(4);
    await allFilesSent();
    expect(puts()).toHaveLength(12);
  });
});

describe('attachments that the server refuses (F41)', () => {
  it.each([
    [413, 'too_large'],
    [403, 'forbidden'],
  ])(
    'F41: %s sets the file aside with the reason; tickets and other files flow',
    async (status, error) => {
      const bad = await desk.attach(fileOf(1000, 1));
      const good = await desk.attach(fileOf(1000, 2));
      proxy.rules.push((request) =>
        isPart(request) && request.rest.startsWith(blobId(bad.parts[0]!))
          ? answer(status, error)
          : undefined,
      );
      desk.startFiles();
      await allFilesSent();
      expect(fileStateOf(desk.store.get(), bad.entryId)).toMatchObject({
        kind: 'refused',
        note: { code: 'server', message: error },
      });
      expect(fileStateOf(desk.store.get(), good.entryId)).toEqual({ kind: 'here' });
      expect(puts().filter((id) => id === blobId(bad.parts[0]!))).toHaveLength(1);
      await desk.console.comment(desk.ticket.id, 'Tickets flow');
      await soon(() => expect(desk.console.replica.unsent.get()).toMatchObject({ count: 0 }));
      expect(desk.console.replica.unsent.get().refused).toEqual([]);
    },
  );

  it('F41: a push that fails for ever is set aside after eight tries, and nothing else stops', async () => {
    const bad = await desk.attach(fileOf(1000, 1));
    proxy.rules.push((request) => (isPart(request) ? answer(500, 'broken') : undefined));
    desk.startFiles();
    await soon(() =>
      expect(fileStateOf(desk.store.get(), bad.entryId)).toMatchObject({
        kind: 'refused',
        note: { code: 'too-often' },
      }),
    );
    expect(puts()).toHaveLength(8);
    await desk.console.comment(desk.ticket.id, 'Tickets flow');
    await soon(() => expect(desk.console.replica.unsent.get().count).toBe(0));
  });
});

describe('content that is not what its name says (F41)', () => {
  // Rules know no length while a body streams in, so a server may take the larger one as well.
  it.each([10, 4 * MIB + 1])('F41: %i bytes of another program are never shown', async (size) => {
    const row = await desk.attach(fileOf(1000));
    const path = `${filesDatabase(scope)}/${encodeURIComponent(blobId(row.parts[0]!))}/data`;
    const headers = { 'content-type': 'application/octet-stream' };
    const junk = { method: 'PUT', headers, body: new ArrayBuffer(size) };
    const isTaken = (await fetchAs(userName)(`${server.url}/${path}`, junk)).ok;
    const store = await openBlobs();
    const queue = new BlobQueue({
      store,
      wire: wireTo(server.url),
      tickets: new QuietTickets(),
      clock: systemClock,
      random: () => 0.5,
      tuning: QUICK,
    });
    await expect(queue.fetch(row)).rejects.toMatchObject({
      note: { code: isTaken ? 'damaged' : 'not-there' },
    });
    expect(await store.content(row)).toBeNull();
    expect(await desk.store.content(row)).not.toBeNull();
  });
});

describe('ticket and blob do not come together (F42)', () => {
  it('F42: a blob whose ticket is refused stays here, unsent', async () => {
    proxy.rules.push(({ rest, body }) =>
      rest === '_bulk_docs' && body.includes('"attachment"')
        ? {
            kind: 'bend-request',
            bend: (text) => text.replace(/"kind":"attachment"/g, '"kind":"nonsense"'),
          }
        : undefined,
    );
    const row = await desk.attach(fileOf(1000));
    await soon(() => expect(desk.console.replica.unsent.get().refused).toHaveLength(1));
    desk.startFiles();
    const other = await desk.store.stage('draft', scope, fileOf(10, 7));
    expect(other.ready).toBe(true);
    expect(fileStateOf(desk.store.get(), row.entryId)).toEqual({ kind: 'waiting' });
    expect(puts()).toEqual([]);
    expect(await desk.store.content(row)).not.toBeNull();

    // The server's rule was mended: the ticket is sent again, and its blob follows.
    proxy.rules.splice(0);
    await desk.console.replica.sendAgain(row.entryId);
    await allFilesSent();
    expect(puts()).toEqual([blobId(row.parts[0]!)]);
  });

  it('F42: a ticket whose blob is not there yet says so, and heals by itself', async () => {
    const row = await desk.attach(fileOf(9 * MIB));
    const store = await openBlobs();
    const queue = new BlobQueue({
      store,
      wire: wireTo(server.url),
      tickets: new QuietTickets(),
      clock: systemClock,
      random: () => 0.5,
      tuning: QUICK,
    });
    run(queue);
    await expect(queue.fetch(row)).rejects.toMatchObject({ note: { code: 'not-there' } });
    expect(fileStateOf(store.get(), row.entryId)).toMatchObject({
      kind: 'absent',
      note: { code: 'not-there' },
    });
    desk.startFiles();
    await allFilesSent();
    await soon(() => expect(fileStateOf(store.get(), row.entryId)).toEqual({ kind: 'here' }));
    const [mine, theirs] = [await desk.store.content(row), await store.content(row)];
    const bytes = Buffer.from(await theirs!.arrayBuffer());
    expect(bytes.equals(Buffer.from(await mine!.arrayBuffer()))).toBe(true);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing.ts';
import { freshName, TestClient } from './test-client.ts';

/**
 * The changes feed as a sync client depends on it. One shard: CouchDB orders changes in a shard
 * alone and mixes several as they come.
 */
let server: TestServer;
let admin: TestClient;
let db: string;

interface Feed {
  readonly results: readonly {
    readonly seq: string;
    readonly id: string;
    readonly deleted?: boolean;
    readonly doc?: unknown;
  }[];
  readonly last_seq: string;
  readonly pending: number;
}

beforeAll(async () => {
  server = await startTestServer();
  admin = new TestClient(server.url, server.admin);
});

afterAll(() => server.close());

beforeEach(async () => {
  db = `/${freshName()}`;
  await admin.ok('PUT', `${db}?q=1`);
  return async () => {
    await admin.call('DELETE', db);
  };
});

const write = async (...ids: readonly string[]): Promise<void> => {
  const docs = ids.map((_id) => ({ _id, v: _id }));
  await admin.ok('POST', `${db}/_bulk_docs`, { docs });
};
const feed = (query: string, body?: unknown): Promise<Feed> =>
  admin.ok<Feed>(body === undefined ? 'GET' : 'POST', `${db}/_changes?${query}`, body);
const idsOf = (from: Feed): string[] => from.results.map((row) => row.id);

/** Resolves when the server holds the poll: its headers come with the first heartbeat. */
async function hold(
  query: string,
  abort: AbortController,
  { url, admin: { name, password } }: TestServer = server,
): Promise<Response> {
  const address = `${url}${db}/_changes?feed=longpoll&heartbeat=100&${query}`;
  const token = Buffer.from(`${name}:${password}`).toString('base64');
  return fetch(address, { headers: { authorization: `Basic ${token}` }, signal: abort.signal });
}

describe('a normal feed', () => {
  it('has one row a document at the place of its last change', async () => {
    await write('a', 'b', 'c');
    const { _rev: rev } = await admin.ok<{ _rev: string }>('GET', `${db}/a`);
    await admin.ok('DELETE', `${db}/a?rev=${rev}`);
    const all = await feed('include_docs=true');
    expect(idsOf(all)).toEqual(['b', 'c', 'a']);
    expect(all.results[2]).toMatchObject({ deleted: true, doc: { _id: 'a', _deleted: true } });
    expect(all.results[0]).toMatchObject({ doc: { _id: 'b', v: 'b' } });
    expect(all.pending).toBe(0);
    expect(idsOf(await feed(`since=${all.last_seq}`))).toEqual([]);
    expect(idsOf(await feed('descending=true'))).toEqual(['a', 'c', 'b']);
    expect(idsOf(await feed('since=now'))).toEqual([]);
  });

  it('pages by limit and says how much is left', async () => {
    const ids = Array.from({ length: 25 }, (_, index) => `doc-${String(index).padStart(2, '0')}`);
    await write(...ids);
    const seen: string[] = [];
    const left: number[] = [];
    let since = '0';
    do {
      const page = await feed(`limit=10&since=${since}`);
      seen.push(...idsOf(page));
      left.push(page.pending);
      since = page.last_seq;
    } while (left.at(-1) !== 0);
    expect(seen).toEqual(ids);
    expect(left).toEqual([15, 5, 0]);
    expect(await feed('limit=0')).toMatchObject({ results: [], pending: 25 });
  });

  it('has opaque sequences, taken back as they are or as JSON', async () => {
    await write('a', 'b');
    const all = await feed('');
    const [first] = all.results;
    expect(first?.seq).toMatch(/^\d+-\S{10,}$/);
    expect(all.last_seq).toMatch(/^\d+-\S{10,}$/);
    const since = encodeURIComponent(JSON.stringify(first?.seq));
    expect(idsOf(await feed(`since=${since}`))).toEqual(['b']);
    const info = await admin.ok('GET', db);
    expect(info['update_seq']).toMatch(/^\d+-\S{10,}$/);
    expect(await admin.call('GET', `${db}/_changes?since=rubbish`)).toMatchObject({ status: 400 });
  });

  it.runIf(!process.env['COUCHDB_URL'])(
    'refuses bare integers, so that nobody leans on them',
    async () => {
      expect(await admin.call('GET', `${db}/_changes?since=5`)).toMatchObject({ status: 400 });
    },
  );

  it('replays from the start for a sequence of a database that was made anew', async () => {
    await write('a', 'b', 'c');
    const { last_seq: since } = await feed('');
    await admin.ok('DELETE', db);
    await admin.ok('PUT', `${db}?q=1`);
    await write('d');
    expect(idsOf(await feed(`since=${since}`))).toEqual(['d']);
  });

  it('filters by ids and by selector', async () => {
    await write('a', 'b', 'c');
    expect(idsOf(await feed('filter=_doc_ids', { doc_ids: ['c', 'a', 'x'] }))).toEqual(['a', 'c']);
    const selector = { v: { $in: ['b', 'c'] } };
    expect(idsOf(await feed('filter=_selector', { selector }))).toEqual(['b', 'c']);
    const nonsense = { selector: { v: { $nonsense: 1 } } };
    const answer = await admin.call('POST', `${db}/_changes?filter=_selector`, nonsense);
    expect(answer.status).toBe(400);
  });
});

describe('a long poll', () => {
  it('answers at once where there is something to say', async () => {
    await write('a');
    expect(idsOf(await feed('feed=longpoll'))).toEqual(['a']);
  });

  it('waits for the next write', async () => {
    const abort = new AbortController();
    const held = await hold('since=now&include_docs=true', abort);
    await write('a');
    const answer = (await held.json()) as Feed;
    expect(answer.results).toMatchObject([{ id: 'a', doc: { v: 'a' } }]);
    expect(answer.last_seq).toBe(answer.results[0]?.seq);
  });

  it('ends empty when its time is up, at the place where it began', async () => {
    await write('a');
    const { last_seq: since } = await feed('');
    const startedAt = performance.now();
    const answer = await feed(`feed=longpoll&since=${since}&timeout=300`);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(290);
    expect(answer).toMatchObject({ results: [], pending: 0 });
    expect(idsOf(await feed(`since=${answer.last_seq}`))).toEqual([]);
  });

  it('is not woken by what its filter leaves out, and goes on from there', async () => {
    const abort = new AbortController();
    const held = await hold('since=now&filter=_doc_ids&doc_ids=%5B%22wanted%22%5D', abort);
    await write('unwanted');
    await write('wanted');
    expect(idsOf((await held.json()) as Feed)).toEqual(['wanted']);
  });

  it('misses nothing that is written between two polls', async () => {
    let { last_seq: since } = await feed('');
    const seen: string[] = [];
    const writes = (async () => {
      for (let index = 0; index < 60; index += 1) await write(`doc-${String(index)}`);
    })();
    while (seen.length < 60) {
      const answer = await feed(`feed=longpoll&timeout=5000&since=${since}`);
      seen.push(...idsOf(answer));
      since = answer.last_seq;
    }
    await writes;
    expect(new Set(seen).size).toBe(60);
  });

  it('ends when the database is deleted', async () => {
    const held = await hold('since=now', new AbortController());
    await admin.ok('DELETE', db);
    await held.text().catch(() => 'cut');
    expect(await admin.call('GET', db)).toMatchObject({ status: 404 });
  });

  it('lets many wait, some leave and the rest wake', async () => {
    const leaving = new AbortController();
    const staying = new AbortController();
    const left = await Promise.all(Array.from({ length: 20 }, () => hold('since=now', leaving)));
    const stayed = await Promise.all(Array.from({ length: 20 }, () => hold('since=now', staying)));
    leaving.abort();
    await Promise.allSettled(left.map((response) => response.text()));
    await write('a');
    const answers = (await Promise.all(stayed.map((response) => response.json()))) as Feed[];
    expect(answers.every((answer) => idsOf(answer).join() === 'a')).toBe(true);
  });
});

describe.runIf(!process.env['COUCHDB_URL'])('closing the server', () => {
  it('ends held polls properly and in good time', async () => {
    const own = await startTestServer();
    await new TestClient(own.url, own.admin).ok('PUT', db);
    const polls = Array.from({ length: 5 }, () => hold('since=now', new AbortController(), own));
    const held = await Promise.all(polls);
    const startedAt = performance.now();
    await own.close();
    expect(performance.now() - startedAt).toBeLessThan(3000);
    const answers = await Promise.all(held.map((response) => response.json() as Promise<Feed>));
    expect(answers.map((answer) => answer.results)).toEqual(Array(5).fill([]));
  });
});

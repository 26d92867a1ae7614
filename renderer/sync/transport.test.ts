import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOCAL_ANSWER_HEADER, REQUEST_ID_HEADER } from '../../shared/protocol/ipc.ts';
import { readRetryAfter } from './classify-answer.ts';
import { json } from '../../build/sync-suite/fake-couch.ts';
import { ManualClock } from '../../build/sync-suite/manual-clock.ts';
import { createTransport } from './transport.ts';
import type { Transport, TransportOptions } from './transport.ts';
import { failureOf } from './transport-error.ts';
import type { FailureKind } from './transport-error.ts';

const OWNER = { owner: 'test' };
const DB = 'outpost-scope-leipzig';

function transportTo(
  answer: (url: string, init: RequestInit) => Promise<Response> | Response,
  more: Partial<TransportOptions> = {},
): Transport {
  let requests = 0;
  return createTransport({
    fetch: async (url, init) => answer(url, init),
    baseUrl: '/couch/',
    newRequestId: () => `request-${(requests += 1)}`,
    clock: new ManualClock(),
    ...more,
  });
}

async function failureOfCall(call: Promise<unknown>): Promise<ReturnType<typeof failureOf>> {
  try {
    await call;
  } catch (error) {
    const failure = failureOf(error);
    expect(failure, `not a transport error: ${String(error)}`).not.toBeNull();
    return failure;
  }
  throw new Error('the call succeeded');
}

const html = (status: number): Response =>
  new Response('<html><body>Welcome to Hotel Wi-Fi</body></html>', {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });

const couch = (status: number, error: string, reason: string): Response =>
  json({ error, reason }, status);

interface Row {
  readonly name: string;
  readonly answer: () => Response;
  readonly kind: FailureKind;
  readonly more?: object;
}

/** What a hostile or broken network answers to any request. */
const HOSTILE: readonly Row[] = [
  { name: '200 HTML (F2)', answer: () => html(200), kind: 'captive-portal' },
  { name: '200 {} (F2)', answer: () => json({}), kind: 'captive-portal' },
  { name: '401 HTML of a proxy', answer: () => html(401), kind: 'captive-portal' },
  {
    name: '302 to a sign-in page',
    answer: () => new Response(null, { status: 302, headers: { location: 'http://portal/' } }),
    kind: 'captive-portal',
  },
  {
    name: '511 network authentication required',
    answer: () => html(511),
    kind: 'captive-portal',
  },
  {
    name: '401 JSON (F1)',
    answer: () => couch(401, 'unauthorized', 'You are not authorized.'),
    kind: 'unauthorized',
    more: { local: false },
  },
  {
    name: '400 for a token without expiry',
    answer: () => couch(400, 'bad_request', 'Missing exp claim'),
    kind: 'unauthorized',
  },
  {
    name: '404 for a token without roles',
    answer: () => couch(404, 'not_found', 'missing json key: roles'),
    kind: 'unauthorized',
  },
  {
    name: '403 of CouchDB',
    answer: () => couch(403, 'forbidden', 'You are not allowed to access this db.'),
    kind: 'forbidden',
    more: { reason: 'You are not allowed to access this db.' },
  },
  {
    name: '403 lockout (F25)',
    answer: () =>
      couch(
        403,
        'forbidden',
        'Account is temporarily locked due to multiple authentication failures',
      ),
    kind: 'locked',
  },
  { name: '403 HTML of a web filter', answer: () => html(403), kind: 'bad-answer' },
  { name: '403 {} of a web filter', answer: () => json({}, 403), kind: 'bad-answer' },
  { name: '404 HTML', answer: () => html(404), kind: 'bad-answer' },
  {
    name: '413 HTML of nginx',
    answer: () => html(413),
    kind: 'too-large',
  },
  {
    name: '429 with Retry-After',
    answer: () => json({}, 429, { 'retry-after': '7' }),
    kind: 'rate-limited',
    more: { retryAfterMs: 7000 },
  },
  {
    name: '503 HTML without Retry-After',
    answer: () => html(503),
    kind: 'rate-limited',
    more: { retryAfterMs: null },
  },
  { name: '500 JSON', answer: () => couch(500, 'oops', 'badmatch'), kind: 'server-error' },
  { name: '502 HTML', answer: () => html(502), kind: 'server-error' },
  {
    name: '200 truncated JSON',
    answer: () =>
      new Response('{"results":[{"id":"tick', {
        headers: { 'content-type': 'application/json' },
      }),
    kind: 'bad-answer',
  },
  {
    name: '200 JSON as text',
    answer: () => new Response('{"a":1}', { headers: { 'content-type': 'text/plain' } }),
    kind: 'bad-answer',
  },
  { name: '200 null', answer: () => json(null), kind: 'bad-answer' },
  { name: '200 number', answer: () => json(7), kind: 'bad-answer' },
  {
    name: 'shell: unreachable',
    answer: () => json({}, 503, { [LOCAL_ANSWER_HEADER]: 'unreachable' }),
    kind: 'unreachable',
  },
  {
    name: 'shell: sent elsewhere by a sign-in page',
    answer: () =>
      json({ error: 'redirected', reason: 'x' }, 503, { [LOCAL_ANSWER_HEADER]: 'unreachable' }),
    kind: 'captive-portal',
  },
  {
    name: 'shell: a certificate nobody trusts',
    answer: () =>
      json({ error: 'certificate', reason: 'x' }, 503, { [LOCAL_ANSWER_HEADER]: 'unreachable' }),
    kind: 'unreachable',
    more: { isNormal: false, message: 'x' },
  },
  {
    name: 'shell: signed out',
    answer: () => json({}, 401, { [LOCAL_ANSWER_HEADER]: 'signed-out' }),
    kind: 'unauthorized',
    more: { local: true },
  },
  {
    name: 'shell: refused',
    answer: () =>
      json({ error: 'forbidden', reason: 'x' }, 403, { [LOCAL_ANSWER_HEADER]: 'refused' }),
    kind: 'bad-answer',
  },
];

const CALLS: readonly { name: string; run: (transport: Transport) => Promise<unknown> }[] = [
  { name: 'identity', run: (t) => t.identity(DB, OWNER) },
  { name: 'changesPage', run: (t) => t.changesPage(DB, '0', 100, OWNER) },
  { name: 'currentDocuments', run: (t) => t.currentDocuments(DB, ['ticket:1'], OWNER) },
  { name: 'bulkDocs', run: (t) => t.bulkDocs(DB, [{ id: 'ticket:1', text: '{}' }], OWNER) },
  { name: 'getDocument', run: (t) => t.getDocument(DB, 'ticket:1', OWNER) },
  { name: 'putDocument', run: (t) => t.putDocument(DB, 'ticket:1', '{}', OWNER) },
];

describe('L1: nothing but a checked answer of CouchDB gets past the transport', () => {
  for (const call of CALLS) {
    it.each(HOSTILE)(`${call.name}: $name`, async ({ answer, kind, more }) => {
      const failure = await failureOfCall(call.run(transportTo(answer)));
      expect(failure).toMatchObject({ kind, ...more });
    });
  }

  it('never throws anything but a transport error, whatever the answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 200, max: 599 }).filter((status) => ![204, 205, 304].includes(status)),
        fc.constantFrom('application/json', 'text/html', 'text/plain', ''),
        fc.oneof(fc.json(), fc.string()),
        fc.constantFrom(...CALLS),
        async (status, type, body, call) => {
          const headers: Record<string, string> = type === '' ? {} : { 'content-type': type };
          const transport = transportTo(() => new Response(body, { status, headers }));
          try {
            await call.run(transport);
          } catch (error) {
            expect(failureOf(error), String(error)).not.toBeNull();
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a page of changes', () => {
  const row = (id: string, doc: unknown, more: object = {}): object => ({
    seq: null,
    id,
    changes: [{ rev: '1-a' }],
    doc,
    ...more,
  });
  const pageOf = (results: unknown, more: object = {}): Response =>
    json({ results, last_seq: '5-x', pending: 3, ...more });

  it('strips CouchDB’s fields and keeps everything of ours', async () => {
    const doc = {
      _id: 'ticket:1',
      _rev: '3-c',
      _conflicts: ['2-b'],
      _attachments: { a: {} },
      title: 'Ö+&#/%',
    };
    const page = await transportTo(() => pageOf([row('ticket:1', doc)])).changesPage(
      DB,
      '0',
      10,
      OWNER,
    );
    expect(page.changes).toEqual([
      { kind: 'document', id: 'ticket:1', document: { id: 'ticket:1', title: 'Ö+&#/%' } },
    ]);
    expect(page).toMatchObject({ lastSeq: '5-x', pending: 3, rows: 1, bodiless: [] });
    expect(page.bytes).toBeGreaterThan(100);
  });

  it('passes design documents and unknown types on, and keeps bookkeeping to itself (F40)', async () => {
    const page = await transportTo(() =>
      pageOf([
        row('_design/app', { _id: '_design/app', _rev: '1-a' }),
        row('poem:1', { _id: 'poem:1', _rev: '1-a' }),
        row('numbers:INC', { _id: 'numbers:INC', _rev: '1-a', next: 51 }),
        row('outpost:identity', { _id: 'outpost:identity', _rev: '1-a', databaseId: 'd' }),
        row('ticket:2', { _id: 'ticket:2', _rev: '2-a', _deleted: true }, { deleted: true }),
        row('ticket:3', null, { deleted: true }),
      ]),
    ).changesPage(DB, '0', 10, OWNER);
    expect(page.changes.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'document _design/app',
      'document poem:1',
      'deleted ticket:2',
      'deleted ticket:3',
    ]);
    expect(page.rows).toBe(6);
    expect(page.identity).toMatchObject({ kind: 'document', document: { databaseId: 'd' } });
  });

  it('names documents whose body did not come along, so that none is skipped (L4)', async () => {
    const page = await transportTo(() =>
      pageOf([row('ticket:1', null), row('ticket:2', { error: 'not_found' })]),
    ).changesPage(DB, '0', 10, OWNER);
    expect(page.bodiless).toEqual(['ticket:1', 'ticket:2']);
  });

  it.each([
    ['a list', []],
    ['rows that are no list', { results: {}, last_seq: '1' }],
    ['no sequence', { results: [] }],
    ['a row without id', { results: [{ seq: 1, doc: {} }], last_seq: '1' }],
    ['a row that is a string', { results: ['x'], last_seq: '1' }],
  ])('is refused when it is %s', async (_what, body) => {
    const failure = await failureOfCall(
      transportTo(() => json(body)).changesPage(DB, '0', 10, OWNER),
    );
    expect(failure?.kind).toBe('bad-answer');
  });

  it('asks from the given sequence, escaped, with one sequence a page (L2)', async () => {
    const urls: string[] = [];
    const transport = transportTo((url) => {
      urls.push(url);
      return pageOf([]);
    });
    await transport.changesPage('outpost-scope-a+b', '12-g1AAA+/=', 500, {
      ...OWNER,
      longPollMs: 50_000,
    });
    const url = new URL(urls[0]!, 'http://x');
    expect(url.pathname).toBe('/couch/outpost-scope-a%2Bb/_changes');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      include_docs: 'true',
      limit: '500',
      since: '12-g1AAA+/=',
      seq_interval: '500',
      feed: 'longpoll',
      timeout: '50000',
    });
  });
});

describe('current documents', () => {
  it('tells present, deleted and missing apart', async () => {
    const transport = transportTo(() =>
      json({
        rows: [
          {
            id: 'a',
            key: 'a',
            value: { rev: '2-x' },
            doc: { _id: 'a', _rev: '2-x', _attachments: { f: { stub: true } }, title: 't' },
          },
          { id: 'b', key: 'b', value: { rev: '3-y', deleted: true }, doc: null },
          { key: 'c', error: 'not_found' },
          { id: 'd', key: 'd', value: { rev: '1-z' }, doc: null },
        ],
      }),
    );
    const states = await transport.currentDocuments(DB, ['a', 'b', 'c', 'd'], OWNER);
    expect(states.get('a')).toEqual({
      kind: 'document',
      rev: '2-x',
      document: { id: 'a', title: 't' },
      attachments: { f: { stub: true } },
    });
    expect(states.get('b')).toEqual({ kind: 'deleted', rev: '3-y' });
    expect(states.get('c')).toEqual({ kind: 'missing' });
    expect(states.get('d')?.kind).toBe('unreadable');
  });

  it.each([
    ['fewer rows than asked', { rows: [{ key: 'a', error: 'not_found' }] }],
    ['none', { rows: [] }],
    ['rows without keys', { rows: [{ id: 'a' }, { id: 'b' }] }],
  ])('are refused as a whole with %s', async (_what, body) => {
    const failure = await failureOfCall(
      transportTo(() => json(body)).currentDocuments(DB, ['a', 'b'], OWNER),
    );
    expect(failure?.kind).toBe('bad-answer');
  });
});

describe('results of a batch', () => {
  const send = (answer: () => Response): Promise<ReadonlyMap<string, unknown>> =>
    transportTo(answer).bulkDocs(
      DB,
      ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, text: `{"_id":"${id}"}` })),
      OWNER,
    );

  it('are read row by row, in any order and shape (F5)', async () => {
    const results = await send(() =>
      json(
        [
          { id: 'e', status: 409, name: 'conflict', message: 'conflict', error: true },
          { id: 'd', error: 'internal_server_error', reason: 'badmatch' },
          { id: 'c', error: 'forbidden', reason: 'No title.' },
          { id: 'b', error: 'conflict', reason: 'Document update conflict.' },
          { id: 'a', ok: true, rev: '1-a' },
        ],
        201,
      ),
    );
    expect(Object.fromEntries(results)).toEqual({
      a: { kind: 'ok', rev: '1-a' },
      b: { kind: 'conflict' },
      c: { kind: 'forbidden', status: 403, reason: 'No title.' },
      d: { kind: 'other', reason: 'badmatch' },
      e: { kind: 'conflict' },
    });
  });

  it.each([
    ['an empty list', () => json([], 201)],
    ['fewer rows', () => json([{ id: 'x', ok: true, rev: '1-a' }], 201)],
    ['rows that prove nothing', () => json([{ id: 'a', ok: true }, { ok: true, rev: '1-a' }, 7])],
    ['202: not yet written to enough copies', () => json([{ id: 'a', ok: true, rev: '1-a' }], 202)],
  ])('leave a document unsent with %s (F6)', async (_what, answer) => {
    const results = await send(answer);
    expect([...results.values()]).toEqual(Array(5).fill({ kind: 'missing' }));
  });
});

describe('every request', () => {
  it('carries an id and is cancelled upstream when it is given up (L1)', async () => {
    const cancelled: string[] = [];
    const ids: (string | undefined)[] = [];
    const controller = new AbortController();
    const transport = transportTo(
      (_url, init) => {
        ids.push((init.headers as Record<string, string>)[REQUEST_ID_HEADER]);
        controller.abort();
        return new Promise<Response>(() => undefined);
      },
      { onCancel: (id) => cancelled.push(id) },
    );
    const failure = await failureOfCall(
      transport.identity(DB, { ...OWNER, signal: controller.signal }),
    );
    expect(failure?.kind).toBe('aborted');
    expect(ids).toEqual(['request-1']);
    expect(cancelled).toEqual(['request-1']);
  });

  it('ends by its time limit even when fetch never settles (F44)', async () => {
    const clock = new ManualClock();
    const cancelled: string[] = [];
    const transport = transportTo(() => new Promise<Response>(() => undefined), {
      clock,
      onCancel: (id) => cancelled.push(id),
    });
    const call = failureOfCall(transport.changesPage(DB, '0', 10, { ...OWNER, timeoutMs: 5000 }));
    clock.advance(5000);
    expect(await call).toEqual({ kind: 'timed-out', afterMs: 5000 });
    expect(cancelled).toHaveLength(1);
    expect(clock.nextMs(), 'a timer was left running').toBeUndefined();
  });

  it('ends by its time limit when the body never ends (F44)', async () => {
    const clock = new ManualClock();
    const transport = transportTo(
      () => new Response(new ReadableStream(), { headers: { 'content-type': 'application/json' } }),
      { clock },
    );
    const call = failureOfCall(transport.identity(DB, OWNER));
    clock.advance(30_000);
    expect((await call)?.kind).toBe('timed-out');
  });

  it('is not sent at all once it was called off', async () => {
    let sent = 0;
    const transport = transportTo(() => {
      sent += 1;
      return json({});
    });
    const call = transport.identity(DB, { ...OWNER, signal: AbortSignal.abort() });
    expect((await failureOfCall(call))?.kind).toBe('aborted');
    expect(sent).toBe(0);
  });

  it('reads a refused connection as being offline', async () => {
    const transport = transportTo(() => {
      throw new TypeError('fetch failed');
    });
    expect((await failureOfCall(transport.identity(DB, OWNER)))?.kind).toBe('unreachable');
  });

  it('takes the server’s clock from a usable answer alone', async () => {
    const heard: (number | null)[] = [];
    const date = 'Tue, 30 Mar 2027 08:00:05 GMT';
    const answers = [
      json({}, 200, { date }),
      json({ _id: 'x', _rev: '1-a' }, 200, { date }),
      json({ _id: 'x', _rev: '1-a' }),
    ];
    const transport = transportTo(() => answers.shift()!);
    transport.onContact((contact) => heard.push(contact.serverNowMs));
    await transport.getDocument(DB, 'x', OWNER).catch(() => undefined);
    await transport.getDocument(DB, 'x', OWNER);
    await transport.getDocument(DB, 'x', OWNER);
    expect(heard).toEqual([Date.parse(date), null]);
  });
});

describe('a missing document', () => {
  it('is null, and a missing database is not', async () => {
    const gone = (): Response => couch(404, 'not_found', 'deleted');
    expect(await transportTo(gone).getDocument(DB, 'x', OWNER)).toBeNull();
    const noDatabase = (): Response => couch(404, 'not_found', 'Database does not exist.');
    const failure = await failureOfCall(transportTo(noDatabase).getDocument(DB, 'x', OWNER));
    expect(failure).toMatchObject({ kind: 'not-found', subject: 'database' });
  });

  it('refuses another document than the one asked for', async () => {
    const other = (): Response => json({ _id: 'y', _rev: '1-a' });
    const failure = await failureOfCall(transportTo(other).getDocument(DB, 'x', OWNER));
    expect(failure?.kind).toBe('bad-answer');
  });
});

describe('Retry-After', () => {
  const nowMs = Date.UTC(2027, 2, 30, 8);
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Tue, 30 Mar 2027 08:00:30 GMT', 30_000],
    ['Tue, 30 Mar 2027 07:00:00 GMT', 0],
    ['999999999', 15 * 60_000],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%s → %s ms', (value, expected) => {
    expect(readRetryAfter(value, nowMs)).toBe(expected);
  });
});

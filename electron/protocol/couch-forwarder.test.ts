import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_ANSWER_HEADER, REQUEST_ID_HEADER } from '../../shared/protocol/ipc.ts';
import { toAccount, type Account } from '../session/account.ts';
import { CouchForwarder } from './couch-forwarder.ts';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

let server: http.Server;
let seen: Seen[];
/** Resolves with the path of the next request whose client went away before the answer ended. */
let abandoned: Promise<string>;
let account: Account | null;
let forwarder: CouchForwarder;

beforeEach(async () => {
  seen = [];
  let tellAbandoned: (path: string) => void = () => undefined;
  abandoned = new Promise((resolve) => (tellAbandoned = resolve));
  server = http.createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableEnded) tellAbandoned(request.url ?? '');
    });
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const serverUrl = `http://127.0.0.1:${String(port)}`;
  account = toAccount({ serverUrl, userName: 'ada', password: 'p:ä' });
  forwarder = new CouchForwarder({ fetch, account: () => Promise.resolve(account) });
});

afterEach(async () => {
  server.closeAllConnections();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
});

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) body += String(chunk);
  const { method, url, headers } = request;
  seen.push({ method, url, authorization: headers.authorization, body });
  if (url?.includes('silent') === true) return;
  if (url?.includes('redirect') === true) {
    response.writeHead(302, { location: 'http://portal.example/' }).end();
    return;
  }
  if (url?.includes('unchanged') === true) {
    response.writeHead(304, { etag: '"1"' }).end();
    return;
  }
  response.writeHead(url?.includes('busy') === true ? 503 : 200, {
    'content-type': 'application/json',
  });
  if (url?.includes('feed') === true) response.write('{"results":[');
  else response.end('{"ok":true}');
}

let requests = 0;
function forward(path: string, init: RequestInit = {}, id = `r${String(++requests)}`) {
  const headers = new Headers(init.headers);
  headers.set(REQUEST_ID_HEADER, id);
  return forwarder.forward(new Request(`app://console/couch/${path}`, { ...init, headers }));
}

async function readLocal(answer: Response) {
  const { error, reason } = (await answer.json()) as { error: string; reason: string };
  return { status: answer.status, kind: answer.headers.get(LOCAL_ANSWER_HEADER), error, reason };
}

describe('forwarding', () => {
  it('adds the credentials the window does not have and keeps the query as it is', async () => {
    const answer = await forward('outpost-reference/_changes?since=1-x%2By&limit=5');
    expect(await answer.json()).toEqual({ ok: true });
    expect(answer.headers.get(LOCAL_ANSWER_HEADER)).toBeNull();
    expect(seen).toEqual([
      {
        method: 'GET',
        url: '/outpost-reference/_changes?since=1-x%2By&limit=5',
        authorization: `Basic ${Buffer.from('ada:p:ä').toString('base64')}`,
        body: '',
      },
    ]);
  });

  it('sends bodies whole', async () => {
    const body = JSON.stringify({ docs: [{ _id: 'entry:1', text: 'ü'.repeat(200_000) }] });
    await forward('outpost-reference/_bulk_docs', { method: 'POST', body });
    expect(seen[0]?.body === body).toBe(true);
  });

  it('lets the server’s own 503 through unmarked', async () => {
    const answer = await forward('outpost-reference/busy');
    expect(answer.status).toBe(503);
    expect(answer.headers.get(LOCAL_ANSWER_HEADER)).toBeNull();
  });

  it('passes on an answer without a body', async () => {
    const answer = await forward('outpost-reference/unchanged');
    expect([answer.status, answer.headers.get('etag')]).toEqual([304, '"1"']);
  });
});

describe('answers of our own', () => {
  it('say that the server cannot be reached, unlike a 503 of CouchDB', async () => {
    await new Promise((resolve) => server.close(resolve));
    const answer = await readLocal(await forward('outpost-reference'));
    expect(answer).toMatchObject({ status: 503, kind: 'unreachable', error: 'unreachable' });
  });

  it('say that nobody is signed in, without asking the server', async () => {
    account = null;
    const answer = await readLocal(await forward('outpost-reference'));
    expect(answer).toMatchObject({ status: 401, kind: 'signed-out' });
    expect(seen).toEqual([]);
  });

  it('refuse what the console has no business with, without asking the server', async () => {
    const answer = await readLocal(await forward('outpost-reference', { method: 'DELETE' }));
    expect(answer).toMatchObject({ status: 403, kind: 'refused' });
    expect(seen).toEqual([]);
  });

  it('refuse a request without an id: a script or image tag cannot set one', async () => {
    const request = new Request('app://console/couch/outpost-files-x/sha/evil.js');
    const answer = await readLocal(await forwarder.forward(request));
    expect(answer).toMatchObject({ status: 403, kind: 'refused', error: 'bad_request' });
    expect(seen).toEqual([]);
  });

  it('refuse an empty body, which is what becomes of a photo sent as a Blob', async () => {
    const answer = await readLocal(
      await forward(`outpost-files-x/blob:${'0'.repeat(64)}/data`, { method: 'PUT', body: '' }),
    );
    expect(answer).toMatchObject({ status: 403, kind: 'refused', error: 'bad_request' });
    expect(answer.reason).toContain('ArrayBuffer');
    expect(seen).toEqual([]);
  });

  it('refuse a design document in a bulk write', async () => {
    const body = '{"docs":[{"_id":"_design/access"}]}';
    const answer = await readLocal(
      await forward('outpost-reference/%5Fbulk_docs', { method: 'POST', body }),
    );
    expect(answer.reason).toContain('_design/access');
    expect(seen).toEqual([]);
  });

  it('say that the network wants a sign-in, and follow no redirect with our password', async () => {
    const answer = await readLocal(await forward('outpost-reference/redirect'));
    expect(answer).toMatchObject({ status: 503, kind: 'unreachable', error: 'redirected' });
  });
});

describe('ending requests upstream', () => {
  it('when the window stops reading', async () => {
    const answer = await forward('outpost-reference/_changes?feed');
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(await abandoned).toContain('feed');
  });

  it('when the window cancels before there is an answer', async () => {
    const pending = forward('outpost-reference/silent', {}, 'mine');
    await expect.poll(() => seen.length).toBe(1);
    forwarder.cancel('mine');
    expect(await abandoned).toContain('silent');
    expect(await readLocal(await pending)).toMatchObject({ kind: 'unreachable', error: 'aborted' });
  });

  it('when the cancellation comes first, without asking the server', async () => {
    forwarder.cancel('early');
    const answer = await readLocal(await forward('outpost-reference', {}, 'early'));
    expect(answer).toMatchObject({ error: 'aborted' });
    expect(seen).toEqual([]);
  });

  it('when somebody else signs in: the old feed fails and does not just end', async () => {
    const answer = await forward('outpost-reference/_changes?feed');
    const text = answer.text();
    forwarder.cancelAll();
    await expect(text).rejects.toThrow();
    expect(await abandoned).toContain('feed');
  });
});

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { checkCredentials, judgeSession } from './check-credentials.ts';

const URL_ = 'https://couch.example.org';
const signedIn = JSON.stringify({ ok: true, userCtx: { name: 'ada', roles: ['agent', 7] } });

describe('what an answer of _session means', () => {
  it('a name and roles: signed in', () => {
    expect(judgeSession(200, signedIn, URL_)).toEqual({
      ok: true,
      userName: 'ada',
      roles: ['agent'],
    });
  });

  it.each([
    [
      401,
      '{"error":"unauthorized","reason":"Name or password is incorrect."}',
      'wrong-credentials',
    ],
    [200, '{"ok":true,"userCtx":{"name":null,"roles":[]}}', 'wrong-credentials'],
    [
      403,
      '{"error":"forbidden","reason":"Account is temporarily locked due to multiple authentication failures"}',
      'locked',
    ],
    [403, '{"error":"forbidden","reason":"Access is restricted."}', 'wrong-credentials'],
    [200, '<html>Welcome to Hotel Wi-Fi</html>', 'not-couchdb'],
    [200, '{}', 'not-couchdb'],
    [200, '[]', 'not-couchdb'],
    [200, '', 'not-couchdb'],
    [200, '{"ok":true,"userCtx":{"name":7,"roles":[]}}', 'not-couchdb'],
    [200, '{"ok":true,"userCtx":{"name":"ada","roles":"agent"}}', 'not-couchdb'],
    [302, '', 'not-couchdb'],
    [404, '{"error":"not_found"}', 'not-couchdb'],
    [401, '<html>proxy</html>', 'not-couchdb'],
    [503, '{"error":"busy"}', 'unreachable'],
    [500, '{"error":"x"}', 'unreachable'],
    [429, '{"error":"x"}', 'unreachable'],
  ])('%i %s: %s', (status, text, reason) => {
    expect(judgeSession(status, text, URL_)).toMatchObject({ ok: false, reason });
  });
});

describe('asking a server', () => {
  let server: http.Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function serve(handler: http.RequestListener): Promise<string> {
    server = http.createServer(handler);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  it('asks once, with the password in the header alone', async () => {
    const asked: (string | undefined)[][] = [];
    const serverUrl = await serve(({ url, headers }, response) => {
      asked.push([url, headers.authorization]);
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"x"}');
    });
    const result = await checkCredentials(fetch, { serverUrl, userName: 'ada', password: 'ä:b' });
    expect(result).toMatchObject({ ok: false, reason: 'wrong-credentials' });
    const basic = Buffer.from('ada:ä:b').toString('base64');
    expect(asked).toEqual([['/_session', `Basic ${basic}`]]);
  });

  it('reads no endless answer', async () => {
    const serverUrl = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const pump = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', pump);
      pump();
    });
    const result = await checkCredentials(fetch, { serverUrl, userName: 'ada', password: 'x' });
    expect(result).toMatchObject({ ok: false, reason: 'not-couchdb' });
  });

  it('says that nobody is there', async () => {
    const serverUrl = await serve(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    const credentials = { serverUrl, userName: 'ada', password: 'x' };
    expect(await checkCredentials(fetch, credentials)).toMatchObject({
      ok: false,
      reason: 'unreachable',
    });
  });
});

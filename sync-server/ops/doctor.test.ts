import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectCouch, type CouchServer } from '../couch/couch-server.ts';
import { checkAdminParty } from './checks/access-checks.ts';
import { checkBuffering, checkLongPoll, checkTls } from './checks/line-checks.ts';
import { checkLimits, checkRestore, checkSetup, checkTokens } from './checks/setting-checks.ts';

let other: Server | null = null;

afterEach(() => {
  other?.close();
  other?.closeAllConnections();
  other = null;
});

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function answering(handler: Handler): Promise<CouchServer> {
  other = createServer(handler).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  return connectCouch(`http://admin:secret@127.0.0.1:${String(port)}`);
}

/** A server that answers by path, 404 for the rest. */
function answers(byPath: Readonly<Record<string, unknown>>): Promise<CouchServer> {
  return answering((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const found = Object.hasOwn(byPath, path);
    const body = found ? byPath[path] : { error: 'not_found', reason: 'missing' };
    response
      .writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));
  });
}

const FEED = '{"results":[],"last_seq":"1","pending":0}';

describe('doctor on the way to the server', () => {
  it('names a proxy that cuts a long poll, and the lines that mend it', async () => {
    const server = await answering((_request, response) => {
      response.writeHead(504, { server: 'nginx', 'content-type': 'text/html' }).end('<html>');
    });
    const finding = await checkLongPoll(server, 200);
    expect(finding.status).toBe('problem');
    expect(finding.message).toMatch(/504 after 0 s by nginx/);
    expect(finding.mend).toMatch(/proxy_read_timeout 120s/);
  });

  it('names a line that is cut, and a poll that the server ends too soon', async () => {
    const cut = await answering((request) => request.socket.destroy());
    expect((await checkLongPoll(cut, 200)).message).toMatch(/was cut after 0 s/);
    other?.close();
    const soon = await answering((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(FEED);
    });
    expect(await checkLongPoll(soon, 60_000)).toMatchObject({
      status: 'warning',
      mend: expect.stringMatching(/changes_timeout/) as string,
    });
  });

  it('is content with a poll that is held', async () => {
    const server = await answering((_request, response) => {
      setTimeout(() => response.writeHead(200).end(FEED), 200);
    });
    expect((await checkLongPoll(server, 200)).status).toBe('ok');
  });

  it('finds who packs the feed', async () => {
    const server = await answering((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', server: 'nginx' });
      // The head of a gzip file: enough to be seen.
      response.write(Buffer.from('1f8b0800000000000003', 'hex').toString('binary'), 'binary');
      response.end();
    });
    const finding = await checkBuffering(server);
    expect(finding.status).toBe('warning');
    expect(finding.mend).toMatch(/proxy_buffering off/);
  });

  it('warns of a network that reads along', async () => {
    const finding = await checkTls(connectCouch('http://couch.example:5984'), Date.now);
    expect(finding).toMatchObject({ status: 'problem', check: 'tls' });
  });
});

describe('doctor on settings', () => {
  const config = (section: string, key: string): string =>
    `/_node/_local/_config/${section}/${key}`;

  it('finds an admin party', async () => {
    const server = await answers({ '/_session': { userCtx: { name: null, roles: ['_admin'] } } });
    expect((await checkAdminParty(server)).status).toBe('problem');
  });

  it('finds tokens that never end, and none that name roles', async () => {
    const handlers = {
      [config('chttpd', 'authentication_handlers')]: '{chttpd_auth, jwt_authentication_handler}',
    };
    expect(await checkTokens(await answers(handlers))).toMatchObject({
      status: 'problem',
      mend: 'Set [jwt_auth] required_claims = exp.',
    });
    other?.close();
    const ends = { ...handlers, [config('jwt_auth', 'required_claims')]: 'exp' };
    expect((await checkTokens(await answers(ends))).status).toBe('warning');
  });

  it('names a limit that is too low with the line to set it', async () => {
    const server = await answers({ [config('couchdb', 'max_document_size')]: '65536' });
    const findings = await checkLimits(server);
    expect(findings.filter(({ status }) => status === 'problem')).toEqual([
      expect.objectContaining({ mend: 'Set [couchdb] max_document_size = 8000000, or more.' }),
    ]);
  });

  it.each([
    ['65536', 'problem'],
    ['4194304', 'ok'],
    ['1073741824', 'warning'],
    ['infinity', 'warning'],
    [undefined, 'warning'],
  ])('F41: judges a max_attachment_size of %s by one part of a file: %s', async (size, status) => {
    const settings = size === undefined ? {} : { max_attachment_size: size };
    const server = await answers({ '/_node/_local/_config/couchdb': settings });
    const found = (await checkLimits(server)).find(({ check }) => check === 'max_attachment_size');
    expect(found?.status).toBe(status);
    if (status === 'ok') return;
    expect(found?.mend).toBe('Set [couchdb] max_attachment_size = 4194304.');
  });

  it('finds a set-up that was not finished and a database of CouchDB’s own that is missing', async () => {
    const findings = await checkSetup(
      await answers({ '/_cluster_setup': { state: 'cluster_enabled' } }),
    );
    expect(findings.map(({ status }) => status)).toEqual(['warning', 'warning']);
  });

  it('F13: finds a restore that was not finished', async () => {
    const plan = { backup: 'a', epoch: 2, startedAt: '2027-03-30T06:46:00.000Z', databases: [] };
    const finding = await checkRestore(await answers({ '/outpost-restore/plan': plan }));
    expect(finding.status).toBe('problem');
    expect(finding.mend).toMatch(/Run `restore`/);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type EmbeddedServer } from './embedded-server.ts';
import { TestClient } from './test-client.ts';

const admin = { name: 'admin', password: 'a-password' };
const running: EmbeddedServer[] = [];
let dataDir: string;

async function start(options: { port?: number; host?: string } = {}): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ dataDir, admin, passwordIterations: 10, ...options });
  running.push(server);
  return server;
}

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'outpost-server-'));
  return async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
    await rm(dataDir, { recursive: true, force: true });
  };
});

describe('startEmbeddedServer', () => {
  it('listens on loopback alone unless it is told otherwise', async () => {
    expect((await start()).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await Promise.all(running.splice(0).map((server) => server.close()));
    expect((await start({ host: '::1' })).url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  });

  it('keeps everything over a restart in the same process, indexes included', async () => {
    let client = new TestClient((await start()).url, admin);
    await client.ok('PUT', '/cases');
    await client.ok('POST', '/cases/_index', { index: { fields: ['v'] }, name: 'by-v' });
    await client.ok('PUT', '/cases/a', { v: 1 });
    const found = { docs: [{ _id: 'a', v: 1 }] };
    expect(await client.ok('POST', '/cases/_find', { selector: { v: 1 } })).toMatchObject(found);
    const { last_seq: since } = await client.ok('GET', '/cases/_changes');
    await running.splice(0)[0]?.close();
    client = new TestClient((await start()).url, admin);
    expect(await client.ok('POST', '/cases/_find', { selector: { v: 1 } })).toMatchObject(found);
    await client.ok('PUT', '/cases/b', { v: 2 });
    expect(await client.ok('GET', `/cases/_changes?since=${String(since)}`)).toMatchObject({
      results: [{ id: 'b' }],
    });
  });

  it('says when the port is taken, and leaves the folder free', async () => {
    const { port } = await start();
    const other = await mkdtemp(path.join(os.tmpdir(), 'outpost-server-'));
    const second = startEmbeddedServer({ dataDir: other, admin, port });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const third = await startEmbeddedServer({ dataDir: other, admin });
    await third.close();
    await rm(other, { recursive: true, force: true });
  });

  it('wants an administrator with a name and a password', async () => {
    for (const wrong of [
      { ...admin, password: '' },
      { ...admin, name: 'a:b' },
      { ...admin, name: '' },
    ]) {
      await expect(startEmbeddedServer({ dataDir, admin: wrong })).rejects.toThrow('administrator');
    }
  });

  it('closes once, however often it is asked', async () => {
    const server = await start();
    await Promise.all([server.close(), server.close()]);
    await server.close();
    await expect(fetch(server.url)).rejects.toThrow();
  });

  it('finishes writes that are under way before it closes', async () => {
    const server = await start();
    const client = new TestClient(server.url, admin);
    await client.ok('PUT', '/cases');
    const docs = Array.from({ length: 2000 }, (_, n) => ({ _id: `doc-${String(n)}` }));
    const writing = client.call('POST', '/cases/_bulk_docs', { docs });
    await client.ok('GET', '/_up');
    await server.close();
    const written = await writing.catch(() => undefined);
    const again = new TestClient((await start()).url, admin);
    const { doc_count: count } = await again.ok('GET', '/cases');
    if (written?.status === 201) expect(count).toBe(2000);
    else expect([0, 2000]).toContain(count);
  });

  it('takes attachments of 50 MB', async () => {
    const client = new TestClient((await start()).url, admin);
    await client.ok('PUT', '/photos');
    const photo = 'x'.repeat(50 * 1024 * 1024);
    const headers = { 'content-type': 'image/png' };
    const put = await client.call('PUT', '/photos/a/photo.png', photo, { headers });
    expect(put.status).toBe(201);
    const stub = { _attachments: { 'photo.png': { length: photo.length, stub: true } } };
    expect(await client.ok('GET', '/photos/a')).toMatchObject(stub);
    expect((await client.call('GET', '/photos/a/photo.png')).text.length).toBe(photo.length);
  });
});

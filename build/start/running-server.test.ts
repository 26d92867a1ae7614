import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from './free-port.ts';
import { findRunningServer, lastPort, parseServerFile, writeServerFile } from './running-server.ts';

let folder: string;
let file: string;
let http: Server;
let url: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-server-'));
  file = path.join(folder, 'server.json');
  http = createServer((_request, response) => {
    response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterEach(() => {
  http.close();
  rmSync(folder, { recursive: true });
});

test('a second console finds the server of the first', async () => {
  const server = { url, pid: process.pid };
  writeServerFile(file, server);
  expect(await findRunningServer(file)).toEqual(server);
});

test('a server that died, or whose port belongs to nobody, is not reused', async () => {
  writeServerFile(file, { url, pid: 2 ** 30 });
  expect(await findRunningServer(file)).toBeNull();
  http.close();
  writeServerFile(file, { url, pid: process.pid });
  expect(await findRunningServer(file)).toBeNull();
});

test('the next start wants the port of the last one, unless somebody else took it', async () => {
  const taken = Number(new URL(url).port);
  expect(lastPort(file)).toBeNull();
  writeServerFile(file, { url, pid: 1 });
  expect(lastPort(file)).toBe(taken);
  const other = await freePort(taken);
  expect(other).not.toBe(taken);
  expect(await freePort(other)).toBe(other);
});

test.each(['', '{', '[]', 'null', '{"url":"x","pid":1}', '{"url":"http://h:1"}'])(
  'a damaged server.json (%s) is no server',
  async (text) => {
    expect(parseServerFile(text)).toBeNull();
    writeFileSync(file, text);
    expect(await findRunningServer(file)).toBeNull();
  },
);

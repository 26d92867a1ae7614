import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CommandArgs, CommandIo } from './command.ts';
import { passwordFile } from './data-folder.ts';
import { takeDataLock } from './data-lock.ts';
import { commandServer } from './server-connection.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-connection-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function connect(options: Record<string, string>, env: Record<string, string> = {}) {
  const args: CommandArgs = {
    positionals: [],
    text: (name) => ({ data: folder, ...options })[name],
    list: () => [],
    flag: () => false,
  };
  const io: CommandIo = {
    env,
    out: () => undefined,
    say: () => undefined,
    untilStopped: () => Promise.resolve(),
  };
  const { url, userName } = commandServer(args, io);
  return `${userName ?? 'nobody'} at ${url}`;
}

it('takes the address given, before COUCHDB_URL, before the running server', () => {
  const env = { COUCHDB_URL: 'http://root:b@couch:5984' };
  expect(connect({ server: 'http://boss:a%3Ab@host:1/couch/' }, env)).toBe(
    'boss at http://host:1/couch',
  );
  expect(connect({}, env)).toBe('root at http://couch:5984');
  takeDataLock(folder).announce('http://127.0.0.1:5985');
  writeFileSync(passwordFile(folder), 'secret\n');
  expect(connect({})).toBe('admin at http://127.0.0.1:5985');
});

it('takes the password of the data folder for an address without one', () => {
  writeFileSync(passwordFile(folder), 'secret\n');
  expect(connect({ server: 'http://127.0.0.1:7' })).toBe('admin at http://127.0.0.1:7');
});

it('says what is missing, and no secret', () => {
  expect(() => connect({})).toThrow(/^No server runs on .*Start one with `serve`/);
  expect(() => connect({ server: 'http://host:1' })).toThrow(/^No password for http:\/\/host:1/);
  expect(() => connect({ server: 'ftp://a:hush@host' })).toThrow(/starts with http/);
  expect(() => connect({ server: 'http://a:hush@' })).toThrow(/^(?!.*hush).*is no URL/);
});

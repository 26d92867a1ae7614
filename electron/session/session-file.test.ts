import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSessionFile } from './session-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-handed-over-'));
  file = path.join(folder, 'session.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const whole = { serverUrl: 'http://127.0.0.1:5985/', userName: 'demo', password: 'geheim' };

it('hands over a session', () => {
  writeFileSync(file, JSON.stringify(whole), { mode: 0o600 });
  expect(readSessionFile(file)).toEqual({
    ok: true,
    credentials: { ...whole, serverUrl: 'http://127.0.0.1:5985' },
  });
});

it('is not used where others may read it', () => {
  writeFileSync(file, JSON.stringify(whole));
  chmodSync(file, 0o640);
  const result = readSessionFile(file);
  expect(result.ok ? '' : result.message).toContain(`chmod 600 ${file}`);
});

it.each([
  ['{', 'it is not JSON'],
  ['[]', 'not a JSON object'],
  ['{}', 'serverUrl is missing'],
  [JSON.stringify({ ...whole, userName: '' }), 'userName is missing'],
  [JSON.stringify({ ...whole, password: undefined }), 'password is missing'],
  [JSON.stringify({ ...whole, serverUrl: 'http://example.org' }), 'Use https://'],
])('says what is wrong with %s and never the password', (text, part) => {
  writeFileSync(file, text, { mode: 0o600 });
  const result = readSessionFile(file);
  expect(result.ok ? '' : result.message).toContain(part);
  expect(result.ok ? '' : result.message).not.toContain('geheim');
});

it('says that a file is missing', () => {
  const result = readSessionFile(file);
  expect(result.ok ? '' : result.message).toContain('ENOENT');
});

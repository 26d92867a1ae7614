import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  developmentFolder,
  findDevelopment,
  isRuntimeEntry,
  verifySha512,
} from './electron-development.ts';

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(path.join(os.tmpdir(), 'outpost-runtime-'));
});
afterEach(() => {
  rmSync(cache, { recursive: true });
});

test.each([
  ['./snapshot_blob.bin', true],
  ['./locales/de.pak', true],
  ['./resources.pak', true],
  ['./resources/app/package.json', false],
  ['./resources/app.asar', false],
  ['resources/', false],
  ['./../../etc/passwd', false],
  ['./', false],
])('of the archive %s is unpacked: %s', (entry, taken) => {
  expect(isRuntimeEntry(entry)).toBe(taken);
});

test('a package with another checksum is not unpacked', async () => {
  const file = path.join(cache, 'x.tgz');
  writeFileSync(file, 'abc');
  const abc =
    '3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==';
  await expect(verifySha512(file, abc)).resolves.toBeUndefined();
  await expect(verifySha512(file, abc.replace('3', '4'))).rejects.toThrow(
    /checksum of x\.tgz is wrong/,
  );
});

test('an interrupted installation is not taken for a runtime', async () => {
  mkdirSync(path.join(cache, '.partial-abc', 'runtime'), { recursive: true });
  writeFileSync(path.join(cache, '.partial-abc', 'runtime', 'electron'), '');
  expect(await findDevelopment(cache)).toBeNull();
});

test('a runtime unpacked by an older checkout gets the present loader', async () => {
  const folder = developmentFolder(cache);
  mkdirSync(path.join(folder, 'resources', 'app'), { recursive: true });
  writeFileSync(path.join(folder, 'electron'), '');
  writeFileSync(path.join(folder, 'resources', 'app', 'main.cjs'), 'old');
  expect(await findDevelopment(cache)).toBe(path.join(folder, 'electron'));
  const loader = readFileSync(path.join(folder, 'resources', 'app', 'main.cjs'), 'utf8');
  expect(loader).toContain('setAppPath');
});

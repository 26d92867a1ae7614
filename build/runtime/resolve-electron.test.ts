import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { executableName, findOfficial } from './electron-official.ts';
import { resolveElectron } from './resolve-electron.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-electron-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('ELECTRON_OVERRIDE_DIST_PATH wins over everything', async () => {
  const executable = path.join(folder, executableName(process.platform));
  mkdirSync(path.dirname(executable), { recursive: true });
  writeFileSync(executable, '');
  const runtime = await resolveElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder });
  expect(runtime).toEqual({ path: executable, version: 'unknown', kind: 'official' });
});

test('a wrong ELECTRON_OVERRIDE_DIST_PATH is named instead of passed over', async () => {
  await expect(resolveElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder })).rejects.toThrow(
    /ELECTRON_OVERRIDE_DIST_PATH is .* but there is no/,
  );
});

test('a download that broke off is not taken for the official release', () => {
  mkdirSync(path.join(folder, 'dist'));
  writeFileSync(path.join(folder, 'dist', 'electron'), '');
  expect(findOfficial(folder)).toBeNull();
  writeFileSync(path.join(folder, 'path.txt'), 'electron');
  expect(findOfficial(folder)).toBe(path.join(folder, 'dist', 'electron'));
});

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder, dataFolder, ROOT } from './paths.ts';

test('runtimes are shared in the cache of the user, or kept in the clone where that is not writable', () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'outpost-home-'));
  expect(cacheFolder({}, home)).toBe(path.join(home, '.cache', 'outpost'));
  expect(existsSync(path.join(home, '.cache', 'outpost'))).toBe(true);
  expect(cacheFolder({ XDG_CACHE_HOME: path.join(home, 'c') }, '/nowhere')).toBe(
    path.join(home, 'c', 'outpost'),
  );
  // A file where the folder should be: nobody can write below it, not even root.
  writeFileSync(path.join(home, 'file'), '');
  expect(cacheFolder({}, path.join(home, 'file'))).toBe(path.join(ROOT, '.cache'));
  rmSync(home, { recursive: true });
});

test('data goes where each platform keeps data', () => {
  expect(dataFolder({}, 'linux', '/home/me')).toBe('/home/me/.local/share/outpost');
  expect(dataFolder({ XDG_DATA_HOME: '/data' }, 'linux', '/home/me')).toBe('/data/outpost');
  expect(dataFolder({}, 'darwin', '/Users/me')).toBe(
    '/Users/me/Library/Application Support/outpost',
  );
});

import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFile, serverDataFolder } from './data-folder.ts';
import { findOwner, takeDataLock } from './data-lock.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the lock of a data folder', () => {
  it('names its process and its address, and goes when it is released', () => {
    const lock = takeDataLock(folder);
    expect(findOwner(folder)).toMatchObject({ pid: process.pid, url: null });
    lock.announce('http://127.0.0.1:5985');
    expect(findOwner(folder)?.url).toBe('http://127.0.0.1:5985');
    expect(statSync(lockFile(folder)).mode & 0o777).toBe(0o600);
    expect(() => takeDataLock(folder)).toThrow(
      new RegExp(`^Process ${String(process.pid)} already serves .* at http://127`),
    );
    lock.release();
    expect(existsSync(lockFile(folder))).toBe(false);
  });

  it.each([
    ['a crash', JSON.stringify({ pid: 2 ** 22 + 1, startedTicks: null, url: null })],
    ['a write cut short', '{"pid":'],
    ['nonsense', '"1"'],
  ])('is taken over after %s', (_what, content) => {
    writeFileSync(lockFile(folder), content);
    expect(findOwner(folder)).toBeNull();
    takeDataLock(folder);
    expect(findOwner(folder)?.pid).toBe(process.pid);
  });

  it.runIf(process.platform === 'linux')('is taken over where another process got the id', () => {
    takeDataLock(folder);
    const owner = JSON.parse(readFileSync(lockFile(folder), 'utf8')) as object;
    writeFileSync(lockFile(folder), JSON.stringify({ ...owner, startedTicks: '1' }));
    expect(findOwner(folder)).toBeNull();
  });

  it('is left alone by who does not own it', () => {
    const lock = takeDataLock(folder);
    writeFileSync(lockFile(folder), JSON.stringify({ pid: 1, startedTicks: null, url: null }));
    lock.release();
    expect(existsSync(lockFile(folder))).toBe(true);
  });
});

describe('the data folder', () => {
  it.each([
    [{}, 'linux', '/home/n/.local/share/outpost/server'],
    [{ XDG_DATA_HOME: '/data' }, 'linux', '/data/outpost/server'],
    [{}, 'darwin', '/home/n/Library/Application Support/outpost/server'],
  ] as const)('%j on %s is %s', (env, platform, expected) => {
    expect(serverDataFolder(env, platform, '/home/n')).toBe(expected);
  });
});

import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readProfileFile, writeProfileFile } from './profile-file.ts';

let profile: string;
beforeEach(() => {
  profile = mkdtempSync(path.join(os.tmpdir(), 'outpost-profile-'));
});
afterEach(() => {
  rmSync(profile, { recursive: true });
});

it('gives back what was written, for this user alone, and leaves nothing beside it', () => {
  const file = path.join(profile, 'window.json');
  writeProfileFile(file, { width: 1 });
  writeProfileFile(file, { width: 2 });
  expect(readProfileFile(file)).toEqual({ width: 2 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(profile)).toEqual(['window.json']);
});

it('keeps the old content where writing fails', () => {
  const file = path.join(profile, 'window.json');
  writeProfileFile(file, { width: 1 });
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  expect(() => {
    writeProfileFile(file, cycle);
  }).toThrow();
  expect(readProfileFile(file)).toEqual({ width: 1 });
});

it('reads a missing file and a folder as nothing', () => {
  mkdirSync(path.join(profile, 'folder'));
  expect(readProfileFile(path.join(profile, 'folder'))).toBeNull();
  expect(readProfileFile(path.join(profile, 'none'))).toBeNull();
});

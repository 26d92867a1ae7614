import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReplicaGenerations } from './replica-generations.ts';
import { SetAsideStorage } from './set-aside-storage.ts';

const ANNA = { serverUrl: 'https://couch.example.org', userName: 'anna' };
const BEN = { ...ANNA, userName: 'ben' };
const DAY_MS = 24 * 3_600_000;

let profile: string;
let nowMs = 0;

beforeEach(() => {
  profile = mkdtempSync(path.join(os.tmpdir(), 'outpost-generations-'));
  nowMs = Date.parse('2027-03-30T06:46:00Z');
});
afterEach(() => rmSync(profile, { recursive: true }));

describe('databases that were set aside (F30)', () => {
  const open = () => new ReplicaGenerations(profile, () => nowMs);

  it('make way for the next ones of that person alone, and stay for 30 days', () => {
    expect(open().get(ANNA)).toEqual({ current: 0, expired: [] });
    expect(open().setAside(ANNA, 0)).toEqual({ current: 1, expired: [] });
    expect(open().get(BEN)).toEqual({ current: 0, expired: [] });
    nowMs += 29 * DAY_MS;
    expect(open().get(ANNA)).toEqual({ current: 1, expired: [] });
    nowMs += 2 * DAY_MS;
    expect(open().get(ANNA)).toEqual({ current: 1, expired: [0] });
    open().forget(ANNA, [0]);
    expect(open().get(ANNA)).toEqual({ current: 1, expired: [] });
  });

  it('are set aside once when two windows ask for it', () => {
    open().setAside(ANNA, 0);
    expect(open().setAside(ANNA, 0).current).toBe(1);
  });

  it('are found again behind a damaged file only as far as it can be read', () => {
    open().setAside(ANNA, 0);
    writeFileSync(path.join(profile, 'replicas.json'), '{"replicas":[{"owner":1},null]}');
    expect(open().get(ANNA).current).toBe(0);
  });
});

describe('files that Chromium cannot open (F30)', () => {
  it('are moved, not deleted, and go after 30 days', async () => {
    const storage = new SetAsideStorage(profile, () => nowMs);
    const folder = path.join(profile, 'IndexedDB', 'app_console_0.indexeddb.leveldb');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'CURRENT'), 'garbage');
    expect(await storage.setAside()).toEqual({ ok: true });
    expect(readdirSync(profile)).toEqual(['set-aside']);
    await storage.forgetOld();
    expect(readdirSync(path.join(profile, 'set-aside'))).toHaveLength(1);
    nowMs += 31 * DAY_MS;
    await storage.forgetOld();
    expect(readdirSync(path.join(profile, 'set-aside'))).toEqual([]);
    // Nothing there is as good as moved.
    expect(await storage.setAside()).toEqual({ ok: true });
  });
});

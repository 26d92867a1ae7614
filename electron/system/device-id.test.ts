import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadDeviceId, spellDeviceId } from './device-id.ts';

let profile: string;
beforeEach(() => {
  profile = mkdtempSync(path.join(os.tmpdir(), 'outpost-device-'));
});
afterEach(() => {
  rmSync(profile, { recursive: true });
});

it('is spelled as the proposal spells 127.0.0.1 and 63.84.220.193', () => {
  expect(spellDeviceId(Uint8Array.of(127, 0, 0, 1))).toBe('lusab-babad');
  expect(spellDeviceId(Uint8Array.of(63, 84, 220, 193))).toBe('gutih-tugad');
});

it('is made once and then never changes, as it is part of every document written here', () => {
  const first = loadDeviceId(profile, (size) => new Uint8Array(size).fill(7));
  const later = loadDeviceId(profile, (size) => new Uint8Array(size).fill(9));
  expect(later).toBe(first);
  expect(first).toMatch(/^[a-z]{5}-[a-z]{5}-[a-z]{5}$/);
});

it('is made anew where its file is broken', () => {
  writeFileSync(path.join(profile, 'device.json'), '{"deviceId":"<script>"}');
  expect(loadDeviceId(profile, (size) => new Uint8Array(size))).toBe('babab-babab-babab');
});

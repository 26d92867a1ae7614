import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretBox, type SafeStorage } from './secret-box.ts';
import { SessionStore, readStoredServerUrl } from './session-store.ts';

/** As Electron 25 has it; turns every byte round, and refuses what it did not make. */
function keychain(isThere = true): SafeStorage {
  const turn = (data: Buffer) => Buffer.from(data.map((byte) => byte ^ 0xff));
  return {
    isEncryptionAvailable: () => isThere,
    encryptString: (text) => turn(Buffer.from(`v1${text}`)),
    decryptString: (data) => {
      const text = turn(data).toString();
      if (!isThere || !text.startsWith('v1')) throw new Error('no key');
      return text.slice(2);
    },
  };
}

/** As later versions have it. */
function laterKeychain(): SafeStorage {
  const sync = keychain();
  return {
    isEncryptionAvailable: () => false,
    encryptString: () => Buffer.alloc(0),
    decryptString: () => '',
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    encryptStringAsync: (text) => Promise.resolve(sync.encryptString(text)),
    decryptStringAsync: (data) => Promise.resolve({ result: sync.decryptString(data) }),
  };
}

let profile: string;
beforeEach(() => {
  profile = mkdtempSync(path.join(os.tmpdir(), 'outpost-session-'));
});
afterEach(() => {
  rmSync(profile, { recursive: true });
});

const store = (storage: SafeStorage, platform: NodeJS.Platform = 'linux') =>
  new SessionStore(profile, createSecretBox(storage, platform));
const credentials = { serverUrl: 'https://couch.example.org', userName: 'ada', password: 'p:ä' };

describe('a session that was saved', () => {
  it.each([
    ['the keychain', keychain(), 'keychain'],
    ['the keychain of later versions', laterKeychain(), 'keychain'],
    ['a file where there is no keychain', keychain(false), 'file'],
    [
      'a file where the keychain is Chromium’s fixed password',
      { ...keychain(), getSelectedStorageBackend: () => 'basic_text' },
      'file',
    ],
  ])('is there at the next start, by %s', async (_what, storage, passwordKeptIn) => {
    await store(storage).save(credentials, ['agent']);
    expect(await store(storage).load()).toEqual({
      kind: 'signed-in',
      session: { ...credentials, roles: ['agent'], passwordKeptIn },
    });
  });

  it('can be read by this user alone, and only encrypted where there is a keychain', async () => {
    const saved = store(keychain());
    await saved.save(credentials, []);
    expect(statSync(saved.file).mode & 0o777).toBe(0o600);
    expect(readFileSync(saved.file, 'utf8')).not.toContain(credentials.password);
  });

  it('keeps name and roles where the keychain has lost its key, so that work goes on offline', async () => {
    await store(keychain()).save(credentials, ['agent']);
    const state = await store(keychain(false)).load();
    expect(state).toMatchObject({
      kind: 'signed-in',
      session: { userName: 'ada', roles: ['agent'], password: null },
    });
  });

  it('tells its server before the keychain is there', async () => {
    expect(readStoredServerUrl(profile)).toBeNull();
    await store(keychain()).save(credentials, []);
    expect(readStoredServerUrl(profile)).toBe(credentials.serverUrl);
  });
});

it('a sign-out forgets name and password and remembers the address', async () => {
  const saved = store(keychain(false));
  await saved.save(credentials, ['agent']);
  saved.clear(credentials.serverUrl);
  expect(await saved.load()).toEqual({ kind: 'signed-out' });
  const text = readFileSync(saved.file, 'utf8');
  expect(text).not.toContain('ada');
  expect(text).not.toContain(credentials.password);
  expect(readStoredServerUrl(profile)).toBe(credentials.serverUrl);
});

it.each(['', '{', '[]', 'null', '{"serverUrl":1}', '{"serverUrl":"x","userName":"a","secret":{}}'])(
  'a broken file (%s) asks for a sign-in and breaks nothing',
  async (text) => {
    const broken = store(keychain());
    writeFileSync(broken.file, text);
    expect(await broken.load()).toEqual({ kind: 'never' });
  },
);

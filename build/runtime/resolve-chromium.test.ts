import { expect, test } from 'vitest';
import { findChromium, type ChromiumQuery } from './resolve-chromium.ts';

function query(given: Partial<ChromiumQuery> & { files?: readonly string[] }): ChromiumQuery {
  return {
    env: { PATH: '/usr/local/bin:/usr/bin' },
    platform: 'linux',
    isExecutable: (file) => given.files?.includes(file) ?? false,
    playwrightPath: '/home/me/.cache/ms-playwright/chromium-1200/chrome-linux/chrome',
    ...given,
  };
}

test('takes Debian’s Chromium before Chrome and before what Playwright downloaded', () => {
  const all = ['/usr/bin/chromium', '/usr/bin/google-chrome', query({}).playwrightPath];
  expect(findChromium(query({ files: all }))).toBe(all[0]);
  expect(findChromium(query({ files: all.slice(1) }))).toBe(all[1]);
  expect(findChromium(query({ files: all.slice(2) }))).toBe(all[2]);
});

test('finds none where PATH does not lead to one', () => {
  const files = ['/usr/bin/chromium'];
  expect(findChromium(query({ files, env: { PATH: '/opt/bin' } }))).toBeNull();
  expect(findChromium(query({ files, env: {} }))).toBeNull();
});

test('OUTPOST_CHROMIUM wins, and a wrong one is named', () => {
  const env = { OUTPOST_CHROMIUM: '/opt/chrome', PATH: '/usr/bin' };
  expect(findChromium(query({ env, files: ['/opt/chrome', '/usr/bin/chromium'] }))).toBe(
    '/opt/chrome',
  );
  expect(() => findChromium(query({ env, files: ['/usr/bin/chromium'] }))).toThrow(
    /OUTPOST_CHROMIUM is \/opt\/chrome, which is not an executable file/,
  );
});

test('knows where Chrome lives on macOS and Windows', () => {
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  expect(findChromium(query({ platform: 'darwin', files: [mac] }))).toBe(mac);
  const windows = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
  const env = { PROGRAMFILES: 'C:\\Program Files' };
  expect(findChromium(query({ platform: 'win32', env, files: [windows] }))).toBe(windows);
});

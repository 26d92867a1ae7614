import { expect, it } from 'vitest';
import { isPermissionAllowed } from './permissions.ts';

const own = 'app://console/audits';

it.each([
  ['persistent-storage', []],
  ['clipboard-sanitized-write', []],
  ['notifications', []],
  ['media', ['video']],
])('the console may have %s %j', (permission, media) => {
  expect(isPermissionAllowed(permission, own, media)).toBe(true);
});

it.each([
  ['media', ['audio']],
  ['media', ['video', 'audio']],
  ['media', ['unknown']],
  ['media', []],
  ['geolocation', []],
  ['clipboard-read', []],
  ['display-capture', []],
  ['openExternal', []],
  ['fileSystem', []],
  ['usb', []],
  ['hid', []],
  ['serial', []],
  ['midiSysex', []],
  ['pointerLock', []],
  ['fullscreen', []],
  ['some-new-permission', []],
])('the console may not have %s %j', (permission, media) => {
  expect(isPermissionAllowed(permission, own, media)).toBe(false);
});

it('nobody else may have anything', () => {
  for (const url of ['https://example.org/', 'app://other/', 'about:blank', '']) {
    expect(isPermissionAllowed('notifications', url, [])).toBe(false);
    expect(isPermissionAllowed('media', url, ['video'])).toBe(false);
  }
});

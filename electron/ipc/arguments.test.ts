import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';
import { isEventChannel, isInvokeChannel } from './channels.ts';

const notification = {
  title: 'INC-1042: resolution is due at 14:00',
  body: 'Label printer prints blank labels',
  route: '/incidents/ticket:01J',
};
const signIn = { serverUrl: 'https://couch.example.org', userName: 'ada', password: 'x' };

describe('arguments of the contract', () => {
  it('are taken as they are', () => {
    expect(readArguments['app:info']([])).toEqual([]);
    expect(readArguments['session:sign-in']([signIn])).toEqual([signIn]);
    expect(readArguments['couch:cancel'](['r-1'])).toEqual(['r-1']);
    expect(readArguments['notification:show']([notification])).toEqual([notification]);
    expect(readArguments['window:control'](['close'])).toEqual(['close']);
    expect(readArguments['window:open'](['/incidents/ticket:01J'])).toEqual([
      '/incidents/ticket:01J',
    ]);
  });

  it('are cut to what the contract names', () => {
    expect(readArguments['session:sign-in']([{ ...signIn, admin: true }])).toEqual([signIn]);
  });
});

describe('anything else is refused', () => {
  it.each([
    ['app:info', [1]],
    ['session:get', [undefined]],
    ['session:sign-in', []],
    ['session:sign-in', [null]],
    ['session:sign-in', [[signIn]]],
    ['session:sign-in', [{ ...signIn, password: 1 }]],
    ['session:sign-in', [{ ...signIn, userName: 'a'.repeat(2_000) }]],
    ['session:sign-in', [signIn, signIn]],
    ['couch:cancel', [1]],
    ['couch:cancel', ['../x']],
    ['couch:cancel', ['a', 'b']],
    ['window:control', ['explode']],
    ['window:control', ['close', 'close']],
    ['window:open', ['https://example.org']],
    ['notification:show', []],
    ['notification:show', [{ ...notification, title: '' }]],
    ['notification:show', [{ ...notification, title: 'a'.repeat(201) }]],
    ['notification:show', [{ ...notification, body: 'a'.repeat(1_001) }]],
    ['notification:show', [{ ...notification, route: 'https://example.org/' }]],
    ['notification:show', [{ ...notification, route: '/couch/outpost-reference' }]],
    ['notification:show', [notification, notification]],
    ['system:uptime', [1]],
    ['vault:append', [{ serverUrl: 'x', userName: 'y' }, 'r']],
    ['vault:append', [{ serverUrl: 'x' }, 'r', []]],
    ['vault:append', [{ serverUrl: 'x', userName: 'y' }, 'r', [{ id: 1 }]]],
    ['vault:append', [{ serverUrl: 'x', userName: 'y' }, 'r', new Array(6_000).fill(null)]],
    ['vault:settle', [{ serverUrl: 'x', userName: 'y' }, 'r', [null]]],
    ['vault:dismiss', [{ serverUrl: 'x', userName: 'y' }, 'r']],
    ['vault:read', [{ serverUrl: 'x', userName: 'a'.repeat(2_000) }]],
    ['vault:summary', [1]],
    ['replica:set-aside', [{ serverUrl: 'x', userName: 'y' }, -1]],
    ['replica:forgotten', [{ serverUrl: 'x', userName: 'y' }, ['0']]],
    ['app:settled', [1]],
    ['window:open', ['//example.org']],
    ['window:open', ['/couch/outpost-files-x/a/page.html']],
  ] as const)('%s %j', (channel, args) => {
    expect(readArguments[channel](args)).toBeNull();
  });
});

it('knows its channels by name and none by inheritance', () => {
  expect(isInvokeChannel('session:get')).toBe(true);
  expect(isEventChannel('session:changed')).toBe(true);
  for (const name of ['session:changed', 'toString', '__proto__', 'ELECTRON_BROWSER_REQUIRE']) {
    expect(isInvokeChannel(name)).toBe(false);
  }
  expect(isEventChannel('session:get')).toBe(false);
});

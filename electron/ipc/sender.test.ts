import { expect, it } from 'vitest';
import { isTrustedSender } from './sender.ts';

const main = { url: 'app://console/incidents', parent: null };

it('trusts the page of a console window', () => {
  expect(isTrustedSender(main, true)).toBe(true);
});

it.each([
  ['another window', main, false],
  ['a frame that is gone', null, true],
  ['a frame inside the page', { ...main, parent: {} }, true],
  ['a page from the network', { ...main, url: 'https://example.org/' }, true],
  ['a page with a name like ours', { ...main, url: 'app://console.example.org/' }, true],
  ['a local file', { ...main, url: 'file:///tmp/index.html' }, true],
  ['an empty page', { ...main, url: 'about:blank' }, true],
])('does not trust %s', (_what, frame, isOurWindow) => {
  expect(isTrustedSender(frame, isOurWindow)).toBe(false);
});

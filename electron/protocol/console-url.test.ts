import { describe, expect, it } from 'vitest';
import { isConsoleUrl, isNavigationAllowed, isOwnDownload } from './console-url.ts';

describe('the console’s own addresses', () => {
  it.each(['app://console', 'app://console/', 'app://console/incidents?x#y'])('%s', (url) => {
    expect(isConsoleUrl(url)).toBe(true);
  });
  it.each([
    'app://console.evil.example/',
    'app://evil/console',
    'app://console@evil/',
    'app://console:80/',
    'apps://console/',
    'https://console/',
    'file:///app://console/',
    'about:blank',
    'data:text/html,app://console',
    'blob:app://console/1',
    '',
  ])('not %s', (url) => {
    expect(isConsoleUrl(url)).toBe(false);
  });
});

it('a page goes to its own routes, never to what a server holds or somewhere else', () => {
  expect(isNavigationAllowed('app://console/incidents')).toBe(true);
  expect(isNavigationAllowed('app://console/couch/outpost-files-x/a/page.html')).toBe(false);
  expect(isNavigationAllowed('https://example.org/')).toBe(false);
  expect(isNavigationAllowed('javascript:alert(1)')).toBe(false);
});

it('only exports that the console made itself are saved', () => {
  expect(isOwnDownload('blob:app://console/0b8d')).toBe(true);
  expect(isOwnDownload('blob:https://example.org/0b8d')).toBe(false);
  expect(isOwnDownload('app://console/couch/outpost-files-x/a/setup.exe')).toBe(false);
  expect(isOwnDownload('https://example.org/setup.exe')).toBe(false);
});

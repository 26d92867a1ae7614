import { expect, test } from 'vitest';
import { checkPage, checkPreload } from './check-output.ts';

test('a page with code in it is refused, as the Content-Security-Policy would drop it silently', () => {
  expect(checkPage('<script type="module" src="/assets/a.js"></script>')).toEqual([]);
  expect(checkPage('<script>start()</script>')[0]).toContain('inline script');
  expect(checkPage('<body onload="start()">')[0]).toContain('inline event handler');
});

test('a preload that would not load in the sandbox is refused', () => {
  expect(checkPreload('let electron = require("electron");')).toEqual([]);
  expect(checkPreload("const fs = require('node:fs')")).toEqual([
    'preload.cjs requires node:fs, which a sandboxed preload cannot load.',
  ]);
});

import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findConsoleFile, serveConsoleFile } from './console-files.ts';

describe('which file a path stands for', () => {
  it.each([
    ['/', 'index.html'],
    ['/incidents', 'index.html'],
    ['/incidents/ticket:01JABC', 'index.html'],
    ['/search/host.example.com', 'index.html'],
    ['/search/a%2Fb', 'index.html'],
    ['/..', 'index.html'],
    ['/index.html', 'index.html'],
    ['/assets/index-3f.js', 'assets/index-3f.js'],
    ['/assets/inter-latin.woff2', 'assets/inter-latin.woff2'],
    ['/assets/reader.WASM', 'assets/reader.WASM'],
  ])('%s is %s', (pathname, name) => {
    expect(findConsoleFile(pathname)?.name).toBe(name);
  });

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/..%2f..%2fpackage.json',
    '/..%5cpackage.json',
    '/assets/%2e%2e%5c%2e%2e%5cpackage.json',
    '//etc/x.json',
    '/%2Fetc%2Fx.json',
    '/C:%5CWindows%5Cwin.json',
    '/C:/Windows/win.json',
    '/.hidden.json',
    '/assets/.git/config.json',
    '/assets/%00.json',
    '/assets/a%00.json',
    '/assets/a:stream.json',
    '/assets/%zz.js',
  ])('%s is no path of the console', (pathname) => {
    expect(findConsoleFile(pathname)).toBeNull();
  });
});

describe('serving', () => {
  let outside: string;
  let folder: string;
  beforeAll(async () => {
    outside = await mkdtemp(path.join(os.tmpdir(), 'outpost-files-'));
    folder = path.join(outside, 'renderer');
    await mkdir(path.join(folder, 'assets'), { recursive: true });
    await writeFile(path.join(outside, 'secret.json'), 'secret');
    await writeFile(path.join(folder, 'index.html'), '<!doctype html>');
    await writeFile(path.join(folder, 'assets/a.js'), 'export {}');
  });
  afterAll(async () => {
    await rm(outside, { recursive: true });
  });
  const get = (route: string, method = 'GET') =>
    serveConsoleFile(folder, new Request(`app://console${route}`, { method }));

  it('gives a route the page with the policy that keeps injected scripts from running', async () => {
    const answer = await get('/incidents/ticket:01JABC');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await answer.text()).toBe('<!doctype html>');
  });

  it('gives a module its type, without which it would not be run', async () => {
    const answer = await get('/assets/a.js');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await answer.text()).toBe('export {}');
  });

  it.each(['/%2e%2e/secret.json', '/..%2fsecret.json', '/assets/..%2F..%2Fsecret.json'])(
    'keeps %s inside its folder',
    async (route) => {
      const answer = await get(route);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).not.toBe('secret');
    },
  );

  it('answers a file that is missing with 404 and not with the page', async () => {
    const answer = await get('/assets/gone.js');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('cannot be written to', async () => {
    expect((await get('/index.html', 'PUT')).status).toBe(405);
  });

  it('says how to build the console where it was not built', async () => {
    const answer = await serveConsoleFile(
      path.join(outside, 'none'),
      new Request('app://console/'),
    );
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('npm run build');
  });
});

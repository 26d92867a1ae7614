import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../runtime/paths.ts';
import { bundleAll } from './bundle-all.ts';

// A house of the same layout in small.
const FILES: Readonly<Record<string, string>> = {
  'shared/word.ts': `export const word: string = 'shared word';`,
  'electron/main.ts': `import { app } from 'electron'; import { word } from '../shared/word.ts'; void app.setName(word);`,
  'electron/preload/preload.ts': `import { contextBridge } from 'electron'; import { word } from '../../shared/word.ts'; contextBridge.exposeInMainWorld('outpost', word);`,
  'renderer/index.html': `<!doctype html><title>x</title><script type="module" src="./app/main.tsx"></script>`,
  'renderer/app/main.tsx': `import './look.css'; const w = new Worker(new URL('./work.ts', import.meta.url), { type: 'module' }); w.postMessage(1);`,
  'renderer/app/work.ts': `import { word } from '../../shared/word.ts'; postMessage(word);`,
  'renderer/app/look.css': `main { &:hover { color: red } }`,
  'sync-server/cli.ts': `import fastify from 'fastify'; import { word } from '../shared/word.ts'; console.log(typeof fastify, word);`,
};

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'outpost-bundle-'));
  for (const [name, text] of Object.entries(FILES)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  copyFileSync(path.join(ROOT, 'tsconfig.json'), path.join(root, 'tsconfig.json'));
  for (const area of ['shared', 'electron', 'renderer', 'sync-server']) {
    copyFileSync(path.join(ROOT, area, 'tsconfig.json'), path.join(root, area, 'tsconfig.json'));
  }
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const dist = (name: string) => readFileSync(path.join(root, 'dist', name), 'utf8');

test('bundles everything once, and afterwards only what changed', async () => {
  const all = ['main', 'preload', 'renderer', 'sync-server'];
  expect(await bundleAll({ root })).toEqual({ built: all, upToDate: [] });
  expect(dist('main/main.cjs')).toContain('require("electron")');
  expect(dist('main/preload.cjs')).toContain('shared word');
  expect(dist('renderer/index.html')).toMatch(/src="\/assets\/index-[\w-]+\.js"/);
  expect(dist('sync-server/cli.mjs')).toContain('from "fastify"');

  expect(await bundleAll({ root })).toEqual({ built: [], upToDate: all });
  writeFileSync(path.join(root, 'electron/main.test.ts'), 'a test is in no bundle');
  expect((await bundleAll({ root })).built).toEqual([]);
  writeFileSync(path.join(root, 'renderer/app/look.css'), 'main { color: blue }');
  expect((await bundleAll({ root })).built).toEqual(['renderer']);
});

test('a bundle that cannot run is a failure, and is tried again', async () => {
  const preload = path.join(root, 'electron/preload/preload.ts');
  writeFileSync(preload, `import { readFileSync } from 'node:fs'; readFileSync('x');`);
  const broken = /preload was not built: preload.cjs requires node:fs/;
  await expect(bundleAll({ root })).rejects.toThrow(broken);
  await expect(bundleAll({ root })).rejects.toThrow(broken);
  expect(dist('main/main.cjs')).toContain('shared word');
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

// The loader runs in Node with an `electron` that writes down what is done to it.
const RECORDER = `
  const calls = [];
  const app = new Proxy({}, { get: (_, name) => (value) => calls.push([name, value]) });
  const Module = require('node:module');
  const load = Module._load;
  Module._load = (id, ...rest) => (id === 'electron' ? { app } : load(id, ...rest));
  process.on('exit', () => console.log(JSON.stringify({ calls, argv: process.argv.slice(1) })));
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-loader-'));
  writeFileSync(path.join(folder, 'recorder.cjs'), RECORDER);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function run(...args: readonly string[]) {
  const loader = path.join(import.meta.dirname, 'default-app.cjs');
  // As in Electron, argv holds no script of its own: the arguments start at 1.
  const start = `process.argv.splice(1, 0); require(${JSON.stringify(loader)});`;
  const result = spawnSync(
    process.execPath,
    ['-r', path.join(folder, 'recorder.cjs'), '-e', start, '--', ...args],
    { cwd: folder, encoding: 'utf8' },
  );
  const last = result.stdout.trim().split('\n').at(-1) ?? '{}';
  const { calls } = JSON.parse(last) as { calls: readonly (readonly [string, string])[] };
  return { status: result.status, stderr: result.stderr, stdout: result.stdout, calls };
}

test('runs the entry of an application folder under its name and version', () => {
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'outpost', version: '1.2.3', main: 'start.cjs' }),
  );
  writeFileSync(path.join(folder, 'start.cjs'), 'console.log("started", process.defaultApp)');
  const { stdout, calls } = run('--no-sandbox', folder);
  expect(stdout).toContain('started true');
  expect(calls).toEqual([
    ['setVersion', '1.2.3'],
    ['setName', 'outpost'],
    ['setAppPath', folder],
  ]);
});

test('loads the modules of -r first, relative to the working directory', () => {
  writeFileSync(path.join(folder, 'first.cjs'), 'console.log("first")');
  writeFileSync(path.join(folder, 'app.cjs'), 'console.log("second")');
  expect(run('-r', './first.cjs', '--inspect=0', 'app.cjs').stdout).toContain('first\nsecond');
});

test('an application that throws ends with its stack and exit code 1', () => {
  writeFileSync(path.join(folder, 'app.cjs'), 'throw new Error("broken start")');
  const { status, stderr } = run('app.cjs');
  expect(status).toBe(1);
  expect(stderr).toContain('Error: broken start');
});

test('without an application it says how it is used', () => {
  const { status, stderr } = run('--no-sandbox');
  expect(status).toBe(2);
  expect(stderr).toContain('usage: electron');
});

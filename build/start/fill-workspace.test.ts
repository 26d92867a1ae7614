import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { discardUnfinished, isFilled, pointSessionAt } from './fill-workspace.ts';
import { workspaceAt } from './workspace.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-workspace-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('the session follows the server to another port and stays private', () => {
  const file = path.join(folder, 'demo-session.json');
  writeFileSync(file, '{"serverUrl":"http://127.0.0.1:5985","userName":"mia","password":"x"}');
  pointSessionAt(file, 'http://127.0.0.1:6001');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    serverUrl: 'http://127.0.0.1:6001',
    userName: 'mia',
    password: 'x',
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('an interrupted first run starts over; a complete workspace is never thrown away', () => {
  const workspace = workspaceAt(folder, 'demo');
  mkdirSync(workspace.data, { recursive: true });
  discardUnfinished(workspace);
  expect(existsSync(workspace.data)).toBe(false);

  mkdirSync(workspace.data, { recursive: true });
  writeFileSync(workspace.filledMark, '');
  expect(isFilled(workspace)).toBe(true);
  discardUnfinished(workspace);
  expect(existsSync(workspace.data)).toBe(true);
});

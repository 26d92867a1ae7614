import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { enterConsole, leaveConsole, openConsoles } from './open-consoles.ts';

test('counts the consoles that are open and forgets those that died', () => {
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'outpost-consoles-')), 'consoles');
  const alive = new Set([11, 12]);
  const isAlive = (pid: number) => alive.has(pid);
  expect(openConsoles(folder, isAlive)).toEqual([]);

  for (const pid of [11, 12, 13]) enterConsole(folder, pid);
  expect([...openConsoles(folder, isAlive)].sort()).toEqual([11, 12]);
  expect(readdirSync(folder).sort()).toEqual(['11', '12']);

  leaveConsole(folder, 11);
  leaveConsole(folder, 11);
  expect(openConsoles(folder, isAlive)).toEqual([12]);
  rmSync(path.dirname(folder), { recursive: true });
});

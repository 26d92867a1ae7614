import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isProcessAlive, withProcessLock } from './process-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The id of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

test('two starts at the same moment go one after the other', async () => {
  const lock = path.join(folder, 'lock');
  const story: string[] = [];
  const start = (name: string) =>
    withProcessLock(
      lock,
      () => story.push(`${name} waits`),
      async () => {
        story.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        story.push(`${name} ends`);
      },
    );
  await Promise.all([start('a'), start('b')]);
  expect(story.filter((line) => !line.endsWith('waits'))).toEqual([
    'a begins',
    'a ends',
    'b begins',
    'b ends',
  ]);
  expect(existsSync(lock)).toBe(false);
});

test('the lock of a start that was killed is taken over', async () => {
  const lock = path.join(folder, 'lock');
  const pid = deadPid();
  expect(isProcessAlive(pid)).toBe(false);
  writeFileSync(lock, String(pid));
  expect(
    await withProcessLock(
      lock,
      () => undefined,
      async () => 'mine',
    ),
  ).toBe('mine');
});

test('a start that fails gives the lock back', async () => {
  const lock = path.join(folder, 'lock');
  const failing = withProcessLock(
    lock,
    () => undefined,
    () => Promise.reject(new Error('no')),
  );
  await expect(failing).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});

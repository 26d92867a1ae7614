import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Notes that the process `pid` has a console open. */
export function enterConsole(folder: string, pid: number): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, String(pid)), '');
}

/** Takes the note back. */
export function leaveConsole(folder: string, pid: number): void {
  rmSync(path.join(folder, String(pid)), { force: true });
}

/**
 * Process ids with an open console. Notes of processes that died without taking them back are
 * removed on the way.
 */
export function openConsoles(folder: string, isAlive: (pid: number) => boolean): readonly number[] {
  mkdirSync(folder, { recursive: true });
  const pids = readdirSync(folder).map(Number).filter(Number.isInteger);
  for (const pid of pids.filter((id) => !isAlive(id))) leaveConsole(folder, pid);
  return pids.filter(isAlive);
}

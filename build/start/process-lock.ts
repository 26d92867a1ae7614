import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const RETRY_MS = 200;

/** Whether a process with this id runs. Another user's process counts too. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Runs `task` while this process holds the lock file, which names its owner. A lock whose owner is
 * gone is taken over.
 *
 * @param onWait called once if another process has to be waited for.
 */
export async function withProcessLock<T>(
  file: string,
  onWait: () => void,
  task: () => Promise<T>,
): Promise<T> {
  for (let attempt = 0; !tryLock(file); attempt++) {
    if (attempt === 1) onWait();
    await delay(RETRY_MS);
  }
  try {
    return await task();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Takes the lock if nobody alive holds it. */
function tryLock(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const owner = readOwner(file);
  // Empty for the moment between creating and writing.
  if (owner !== null && !isProcessAlive(owner)) rmSync(file, { force: true });
  return false;
}

function readOwner(file: string): number | null {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(owner) && owner > 0 ? owner : null;
  } catch {
    return null;
  }
}

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CliError } from './command.ts';
import { lockFile } from './data-folder.ts';

/** What the lock of a data folder says. */
export interface LockOwner {
  readonly pid: number;
  /** Kernel ticks at which the process started, where the system tells: ids are used again. */
  readonly startedTicks: string | null;
  /** Null until it answers. */
  readonly url: string | null;
}

export interface DataLock {
  /** Lets the other commands find the server. */
  announce(url: string): void;
  release(): void;
}

/** Field 22 of /proc/PID/stat (proc(5)); the name in field 2 may hold spaces and parentheses. */
function startedTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive(owner: LockOwner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return owner.startedTicks === null || owner.startedTicks === startedTicks(owner.pid);
}

function readOwner(file: string): LockOwner | null {
  try {
    const { pid, startedTicks, url } = JSON.parse(readFileSync(file, 'utf8')) as Partial<LockOwner>;
    if (typeof pid !== 'number' || !Number.isInteger(pid) || pid < 1) return null;
    return {
      pid,
      startedTicks: typeof startedTicks === 'string' ? startedTicks : null,
      url: typeof url === 'string' ? url : null,
    };
  } catch {
    return null;
  }
}

/** The living process that serves a folder, or null. */
export function findOwner(dataFolder: string): LockOwner | null {
  const owner = readOwner(lockFile(dataFolder));
  return owner !== null && isAlive(owner) ? owner : null;
}

function write(file: string, url: string | null, flag: 'wx' | 'w'): void {
  const owner: LockOwner = { pid: process.pid, startedTicks: startedTicks(process.pid), url };
  writeFileSync(file, JSON.stringify(owner), { flag, mode: 0o600 });
}

/**
 * Takes a data folder for this process; a lock whose owner is gone is taken over. LevelDB has a lock
 * of its own, which keeps the files safe; this one says who it is.
 * @throws CliError naming the process that has it.
 */
export function takeDataLock(dataFolder: string): DataLock {
  const file = lockFile(dataFolder);
  for (let attempt = 0; ; attempt += 1) {
    try {
      write(file, null, 'wx');
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 2) throw error;
    }
    const owner = findOwner(dataFolder);
    if (owner !== null) throw taken(dataFolder, owner);
    rmSync(file, { force: true });
  }
  return {
    announce(url) {
      write(file, url, 'w');
    },
    release() {
      if (readOwner(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

function taken(dataFolder: string, { pid, url }: LockOwner): CliError {
  const where = url === null ? '' : ` at ${url}`;
  return new CliError(
    `Process ${String(pid)} already serves ${dataFolder}${where}. Use that server, or stop it first (kill ${String(pid)}).`,
  );
}

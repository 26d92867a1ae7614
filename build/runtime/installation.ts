import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.ts';

interface LockFile {
  readonly packages?: Readonly<
    Record<
      string,
      { readonly version?: string; readonly optional?: boolean; readonly link?: boolean }
    >
  >;
}

/**
 * Names what `node_modules` lacks or holds in another version than the lock file says. Optional
 * packages may be absent: they are built for other platforms.
 *
 * @param lock content of `package-lock.json`.
 * @param installed content of `node_modules/.package-lock.json`, which npm writes when it is done.
 */
export function differences(lock: LockFile, installed: LockFile): readonly string[] {
  const present = installed.packages ?? {};
  return Object.entries(lock.packages ?? {})
    .filter(([folder, wanted]) => {
      const found = present[folder];
      if (folder === '' || wanted.link === true) return false;
      return found === undefined ? wanted.optional !== true : found.version !== wanted.version;
    })
    .map(([folder, wanted]) => `${folder} ${wanted.version ?? ''}`.trim());
}

/** `differences` for this repository; everything where nothing is installed. */
export function installationDifferences(root = ROOT): readonly string[] {
  const marker = path.join(root, 'node_modules', '.package-lock.json');
  const lock = readLock(path.join(root, 'package-lock.json'));
  return differences(lock, existsSync(marker) ? readLock(marker) : {});
}

function readLock(file: string): LockFile {
  return JSON.parse(readFileSync(file, 'utf8')) as LockFile;
}

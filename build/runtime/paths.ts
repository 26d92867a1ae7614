import { accessSync, constants, mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SentenceError } from './say.ts';

/** Absolute path of the repository. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Environment variables as `process.env` gives them; an argument, so that tests can say what is set. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where downloaded runtimes are kept: `$XDG_CACHE_HOME/outpost` or `~/.cache/outpost`, shared by every
 * clone on this machine; `.cache/` of this clone where the home directory cannot be written (as for
 * the user `nobody`). The folder exists afterwards.
 */
export function cacheFolder(env: Env = process.env, home = os.homedir()): string {
  const shared = path.join(env['XDG_CACHE_HOME'] || path.join(home, '.cache'), 'outpost');
  for (const folder of [shared, path.join(ROOT, '.cache')]) {
    if (isWritable(folder)) return folder;
  }
  throw new SentenceError(
    `No folder for downloaded runtimes: neither ${shared} nor ${ROOT}/.cache is writable. ` +
      'Set XDG_CACHE_HOME to one that is, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.',
  );
}

/**
 * Persistent data of `npm start`: `$XDG_DATA_HOME/outpost` or `~/.local/share/outpost` on Linux,
 * `~/Library/Application Support/outpost` on macOS, `%APPDATA%\outpost` on Windows. Not created here.
 */
export function dataFolder(
  env: Env = process.env,
  platform: NodeJS.Platform = process.platform,
  home = os.homedir(),
): string {
  if (env['XDG_DATA_HOME']) return path.join(env['XDG_DATA_HOME'], 'outpost');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'outpost');
  if (platform === 'win32') {
    return path.join(env['APPDATA'] || path.join(home, 'AppData', 'Roaming'), 'outpost');
  }
  return path.join(home, '.local', 'share', 'outpost');
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

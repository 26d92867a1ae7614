import os from 'node:os';
import path from 'node:path';

export type Env = Readonly<Record<string, string | undefined>>;

/** Below the folder of all Outpost data of this user. */
const SERVER_FOLDER = 'server';

/**
 * Where `serve` keeps its databases unless told otherwise: `$XDG_DATA_HOME/outpost/server` or
 * `~/.local/share/outpost/server` on Linux, the platform's own place on macOS and Windows. Not
 * created here.
 */
export function serverDataFolder(
  env: Env = process.env,
  platform: NodeJS.Platform = process.platform,
  home = os.homedir(),
): string {
  return path.join(dataHome(env, platform, home), SERVER_FOLDER);
}

function dataHome(env: Env, platform: NodeJS.Platform, home: string): string {
  if (env['XDG_DATA_HOME']) return path.join(env['XDG_DATA_HOME'], 'outpost');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'outpost');
  if (platform === 'win32') {
    return path.join(env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'outpost');
  }
  return path.join(home, '.local', 'share', 'outpost');
}

export const ADMIN_NAME = 'admin';

/** Holds the administrator's password and nothing else, mode 600. */
export function passwordFile(dataFolder: string): string {
  return path.join(dataFolder, 'admin-password');
}

/** Names the process that serves the folder. */
export function lockFile(dataFolder: string): string {
  return path.join(dataFolder, 'serve.lock');
}

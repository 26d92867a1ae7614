import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.ts';
import { runCommand } from './run-command.ts';

// The release is about 120 MB; a connection that cannot bring it in this time is no connection.
const DOWNLOAD_LIMIT_MS = 240_000;

const packageFolder = path.join(ROOT, 'node_modules', 'electron');

/** Version of the official Electron this project is released with, from the installed npm package. */
export function officialVersion(): string {
  const text = readFileSync(path.join(packageFolder, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Where the executable lies inside an unpacked official release. */
export function executableName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * The executable of an official release that is unpacked in `node_modules/electron/dist` already,
 * or null. `path.txt` is written last there, so a broken download is not taken for one.
 */
export function findOfficial(folder = packageFolder): string | null {
  const marker = path.join(folder, 'path.txt');
  if (!existsSync(marker)) return null;
  const executable = path.join(folder, 'dist', readFileSync(marker, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}

/**
 * Downloads the official release with the installer of the `electron` package (it honours
 * ELECTRON_MIRROR, its own cache and its pinned checksums).
 *
 * @returns the executable, or the last line the installer had to say.
 */
export async function downloadOfficial(): Promise<{ path: string } | { reason: string }> {
  const result = await runCommand(process.execPath, [path.join(packageFolder, 'install.js')], {
    env: { ...process.env, ELECTRON_GET_NO_PROGRESS: '1' },
    timeoutMs: DOWNLOAD_LIMIT_MS,
  });
  const executable = findOfficial();
  if (result.code === 0 && executable !== null) return { path: executable };
  if (result.code === 124) {
    return { reason: `no complete download in ${String(DOWNLOAD_LIMIT_MS / 60_000)} minutes` };
  }
  return { reason: explainFailure(result.stderr) };
}

/** The installer prints a stack; its first line is what a person can use. */
function explainFailure(stderr: string): string {
  const first =
    stderr
      .trim()
      .split('\n')[0]
      ?.replace(/^\w*Error: /, '') ?? '';
  if (first === 'fetch failed') return 'the release host cannot be reached';
  return first || 'the installer left no executable';
}

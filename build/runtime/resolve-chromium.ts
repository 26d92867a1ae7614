import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { SentenceError } from './say.ts';
import type { Env } from './paths.ts';

export interface ChromiumQuery {
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  /** Whether a file is there and may be run. */
  readonly isExecutable: (file: string) => boolean;
  /** Where Playwright puts the browser it downloads, there or not. */
  readonly playwrightPath: string;
}

const LINUX_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * A Chromium for tests and benchmarks: OUTPOST_CHROMIUM, else one on the PATH (Linux) or in the
 * usual place (macOS, Windows), else the one `npx playwright install chromium` downloads.
 *
 * @returns its absolute path, or null.
 * @throws SentenceError where OUTPOST_CHROMIUM is set and wrong.
 */
export function findChromium(query: ChromiumQuery): string | null {
  const chosen = query.env['OUTPOST_CHROMIUM'];
  if (chosen) {
    if (query.isExecutable(chosen)) return chosen;
    throw new SentenceError(
      `OUTPOST_CHROMIUM is ${chosen}, which is not an executable file. Correct or unset it.`,
    );
  }
  return [...candidates(query), query.playwrightPath].find(query.isExecutable) ?? null;
}

/**
 * Like `findChromium` on this machine.
 *
 * @throws SentenceError that says how to get one.
 */
export async function resolveChromium(): Promise<string> {
  const found = findChromium(await queryOfThisMachine());
  if (found !== null) return found;
  throw new SentenceError(
    'There is no Chromium. Run `npm test` once, which installs or names what is missing, or ' +
      '`npx playwright install chromium`, or set OUTPOST_CHROMIUM to one.',
  );
}

/** What `findChromium` needs to know. Playwright is loaded late: `npm start` does without it. */
export async function queryOfThisMachine(): Promise<ChromiumQuery> {
  const { chromium } = await import('@playwright/test');
  return {
    env: process.env,
    platform: process.platform,
    isExecutable,
    playwrightPath: chromium.executablePath(),
  };
}

/** The first directory of PATH that holds an executable of this name, or null. */
export function findOnPath(name: string, env: Env = process.env): string | null {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => path.join(folder, name)).find(isExecutable) ?? null;
}

function candidates({ env, platform }: ChromiumQuery): readonly string[] {
  if (platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ];
  }
  if (platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
      const base = env[name];
      return base ? [path.win32.join(base, 'Google', 'Chrome', 'Application', 'chrome.exe')] : [];
    });
  }
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

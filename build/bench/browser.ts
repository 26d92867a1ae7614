import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { BRIDGE_SCRIPT } from '../e2e/support/bridge-script.ts';
import { chromiumArguments } from '../e2e/support/chromium-arguments.ts';

/** A folder for profiles, deleted afterwards. */
export async function withFolder<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'outpost-bench-'));
  try {
    return await task(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export interface BrowserOptions {
  readonly executablePath: string;
  /** Of the profile; a new one is made where there is none. */
  readonly profile: string;
  /** Seen by every page before its own scripts. */
  readonly initScript?: string;
}

/**
 * Starts a Chromium on a profile on disk, hands over its page and closes it. A page that logs an
 * error fails the task: a figure of something broken is worse than none.
 */
export async function withBrowser<T>(
  options: BrowserOptions,
  task: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await chromium.launchPersistentContext(options.profile, {
    executablePath: options.executablePath,
    args: [...chromiumArguments()],
    viewport: { width: 1440, height: 900 },
  });
  try {
    await context.addInitScript(BRIDGE_SCRIPT);
    if (options.initScript !== undefined) await context.addInitScript(options.initScript);
    const page = context.pages()[0] ?? (await context.newPage());
    const failure = new Promise<never>((_, reject) => {
      page.on('pageerror', (error) => {
        reject(error);
      });
      page.on('crash', () => {
        reject(new Error('The page crashed.'));
      });
    });
    failure.catch(() => undefined);
    return await Promise.race([task(page, context), failure]);
  } finally {
    await context.close();
  }
}

/**
 * Calls a function that a page of `pages/` put into `bench`, with one argument and a result that
 * are JSON.
 */
export async function callPage<T>(page: Page, name: string, argument: unknown = null): Promise<T> {
  await page.waitForFunction('globalThis.bench !== undefined');
  return page.evaluate(
    ([functionName, value]) => {
      const { bench } = globalThis as unknown as {
        bench: Readonly<Record<string, (value: unknown) => Promise<unknown>>>;
      };
      return bench[functionName]!(value);
    },
    [name, argument] as const,
  ) as Promise<T>;
}

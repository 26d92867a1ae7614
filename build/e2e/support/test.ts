import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test as base, type Browser } from '@playwright/test';
import { resolveChromium } from '../../runtime/resolve-chromium.ts';
import { resolveElectron } from '../../runtime/resolve-electron.ts';
import { hasDisplay, startVirtualDisplay } from '../../runtime/virtual-display.ts';
import { chromiumArguments } from './chromium-arguments.ts';
import { openConsoleApp, type ConsoleApp, type ConsoleAppOptions } from './console-app.ts';
import { startSyncServer, type SyncServer } from './sync-server.ts';
import { seedDemo, type DemoWorkspace } from './workspaces.ts';

/** The small demo workspace on a server of its own, shared by the tests of a worker. */
export interface Demo extends DemoWorkspace {
  readonly server: SyncServer;
}

interface WorkerFixtures {
  /** Electron's executable, with a display to show windows on. */
  readonly electron: string;
  readonly chromiumBrowser: Browser;
  readonly demo: Demo;
}

interface TestFixtures {
  /** A folder that is gone afterwards. */
  readonly folder: string;
  /** Opens consoles that are gone afterwards, whatever happened. */
  readonly open: (options: Omit<ConsoleAppOptions, 'electron'>) => Promise<ConsoleApp>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  // Playwright reads the names of what a fixture needs from its source, so none is left out.
  electron: [
    async ({ playwright: _ }, use) => {
      const display = hasDisplay() ? null : await startVirtualDisplay();
      if (display !== null) process.env['DISPLAY'] = display.display;
      await use(process.env['OUTPOST_ELECTRON'] ?? (await resolveElectron()).path);
      if (display !== null) delete process.env['DISPLAY'];
      await display?.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  chromiumBrowser: [
    async ({ playwright }, use) => {
      const executablePath = await resolveChromium();
      const browser = await playwright.chromium.launch({
        executablePath,
        args: [...chromiumArguments()],
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  demo: [
    async ({ playwright: _ }, use) => {
      const folder = makeFolder();
      const server = await startSyncServer(path.join(folder, 'data'));
      try {
        await use({ server, ...(await seedDemo(server)) });
      } finally {
        await server.stop();
        await removeFolder(folder);
      }
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  folder: async ({ playwright: _ }, use) => {
    const folder = makeFolder();
    await use(folder);
    await removeFolder(folder);
  },

  open: async ({ electron }, use, testInfo) => {
    const apps: ConsoleApp[] = [];
    await use(async (options) => {
      const app = await openConsoleApp({ ...options, electron });
      apps.push(app);
      return app;
    });
    for (const app of apps) {
      if (testInfo.status !== testInfo.expectedStatus) {
        for (const [n, page] of app.electron.windows().entries()) {
          const body = await page.screenshot().catch(() => null);
          if (body !== null) await testInfo.attach(`window ${String(n)}.png`, { body });
        }
      }
      await app.kill();
    }
  },
});

export { expect } from '@playwright/test';

function makeFolder(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'outpost-e2e-'));
}

/** What a killed process still had open may be written once more while the folder goes. */
async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { ROOT } from '../runtime/paths.ts';

/**
 * The whole product, in a real Electron window and in a real Chromium. It runs what `npm run build`
 * made; `npm run test:e2e` builds first, finds both runtimes and has a display.
 */
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: path.join(ROOT, 'test-results', 'e2e'),
  // One after another: every test starts a server and windows of its own on two cores.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: { actionTimeout: 30_000 },
  reporter: 'list',
  projects: [
    {
      name: 'electron',
      testMatch:
        /(first-light|windows|safekeeping|attachments|service-levels|service-level-pages|service-desk|accessibility)\.e2e\.ts$/,
    },
    { name: 'chromium', testMatch: /(chromium|sync-inbox)\.e2e\.ts$/ },
  ],
});

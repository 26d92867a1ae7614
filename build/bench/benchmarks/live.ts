import path from 'node:path';
import type { Page } from '@playwright/test';
import { scopeDatabase } from '../../../shared/model/collections.ts';
import { startWebHost } from '../../e2e/web-host.ts';
import { startBenchServer } from '../bench-server.ts';
import type { Benchmark, BenchOptions } from '../benchmark.ts';
import { callPage, withBrowser, withFolder } from '../browser.ts';
import { couchProxy } from '../couch-proxy.ts';
import { summarize, type Measurement } from '../measurement.ts';

const SCOPE = 'live';
const DATABASE = scopeDatabase(SCOPE);
const TICKETS = 500;
/** Edits a round; a person's next edit comes after the other console has shown the one before. */
const EDITS = 20;

/** A key pressed here, a ticket changed on the desk of somebody else. */
export const liveBenchmark: Benchmark = {
  name: 'live',
  summary: 'from an edit to the other console, against a raw write, long poll and IndexedDB put',
  run: (options) => withFolder((folder) => runIn(folder, options)),
};

async function runIn(folder: string, options: BenchOptions): Promise<readonly Measurement[]> {
  const server = await startBenchServer(path.join(folder, 'server'));
  const host = await startWebHost({ pages: options.pages, couch: couchProxy(server.adminUrl) });
  const withPage = (name: string, task: (page: Page) => Promise<void>): Promise<void> =>
    withBrowser(
      { executablePath: options.chromium, profile: path.join(folder, name) },
      async (page) => {
        await page.goto(`${host.origin}/pages/desk`);
        await callPage(page, 'openDesk', { userName: name, database: DATABASE });
        await task(page);
      },
    );
  const floorMs: number[] = [];
  const subjectMs: number[] = [];
  try {
    await server.fill({ scope: SCOPE, documents: TICKETS, hasEntries: false });
    await withPage('anna', (here) =>
      withPage('ben', async (there) => {
        for (let n = 0; n < options.rounds * EDITS; n += 1) {
          subjectMs.push(await editOnce(here, there, n));
          floorMs.push(await writeOnce(here, there));
        }
      }),
    );
  } finally {
    await host.close();
    await server.close();
  }
  return [summarize({ name: 'live/edit to other console', subjectMs, floorMs })];
}

async function editOnce(here: Page, there: Page, n: number): Promise<number> {
  await callPage(there, 'lookOut', n);
  const startedAt = await callPage<number>(here, 'editOne', n);
  return (await callPage<number>(there, 'arrivalOf', n)) - startedAt;
}

async function writeOnce(here: Page, there: Page): Promise<number> {
  await callPage(there, 'listenRaw');
  const startedAt = await callPage<number>(here, 'writeRaw');
  return (await callPage<number>(there, 'heardRaw')) - startedAt;
}

import path from 'node:path';
import { DEFAULT_TUNING } from '../../../renderer/sync/tuning.ts';
import { scopeDatabase } from '../../../shared/model/collections.ts';
import { startWebHost } from '../../e2e/web-host.ts';
import { startBenchServer } from '../bench-server.ts';
import type { Benchmark, BenchOptions } from '../benchmark.ts';
import { callPage, withBrowser, withFolder } from '../browser.ts';
import { couchProxy } from '../couch-proxy.ts';
import { summarize, type Measurement } from '../measurement.ts';
import type { PushOutcome } from '../page-kit/desk.ts';
import { median } from '../statistics.ts';

const EDITS = 2_000;
const SCOPE = 'push';

/** A long day in the basement, and then the network. */
export const pushBenchmark: Benchmark = {
  name: 'push',
  summary: `${String(EDITS)} edits made offline, then sent, against raw _bulk_docs of as many documents`,
  async run(options) {
    const outcomes: Round[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      const outcome = await withFolder((folder) => pushOnce(folder, options));
      outcomes.push(outcome);
      options.say(
        `push ${String(round)}/${String(options.rounds)} floor ${outcome.floorMs.toFixed(0)} ms, outpost ${outcome.pushMs.toFixed(0)} ms`,
      );
    }
    return summarizeAll(outcomes);
  },
};

interface Round extends PushOutcome {
  readonly floorMs: number;
}

function summarizeAll(rounds: readonly Round[]): readonly Measurement[] {
  const [first] = rounds;
  return [
    summarize({
      name: 'push/offline edits',
      subjectMs: rounds.map(({ pushMs }) => pushMs),
      floorMs: rounds.map(({ floorMs }) => floorMs),
      details: {
        documents: first?.documents ?? 0,
        'storing one edit offline, ms': median(rounds.map(({ editMs }) => editMs)) / EDITS,
      },
    }),
  ];
}

async function pushOnce(folder: string, options: BenchOptions): Promise<Round> {
  const server = await startBenchServer(path.join(folder, 'server'));
  const host = await startWebHost({ pages: options.pages, couch: couchProxy(server.adminUrl) });
  const count = Math.round(EDITS * options.scale);
  const desk = { userName: 'anna', database: scopeDatabase(SCOPE) };
  try {
    await server.fill({ scope: SCOPE, documents: count, hasEntries: false });
    const browser = { executablePath: options.chromium, profile: path.join(folder, 'profile') };
    return await withBrowser(browser, async (page) => {
      await page.goto(`${host.origin}/pages/desk`);
      await callPage(page, 'openDesk', desk);
      const outcome = await callPage<PushOutcome>(page, 'pushMany', { ...desk, count });
      const floorMs = await callPage<number>(page, 'pushRaw', {
        documents: outcome.documents,
        batch: DEFAULT_TUNING.batchDocuments,
      });
      return { ...outcome, floorMs };
    });
  } finally {
    await host.close();
    await server.close();
  }
}

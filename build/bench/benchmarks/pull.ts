import path from 'node:path';
import { DEFAULT_TUNING } from '../../../renderer/sync/tuning.ts';
import { scopeDatabase } from '../../../shared/model/collections.ts';
import { startWebHost } from '../../e2e/web-host.ts';
import { callPage, withBrowser, withFolder } from '../browser.ts';
import { startBenchServer } from '../bench-server.ts';
import type { Benchmark, BenchOptions } from '../benchmark.ts';
import { couchProxy } from '../couch-proxy.ts';
import { summarize, type Measurement } from '../measurement.ts';
import type { PullOutcome } from '../page-kit/pull-floor.ts';
import { median } from '../statistics.ts';

const DOCUMENTS = 20_000;
const SUBJECTS = ['floor', 'outpost', 'pouchdb'] as const;
type Subject = (typeof SUBJECTS)[number];

const CONTENTS = {
  tickets: { scope: 'tickets', hasEntries: false },
  mixed: { scope: 'mixed', hasEntries: true },
} as const;
type ContentName = keyof typeof CONTENTS;

/** The first synchronisation of an empty console. */
export const pullBenchmark: Benchmark = {
  name: 'pull',
  summary: `first pull of ${String(DOCUMENTS)} documents, against fetch + parse + raw IndexedDB and against PouchDB`,
  run: (options) => withFolder((folder) => runOn(folder, options)),
};

async function runOn(dataDir: string, options: BenchOptions): Promise<readonly Measurement[]> {
  const server = await startBenchServer(dataDir);
  const host = await startWebHost({ pages: options.pages, couch: couchProxy(server.adminUrl) });
  try {
    const amount = Math.round(DOCUMENTS * options.scale);
    options.say(`pull: writing 2 × ${String(amount)} documents to the server`);
    for (const content of Object.values(CONTENTS)) {
      await server.fill({ ...content, documents: amount });
    }
    const measurements: Measurement[] = [];
    for (const content of Object.keys(CONTENTS) as ContentName[]) {
      measurements.push(...(await compare(content, amount, host.origin, options)));
    }
    return measurements;
  } finally {
    await host.close();
    await server.close();
  }
}

/** One round after another of all three, each in a browser and a profile of its own. */
async function compare(
  content: ContentName,
  amount: number,
  origin: string,
  { rounds, chromium, say }: BenchOptions,
): Promise<readonly Measurement[]> {
  const took: Record<Subject, number[]> = { floor: [], outpost: [], pouchdb: [] };
  const openMs: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const subject of SUBJECTS) {
      const outcome = await pullOnce(subject, CONTENTS[content].scope, origin, chromium);
      // The identity, the index and the design document of a database travel too.
      if (outcome.documents < amount) {
        throw new Error(`${subject} ended with ${String(outcome.documents)} documents.`);
      }
      took[subject].push(outcome.ms);
      if (outcome.openMs !== undefined) openMs.push(outcome.openMs);
      say(
        `pull/${content} ${String(round)}/${String(rounds)} ${subject} ${outcome.ms.toFixed(0)} ms`,
      );
    }
  }
  return [
    summarize({
      name: `pull/${content}`,
      subjectMs: took.outpost,
      floorMs: took.floor,
      target: { kind: 'ratio', atMost: 2 },
      details: { documents: amount, 'opening the replica before, ms': median(openMs) },
    }),
    summarize({ name: `pull/${content}, PouchDB`, subjectMs: took.pouchdb, floorMs: took.floor }),
  ];
}

interface Outcome extends PullOutcome {
  readonly openMs?: number;
}

function pullOnce(
  subject: Subject,
  scope: string,
  origin: string,
  executablePath: string,
): Promise<Outcome> {
  return withFolder((folder) =>
    withBrowser({ executablePath, profile: path.join(folder, 'profile') }, async (page) => {
      await page.goto(`${origin}/pages/pull`);
      const request = { database: scopeDatabase(scope), pageRows: DEFAULT_TUNING.pageRows };
      return callPage<Outcome>(page, subject, request);
    }),
  );
}

import path from 'node:path';
import type { Page } from '@playwright/test';
import { ROOT } from '../../runtime/paths.ts';
import { bundleAll } from '../../bundle/bundle-all.ts';
import { startWebHost, type WebHost } from '../../e2e/web-host.ts';
import { startBenchServer, type BenchServer } from '../bench-server.ts';
import type { Benchmark, BenchOptions } from '../benchmark.ts';
import { withBrowser, withFolder } from '../browser.ts';
import { untilComplete } from '../console-page.ts';
import { summarize, type Measurement } from '../measurement.ts';
import { WATCH_LIST_SCRIPT } from '../page-kit/watch-list.ts';
import { shareAbove } from '../statistics.ts';

const DOCUMENTS = 10_000;
const PERSON = { userName: 'anna', password: 'bench-password', scope: 'typing' } as const;
const ROLES = ['agent', `scope:${PERSON.scope}`] as const;
/** A quick typist: 20 characters a second. */
const KEY_MS = 50;
const SENTENCE = 'The scanner answers again after a cold start. ';
const FRAME_LIMIT_MS = 50;

/** A comment is being typed while a morning's work of everybody else arrives. */
export const typingBenchmark: Benchmark = {
  name: 'typing',
  summary: `frames while somebody types and ${String(DOCUMENTS)} documents arrive, against typing alone`,
  async run(options) {
    await bundleAll({ root: ROOT, only: ['renderer'] });
    const rounds: Frames[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      const frames = await withFolder((folder) => typeOnce(folder, options));
      rounds.push(frames);
      options.say(
        `typing ${String(round)}/${String(options.rounds)} longest frame alone ${longest(frames.alone)} ms, while pulling ${longest(frames.pulling)} ms`,
      );
    }
    return [summarizeAll(rounds)];
  },
};

interface Frames {
  /** Milliseconds between frames while somebody types and nothing arrives. */
  readonly alone: readonly number[];
  readonly pulling: readonly number[];
}

function longest(frames: readonly number[]): string {
  return Math.max(...frames).toFixed(0);
}

function summarizeAll(rounds: readonly Frames[]): Measurement {
  const pulling = rounds.flatMap((frames) => frames.pulling);
  const alone = rounds.flatMap((frames) => frames.alone);
  return summarize({
    name: 'typing/longest frame',
    subjectMs: rounds.map((frames) => Math.max(...frames.pulling)),
    floorMs: rounds.map((frames) => Math.max(...frames.alone)),
    target: { kind: 'ms', atMost: FRAME_LIMIT_MS },
    details: {
      '% of frames over 50 ms': shareAbove(pulling, FRAME_LIMIT_MS) * 100,
      '% of frames over 50 ms, typing alone': shareAbove(alone, FRAME_LIMIT_MS) * 100,
      frames: pulling.length,
    },
  });
}

async function typeOnce(folder: string, options: BenchOptions): Promise<Frames> {
  const server = await startBenchServer(path.join(folder, 'server'));
  const { scope } = PERSON;
  const tickets = await server.fill({
    scope,
    documents: 2_000,
    hasEntries: false,
    hasReference: true,
  });
  await server.addPerson(PERSON);
  const host = await startWebHost({
    credentials: { serverUrl: server.url, ...PERSON },
    roles: ROLES,
    deviceId: 'BNCH',
  });
  try {
    const browser = {
      executablePath: options.chromium,
      profile: path.join(folder, 'profile'),
      initScript: WATCH_LIST_SCRIPT,
    };
    return await withBrowser(browser, (page) => typeInto(page, { server, host, options, tickets }));
  } finally {
    await host.close();
    await server.close();
  }
}

interface Scene {
  readonly server: BenchServer;
  readonly host: WebHost;
  readonly options: BenchOptions;
  /** Tickets that are there before. */
  readonly tickets: number;
}

async function typeInto(page: Page, scene: Scene): Promise<Frames> {
  const { server, host, options, tickets } = scene;
  await page.goto(host.origin);
  await untilComplete(page, tickets);
  await page.locator('.list__rows [role="row"]').last().click();
  const record = page.getByRole('main');
  await record.getByRole('radio', { name: 'Public' }).click();
  await record.getByRole('textbox', { name: 'Public comment' }).focus();
  const alone = await framesOf(page, async () => {
    for (let n = 0; n < 2; n += 1) await page.keyboard.type(SENTENCE, { delay: KEY_MS });
  });
  host.shell.cut();
  const documents = Math.round(DOCUMENTS * options.scale);
  const { scope } = PERSON;
  const more = await server.fill({ scope, documents, hasEntries: true, seed: 11 });
  host.shell.mend();
  await page.evaluate("window.dispatchEvent(new Event('online'))");
  const pulling = await framesOf(page, async () => {
    const all = untilComplete(page, tickets + more);
    let isThere = false;
    void all.then(() => (isThere = true));
    while (!isThere) await page.keyboard.type(SENTENCE, { delay: KEY_MS });
    await all;
  });
  return { alone, pulling };
}

async function framesOf(page: Page, task: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate('watchList.startFrames()');
  await task();
  return page.evaluate<readonly number[]>('watchList.stopFrames()');
}

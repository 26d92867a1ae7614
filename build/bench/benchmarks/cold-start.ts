import type { Page } from '@playwright/test';
import type { Benchmark } from '../benchmark.ts';
import { callPage } from '../browser.ts';
import type { FilledConsole } from '../filled-console.ts';
import { summarize } from '../measurement.ts';
import { FIRST_LIST_SCRIPT, type StartTimes } from '../page-kit/first-list.ts';
import { median } from '../statistics.ts';

const FIRST_USABLE_MS = 1_500;

/** From nothing to a list one can work in. */
export const coldStartBenchmark: Benchmark = {
  name: 'cold-start',
  summary: 'browser start to first usable list at 100,000 tickets, against the raw IndexedDB read',
  async run(options) {
    const filled = await options.filled();
    const floorMs: number[] = [];
    const starts: StartTimes[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      const floor = await floorOnce(filled);
      const start = await startOnce(filled);
      floorMs.push(floor);
      starts.push(start);
      options.say(
        `cold-start ${String(round)}/${String(options.rounds)} floor ${floor.toFixed(0)} ms, first list ${start.firstListMs.toFixed(0)} ms, all rows ${start.completeMs.toFixed(0)} ms`,
      );
    }
    const medianOf = (field: keyof StartTimes) => median(starts.map((start) => start[field]));
    return [
      summarize({
        name: 'cold-start/first list',
        subjectMs: starts.map((start) => start.firstListMs),
        floorMs,
        target: { kind: 'ms', atMost: FIRST_USABLE_MS },
        details: {
          tickets: filled.tickets,
          'scripts loaded, ms': medianOf('scriptsMs'),
          'first frame of the page, ms': medianOf('firstPaintMs'),
        },
      }),
      summarize({
        name: 'cold-start/all rows',
        subjectMs: starts.map((start) => start.completeMs),
      }),
    ];
  },
};

function floorOnce({ open, host }: FilledConsole): Promise<number> {
  return open(async (page) => {
    await page.goto(`${host.origin}/pages/cold-floor`);
    return (await callPage<{ readonly ms: number }>(page, 'read')).ms;
  });
}

function startOnce({ open, host, tickets }: FilledConsole): Promise<StartTimes> {
  return open(async (page) => {
    await page.goto(host.origin);
    return readStartTimes(page, tickets);
  }, FIRST_LIST_SCRIPT);
}

async function readStartTimes(page: Page, tickets: number): Promise<StartTimes> {
  const handle = await page.waitForFunction(
    (wanted) => {
      const { startTimes } = globalThis as unknown as {
        startTimes: { readonly records: number } & StartTimes;
      };
      return startTimes.records >= wanted ? startTimes : null;
    },
    tickets,
    { timeout: 120_000 },
  );
  return (await handle.jsonValue())!;
}

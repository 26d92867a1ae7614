import type { Page } from '@playwright/test';
import type { Benchmark } from '../benchmark.ts';
import { callPage } from '../browser.ts';
import { untilComplete } from '../console-page.ts';
import type { FilledConsole } from '../filled-console.ts';
import { withCpuTime } from '../cpu-time.ts';
import { summarize, type Measurement } from '../measurement.ts';
import type { QueueSize, Timings } from '../page-kit/queue-timings.ts';
import { WATCH_LIST_SCRIPT } from '../page-kit/watch-list.ts';

const FRAME_MS = 16;
const OPEN_MS = 50;
/** Filters and sorts are timed this often a round, records are opened this often a round. */
const TIMES = 8;
const OPENED = 12;

/** Working in a large queue. */
export const listBenchmark: Benchmark = {
  name: 'list',
  summary: 'filter and sort 100,000 rows, open a record from among them',
  async run(options) {
    const filled = await options.filled();
    options.say('list: filtering and sorting');
    const inMemory = await timeQueue(filled, options.rounds * TIMES);
    options.say('list: opening records');
    return [...inMemory, await openRecords(filled, options.rounds * OPENED)];
  },
};

const PARTS = {
  filter: 'list/filter',
  sort: 'list/sort',
  group: 'list/group',
  counters: 'list/view counters',
  clocks: 'list/clocks go on',
} as const;

/** The functions of the screens over all rows, without drawing. */
function timeQueue(filled: FilledConsole, times: number): Promise<readonly Measurement[]> {
  return filled.open(async (page) => {
    await page.goto(`${filled.host.origin}/pages/list`);
    const { rows, openRows } = await callPage<QueueSize>(page, 'open', filled.replica);
    const measurements: Measurement[] = [];
    for (const [part, name] of Object.entries(PARTS)) {
      const { result, cpuMs } = await withCpuTime(page, () => callPage<Timings>(page, part, times));
      const { all, slowest } = result;
      measurements.push(
        summarize({
          name,
          subjectMs: all,
          target: { kind: 'p95-ms', atMost: FRAME_MS },
          details: {
            rows: part === 'clocks' ? openRows : rows,
            'CPU ms each': cpuMs / all.length,
            [`slowest "${slowest.what}", ms`]: slowest.ms,
          },
        }),
      );
    }
    return measurements;
  });
}

/** From the click on a row to the frame that shows its record with its timeline. */
function openRecords(filled: FilledConsole, count: number): Promise<Measurement> {
  return filled.open(async (page: Page) => {
    await page.goto(filled.host.origin);
    await untilComplete(page, filled.tickets);
    const { result, cpuMs } = await withCpuTime(page, () =>
      page.evaluate<readonly number[]>(`watchList.openMany(${String(count)})`),
    );
    return summarize({
      name: 'list/open a record',
      subjectMs: result,
      target: { kind: 'p95-ms', atMost: OPEN_MS },
      details: { 'CPU ms each': cpuMs / count },
    });
  }, WATCH_LIST_SCRIPT);
}

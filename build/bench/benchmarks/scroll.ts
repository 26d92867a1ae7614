import type { Page } from '@playwright/test';
import type { Benchmark } from '../benchmark.ts';
import { untilComplete } from '../console-page.ts';
import type { FilledConsole } from '../filled-console.ts';
import { summarize } from '../measurement.ts';
import { WATCH_LIST_SCRIPT } from '../page-kit/watch-list.ts';
import { shareAbove } from '../statistics.ts';

const SCROLL_MS = 3_000;
/** Four notches of a wheel, about 17 rows. */
const STEP_PX = 480;
/** Frame times are those of the display; between two of 60 Hz lie 16.6 to 16.8 ms. */
const TOLERANCE_MS = 1;
const LIMITS_MS = [16.7, 33.3, 50] as const;

/** Frames while a person turns the wheel over a list of everything. */
export const scrollBenchmark: Benchmark = {
  name: 'scroll',
  summary: 'frames while scrolling 100,000 rows for three seconds',
  async run(options) {
    const filled = await options.filled();
    const all: number[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      const frames = await scrollOnce(filled);
      all.push(...frames);
      options.say(
        `scroll ${String(round)}/${String(options.rounds)} ${String(frames.length)} frames`,
      );
    }
    const shares = LIMITS_MS.map((limit) => [
      `% of frames over ${String(limit)} ms`,
      shareAbove(all, limit + TOLERANCE_MS) * 100,
    ]);
    return [
      summarize({
        name: 'scroll/frame',
        subjectMs: all,
        details: { ...(Object.fromEntries(shares) as Record<string, number>) },
      }),
    ];
  },
};

function scrollOnce(filled: FilledConsole): Promise<readonly number[]> {
  return filled.open(async (page) => {
    await page.goto(filled.host.origin);
    await untilComplete(page, filled.tickets);
    await showAllRows(page);
    const list = page.locator('.list').first();
    await list.hover();
    await page.evaluate('watchList.startFrames()');
    const endAt = performance.now() + SCROLL_MS;
    while (performance.now() < endAt) await page.mouse.wheel(0, STEP_PX);
    return page.evaluate<readonly number[]>('watchList.stopFrames()');
  }, WATCH_LIST_SCRIPT);
}

/** Closed tickets too. The console remembers that over a restart. */
async function showAllRows(page: Page): Promise<void> {
  const filter = page.getByRole('button', { name: 'Remove filter: State is open' });
  if (await filter.isVisible()) await filter.click();
  await filter.waitFor({ state: 'detached' });
}

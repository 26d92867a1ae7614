import type { CDPSession, Page } from '@playwright/test';

/**
 * Runs a task and says how long the page's main thread was at work meanwhile. Unlike time on the
 * clock it hardly grows when others want the same cores.
 */
export async function withCpuTime<T>(
  page: Page,
  task: () => Promise<T>,
): Promise<{ readonly result: T; readonly cpuMs: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await taskMs(session);
  const result = await task();
  const cpuMs = (await taskMs(session)) - before;
  await session.detach();
  return { result, cpuMs };
}

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const seconds = metrics.find((metric) => metric.name === 'TaskDuration')?.value;
  if (seconds === undefined) throw new Error('Chromium does not tell the time of its tasks.');
  return seconds * 1000;
}

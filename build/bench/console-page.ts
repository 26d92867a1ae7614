import type { Page } from '@playwright/test';

/** Waits until the console has read every record: the sync line counts them. */
export async function untilComplete(page: Page, records: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const line = document.querySelector('.sync__end')?.textContent ?? '';
      return Number((/([\d,.\s]+)/.exec(line)?.[1] ?? '0').replace(/\D/g, '')) >= wanted;
    },
    records,
    { timeout: 120_000 },
  );
}

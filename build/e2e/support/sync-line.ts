import { expect, type Locator, type Page } from '@playwright/test';

/** A first sync of a large workspace on a busy machine. */
const SYNC_LIMIT_MS = 400_000;

/** The line at the bottom that tells how this machine stands to the server. */
export function syncLine(page: Page): Locator {
  return page.getByRole('contentinfo', { name: 'Sync' });
}

export async function expectInContact(page: Page): Promise<void> {
  await expect(syncLine(page).getByRole('status')).toHaveText('In contact', {
    timeout: SYNC_LIMIT_MS,
  });
}

export async function expectOffline(page: Page): Promise<void> {
  await expect(syncLine(page).getByRole('status')).toHaveText(/^Offline since /, {
    timeout: 60_000,
  });
}

/** The number of changes that the line says are waiting; it says nothing where there are none. */
export async function expectUnsent(page: Page, count: number): Promise<void> {
  const line = syncLine(page);
  if (count === 0) {
    await expect(line).not.toContainText('waiting', { timeout: 60_000 });
    return;
  }
  const words = count === 1 ? '1 change waiting' : `${String(count)} changes waiting`;
  await expect(line).toContainText(words);
}

/** Waits until the replica has at least so many tickets, items and articles. */
export async function expectRecords(page: Page, atLeast: number): Promise<void> {
  const read = async (): Promise<number> => {
    const text = (await syncLine(page).textContent()) ?? '';
    return Number((/([\d,]+) records here/.exec(text)?.[1] ?? '0').replaceAll(',', ''));
  };
  await expect.poll(read, { timeout: SYNC_LIMIT_MS }).toBeGreaterThanOrEqual(atLeast);
}

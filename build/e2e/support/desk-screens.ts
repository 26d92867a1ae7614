import { expect, type Locator, type Page } from '@playwright/test';
import { goTo, runByPalette } from './desk-work.ts';
import type { Screen } from './screens.ts';

/** One of the pages of the dashboards, by its tab. */
async function showDashboard(page: Page, name: string): Promise<Locator> {
  await goTo(page, 'b');
  await page.getByRole('tab', { name, exact: true }).click();
  const panel = page.getByRole('tabpanel', { name });
  await expect(panel.getByRole('table').first()).toBeVisible();
  return panel;
}

/** One of the pages of knowledge work, by its tab. */
async function showKnowledgeWork(page: Page, name: string): Promise<void> {
  await runByPalette(page, 'Knowledge work');
  await page.getByRole('tab', { name, exact: true }).click();
  await expect(page.getByRole('tabpanel', { name })).toBeVisible();
}

/** What agents and managers of the desk see beside records and lists. */
export const DESK_SCREENS: readonly Screen[] = [
  ...['Backlog', 'Flow', 'Speed', 'Quality'].map((name): Screen => ({
    name: `dashboard, ${name.toLowerCase()}`,
    async show(page) {
      await showDashboard(page, name);
    },
  })),
  {
    name: 'dashboard, records',
    async show(page) {
      const panel = await showDashboard(page, 'Backlog');
      await panel
        .getByRole('button', { name: /^Total, Open: / })
        .first()
        .click();
      await expect(page.getByRole('dialog').getByRole('gridcell').first()).toBeVisible();
    },
  },
  ...['What readers say', 'Gaps', 'Broken links', 'Import and export'].map((name): Screen => ({
    name: `knowledge work, ${name.toLowerCase()}`,
    async show(page) {
      await showKnowledgeWork(page, name);
    },
  })),
];

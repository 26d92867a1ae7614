import { expect, type Page } from '@playwright/test';
import { goTo, openByPalette, queueRows, record } from './desk-work.ts';

/** A place of the console, and how a person gets there from any other. */
export interface Screen {
  /** Also the name of its picture. */
  readonly name: string;
  readonly show: (page: Page) => Promise<void>;
}

/** Of the demo workspace. */
const TICKET = 'Gateway of TS-';
const ARTICLE = 'Camera is out of focus';
const SERVER = 'print-srv-02';

/** Every screen of a signed-in console on the demo workspace. */
export const SCREENS: readonly Screen[] = [
  {
    name: 'incidents',
    async show(page) {
      await goTo(page, 'i');
      await expect(queueRows(page).first()).toBeVisible();
    },
  },
  {
    name: 'incident',
    async show(page) {
      await openByPalette(page, TICKET);
      await expect(record(page).getByRole('list', { name: 'Timeline' })).toBeVisible();
    },
  },
  {
    name: 'incident, why',
    async show(page) {
      await openByPalette(page, TICKET);
      await record(page)
        .getByRole('button', { name: /^Resolution[,:].* Explain$/ })
        .click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'new incident',
    async show(page) {
      await goTo(page, 'i');
      await page.getByRole('button', { name: /^New( N)?$/ }).click();
      await page.getByRole('textbox', { name: 'Title' }).fill('Camera at the ramp');
    },
  },
  {
    name: 'changes',
    async show(page) {
      await goTo(page, 'c');
      await expect(queueRows(page).first()).toBeVisible();
    },
  },
  {
    name: 'knowledge',
    async show(page) {
      await goTo(page, 'k');
      await expect(page.getByRole('searchbox', { name: 'Search articles' })).toBeVisible();
    },
  },
  {
    name: 'knowledge search',
    async show(page) {
      await goTo(page, 'k');
      await page.getByRole('searchbox', { name: 'Search articles' }).fill('printer');
      await expect(page.getByRole('row').first()).toBeVisible();
    },
  },
  {
    name: 'article',
    async show(page) {
      await openByPalette(page, ARTICLE);
      await expect(record(page).getByRole('heading', { level: 1, name: ARTICLE })).toBeVisible();
    },
  },
  {
    name: 'configuration',
    async show(page) {
      await goTo(page, 'd');
      await expect(page.getByRole('grid').getByRole('gridcell').first()).toBeVisible();
    },
  },
  ...['Impact', 'Details', 'Relations', 'Tickets', 'History'].map((tab): Screen => ({
    name: `item, ${tab.toLowerCase()}`,
    async show(page) {
      await openByPalette(page, SERVER);
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
      await expect(page.getByRole('tabpanel')).toBeVisible();
    },
  })),
  {
    name: 'sync inbox',
    async show(page) {
      await goTo(page, 's');
      await expect(page).toHaveURL(/\/sync$/);
      await expect(page.getByRole('main')).toBeVisible();
    },
  },
  {
    name: 'palette',
    async show(page) {
      await page.keyboard.press('Control+K');
      const dialog = page.getByRole('dialog', { name: 'Find a record or command' });
      await dialog.getByRole('combobox').fill('camera');
      await expect(dialog.getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'keys',
    async show(page) {
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    },
  },
];

/** Closes what lies over the screen, so that the next one can be gone to. */
export async function leaveScreen(page: Page): Promise<void> {
  const dialogs = page.getByRole('dialog');
  while ((await dialogs.count()) > 0) {
    await page.keyboard.press('Escape');
    await expect(dialogs.last()).toBeHidden();
  }
  // Out of any field: keys of the screen rest while one types.
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
}

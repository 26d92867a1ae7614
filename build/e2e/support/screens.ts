import { expect, type Locator, type Page } from '@playwright/test';
import { DESK_SCREENS } from './desk-screens.ts';
import { goTo, openByPalette, queueRows, record, runByPalette } from './desk-work.ts';
import { LATE_TITLE } from './late-incident.ts';

/** A place of the console, and how a person gets there from any other. */
export interface Screen {
  /** Also the name of its picture. */
  readonly name: string;
  readonly show: (page: Page) => Promise<void>;
  /** Undoes what stays on the screen once nothing lies over it any more. */
  readonly leave?: (page: Page) => Promise<void>;
}

/** Of the demo workspace. */
const TICKET = 'Gateway of TS-';
const ARTICLE = 'Camera is out of focus';
const SERVER = 'print-srv-02';
const POLICY = 'Warehouse incidents';
const CALENDAR = 'Desk hours';
const CONTRACT = 'Lines between sites';

async function explain(page: Page, card: RegExp): Promise<void> {
  // Of several clocks the record shows the two that matter most.
  await expect(record(page).getByRole('button', { name: 'What if…' })).toBeVisible();
  const all = record(page).getByRole('button', { name: /^All \d+ service levels$/ });
  if (await all.isVisible()) await all.click();
  await record(page).getByRole('button', { name: card }).first().click();
  const drawer = page.getByRole('dialog', { name: /^Why / });
  await expect(drawer.getByRole('region', { name: 'Every stretch of time' })).toBeVisible();
}

/** One of the pages of service levels, by its tab. */
async function showPage(page: Page, name: string): Promise<Locator> {
  await runByPalette(page, `Service levels: ${name.toLowerCase()}`);
  const panel = page.getByRole('tabpanel', { name });
  await expect(panel).toBeVisible();
  return panel;
}

/** A report by team; what came before is kept, so that it is chosen whatever was shown last. */
async function showReport(page: Page, view: string): Promise<Locator> {
  const panel = await showPage(page, 'Reports');
  await panel.getByRole('radio', { name: view }).click();
  await expect(panel.getByRole('table').first()).toBeVisible();
  return panel;
}

const SERVICE_LEVELS: readonly Screen[] = [
  {
    name: 'service levels',
    async show(page) {
      await goTo(page, 'l');
      await page.getByRole('radio', { name: 'Breaching next' }).click();
      await expect(page.getByRole('grid').getByRole('gridcell').first()).toBeVisible();
    },
  },
  {
    name: 'service levels, what if',
    async show(page) {
      await goTo(page, 'l');
      await page.getByRole('radio', { name: 'What if' }).click();
      await page.getByRole('button', { name: 'Work it out' }).click();
      await expect(page.getByText(/are or would be missed/)).toBeVisible();
    },
  },
  {
    name: 'policies',
    async show(page) {
      const panel = await showPage(page, 'Policies');
      await expect(panel.getByRole('button', { name: POLICY, exact: true })).toBeVisible();
    },
  },
  {
    name: 'policies, tried with a ticket',
    async show(page) {
      const panel = await showPage(page, 'Policies');
      await panel.getByRole('button', { name: 'Try with a ticket' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'policy',
    async show(page) {
      const panel = await showPage(page, 'Policies');
      await panel.getByRole('button', { name: POLICY, exact: true }).click();
      await expect(panel.getByRole('textbox', { name: 'Name' })).toHaveValue(POLICY);
    },
  },
  {
    name: 'policy, effect',
    async show(page) {
      const panel = await showPage(page, 'Policies');
      await panel.getByRole('button', { name: POLICY, exact: true }).click();
      await panel.getByRole('button', { name: /^Work (out the effect|it out again)$/ }).click();
      await expect(panel.getByText(/records: the policy applies to/)).toBeVisible();
      await panel.getByText(/records: the policy applies to/).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'calendars',
    async show(page) {
      const panel = await showPage(page, 'Calendars');
      await expect(panel.getByText(CALENDAR).first()).toBeVisible();
    },
  },
  {
    name: 'calendar',
    async show(page) {
      const panel = await showPage(page, 'Calendars');
      await panel.getByText(CALENDAR).first().click();
      await page.keyboard.press('Enter');
      await expect(panel.getByRole('heading', { name: 'Hours of the week' })).toBeVisible();
    },
  },
  {
    name: 'calendar, simulator',
    async show(page) {
      const panel = await showPage(page, 'Calendars');
      await panel.getByText(CALENDAR).first().click();
      await page.keyboard.press('Enter');
      await panel.getByRole('heading', { name: 'Try it out' }).scrollIntoViewIfNeeded();
      await expect(panel.getByLabel('First day of the picture')).toBeVisible();
    },
  },
  {
    name: 'contracts',
    async show(page) {
      const panel = await showPage(page, 'Contracts');
      await expect(panel.getByRole('button', { name: CONTRACT, exact: true })).toBeVisible();
    },
  },
  {
    name: 'contract',
    async show(page) {
      const panel = await showPage(page, 'Contracts');
      await panel.getByRole('button', { name: CONTRACT, exact: true }).click();
      await expect(panel.getByRole('textbox', { name: 'Name' })).toHaveValue(CONTRACT);
    },
  },
  {
    name: 'report',
    async show(page) {
      const panel = await showReport(page, 'Kept');
      await expect(panel.getByRole('img').first()).toBeVisible();
    },
  },
  {
    name: 'report, records',
    async show(page) {
      const panel = await showReport(page, 'Kept');
      await panel
        .getByRole('button', { name: /, Records: / })
        .first()
        .click();
      await expect(page.getByRole('dialog').getByRole('gridcell').first()).toBeVisible();
    },
  },
  {
    name: 'report, who held it',
    async show(page) {
      await showReport(page, 'Who held it');
    },
  },
  {
    name: 'report, breach reasons',
    async show(page) {
      await showReport(page, 'Breach reasons');
    },
  },
];

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
      await openByPalette(page, LATE_TITLE);
      await explain(page, /^Resolution(?!, OLA)[,:].* Explain$/);
    },
  },
  {
    name: 'incident, why of an agreement between teams',
    async show(page) {
      await openByPalette(page, LATE_TITLE);
      await explain(page, /^Resolution, OLA.* Explain$/);
    },
  },
  {
    name: 'incident, what if',
    async show(page) {
      await openByPalette(page, LATE_TITLE);
      await record(page).getByRole('button', { name: 'What if…' }).click();
      const dialog = page.getByRole('dialog', { name: 'What if' });
      await dialog.getByRole('combobox', { name: 'To what' }).click();
      await page.getByRole('listbox').getByRole('option').first().click();
      await expect(dialog.getByRole('table')).toBeVisible();
    },
  },
  {
    name: 'incident, reason of a breach',
    async show(page) {
      await openByPalette(page, LATE_TITLE);
      await expect(record(page).getByRole('button', { name: /over.* Explain$/ })).not.toHaveCount(
        0,
      );
      await record(page)
        .getByRole('button', { name: /Move to another$/ })
        .click();
      await page.getByRole('menuitem', { name: 'Resolved' }).click();
      const dialog = page.getByRole('dialog', { name: /^Resolve / });
      await expect(
        dialog.getByRole('combobox', { name: 'Why was the service level missed?' }),
      ).toBeVisible();
    },
  },
  {
    name: 'new incident',
    async show(page) {
      await goTo(page, 'i');
      await page
        .getByRole('button', { name: /^New( N)?$/ })
        .first()
        .click();
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
  ...SERVICE_LEVELS,
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
  ...DESK_SCREENS,
];

/** Goes to a screen; what comes in by and by is all there. */
export async function showScreen(page: Page, screen: Screen): Promise<void> {
  await screen.show(page);
  await page.evaluate(async () => {
    const moving = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
}

/** Closes what lies over the screen, so that the next one can be gone to. */
export async function leaveScreen(page: Page, screen?: Screen): Promise<void> {
  const dialogs = page.getByRole('dialog');
  while ((await dialogs.count()) > 0) {
    await page.keyboard.press('Escape');
    await expect(dialogs.last()).toBeHidden();
  }
  await screen?.leave?.(page);
  // Out of any field: keys of the screen rest while one types.
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
}

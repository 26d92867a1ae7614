import { expect, type Locator, type Page } from '@playwright/test';

/** What a person does in the console, by the names that are on the screen. */

export function record(page: Page): Locator {
  return page.getByRole('main');
}

export function queue(page: Page): Locator {
  return page.getByRole('grid').or(page.getByRole('treegrid')).first();
}

/** Rows of the queue that are tickets, not heads of groups. */
export function queueRows(page: Page): Locator {
  return queue(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell').nth(2) });
}

/** Goes to a place by its two keys, such as `g i`. */
export async function goTo(page: Page, letter: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
}

/** Writes the filter of the list as text; nothing shows every ticket. */
export async function filterQueue(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Write the filter as text' }).click();
  const box = page.getByRole('combobox', { name: 'Filter this list' });
  await box.fill(text);
  await box.press('Enter');
  await expect(box).toBeHidden();
}

/** Finds a record by the beginning of its name with Ctrl+K and opens it. */
export async function openByPalette(page: Page, name: string): Promise<void> {
  const dialog = await askPalette(page, name);
  // Others may hold the same words in another order.
  await dialog
    .getByRole('option', { name: startsWith(name) })
    .first()
    .click();
  await expect(dialog).toBeHidden();
}

function startsWith(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}

/** Runs a command by its name in the palette. */
export async function runByPalette(page: Page, command: string): Promise<void> {
  const dialog = await askPalette(page, command);
  // "Search everything for …" holds the words as well.
  await dialog
    .getByRole('option', { name: startsWith(command) })
    .first()
    .click();
  await expect(dialog).toBeHidden();
}

/** Presses Tab until it is there: what no number of them reaches cannot be used by keyboard. */
export async function tabTo(page: Page, target: Locator, most = 120): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

/** Chooses in a box by typing, from wherever the focus is. */
export async function typeChoice(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, page.getByRole('combobox', { name }));
  await page.keyboard.type(text);
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText(text);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox')).toBeHidden();
}

/** The same in a list of the system's own, by the first letters. */
export async function typeSelect(page: Page, name: string, text: string): Promise<void> {
  const box = page.getByRole('combobox', { name });
  await tabTo(page, box);
  await page.keyboard.type(text);
  await expect(box.locator('option:checked')).toHaveText(text);
}

/** Opens the palette and types; returns it with its results. */
export async function askPalette(page: Page, words: string): Promise<Locator> {
  await page.keyboard.press('Control+K');
  const dialog = page.getByRole('dialog', { name: 'Find a record or command' });
  await dialog.getByRole('combobox').fill(words);
  await expect(dialog.getByRole('option').filter({ hasText: words }).first()).toBeVisible();
  return dialog;
}

/** Changes the title of the ticket on screen. */
export async function editTitle(page: Page, title: string): Promise<void> {
  await record(page)
    .getByRole('button', { name: /^Edit Title: / })
    .click();
  const input = record(page).getByRole('textbox', { name: 'Title' });
  await input.fill(title);
  await input.press('Enter');
  await expect(record(page).getByRole('heading', { level: 2, name: title })).toBeVisible();
}

/** Writes a new incident for the first requester there is; returns its number. */
export async function createIncident(page: Page, title: string): Promise<string> {
  await page
    .getByRole('button', { name: /^New( N)?$/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: 'Title' }).fill(title);
  const requester = page.getByRole('combobox', { name: 'Requester' });
  await requester.click();
  await page.getByRole('listbox').getByRole('option').first().click();
  await page.keyboard.press('Control+Enter');
  await expect(record(page).getByRole('heading', { level: 2, name: title })).toBeVisible();
  return (await record(page).getByRole('heading', { level: 1 }).textContent())!.trim();
}

/** Writes a comment that the caller reads. */
export async function commentPublicly(page: Page, text: string): Promise<void> {
  await record(page).getByRole('radio', { name: 'Public' }).click();
  const box = record(page).getByRole('textbox', { name: 'Public comment' });
  await box.fill(text);
  await box.press('Control+Enter');
  await expect(timelineEntries(page, text)).toHaveCount(1);
}

export function timelineEntries(page: Page, text: string): Locator {
  return record(page)
    .getByRole('list', { name: 'Timeline' })
    .getByRole('listitem')
    .filter({ hasText: text });
}

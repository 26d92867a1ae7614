import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { ConsoleApp } from './support/console-app.ts';
import { goTo, record, tabTo, typeSelect } from './support/desk-work.ts';
import { startSyncServer, writeSessionFile, type SyncServer } from './support/sync-server.ts';
import { expectInContact, expectRecords, expectUnsent } from './support/sync-line.ts';
import { expect, test } from './support/test.ts';
import { seedDemo } from './support/workspaces.ts';

const CALENDAR = 'Desk hours';
const POLICY = 'Warehouse incidents';
const TEAM = 'Service desk';
const DAY_MS = 86_400_000;

let server: SyncServer;
let app: ConsoleApp;

/** A manager on the pages of service levels; all of the workspace is here. */
test.beforeEach(async ({ folder, open }) => {
  server = await startSyncServer(path.join(folder, 'data'));
  const workspace = await seedDemo(server);
  app = await open({
    profile: path.join(folder, 'profile'),
    sessionFile: writeSessionFile(path.join(folder, 'session'), server, workspace.manager),
  });
  await expectInContact(app.window);
  await expectRecords(app.window, workspace.records);
  await goTo(app.window, 'l');
  await expect(app.window.getByRole('tabpanel', { name: 'Overview' })).toBeVisible();
});

test.afterEach(async () => {
  await server.kill();
});

/** Goes to a page by its figure. */
async function turnTo(page: Page, key: string, name: string): Promise<Locator> {
  await page.keyboard.press(key);
  const panel = page.getByRole('tabpanel', { name });
  await expect(panel).toBeVisible();
  return panel;
}

/** Where the focus is taken out of any box, so that keys are commands again. */
async function pressOutside(page: Page, target: Locator, key: string): Promise<void> {
  await tabTo(page, target, 120);
  await page.keyboard.press(key);
}

/** The first of the days drawn, from the second on, on which somebody works. */
async function nextOpenDay(days: Locator, firstDay: string): Promise<{ at: number; date: string }> {
  const texts = await days.allInnerTexts();
  const at = texts.findIndex((text, n) => n > 0 && text.includes('open'));
  const date = new Date(Date.parse(firstDay) + at * DAY_MS).toISOString().slice(0, 10);
  return { at, date };
}

test('a manager gives a calendar a holiday by keyboard, sees it closed, saves and takes it back', async () => {
  test.setTimeout(180_000);
  const { window } = app;
  const panel = await turnTo(window, '3', 'Calendars');
  await expect(panel.getByRole('grid')).toBeFocused();
  await window.keyboard.press('Home');
  await window.keyboard.press('Enter');
  await expect(panel.getByRole('heading', { name: CALENDAR })).toBeVisible();
  await expect(panel).toBeFocused();

  const days = panel.getByRole('region', { name: 'Try it out' }).getByRole('listitem');
  const first = await panel.getByLabel('First day of the picture').inputValue();
  const { at, date } = await nextOpenDay(days, first);
  const day = days.nth(at);
  await test.step('a holiday closes its day at once', async () => {
    const box = panel.getByLabel('Date of an own holiday');
    await tabTo(window, box, 120);
    await box.fill(date);
    await tabTo(window, panel.getByLabel('Name of an own holiday'));
    await window.keyboard.type('Outing of the desk');
    await window.keyboard.press('Enter');
    await expect(day).toContainText('closed: Outing of the desk');
  });

  await test.step('saving says whom it concerns', async () => {
    await window.keyboard.press('Control+S');
    const dialog = window.getByRole('dialog', { name: `Save “${CALENDAR}”?` });
    await expect(dialog).toContainText(/It concerns \d+ open tickets?/);
    await tabTo(window, dialog.getByRole('button', { name: 'Save' }));
    await window.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expectUnsent(window, 0);
    await expect(panel.getByRole('group', { name: 'Unsaved changes' })).toBeHidden();
    await expect(day).toContainText('closed: Outing of the desk');
  });

  await test.step('undone, the day is open again', async () => {
    await pressOutside(window, panel.getByRole('button', { name: 'Later days' }), 'z');
    await expect(day).toContainText('open');
    await expectUnsent(window, 0);
  });
});

test('a manager changes a promise by keyboard: checked, tried on the past, saved and taken back', async () => {
  test.setTimeout(180_000);
  const { window } = app;
  const panel = await turnTo(window, '2', 'Policies');
  const name = panel.getByRole('button', { name: POLICY, exact: true });
  await tabTo(window, name);
  await window.keyboard.press('Enter');
  const amount = panel.getByRole('textbox', { name: 'Resolution, priority 1' });
  await expect(amount).toHaveValue('4 h');

  await test.step('what nobody can mean is refused with a sentence', async () => {
    await tabTo(window, amount);
    await window.keyboard.press('Control+A');
    await window.keyboard.type('90000 h');
    await window.keyboard.press('Control+Enter');
    await expect(panel).toContainText(
      'This is more than three years. Give a shorter amount of time.',
    );
    await expect(amount).toBeFocused();
  });

  await test.step('the effect on the last 90 days is there before it is saved', async () => {
    await window.keyboard.press('Control+A');
    await window.keyboard.type('30 min');
    await tabTo(window, panel.getByRole('button', { name: 'Work out the effect' }));
    await window.keyboard.press('Enter');
    const effect = panel.getByRole('region', { name: 'Effect' });
    await expect(effect).toContainText(/\d+ records: the policy applies to \d+, before to \d+\./);
    await expect(effect.getByRole('table').first()).toContainText('Resolution');
  });

  await test.step('saved, and taken back', async () => {
    await window.keyboard.press('Control+Enter');
    await expect(window.getByText('Policy saved', { exact: true })).toBeVisible();
    await expectUnsent(window, 0);
    await window.keyboard.press('Escape');
    const card = panel.locator('li').filter({
      has: window.getByRole('button', { name: POLICY, exact: true }),
    });
    await expect(card.getByRole('row', { name: /^Resolution/ })).toContainText('30 min');
    await window.keyboard.press('z');
    await expect(card.getByRole('row', { name: /^Resolution/ })).toContainText('4 h');
    await expectUnsent(window, 0);
  });
});

test('a report is grouped, followed down to a record, and saved as table and as pages', async ({
  folder,
}) => {
  test.setTimeout(180_000);
  const { window } = app;
  const panel = await turnTo(window, '5', 'Reports');
  await typeSelect(window, 'Group by', 'Team');
  const figures = panel.getByRole('table').first();
  await expect(figures.getByRole('columnheader', { name: 'Team' })).toBeVisible();
  await expect(panel.getByRole('img', { name: /^Bars: .* by Team/ })).toBeVisible();

  await test.step('as CSV, what the table says', async () => {
    const saved = path.join(folder, 'figures.csv');
    await app.electron.evaluate(({ session }, target) => {
      session.defaultSession.on('will-download', (_event, item) => item.setSavePath(target));
    }, saved);
    await chooseExport(window, 'Figures (CSV)');
    await expect.poll(() => rowsOf(saved).length).toBeGreaterThan(1);
    const [head, ...rows] = rowsOf(saved);
    expect(head).toMatch(/^\uFEFF?team,label,from_day,to_day,share_met,/);
    expect(rows).toHaveLength((await figures.getByRole('row').count()) - 1);
    expect(rows.filter((row) => row.includes(`,${TEAM},`))).toHaveLength(1);
  });

  await test.step('as PDF, where the person says', async () => {
    const saved = path.join(folder, 'report.pdf');
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, saved);
    await chooseExport(window, 'Report (PDF)');
    await expect(window.getByText('Saved as report.pdf', { exact: true })).toBeVisible();
    expect(readFileSync(saved).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });

  await test.step('from a figure to its records, and to one of them', async () => {
    const figure = figures.getByRole('button', { name: new RegExp(`^${TEAM}, Records: `) });
    await tabTo(window, figure);
    await window.keyboard.press('Enter');
    const drawer = window.getByRole('dialog', { name: TEAM });
    await tabTo(window, drawer.getByRole('grid'));
    await window.keyboard.press('Home');
    const number = await drawer
      .getByRole('gridcell', { name: /^INC-|^REQ-/ })
      .first()
      .innerText();
    await window.keyboard.press('Enter');
    await expect(record(window).getByRole('heading', { level: 1 })).toHaveText(number);
  });
});

/** Opens the menu of exports and chooses by the first letters. */
async function chooseExport(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: 'Export' }));
  await page.keyboard.press('Enter');
  const item = page.getByRole('menuitem', { name });
  await expect(item).toBeVisible();
  await page.keyboard.type(name.slice(0, 3));
  await expect(item).toBeFocused();
  await page.keyboard.press('Enter');
}

function rowsOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\r\n').filter(Boolean);
  } catch {
    return [];
  }
}

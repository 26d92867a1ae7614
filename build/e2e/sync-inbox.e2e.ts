import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import { createAdmin } from '../sync-suite/admin.ts';
import { BRIDGE_SCRIPT } from './support/bridge-script.ts';
import {
  commentPublicly,
  editTitle,
  openByPalette,
  record,
  runByPalette,
  timelineEntries,
} from './support/desk-work.ts';
import { adminAddress, type TestUser } from './support/sync-server.ts';
import { expectInContact, expectRecords, expectUnsent, syncLine } from './support/sync-line.ts';
import { expect, test, type Demo } from './support/test.ts';
import { startWebHost, type WebHost } from './web-host.ts';

/** A person at a console of their own. */
interface Desk {
  readonly host: WebHost;
  readonly context: BrowserContext;
  readonly page: Page;
}

const desks: Desk[] = [];

async function sitDown(browser: Browser, demo: Demo, user: TestUser): Promise<Desk> {
  const host = await startWebHost({
    credentials: { serverUrl: demo.server.url, ...user },
    suggestedServerUrl: demo.server.url,
    deviceId: user.userName === demo.agent.userName ? 'WEB1' : 'WEB2',
  });
  await host.shell.ready();
  const context = await browser.newContext({
    viewport: { width: 1400, height: 860 },
    acceptDownloads: true,
  });
  await context.addInitScript(BRIDGE_SCRIPT);
  const page = await context.newPage();
  await page.goto(host.origin);
  const desk = { host, context, page };
  desks.push(desk);
  await expectInContact(page);
  await expectRecords(page, demo.records);
  return desk;
}

test.afterEach(async () => {
  for (const { context, host } of desks.splice(0)) {
    await context.close();
    await host.close();
  }
});

function inbox(page: Page): Locator {
  return page.getByRole('treegrid', { name: 'Sync inbox' });
}

async function openInbox(page: Page): Promise<void> {
  await runByPalette(page, 'Sync inbox');
  await expect(inbox(page)).toBeVisible();
}

async function violations(page: Page): Promise<readonly string[]> {
  const found = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

/** Both rename one ticket; the first does it without a network, so the second is on the server first. */
async function meet(mine: Desk, theirs: Desk, ticket: string): Promise<void> {
  for (const { page } of [mine, theirs]) await openByPalette(page, ticket);
  mine.host.shell.cut();
  await editTitle(mine.page, `${ticket} since the night shift`);
  await editTitle(theirs.page, `${ticket} since the update`);
  await expectUnsent(theirs.page, 0);
  mine.host.shell.mend();
  await runByPalette(mine.page, 'Sync now');
  await expectUnsent(mine.page, 0);
}

test('F20: a conflict that arose offline is seen by both and settled for both', async ({
  chromiumBrowser,
  demo,
}) => {
  test.setTimeout(240_000);
  const mine = await sitDown(chromiumBrowser, demo, demo.agent);
  const theirs = await sitDown(chromiumBrowser, demo, demo.other);
  const ticket = 'Camera is out of focus at ramp 4';
  await openByPalette(mine.page, 'Gateway of TS-');
  await editTitle(mine.page, ticket);
  await expectUnsent(mine.page, 0);
  await meet(mine, theirs, ticket);

  await test.step('both read their own words as theirs', async () => {
    for (const { page } of [mine, theirs]) {
      await expect(syncLine(page)).toContainText('1 conflict');
      await openInbox(page);
      await expect(record(page).getByRole('heading', { name: 'Stands now' })).toHaveCount(0);
    }
    const version = (page: Page, name: string): Locator =>
      record(page)
        .locator('.ver')
        .filter({ has: page.getByRole('heading', { name, exact: true }) });
    await expect(version(mine.page, 'Yours')).toContainText('night shift');
    await expect(version(mine.page, 'Denise Kofler’s')).toContainText('Stands now');
    await expect(version(theirs.page, 'Yours')).toContainText('Stands now');
    await expect(version(theirs.page, 'Tobias Brandt’s')).toContainText('night shift');
    expect(await violations(mine.page)).toEqual([]);
  });

  await test.step('one settles it by a key, both see it settled', async () => {
    await inbox(mine.page).focus();
    await mine.page.keyboard.press('m');
    for (const { page } of [mine, theirs]) {
      await expect(syncLine(page)).not.toContainText('conflict');
      await expect(inbox(page).getByText('Settled by Tobias Brandt')).toBeVisible();
    }
    await openByPalette(theirs.page, `${ticket} since the night shift`);
    await expect(timelineEntries(theirs.page, 'settled')).toHaveCount(1);
  });
});

/** Gives a person other roles on the server; returns those they had. */
async function setRoles(
  demo: Demo,
  user: TestUser,
  change: (roles: readonly string[]) => readonly string[],
): Promise<readonly string[]> {
  const users = createAdmin(adminAddress(demo.server), '_users');
  const present = await users.get(`org.couchdb.user:${user.userName}`);
  const roles = present!['roles'] as readonly string[];
  await users.put({ ...present, _id: present!['_id'], roles: change(roles) });
  return roles;
}

test('F4: a refused write is mended in the inbox and sent', async ({ chromiumBrowser, demo }) => {
  test.setTimeout(240_000);
  const desk = await sitDown(chromiumBrowser, demo, demo.agent);
  const { page, host } = desk;
  const ticket = 'Handheld of lane 3 shows no pick list';
  await openByPalette(page, 'Gateway of TS-');
  await editTitle(page, ticket);
  await expectUnsent(page, 0);
  host.shell.cut();
  await editTitle(page, 'Handheld of lane 3 shows nothing');
  const roles = await setRoles(demo, demo.agent, (all) => [
    'auditor',
    ...all.filter((role) => role.startsWith('scope:')),
  ]);
  host.shell.mend();
  await runByPalette(page, 'Sync now');
  await expect(syncLine(page)).toContainText('1 refused write');
  await openInbox(page);
  await expect(record(page).getByText('None of your roles may update tickets.')).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await setRoles(demo, demo.agent, () => roles);
  await inbox(page).focus();
  await page.keyboard.press('e');
  const box = record(page).getByRole('textbox', { name: 'Title' });
  await expect(box).toHaveValue('Handheld of lane 3 shows nothing');
  await box.fill('Handheld of lane 3 shows an empty list');
  await box.press('Control+Enter');
  await expect(syncLine(page)).not.toContainText('refused');
  await expectUnsent(page, 0);
  const other = await sitDown(chromiumBrowser, demo, demo.other);
  await openByPalette(other.page, 'Handheld of lane 3 shows an empty list');
});

test('unsent work goes into a file and comes back on another machine', async ({
  chromiumBrowser,
  demo,
}) => {
  test.setTimeout(240_000);
  const desk = await sitDown(chromiumBrowser, demo, demo.agent);
  const { page, host } = desk;
  await openByPalette(page, 'Gateway of TS-');
  host.shell.cut();
  await commentPublicly(page, 'Typed in the cellar, saved on a stick');
  await openInbox(page);
  await inbox(page).getByText('The replica').click();
  const downloading = page.waitForEvent('download');
  await record(page).getByRole('button', { name: 'Save unsent work' }).click();
  const file = await (await downloading).path();
  expect(readFileSync(file, 'utf8')).toContain('saved on a stick');

  const second = await sitDown(chromiumBrowser, demo, demo.agent);
  await openInbox(second.page);
  await inbox(second.page).getByText('The replica').click();
  await record(second.page).getByLabel('Restore from file').setInputFiles(file);
  const dialog = second.page.getByRole('dialog');
  await expect(dialog).toContainText('1 change will be queued');
  expect(await violations(second.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Queue 1 change' }).click();
  await expectUnsent(second.page, 0);
  // The first machine is back: its copy of the same work is there already, once.
  host.shell.mend();
  await runByPalette(page, 'Sync now');
  await expectUnsent(page, 0);
  await openByPalette(page, 'Gateway of TS-');
  await expect(timelineEntries(page, 'saved on a stick')).toHaveCount(1);
});

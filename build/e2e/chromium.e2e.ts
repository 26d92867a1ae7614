import type { BrowserContext, Page } from '@playwright/test';
import { CONTENT_SECURITY_POLICY } from '../../electron/protocol/response-headers.ts';
import { connectCouch } from '../../sync-server/couch/couch-server.ts';
import { bulkWrite, requireAllTaken, toCouch } from '../../sync-server/couch/write-documents.ts';
import { BRIDGE_SCRIPT } from './support/bridge-script.ts';
import {
  commentPublicly,
  editTitle,
  openByPalette,
  queueRows,
  record,
  runByPalette,
  timelineEntries,
} from './support/desk-work.ts';
import { hostileArticle } from './support/hostile-article.ts';
import { adminAddress } from './support/sync-server.ts';
import {
  expectInContact,
  expectOffline,
  expectRecords,
  expectUnsent,
} from './support/sync-line.ts';
import { expect, test, type Demo } from './support/test.ts';
import { startWebHost, type WebHost } from './web-host.ts';

let host: WebHost;
let context: BrowserContext;
let page: Page;
/** Whatever the page complained about; nothing may. */
let complaints: string[];

test.beforeEach(async ({ chromiumBrowser, demo }) => {
  host = await startWebHost({ suggestedServerUrl: demo.server.url });
  context = await chromiumBrowser.newContext({ viewport: { width: 1400, height: 860 } });
  await context.addInitScript(BRIDGE_SCRIPT);
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(host.origin);
});

test.afterEach(async () => {
  await context.close();
  await host.close();
});

/** Fills the form of the first screen in. */
async function signIn(demo: Demo, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'User name' }).fill(demo.agent.userName);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a wrong password is told from a right one, then everything comes', async ({ demo }) => {
  await expect(page.getByRole('textbox', { name: 'Server' })).toHaveValue(demo.server.url);
  await signIn(demo, 'not the password');
  await expect(page.getByText('does not know this name with this password')).toBeVisible();

  await signIn(demo, demo.agent.password);
  await expectInContact(page);
  await expectRecords(page, demo.records);
  await expect(queueRows(page).first()).toBeVisible();

  // The same policy as in the shell, so that nothing works here that fails there.
  const headers = await page.evaluate(async () =>
    Object.fromEntries((await fetch(location.href)).headers),
  );
  expect(headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
  expect(complaints).toEqual([]);
});

test('work goes on without a network and is sent when it is back', async ({ demo }) => {
  await signIn(demo, demo.agent.password);
  await expectInContact(page);
  await expectRecords(page, demo.records);

  await test.step('the browser has no network', async () => {
    await context.setOffline(true);
    await queueRows(page).first().click();
    await editTitle(page, 'Written in the tunnel');
    await expectUnsent(page, 1);
    await expectOffline(page);
    await context.setOffline(false);
    await expectUnsent(page, 0);
    await expectInContact(page);
  });

  await test.step('the shell does not reach the server', async () => {
    host.shell.cut();
    await expectOffline(page);
    await commentPublicly(page, 'Said in the cellar');
    await expectUnsent(page, 1);
    await page.reload();
    await expectUnsent(page, 1);
    await openByPalette(page, 'Written in the tunnel');
    await expect(timelineEntries(page, 'Said in the cellar')).toHaveCount(1);
    host.shell.mend();
    await runByPalette(page, 'Sync now');
    await expectUnsent(page, 0);
    await expectInContact(page);
  });
  expect(complaints).toEqual([]);
});

test('a hostile article is shown and does nothing', async ({ demo }) => {
  const server = connectCouch(adminAddress(demo.server));
  const article = hostileArticle();
  requireAllTaken(await bulkWrite(server, 'outpost-reference', [toCouch(article)]));
  const requests: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(host.origin)) requests.push(request.url());
  });
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });

  await signIn(demo, demo.agent.password);
  await expectInContact(page);
  await openByPalette(page, article.title);
  const reader = record(page);
  await expect(reader.getByText('The end of the article.')).toBeVisible();
  const before = page.url();
  for (const link of await reader.getByRole('link').all()) {
    expect(await link.getAttribute('href')).not.toMatch(/^\s*(?:javascript|data|vbscript):/i);
  }
  expect(await reader.locator('script, iframe, object, embed, form, style, base').count()).toBe(0);
  const handlers = await reader.evaluate((root) =>
    [...root.querySelectorAll('*')].flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith('on')),
    ),
  );
  expect(handlers).toEqual([]);
  expect(await page.evaluate(() => 'hostileRan' in globalThis)).toBe(false);
  expect({ dialogs, requests, url: page.url() }).toEqual({ dialogs: 0, requests: [], url: before });
  expect(complaints).toEqual([]);
});

import type { BrowserWindow } from 'electron';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { scopeDatabase } from '../../shared/model/collections.ts';
import { DEMO_SCOPE } from '../../shared/testkit/demo/workspace.ts';
import { CONTENT_SECURITY_POLICY } from '../../electron/protocol/response-headers.ts';
import { createAdmin } from '../sync-suite/admin.ts';
import type { ConsoleApp } from './support/console-app.ts';
import {
  askPalette,
  commentPublicly,
  editTitle,
  goTo,
  queue,
  queueRows,
  record,
  runByPalette,
  tabTo,
  timelineEntries,
} from './support/desk-work.ts';
import { startAgain } from './support/second-start.ts';
import { storedPreferences } from './support/stored-preferences.ts';
import { adminAddress, writeSessionFile } from './support/sync-server.ts';
import { expectInContact, expectRecords, expectUnsent } from './support/sync-line.ts';
import { expect, test, type Demo } from './support/test.ts';

let profile: string;
let app: ConsoleApp;
let window: Page;

test.beforeEach(async ({ demo, folder, open }) => {
  profile = path.join(folder, 'profile');
  const sessionFile = writeSessionFile(path.join(folder, 'session.json'), demo.server, demo.agent);
  app = await open({ profile, sessionFile });
  window = app.window;
  await expectInContact(window);
  await expectRecords(window, demo.records);
});

/** The title of the ticket on screen. */
function title(page: Page) {
  return record(page).getByRole('heading', { level: 2 });
}

/** Moves the cursor of the list by a key; the number of the row, once its record is beside it. */
async function moveCursor(page: Page, key: 'j' | 'k'): Promise<string> {
  const cursor = queue(page).locator('.row.is-active');
  const placeOf = async (): Promise<string | null> =>
    (await cursor.count()) === 0 ? null : cursor.getAttribute('data-index');
  const before = await placeOf();
  await page.keyboard.press(key);
  await expect.poll(placeOf).not.toBe(before);
  const number = (await cursor.locator('.row__no').first().textContent())!;
  await expect(record(page)).toHaveAccessibleName(new RegExp(`^${number} `));
  return number;
}

/** Opens the first ticket in a window of its own as well. */
async function openSecondWindow(): Promise<Page> {
  await queueRows(window).first().click();
  const opening = app.electron.waitForEvent('window');
  await record(window).getByRole('button', { name: 'Open in its own window' }).click();
  const second = await opening;
  await expect(title(second)).toHaveText((await title(window).textContent())!);
  await expectInContact(second);
  return second;
}

test('F31: two windows on one profile see what the other writes, and it is sent once', async () => {
  const second = await openSecondWindow();

  await editTitle(window, 'Written in the first window');
  await expect(title(second)).toHaveText('Written in the first window');
  await commentPublicly(second, 'Said in the second window');
  await expect(timelineEntries(window, 'Said in the second window')).toHaveCount(1);
  // One of them syncs for both.
  await expectUnsent(window, 0);
  await expectUnsent(second, 0);
  await expectInContact(second);
});

test.describe('F32: the window that syncs for both', () => {
  /** After that another window syncs (sync.md 5). */
  const LIMIT_MS = 30_000;

  /** Whether this window holds the lock of sync; a lock of its own tells it from the others. */
  function leads(page: Page): Promise<boolean> {
    return page.evaluate(() => {
      const own = crypto.randomUUID();
      return navigator.locks.request(own, async () => {
        const { held = [] } = await navigator.locks.query();
        const self = held.find(({ name }) => name === own)?.clientId;
        return held.some(
          ({ name, clientId }) => name?.includes('-outpost-sync-') && clientId === self,
        );
      });
    });
  }

  async function leaderAndOther(): Promise<{ readonly leader: Page; readonly other: Page }> {
    const second = await openSecondWindow();
    const isFirst = await leads(window);
    expect(await leads(second)).toBe(!isFirst);
    return isFirst ? { leader: window, other: second } : { leader: second, other: window };
  }

  /** The process that runs a window's page, and no other window's. */
  async function processOf(page: Page, other: Page): Promise<number> {
    const [own, others] = await Promise.all(
      [page, other].map(async (each) => {
        const native = await app.electron.browserWindow(each);
        return native.evaluate(({ webContents }: BrowserWindow) => webContents.getOSProcessId());
      }),
    );
    expect(own).not.toBe(others);
    return own!;
  }

  /** Waits until the ticket that this window shows has this title on the server. */
  async function expectOnServer(demo: Demo, page: Page, text: string): Promise<void> {
    const id = decodeURIComponent(new URL(page.url()).pathname.split('/')[2]!);
    const scope = createAdmin(adminAddress(demo.server), scopeDatabase(DEMO_SCOPE));
    const read = async () => (await scope.get(id))?.['title'];
    await expect.poll(read, { timeout: LIMIT_MS, intervals: [500] }).toBe(text);
    await expectUnsent(page, 0);
  }

  test('is killed, and the other one sends what is typed there', async ({ demo }) => {
    const { leader, other } = await leaderAndOther();
    const processId = await processOf(leader, other);
    process.kill(processId, 'SIGKILL');
    await editTitle(other, 'Typed after the other window died');
    await expectOnServer(demo, other, 'Typed after the other window died');
    expect(await leads(other)).toBe(true);
  });

  test('is frozen, and the other one sends what is typed there', async ({ demo }) => {
    const { leader, other } = await leaderAndOther();
    const processId = await processOf(leader, other);
    process.kill(processId, 'SIGSTOP');
    try {
      await editTitle(other, 'Typed while the other window hung');
      await expectOnServer(demo, other, 'Typed while the other window hung');
    } finally {
      process.kill(processId, 'SIGCONT');
    }
    // Awake again, it shows what was sent without it, and its own work goes out once.
    await expect(title(leader)).toHaveText('Typed while the other window hung');
    await editTitle(leader, 'Typed after it woke up');
    await expectOnServer(demo, other, 'Typed after it woke up');
    await expectUnsent(leader, 0);
  });
});

test('F31: a second start brings the record of its link into the window that is open', async ({
  electron,
}) => {
  await queueRows(window).first().click();
  const number = await record(window).getByRole('heading', { level: 1 }).textContent();
  await window.keyboard.press('Enter');
  await expect(window).toHaveURL(/\/ticket\//);
  const id = decodeURIComponent(new URL(window.url()).pathname.split('/')[2]!);
  await goTo(window, 'k');
  await expect(window).toHaveURL(/\/knowledge$/);

  expect(await startAgain(electron, profile, `outpost://record/${id}`)).toBe(0);
  await expect(record(window).getByRole('heading', { level: 1 })).toHaveText(number!);
  expect(app.electron.windows()).toHaveLength(1);
});

test('F31: a second start without a link brings the window back', async ({ electron }) => {
  const native = await app.electron.browserWindow(window);
  await native.evaluate((own: BrowserWindow) => {
    own.hide();
  });
  expect(await startAgain(electron, profile)).toBe(0);
  await expect.poll(() => native.evaluate((own: BrowserWindow) => own.isVisible())).toBe(true);
  expect(app.electron.windows()).toHaveLength(1);
});

test('the policy of the page is a header, and it holds', async () => {
  const headers = await window.evaluate(async () =>
    Object.fromEntries((await fetch(location.href)).headers),
  );
  expect(headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
  expect(headers['x-content-type-options']).toBe('nosniff');

  const ran = await window.evaluate(async () => {
    const violations = new Promise<readonly string[]>((resolve) => {
      const seen: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        seen.push(event.effectiveDirective);
        if (seen.length === 2) resolve(seen.sort());
      });
    });
    const script = document.createElement('script');
    script.textContent = 'globalThis.inlineRan = true';
    document.body.append(script);
    const leak = await fetch('https://example.org/').then(
      () => 'sent',
      () => 'refused',
    );
    return { inline: 'inlineRan' in globalThis, leak, violations: await violations };
  });
  expect(ran).toEqual({
    inline: false,
    leak: 'refused',
    violations: ['connect-src', 'script-src-elem'],
  });
  // The window has no way into Node.
  const reach = await window.evaluate(() => [typeof globalThis.require, typeof globalThis.process]);
  expect(reach).toEqual(['undefined', 'undefined']);
});

test('the whole desk by keyboard', async () => {
  await test.step('the palette finds a record and opens it', async () => {
    const palette = await askPalette(window, 'Camera');
    await window.keyboard.press('Enter');
    await expect(palette).toBeHidden();
    await expect(title(window)).toContainText('Camera');
    await expect(window).toHaveURL(/\/ticket\//);
  });

  await test.step('j and k move through the list', async () => {
    await goTo(window, 'i');
    await expect(window).toHaveURL(/\/incidents$/);
    const first = await moveCursor(window, 'j');
    expect(await moveCursor(window, 'j')).not.toBe(first);
    expect(await moveCursor(window, 'k')).toBe(first);
  });

  await test.step('n writes a ticket, Ctrl+Enter saves it', async () => {
    await window.keyboard.press('n');
    await expect(window.getByRole('textbox', { name: 'Title' })).toBeFocused();
    await window.keyboard.type('Written without a mouse');
    await tabTo(window, window.getByRole('combobox', { name: 'Requester' }));
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Enter');
    await window.keyboard.press('Control+Enter');
    // By name: the form has headings of its own until the record takes its place.
    await expect(
      record(window).getByRole('heading', { level: 2, name: 'Written without a mouse' }),
    ).toBeVisible();
  });

  await test.step('g and a letter go places, ? shows the keys', async () => {
    await goTo(window, 'k');
    await expect(window).toHaveURL(/\/knowledge$/);
    await expect(window.getByRole('heading', { level: 1, name: 'Knowledge' })).toBeVisible();
    await window.keyboard.press('j');
    const opening = app.electron.waitForEvent('window');
    await window.keyboard.press('Shift+Enter');
    const second = await opening;
    await expect(second).toHaveURL(/\/article\//);
    await second.close();
    await goTo(window, 's');
    await expect(window).toHaveURL(/\/sync$/);
    await window.keyboard.press('?');
    const keys = window.getByRole('dialog', { name: 'Keys' });
    await expect(keys.getByText('Find a record or command')).toBeHidden();
    await expect(keys.getByText('Sync inbox')).toBeVisible();
    await window.keyboard.press('Escape');
    await expect(keys).toBeHidden();
    await goTo(window, 'i');
    await expect(queue(window)).toBeVisible();
  });
});

test('the theme follows the command and stays over a restart', async ({ open }) => {
  const background = () => window.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await runByPalette(window, 'Theme: light');
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'light');
  const light = await background();
  await runByPalette(window, 'Theme: dark');
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await background()).not.toBe(light);

  await expect.poll(async () => (await storedPreferences(window))['theme']).toBe('dark');
  await app.kill();
  app = await open({ profile });
  await expect(app.window.locator('html')).toHaveAttribute('data-theme', 'dark');
});

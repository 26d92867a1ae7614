import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { PRESENCE_DATABASE } from '../../shared/model/presence.ts';
import { startFaultProxy } from '../sync-suite/fault-proxy.ts';
import { resizeWindow, type ConsoleApp } from './support/console-app.ts';
import {
  commentPublicly,
  editTitle,
  openByPalette,
  queueRows,
  record,
  runByPalette,
  timelineEntries,
} from './support/desk-work.ts';
import { startSyncServer, writeSessionFile, type SyncServer } from './support/sync-server.ts';
import { expectInContact, expectRecords, expectUnsent } from './support/sync-line.ts';
import { expect, test } from './support/test.ts';
import { BRIDGE_SCRIPT } from './support/bridge-script.ts';
import { startWebHost, type WebHost } from './web-host.ts';
import { seedDemo, type TestWorkspace } from './support/workspaces.ts';

const TITLE = 'Typed in the basement';
const COMMENT = 'An hour of notes';

let server: SyncServer;
let workspace: TestWorkspace;
let profile: string;
let sessionFile: string;

test.beforeEach(async ({ folder }) => {
  server = await startSyncServer(path.join(folder, 'data'));
  workspace = await seedDemo(server);
  profile = path.join(folder, 'profile');
  sessionFile = writeSessionFile(path.join(folder, 'session.json'), server, workspace.agent);
});

test.afterEach(async () => {
  await server.kill();
});

/** A console that knew the server, lost it, and was then killed with two unsent changes. */
async function killWithUnsentWork(app: ConsoleApp): Promise<void> {
  const { window } = app;
  await expectInContact(window);
  await expectRecords(window, workspace.records);
  await server.kill();
  await queueRows(window).first().click();
  await editTitle(window, TITLE);
  await commentPublicly(window, COMMENT);
  await expectUnsent(window, 2);
  await app.kill();
}

async function startServerAgain(): Promise<void> {
  server = await startSyncServer(server.dataDir, server.port);
}

function databaseFolder(): string {
  const folder = path.join(profile, 'IndexedDB');
  return path.join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.leveldb'))!,
  );
}

async function expectNothingFromAxe(page: Page): Promise<void> {
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  // A question takes the rest of the page out of the tree, its landmarks and its heading too.
  const isAsked = (await page.getByRole('dialog').count()) > 0;
  const rules = isAsked ? ['landmark-one-main', 'page-has-heading-one'] : [];
  const found = await builder.disableRules(rules).analyze();
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

/** In both colours and both widths, with a picture for whoever wants to look (SHOTS). */
async function look(app: ConsoleApp, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.window.emulateMedia({ colorScheme });
    for (const [width, height] of [
      [1200, 800],
      [420, 860],
    ] as const) {
      await resizeWindow(app, width, height);
      await expectNothingFromAxe(app.window);
      if (folder === undefined) continue;
      const file = `${name}-${colorScheme}-${String(width)}.png`;
      await app.window.screenshot({ path: path.join(folder, file) });
    }
  }
  await resizeWindow(app, 1200, 800);
}

/** Takes the offer, and the server ends up with what was typed. */
async function takeOffer({ window }: ConsoleApp): Promise<void> {
  const offer = window.getByRole('dialog', { name: 'Unsent work was found' });
  await expect(offer).toContainText('2 changes since');
  await offer.getByRole('button', { name: 'Send 2 changes' }).click();
  await expect(offer).toBeHidden();
  await expectUnsent(window, 2);
  await startServerAgain();
  await runByPalette(window, 'Sync now');
  await expectInContact(window);
  await expectUnsent(window, 0);
  await expectRecords(window, workspace.records);
  await openByPalette(window, TITLE);
  await expect(record(window).getByRole('heading', { level: 2 })).toHaveText(TITLE);
  await expect(timelineEntries(window, COMMENT)).toHaveCount(1);
}

test('F29: Chromium lost its databases; the unsent work is offered back and arrives', async ({
  open,
}) => {
  await killWithUnsentWork(await open({ profile, sessionFile }));
  rmSync(path.join(profile, 'IndexedDB'), { recursive: true });
  const app = await open({ profile });
  await expect(app.window.getByRole('dialog', { name: 'Unsent work was found' })).toBeVisible();
  await look(app, 'offer');
  await takeOffer(app);
  // Nobody is asked a second time.
  await app.kill();
  const again = await open({ profile });
  await expectInContact(again.window);
  await expect(again.window.getByRole('dialog')).toBeHidden();
});

test('F29: tables of the databases are damaged, Chromium resets them without a word', async ({
  open,
}) => {
  await killWithUnsentWork(await open({ profile, sessionFile }));
  const folder = databaseFolder();
  for (const name of readdirSync(folder).filter((each) => /\.(ldb|log)$/.test(each))) {
    const file = path.join(folder, name);
    const bytes = new Uint8Array(readFileSync(file));
    for (let at = 64; at < bytes.length; at += 97) bytes[at] = bytes[at]! ^ 0x5a;
    writeFileSync(file, bytes);
  }
  await takeOffer(await open({ profile }));
});

test('F30: the files are corrupt; safe mode saves, sets aside and syncs anew', async ({
  folder,
  open,
}) => {
  await killWithUnsentWork(await open({ profile, sessionFile }));
  writeFileSync(path.join(databaseFolder(), 'CURRENT'), 'garbage\n');
  const broken = path.join(folder, 'broken');
  cpSync(databaseFolder(), broken, { recursive: true });
  const app = await open({ profile });
  const { window } = app;

  await test.step('says what happened and what is safe', async () => {
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(
      'The local databases cannot be opened',
    );
    await expect(window.getByText('2 unsent changes are safe in a second copy')).toBeVisible();
    await look(app, 'safe-mode');
  });

  await test.step('saves the unsent work without any database', async () => {
    const saved = path.join(folder, 'saved.json');
    await app.electron.evaluate(({ session }, target) => {
      session.defaultSession.on('will-download', (_event, item) => item.setSavePath(target));
    }, saved);
    await window.getByRole('button', { name: 'Save unsent work to a file' }).click();
    await expect.poll(() => existsSync(saved)).toBe(true);
    const file = JSON.parse(readFileSync(saved, 'utf8')) as { readonly userName: string };
    expect(file).toMatchObject({ outpost: 'unsent-work', userName: workspace.agent.userName });
    expect(JSON.stringify(file)).toContain(COMMENT);
  });

  await test.step('a second try changes nothing', async () => {
    await window.getByRole('button', { name: 'Try again' }).click();
    await expect(window.getByRole('heading', { level: 1 })).toHaveText(
      'The local databases cannot be opened',
    );
  });

  await test.step('sets aside, syncs anew and sends', async () => {
    await window.getByRole('button', { name: 'Set aside and sync anew' }).click();
    const question = window.getByRole('alertdialog');
    await question.getByRole('button', { name: 'Set aside and sync anew' }).click();
    await takeOffer(app);
  });
  const [aside] = readdirSync(path.join(profile, 'set-aside'));
  const kept = path.join(profile, 'set-aside', aside!, path.basename(databaseFolder()));
  expect(readdirSync(kept)).toEqual(expect.arrayContaining(readdirSync(broken)));
});

test('F50: the console is closed while a push runs; one revision, nothing left unsent', async ({
  folder,
  open,
}) => {
  const proxy = await startFaultProxy(server.url);
  const through = { ...server, url: proxy.url };
  const app = await open({
    profile,
    sessionFile: writeSessionFile(path.join(folder, 'slow.json'), through, workspace.agent),
  });
  const { window } = app;
  await expectInContact(window);
  await expectRecords(window, workspace.records);
  // Who has a record open is said beside sync, and is no push.
  const isPush = ({ database, rest }: { readonly database: string; readonly rest: string }) =>
    rest === '_bulk_docs' && database !== PRESENCE_DATABASE;
  const pushes = () => proxy.requests.filter(isPush);
  const before = pushes().length;
  proxy.rules.push((request) => (isPush(request) ? { kind: 'delay', ms: 2_000 } : undefined));
  await queueRows(window).first().click();
  await editTitle(window, TITLE);
  await expect.poll(() => pushes().length).toBe(before + 1);
  await app.close();
  await proxy.close();

  // What was sent is noted: the second copy has nothing to offer, and no push was made twice.
  const [vault] = readdirSync(path.join(profile, 'vault'));
  const lines = readFileSync(path.join(profile, 'vault', vault!), 'utf8');
  expect(lines).toContain('"kind":"settled"');
  expect(pushes()).toHaveLength(before + 1);
  const again = await open({ profile, sessionFile });
  await expectInContact(again.window);
  await expectUnsent(again.window, 0);
  await openByPalette(again.window, TITLE);
  await expect(record(again.window).getByRole('heading', { level: 2 })).toHaveText(TITLE);
});

test('F49: another person signs in on this machine; both keep their own', async ({ open }) => {
  const app = await open({ profile, sessionFile });
  const { window } = app;
  await expectInContact(window);
  await expectRecords(window, workspace.records);
  // The server is there for the sign-in, and takes no documents.
  const { port } = server;
  await server.kill();
  await queueRows(window).first().click();
  await editTitle(window, TITLE);
  await expectUnsent(window, 1);

  await test.step('signing out says how much is unsent and offers to save it', async () => {
    await runByPalette(window, 'Sign out');
    const dialog = window.getByRole('dialog', { name: 'Sign out with unsent work?' });
    await expect(dialog).toContainText('1 change was not sent yet');
    await expect(dialog.getByRole('button', { name: 'Save unsent work to a file' })).toBeVisible();
    await look(app, 'sign-out');
    await dialog.getByRole('button', { name: 'Sign out', exact: true }).click();
  });

  await test.step('the sign-in says whose unsent work is here', async () => {
    await expect(
      window.getByText(`${workspace.agent.userName} has 1 unsent change for ${server.url}`),
    ).toBeVisible();
    await look(app, 'sign-in');
  });

  await test.step('the other one sees nothing of it and sends nothing of it', async () => {
    server = await startSyncServer(server.dataDir, port);
    await window.getByRole('textbox', { name: 'User name' }).fill(workspace.other.userName);
    await window.getByRole('textbox', { name: 'Password' }).fill(workspace.other.password);
    await window.getByRole('button', { name: 'Sign in' }).click();
    await expectInContact(window);
    await expectRecords(window, workspace.records);
    await expectUnsent(window, 0);
    await expect(window.getByRole('dialog')).toBeHidden();
    await expect(queueRows(window).filter({ hasText: TITLE })).toHaveCount(0);
  });

  await test.step('the first one finds it where it was, and it arrives', async () => {
    await runByPalette(window, 'Sign out');
    await window.getByRole('textbox', { name: 'User name' }).fill(workspace.agent.userName);
    await window.getByRole('textbox', { name: 'Password' }).fill(workspace.agent.password);
    await window.getByRole('button', { name: 'Sign in' }).click();
    await expectInContact(window);
    await expectUnsent(window, 0);
    await openByPalette(window, TITLE);
    await expect(record(window).getByRole('heading', { level: 2 })).toHaveText(TITLE);
  });
});

test.describe('F28: Chromium gives no more room', () => {
  /** So many bytes for the whole console, until the returned function is called. */
  async function limitRoom(quotaSize: number): Promise<() => Promise<void>> {
    const protocol = await page.context().newCDPSession(page);
    const { origin } = host;
    await protocol.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
    return () => protocol.detach();
  }

  /** Chromium looks at the room every now and then: waits until it has noticed. */
  async function expectRoom(isEnough: boolean): Promise<void> {
    const write = () =>
      page.evaluate(async () => {
        const request = indexedDB.open('room');
        request.onupgradeneeded = () => request.result.createObjectStore('room');
        await new Promise((resolve) => (request.onsuccess = resolve));
        const writing = request.result.transaction('room', 'readwrite');
        writing.objectStore('room').put('x'.repeat(1_000_000), 'room');
        const isDone = await new Promise<boolean>((resolve) => {
          writing.oncomplete = () => resolve(true);
          writing.onabort = () => resolve(false);
        });
        request.result.close();
        return isDone;
      });
    await expect.poll(write, { timeout: 60_000, intervals: [1_000] }).toBe(isEnough);
  }

  let host: WebHost;
  let page: Page;

  test.beforeEach(async ({ chromiumBrowser }) => {
    const { userName, password } = workspace.agent;
    const credentials = { serverUrl: server.url, userName, password };
    host = await startWebHost({ credentials });
    await host.shell.ready();
    const context = await chromiumBrowser.newContext({ viewport: { width: 1200, height: 800 } });
    await context.addInitScript(BRIDGE_SCRIPT);
    page = await context.newPage();
  });

  test.afterEach(async () => {
    await page.context().close();
    await host.close();
  });

  test('in a user’s write: the form keeps the text, and the failure is said', async () => {
    await page.goto(host.origin);
    await expectInContact(page);
    await expectRecords(page, workspace.records);
    await queueRows(page).first().click();
    const giveRoom = await limitRoom(1_000);
    await expectRoom(false);
    const box = record(page).getByRole('textbox', { name: /comment|note/i });
    const text = `${COMMENT} ${'x'.repeat(20_000)}`;
    await box.fill(text);
    await box.press('Control+Enter');
    await expect(page.getByText(/^This could not be stored: .*quota/i)).toBeVisible();
    await expect(box).toHaveValue(text);
    await expectUnsent(page, 0);

    await giveRoom();
    await expectRoom(true);
    await box.press('Control+Enter');
    await expect(timelineEntries(page, COMMENT)).toHaveCount(1);
    await expectUnsent(page, 0);
  });

  test('in the first sync: it is said to be incomplete, and goes on without a gap', async () => {
    await page.goto('about:blank');
    const giveRoom = await limitRoom(400_000);
    await page.goto(host.origin);
    await expect(page.getByRole('contentinfo', { name: 'Sync' })).toContainText(
      /problem|incomplete/i,
    );
    await giveRoom();
    await page.reload();
    await expectInContact(page);
    await expectRecords(page, workspace.records);
  });
});

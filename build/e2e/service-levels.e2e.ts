import path from 'node:path';
import type { Browser, Locator, Page } from '@playwright/test';
import type { EscalationEntry, VerdictEntry } from '../../shared/model/entry.ts';
import { scopeDatabase } from '../../shared/model/collections.ts';
import { DEMO_SCOPE } from '../../shared/testkit/demo/workspace.ts';
import { createAdmin } from '../sync-suite/admin.ts';
import { BRIDGE_SCRIPT } from './support/bridge-script.ts';
import type { ConsoleApp } from './support/console-app.ts';
import {
  askPalette,
  commentPublicly,
  goTo,
  queueRows,
  record,
  tabTo,
  timelineEntries,
  typeChoice,
  typeSelect,
} from './support/desk-work.ts';
import {
  promiseShort,
  SHORT_CATEGORY,
  SHORT_POLICY,
  SHORT_SECONDS,
  SHORT_ZONE,
} from './support/short-promise.ts';
import {
  adminAddress,
  runSyncServer,
  startSyncServer,
  writeSessionFile,
  type SyncServer,
} from './support/sync-server.ts';
import {
  expectInContact,
  expectOffline,
  expectRecords,
  expectUnsent,
} from './support/sync-line.ts';
import { expect, test } from './support/test.ts';
import { clickLastTold, listenToDesktop, told } from './support/told.ts';
import { startWebHost, type WebHost } from './web-host.ts';
import { seedDemo, type TestWorkspace } from './support/workspaces.ts';

const REASON = 'Waited for parts';
const TITLE = 'Gateway of the cold store reports nothing';
/** The target, and what a busy machine needs to say so. */
const BREACH_LIMIT_MS = SHORT_SECONDS * 1_000 + 30_000;

let server: SyncServer;
let workspace: TestWorkspace;
let host: WebHost | null = null;

test.beforeEach(async ({ folder }) => {
  server = await startSyncServer(path.join(folder, 'data'));
  workspace = await seedDemo(server);
});

test.afterEach(async () => {
  await host?.close();
  host = null;
  await server.kill();
});

/** A new incident that the short promise is about, given to the person at this console. */
async function reportByKeyboard(page: Page): Promise<void> {
  await goTo(page, 'i');
  await expect(queueRows(page).first()).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.type(TITLE);
  await typeChoice(page, 'Requester', 'Clara Bouchard');
  await typeChoice(page, 'Category', SHORT_CATEGORY);
  await typeChoice(page, 'Assignee', 'Tobias Brandt');
  await page.keyboard.press('Control+Enter');
  await expect(record(page).getByRole('heading', { level: 2, name: TITLE })).toBeVisible();
}

/** The card of the target that is a minute long; another stands for what own teams owe each other. */
function clock(page: Page): Locator {
  return record(page).getByRole('button', { name: /^Resolution(?!, OLA)[,:].* Explain$/ });
}

function rowOf(page: Page): Locator {
  return queueRows(page).filter({ hasText: TITLE });
}

/** Why the clock says so: by its card, or by a key that goes to the clock that matters most. */
async function explain(page: Page, how: 'Enter' | 'w'): Promise<Locator> {
  await expect(clock(page)).toBeVisible();
  if (how === 'Enter') await tabTo(page, clock(page));
  await page.keyboard.press(how);
  const drawer = page.getByRole('dialog', { name: /^Why / });
  await expect(drawer).toContainText(SHORT_POLICY);
  return drawer;
}

/** All of it that is the same wherever it is worked out: rule, instants, and every stretch of time. */
async function readExplanation(page: Page): Promise<string> {
  const drawer = await explain(page, 'Enter');
  const read = async (what: Locator): Promise<string> => (await what.allInnerTexts()).join('\n');
  const text = await read(drawer.locator('dd'));
  const exact = drawer.locator('dl').locator('[title]');
  const instants = await exact.evaluateAll((all) => all.map((each) => each.getAttribute('title')));
  const stretches = await read(drawer.getByRole('region', { name: 'Every stretch of time' }));
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  return [text, ...instants, stretches].join('\n');
}

/** Opens the ticket with the palette and nothing but keys. */
async function openByKeys(page: Page): Promise<void> {
  const dialog = await askPalette(page, TITLE);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(record(page).getByRole('heading', { level: 2, name: TITLE })).toBeVisible();
}

/** A colleague at a Chromium of their own. */
async function sitDown(browser: Browser, locale: string): Promise<Page> {
  host = await startWebHost({
    credentials: { serverUrl: server.url, ...workspace.other },
    suggestedServerUrl: server.url,
    deviceId: 'WEB2',
    locale,
  });
  await host.shell.ready();
  const context = await browser.newContext({ viewport: { width: 1400, height: 860 } });
  await context.addInitScript(BRIDGE_SCRIPT);
  const page = await context.newPage();
  await page.goto(host.origin);
  await expectInContact(page);
  await expectRecords(page, workspace.records + 1);
  return page;
}

/** The time of day where the policy's clocks hang, to the second, as drawers show it on hover. */
function exactTime(at: string): string {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: SHORT_ZONE }).format(
    Date.parse(at),
  );
}

/** What the server holds of the ticket. */
async function onServer(): Promise<{
  readonly openedAt: string;
  readonly verdicts: readonly VerdictEntry[];
  readonly escalations: readonly EscalationEntry[];
}> {
  const scope = await createAdmin(adminAddress(server), scopeDatabase(DEMO_SCOPE)).all();
  const ticket = scope.find(({ title }) => title === TITLE)!;
  const entries = scope.filter(({ recordId }) => recordId === ticket['_id']);
  const ofKind = (kind: string): unknown => entries.filter((each) => each['kind'] === kind);
  return {
    openedAt: ticket['openedAt'] as string,
    verdicts: ofKind('verdict') as readonly VerdictEntry[],
    escalations: (ofKind('escalation') as EscalationEntry[]).sort((a, b) => (a.at < b.at ? -1 : 1)),
  };
}

test('F12: offline a clock warns, breaches and is explained; server and colleague find the same instants', async ({
  chromiumBrowser,
  folder,
  open,
}) => {
  test.setTimeout(420_000);
  await promiseShort(server);
  const console_ = {
    profile: path.join(folder, 'profile'),
    sessionFile: writeSessionFile(path.join(folder, 'session'), server, workspace.agent),
  };
  const start = async (): Promise<ConsoleApp> => {
    const opened = await open(console_);
    await listenToDesktop(opened);
    return opened;
  };
  let app = await start();

  await test.step('offline, a ticket is written that has a minute', async () => {
    await expectInContact(app.window);
    await expectRecords(app.window, workspace.records);
    await server.kill();
    await expectOffline(app.window);
    await reportByKeyboard(app.window);
  });

  await test.step('past its mark it warns once, in the list, on the record, on the desktop', async () => {
    const { window } = app;
    await expect(rowOf(window)).toContainText('past its warning mark', {
      timeout: BREACH_LIMIT_MS,
    });
    await expect(clock(window)).toHaveAccessibleName(/past its warning mark/);
    await expect.poll(() => told(app)).toHaveLength(1);
    const [warning] = await told(app);
    expect(warning).toMatchObject({ body: TITLE });
    expect(warning?.title).toMatch(/^INC-\d+: Resolution is due /);
  });

  await test.step('killed and started again it does not warn again, and tells the breach once', async () => {
    await app.kill();
    app = await start();
    const { window } = app;
    await expect
      .poll(() => told(app), { timeout: BREACH_LIMIT_MS })
      .toEqual([expect.objectContaining({ body: TITLE })]);
    const [breach] = await told(app);
    expect(breach?.title).toMatch(/^INC-\d+: Resolution is over its target$/);
    await clickLastTold(app);
    await expect(record(window).getByRole('heading', { level: 2, name: TITLE })).toBeVisible();
    await expect(clock(window)).toHaveAccessibleName(/over/);
    await goTo(window, 'i');
    await expect(rowOf(window)).toContainText('over');
  });

  await test.step('the explanation opens by keys: a picture, a table, the rule and why it is that one', async () => {
    await app.kill();
    app = await start();
    const { window } = app;
    await expectRecords(window, workspace.records + 1);
    await openByKeys(window);
    const drawer = await explain(window, 'w');
    await expect(drawer.getByRole('img', { name: /The days of this clock/ })).toBeVisible();
    await expect(drawer.getByRole('table')).toContainText('Open hours');
    await tabTo(window, drawer.getByText('Why this policy'));
    await window.keyboard.press('Enter');
    await expect(drawer.getByRole('listitem').filter({ hasText: SHORT_CATEGORY })).toBeVisible();
    await window.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
  });

  await test.step('nothing ends before somebody says why it was late', async () => {
    const { window } = app;
    await commentPublicly(window, 'We are on it.');
    await window.keyboard.press('Escape');
    await expect(record(window)).toBeFocused();
    await window.keyboard.press('s');
    await expect(window.getByRole('menu', { name: 'Move to' })).toBeVisible();
    await window.keyboard.type('Res');
    await window.keyboard.press('Enter');
    const dialog = window.getByRole('dialog', { name: /^Resolve INC-/ });
    await typeSelect(window, 'How was it resolved?', 'Fixed');
    await tabTo(window, dialog.getByRole('textbox', { name: 'What resolved it?' }));
    await window.keyboard.type('The gateway had lost its address.');
    await window.keyboard.press('Control+Enter');
    await expect(dialog).toContainText('Choose why the service level was missed.');
    await typeSelect(window, 'Why was the service level missed?', REASON);
    await window.keyboard.press('Control+Enter');
    await expect(dialog).toBeHidden();
    await expect(record(window)).toContainText(REASON);
    await expectOffline(window);
  });

  const explained = await readExplanation(app.window);
  const said = (await clock(app.window).getAttribute('aria-label'))!;

  let colleague!: Page;
  await test.step('back in contact everything is sent, and a colleague reads the same', async () => {
    server = await startSyncServer(server.dataDir, server.port);
    await expectUnsent(app.window, 0);
    await expectInContact(app.window);
    const locale = await app.window.evaluate(() => navigator.language);
    colleague = await sitDown(chromiumBrowser, locale);
    await openByKeys(colleague);
    await expect(record(colleague)).toContainText(REASON);
    await expect(clock(colleague)).toHaveAttribute('aria-label', said);
    expect(await readExplanation(colleague)).toBe(explained);
  });

  await test.step('the server finds the same instants and escalates nothing again', async () => {
    await runSyncServer('follow', '--once', '--data', server.dataDir);
    const { openedAt, escalations, verdicts } = await onServer();
    const dueAt = new Date(Date.parse(openedAt) + SHORT_SECONDS * 1_000).toISOString();
    const ours = escalations[0]!.policyId;
    const resolution = verdicts.filter(
      ({ policyId, metric }) => policyId === ours && metric === 'resolution',
    );
    expect(resolution).toEqual([
      expect.objectContaining({ outcome: 'breached', runStartedAt: openedAt, breachedAt: dueAt }),
    ]);
    expect(explained).toContain(exactTime(dueAt));
    expect(explained).toContain(exactTime(resolution[0]!.stoppedAt!));
    expect(escalations.map(({ ruleId, deviceId }) => [ruleId, deviceId])).toEqual([
      ['warning', escalations[0]?.deviceId],
      ['breach', escalations[0]?.deviceId],
    ]);
  });

  await test.step('both read that it is final', async () => {
    for (const page of [app.window, colleague]) {
      await expect(clock(page)).toHaveAccessibleName(/Final, by the server/);
      await expect(timelineEntries(page, 'found by the clock of the server')).not.toHaveCount(0);
      expect(await readExplanation(page)).toContain('Final, by the server');
    }
    expect(await told(app)).toEqual([]);
  });
});

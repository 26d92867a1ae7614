import path from 'node:path';
import type { Browser, Locator, Page } from '@playwright/test';
import { REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import { DEMO_SCOPE } from '../../shared/testkit/demo/workspace.ts';
import { createAdmin } from '../sync-suite/admin.ts';
import { startFaultProxy, type FaultProxy } from '../sync-suite/fault-proxy.ts';
import { BRIDGE_SCRIPT } from './support/bridge-script.ts';
import {
  fillDesk,
  URGENT_TITLE,
  WAVE,
  WAVE_NORTH,
  WAVE_NORTH_COUNT,
  WAVE_OPEN,
  WAVE_REFUSED,
  type BusyDesk,
} from './support/busy-desk.ts';
import { goTo, queue, record, tabTo, timelineEntries, typeSelect } from './support/desk-work.ts';
import {
  adminAddress,
  startSyncServer,
  writeSessionFile,
  type SyncServer,
} from './support/sync-server.ts';
import {
  expectInContact,
  expectOffline,
  expectRecords,
  expectUnsent,
  syncLine,
} from './support/sync-line.ts';
import { expect, test } from './support/test.ts';
import { startWebHost, type WebHost } from './web-host.ts';
import { seedDemo, type TestWorkspace } from './support/workspaces.ts';

const ARTICLE = 'Camera is out of focus';
const MY_TITLE = 'Camera at gate 2 sees headlights only';
const THEIR_TITLE = 'Camera at gate 2 is blind at night';
const THEIR_COMMENT = 'I drove past it: the dome is full of drops.';
const WORK = 'Cleaned the dome from a ladder';
const RESOLUTION = 'The dome was wet. It is dry and sealed.';
/** Typed on two machines; the names of who is to get the wave. */
const MY_CHOICE = 'Sofia Marek';
const THEIR_CHOICE = 'Yusuf Demir';
/** Tickets that both changed: those of the north dock, and the camera's. */
const MERGED = WAVE_NORTH_COUNT + 1;

let server: SyncServer;
let workspace: TestWorkspace;
let desk: BusyDesk;
/** Between the first console and the server: a cable that can be pulled. */
let cable: FaultProxy;
let host: WebHost | null = null;

test.beforeEach(async ({ folder }) => {
  server = await startSyncServer(path.join(folder, 'data'));
  workspace = await seedDemo(server);
  desk = await fillDesk(server);
  cable = await startFaultProxy(server.url);
});

test.afterEach(async () => {
  await host?.close();
  host = null;
  await cable.close();
  await server.kill();
});

/** A colleague at a Chromium of their own, whose cable nobody pulls. */
async function sitDown(browser: Browser): Promise<Page> {
  host = await startWebHost({
    credentials: { serverUrl: server.url, ...workspace.other },
    suggestedServerUrl: server.url,
    deviceId: 'WEB2',
    locale: 'en',
  });
  await host.shell.ready();
  const context = await browser.newContext({ viewport: { width: 1400, height: 860 } });
  await context.addInitScript(BRIDGE_SCRIPT);
  const page = await context.newPage();
  await page.goto(host.origin);
  await expectInContact(page);
  await expectRecords(page, workspace.records + WAVE_OPEN + WAVE_REFUSED + 1);
  return page;
}

/** Opens a record by its title with nothing but keys. */
async function openByKeys(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+K');
  const dialog = page.getByRole('dialog', { name: 'Find a record or command' });
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(title);
  await expect(dialog.getByRole('option').first()).toContainText(title);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expectTitle(page, title);
}

async function expectTitle(page: Page, title: string): Promise<void> {
  await expect(record(page).getByRole('heading', { level: 2, name: title })).toBeVisible();
}

function context(page: Page): Locator {
  return page.getByRole('complementary', { name: /^Context of / });
}

/** Chooses in the open menu by its first letters; a menu forgets letters that are a second old. */
async function chooseInMenu(page: Page, menu: string, item: string): Promise<void> {
  const entry = page.getByRole('menu', { name: menu }).getByRole('menuitem', { name: item });
  await expect(entry).toBeVisible();
  await expect(async () => {
    await page.keyboard.type(item.slice(0, 3));
    await expect(entry).toBeFocused({ timeout: 1_500 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(entry).toBeHidden();
}

/** Moves the record on screen by its menu of states. */
async function moveTo(page: Page, state: string): Promise<void> {
  await page.keyboard.press('s');
  await chooseInMenu(page, 'Move to', state);
}

function stateButton(page: Page, state: string): Locator {
  return record(page).getByRole('button', { name: `State: ${state}. Move to another` });
}

async function linkItem(page: Page): Promise<void> {
  await tabTo(page, record(page).getByRole('button', { name: 'More', exact: true }));
  await page.keyboard.press('Enter');
  await chooseInMenu(page, 'More', 'Link item…');
  await expect(page.getByRole('combobox', { name: 'Item or ticket' })).toBeFocused();
  await page.keyboard.type(desk.itemName);
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText(desk.itemName);
  await page.keyboard.press('Enter');
  await expect(context(page).getByRole('link', { name: desk.itemName, exact: true })).toBeVisible();
  await expect(record(page)).toBeFocused();
}

async function attachArticle(page: Page): Promise<void> {
  const attach = context(page).getByRole('button', {
    name: `Attach “${ARTICLE}” to the ticket`,
  });
  await expect(attach).toBeAttached();
  await tabTo(page, attach);
  await page.keyboard.press('Enter');
  await expect(attach).toBeHidden();
  await expect(timelineEntries(page, 'documented by')).toHaveCount(1);
  await expect(record(page)).toBeFocused();
}

async function replyFromResponse(page: Page): Promise<void> {
  await page.keyboard.press('c');
  const box = record(page).getByRole('textbox', { name: 'Public comment' });
  await expect(box).toBeFocused();
  await page.keyboard.type('/rec');
  await expect(page.getByRole('option', { name: /received/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue(/^Hello Clara,[^{}]*INC-91000[^{}]*Tobias Brandt/);
  await page.keyboard.press('Control+Enter');
  await expect(timelineEntries(page, 'thank you for telling us')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(record(page)).toBeFocused();
}

async function comment(page: Page, text: string): Promise<void> {
  await page.keyboard.press('c');
  await expect(record(page).getByRole('textbox', { name: 'Public comment' })).toBeFocused();
  await page.keyboard.type(text);
  await page.keyboard.press('Control+Enter');
  await expect(timelineEntries(page, text)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(record(page)).toBeFocused();
}

async function logTime(page: Page): Promise<void> {
  await page.keyboard.press('t');
  await expect(page.getByRole('textbox', { name: 'Time spent' })).toBeFocused();
  await page.keyboard.type('25');
  await page.keyboard.press('Tab');
  await page.keyboard.type(WORK);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: /^Log time on / })).toBeHidden();
  await expect(timelineEntries(page, WORK)).toHaveCount(1);
}

async function resolve(page: Page): Promise<void> {
  await moveTo(page, 'Resolved');
  const dialog = page.getByRole('dialog', { name: /^Resolve INC-/ });
  await typeSelect(page, 'How was it resolved?', 'Fixed');
  await tabTo(page, dialog.getByRole('textbox', { name: 'What resolved it?' }));
  await page.keyboard.type(RESOLUTION);
  await typeSelect(page, 'Why was the service level missed?', 'Waited for parts');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(stateButton(page, 'Resolved')).toBeVisible();
}

/** The title of the ticket on screen in a box, all of it chosen. */
async function startTitle(page: Page): Promise<Locator> {
  await tabTo(page, record(page).getByRole('button', { name: /^Edit Title: / }));
  await page.keyboard.press('Enter');
  const box = record(page).getByRole('textbox', { name: 'Title' });
  await expect(box).toBeFocused();
  await page.keyboard.press('Control+A');
  return box;
}

/** Gives the ticket on screen another title. */
async function retitle(page: Page, title: string): Promise<void> {
  await startTitle(page);
  await page.keyboard.type(title);
  await page.keyboard.press('Enter');
  await expectTitle(page, title);
}

/** Shows the incidents that fit a filter written as text, and how many they are. */
async function listByKeys(page: Page, filter: string, count: number): Promise<void> {
  await goTo(page, 'i');
  await expect(queue(page)).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Filter this list' })).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(filter);
  await page.keyboard.press('Enter');
  await expect(queue(page)).toHaveAccessibleName(new RegExp(`, ${String(count)} rows?$`));
}

/** Chooses every row that is listed and says who is to have them. */
async function assignAll(page: Page, count: number, name: string): Promise<void> {
  await page.keyboard.press('Shift+X');
  const bar = page.getByRole('toolbar', { name: 'Selected tickets' });
  await expect(bar).toContainText(`${String(count)} selected`);
  await page.keyboard.press('a');
  await expect(page.getByRole('combobox', { name: 'Assignee' })).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText(name);
  await page.keyboard.press('Enter');
}

/** Looks ahead, reads why three stay, and goes on. */
async function reassignTheWave(page: Page): Promise<void> {
  await assignAll(page, WAVE_OPEN + WAVE_REFUSED, MY_CHOICE);
  const asked = page.getByRole('dialog', { name: `${String(WAVE_OPEN)} tickets will change` });
  await expectRefused(asked);
  await tabTo(page, asked.getByRole('button', { name: `Change ${String(WAVE_OPEN)} tickets` }));
  await page.keyboard.press('Enter');
  const report = page.getByRole('dialog', { name: `${String(WAVE_REFUSED)} tickets left as` });
  await expect(report).toContainText(`${String(WAVE_OPEN)} tickets were changed.`, {
    timeout: 60_000,
  });
  await expectRefused(report);
  await tabTo(page, report.getByRole('button', { name: 'Close', exact: true }).last());
  await page.keyboard.press('Enter');
  await expect(report).toBeHidden();
}

async function expectRefused(dialog: Locator): Promise<void> {
  const { closed, cancelled, theirs } = desk.refused;
  const rowOf = (number: string): Locator => dialog.getByRole('row').filter({ hasText: number });
  for (const number of [closed, cancelled]) {
    await expect(rowOf(number)).toContainText('It is final: nothing of this changes there');
  }
  await expect(rowOf(theirs)).toContainText('It is so already.');
}

/** How many tickets of the wave the server says each of the two has. */
async function onServer(): Promise<{
  readonly countOf: (name: string, words: string) => number;
  readonly merged: readonly string[];
}> {
  const address = adminAddress(server);
  const scope = await createAdmin(address, scopeDatabase(DEMO_SCOPE)).all();
  const people = await createAdmin(address, REFERENCE_DATABASE).all();
  const idOf = (name: string): unknown => people.find((each) => each['name'] === name)?.['_id'];
  return {
    countOf: (name, words) =>
      scope.filter(
        ({ title, assigneeId }) =>
          typeof title === 'string' && title.includes(words) && assigneeId === idOf(name),
      ).length,
    merged: scope.filter(({ kind }) => kind === 'merge').map((each) => each['recordId'] as string),
  };
}

test('a desk agent works through tickets by keyboard with the cable pulled; both consoles agree afterwards', async ({
  chromiumBrowser,
  folder,
  open,
}) => {
  test.setTimeout(420_000);
  const { window } = await open({
    profile: path.join(folder, 'profile'),
    sessionFile: writeSessionFile(
      path.join(folder, 'session'),
      { ...server, url: cable.url },
      workspace.agent,
    ),
  });

  await test.step('everything comes once; then the cable is pulled', async () => {
    await expectInContact(window);
    await expectRecords(window, workspace.records + WAVE_OPEN + WAVE_REFUSED + 1);
    cable.setOffline(true);
    await expectOffline(window);
  });

  await test.step('the next ticket is taken from the desk and read', async () => {
    await goTo(window, 'h');
    await expect(window.getByRole('button', { name: /^Take the next/ })).toBeVisible();
    await window.keyboard.press('t');
    await expectTitle(window, URGENT_TITLE);
    await expect(record(window)).toContainText('headlights and nothing else');
    await expect(record(window)).toContainText('Tobias Brandt');
  });

  await test.step('the switch is linked, the article attached', async () => {
    await linkItem(window);
    await attachArticle(window);
  });

  await test.step('a reply from a text, time logged', async () => {
    await replyFromResponse(window);
    await moveTo(window, 'In progress');
    await expect(stateButton(window, 'In progress')).toBeVisible();
    await logTime(window);
  });

  await test.step('resolved, and taken back', async () => {
    await resolve(window);
    await window.keyboard.press('z');
    await expect(stateButton(window, 'In progress')).toBeVisible();
    await retitle(window, MY_TITLE);
  });

  await test.step('five hundred go to somebody else, three are refused and say why', async () => {
    await listByKeys(window, `"${WAVE}"`, WAVE_OPEN + WAVE_REFUSED);
    await reassignTheWave(window);
    await expectOffline(window);
    await expect(syncLine(window)).toContainText(/5\d\d changes waiting/);
  });

  let colleague!: Page;
  await test.step('meanwhile a colleague changes some of the same', async () => {
    colleague = await sitDown(chromiumBrowser);
    await openByKeys(colleague, URGENT_TITLE);
    await retitle(colleague, THEIR_TITLE);
    await comment(colleague, THEIR_COMMENT);
    await listByKeys(colleague, `"${WAVE_NORTH}"`, WAVE_NORTH_COUNT);
    await assignAll(colleague, WAVE_NORTH_COUNT, THEIR_CHOICE);
    const reassigned = async (): Promise<number> =>
      (await onServer()).countOf(THEIR_CHOICE, WAVE_NORTH);
    await expect.poll(reassigned).toBe(WAVE_NORTH_COUNT);
    await expectUnsent(colleague, 0);
  });

  await test.step('the cable is back: everything is sent, and both consoles agree', async () => {
    cable.setOffline(false);
    await expectUnsent(window, 0);
    await expectInContact(window);
    const merged = async (): Promise<number> => new Set((await onServer()).merged).size;
    await expect.poll(merged, { timeout: 60_000 }).toBe(MERGED);
    await expectUnsent(window, 0);
    const { countOf } = await onServer();
    const mine = countOf(MY_CHOICE, WAVE);
    const theirs = countOf(THEIR_CHOICE, WAVE);
    expect(mine + theirs).toBe(WAVE_OPEN + 1);
    for (const page of [window, colleague]) {
      await expect(syncLine(page)).toContainText(`${String(MERGED)} conflicts`);
      await listByKeys(page, `"${WAVE}" assignee:"sofia marek"`, mine);
      await listByKeys(page, `"${WAVE}" assignee:"yusuf demir"`, theirs);
    }
  });

  await test.step('nothing typed is lost', async () => {
    const words = `${WAVE}, ${WAVE_NORTH}, place 3`;
    for (const page of [window, colleague]) {
      await openByKeys(page, words);
      const merge = timelineEntries(page, 'brought this together');
      await expect(merge).toContainText(MY_CHOICE);
      await expect(merge).toContainText(THEIR_CHOICE);
    }
    await openByKeys(window, 'Camera at gate 2');
    const title = await record(window).getByRole('heading', { level: 2 }).innerText();
    expect([MY_TITLE, THEIR_TITLE]).toContain(title);
    await openByKeys(colleague, title);
    for (const page of [window, colleague]) {
      const merge = timelineEntries(page, 'brought this together');
      await expect(merge).toContainText(MY_TITLE);
      await expect(merge).toContainText(THEIR_TITLE);
      for (const text of ['thank you for telling us', THEIR_COMMENT, WORK, desk.itemName]) {
        await expect(timelineEntries(page, text)).not.toHaveCount(0);
      }
      await expect(stateButton(page, 'In progress')).toBeVisible();
    }
  });
});

/** What the record on screen says of others who have it open. */
function others(page: Page, sentence: string): Locator {
  return record(page).getByRole('status').filter({ hasText: sentence });
}

test('two who have one record open see each other, and what the other changes under what is typed', async ({
  chromiumBrowser,
  folder,
  open,
}) => {
  test.setTimeout(300_000);
  const { window } = await open({
    profile: path.join(folder, 'profile'),
    sessionFile: writeSessionFile(path.join(folder, 'session'), server, workspace.agent),
  });
  await expectInContact(window);
  await expectRecords(window, workspace.records + WAVE_OPEN + WAVE_REFUSED + 1);
  const colleague = await sitDown(chromiumBrowser);

  await test.step('both open it, and each reads that the other is there', async () => {
    for (const page of [window, colleague]) await openByKeys(page, URGENT_TITLE);
    await expect(others(window, 'Denise Kofler has this open')).toBeVisible();
    await expect(others(colleague, 'Tobias Brandt has this open')).toBeVisible();
  });

  await test.step('one types, the other reads so and changes the same title', async () => {
    const box = await startTitle(window);
    await window.keyboard.press('End');
    await window.keyboard.type(' and at gate 3');
    await expect(others(colleague, 'Tobias Brandt is editing this')).toBeVisible();
    await startTitle(colleague);
    await colleague.keyboard.press('Home');
    await colleague.keyboard.type('By night: ');
    await colleague.keyboard.press('Enter');
    await expectTitle(colleague, `By night: ${URGENT_TITLE}`);
    await expect(others(window, 'Denise Kofler changed it while you typed')).toBeVisible();
    await expect(box).toHaveValue(`By night: ${URGENT_TITLE} and at gate 3`);
    await expect(box).toBeFocused();
  });

  await test.step('both texts are stored, and who leaves is no longer there', async () => {
    await window.keyboard.press('Enter');
    for (const page of [window, colleague]) {
      await expectTitle(page, `By night: ${URGENT_TITLE} and at gate 3`);
    }
    await goTo(colleague, 'h');
    await expect(others(window, 'Denise Kofler')).toBeHidden();
  });
});

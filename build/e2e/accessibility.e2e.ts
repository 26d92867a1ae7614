import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { resizeWindow } from './support/console-app.ts';
import { DESK_SCREENS } from './support/desk-screens.ts';
import { runByPalette } from './support/desk-work.ts';
import { reportLateIncident } from './support/late-incident.ts';
import { leaveScreen, SCREENS, showScreen, type Screen } from './support/screens.ts';
import { writeSessionFile } from './support/sync-server.ts';
import { expectInContact, expectRecords } from './support/sync-line.ts';
import { expect, test } from './support/test.ts';

const THEMES = ['light', 'dark'] as const;
const SIZES = [
  { name: 'wide', width: 1400, height: 860 },
  { name: 'narrow', width: 420, height: 860 },
] as const;

/** What axe holds against the page, a line each: the rule and the first element it is about. */
async function violations(page: Page): Promise<readonly string[]> {
  // Without it axe asks for a second page, which Electron cannot open.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const found = await axe.options({ resultTypes: ['violations'] }).analyze();
  // A page it could not look into has no violations either.
  expect(found.passes.length).toBeGreaterThan(10);
  return found.violations.map(
    ({ id, nodes }) => `${id}, ${String(nodes.length)} times: ${nodes[0]?.html ?? ''}`,
  );
}

test.beforeAll(async ({ demo }) => {
  await reportLateIncident(demo.server);
});

const OTHER_SCREENS = SCREENS.filter((screen) => !DESK_SCREENS.includes(screen));

interface Look {
  readonly theme: string;
  readonly size: { readonly name: string; readonly width: number; readonly height: number };
}

function testScreens(what: string, screens: readonly Screen[], { theme, size }: Look): void {
  test(`axe finds nothing on ${what}, ${theme} and ${size.name}`, async ({
    demo,
    folder,
    open,
  }) => {
    test.setTimeout(300_000);
    const app = await open({
      profile: path.join(folder, 'profile'),
      sessionFile: writeSessionFile(path.join(folder, 'session'), demo.server, demo.manager),
    });
    const { window } = app;
    await expectInContact(window);
    await expectRecords(window, demo.records);
    await runByPalette(window, `Theme: ${theme}`);
    await resizeWindow(app, size.width, size.height);
    for (const screen of screens) {
      await test.step(screen.name, async () => {
        await showScreen(window, screen);
        expect.soft(await violations(window), screen.name).toEqual([]);
        await leaveScreen(window, screen);
      });
    }
  });
}

// Each in both themes and both widths; all four together would take minutes.
const LOOKS: readonly Look[] = [
  { theme: 'light', size: SIZES[0] },
  { theme: 'dark', size: SIZES[1] },
];
for (const look of LOOKS) {
  testScreens('records and service levels', OTHER_SCREENS, look);
  testScreens('the service desk', DESK_SCREENS, look);
}

test('axe finds nothing on the sign-in', async ({ folder, open }) => {
  const app = await open({
    profile: path.join(folder, 'profile'),
    serverUrl: 'http://127.0.0.1:9',
  });
  for (const colorScheme of THEMES) {
    await app.window.emulateMedia({ colorScheme });
    for (const { name, width, height } of SIZES) {
      await resizeWindow(app, width, height);
      await expect(app.window.getByRole('button', { name: 'Sign in' })).toBeVisible();
      expect.soft(await violations(app.window), `${colorScheme} ${name}`).toEqual([]);
    }
  }
  // What went wrong is said on the same screen.
  await app.window.getByRole('textbox', { name: 'User name' }).fill('nobody');
  await app.window.getByRole('textbox', { name: 'Password' }).fill('nothing');
  await app.window.getByRole('button', { name: 'Sign in' }).click();
  await expect(app.window.getByText('Not signed in')).toBeVisible();
  expect.soft(await violations(app.window), 'refused').toEqual([]);
});

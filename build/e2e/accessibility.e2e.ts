import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { resizeWindow } from './support/console-app.ts';
import { runByPalette } from './support/desk-work.ts';
import { reportLateIncident } from './support/late-incident.ts';
import { leaveScreen, SCREENS } from './support/screens.ts';
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
  const found = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  // A page it could not look into has no violations either.
  expect(found.passes.length).toBeGreaterThan(10);
  return found.violations.map(
    ({ id, nodes }) => `${id}, ${String(nodes.length)} times: ${nodes[0]?.html ?? ''}`,
  );
}

test.beforeAll(async ({ demo }) => {
  await reportLateIncident(demo.server);
});

for (const theme of THEMES) {
  for (const size of SIZES) {
    test(`axe finds nothing on any screen, ${theme} and ${size.name}`, async ({
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
      for (const screen of SCREENS) {
        await test.step(screen.name, async () => {
          await screen.show(window);
          expect.soft(await violations(window), screen.name).toEqual([]);
          await leaveScreen(window);
        });
      }
    });
  }
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

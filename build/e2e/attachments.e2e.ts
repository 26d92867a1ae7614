import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { createIncident, openByPalette, record } from './support/desk-work.ts';
import { resizeWindow } from './support/console-app.ts';
import { startSyncServer, writeSessionFile } from './support/sync-server.ts';
import {
  expectInContact,
  expectOffline,
  expectRecords,
  expectUnsent,
  syncLine,
} from './support/sync-line.ts';
import { expect, test } from './support/test.ts';
import { seedDemo } from './support/workspaces.ts';

const TITLE = 'Label printer at gate 4 prints two labels over each other';

/** Draws a picture in the page and brings it in as a person would. */
async function bringPicture(page: Page, how: 'paste' | 'drop', name: string): Promise<void> {
  await page.evaluate(
    async ([way, fileName]) => {
      const canvas = document.createElement('canvas');
      canvas.width = 1200;
      canvas.height = 800;
      const draw = canvas.getContext('2d')!;
      const sky = draw.createLinearGradient(0, 0, 1200, 800);
      sky.addColorStop(0, way === 'paste' ? '#2456c6' : '#b06a00');
      sky.addColorStop(1, '#f4f3ef');
      draw.fillStyle = sky;
      draw.fillRect(0, 0, 1200, 800);
      draw.fillStyle = '#ffffff';
      draw.fillRect(360, 220, 480, 360);
      draw.fillStyle = '#1b1c1f';
      draw.font = '700 72px sans-serif';
      draw.fillText('GATE 4', 460, 380);
      for (let bar = 0; bar < 40; bar += 1) draw.fillRect(400 + bar * 10, 440, (bar * 7) % 9, 90);
      const blob = await new Promise<Blob>((resolve) => {
        canvas.toBlob((made) => resolve(made!), 'image/png');
      });
      const carried = new DataTransfer();
      carried.items.add(new File([blob], fileName, { type: 'image/png' }));
      const options = { bubbles: true, cancelable: true };
      const target = document.querySelector('[data-pane="record"] textarea')!;
      const event =
        way === 'paste'
          ? new ClipboardEvent('paste', { ...options, clipboardData: carried })
          : new DragEvent('drop', { ...options, dataTransfer: carried });
      target.dispatchEvent(event);
    },
    [how, name] as const,
  );
}

function chosenFiles(page: Page): Locator {
  return record(page).getByRole('list', { name: 'Files that will be attached' });
}

async function violations(page: Page): Promise<readonly string[]> {
  const found = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

function showPicture(page: Page, name: string): Locator {
  return record(page).getByRole('button', { name: `Show ${name}` });
}

test('F9, L22: files chosen, pasted and dropped offline survive kill -9, are sent, and a second console sees them', async ({
  folder,
  open,
}) => {
  test.setTimeout(400_000);
  const dataDir = path.join(folder, 'data');
  let server = await startSyncServer(dataDir);
  try {
    const workspace = await seedDemo(server);
    const sessionOf = (user: typeof workspace.agent): string =>
      writeSessionFile(path.join(folder, `${user.userName}.json`), server, user);
    const first = { profile: path.join(folder, 'first'), sessionFile: sessionOf(workspace.agent) };
    const log = path.join(folder, 'printer.log');
    writeFileSync(log, 'E 1042 head overheated\n'.repeat(300_000));
    let app = await open(first);

    await test.step('without the server, by button, clipboard and drop', async () => {
      const { window } = app;
      await expectInContact(window);
      await expectRecords(window, workspace.records);
      await expectUnsent(window, 0);
      await createIncident(window, TITLE);
      await expectUnsent(window, 0);
      await server.kill();
      await expectOffline(window);
      const chooser = window.waitForEvent('filechooser');
      await record(window).getByRole('button', { name: 'Attach files' }).click();
      await (await chooser).setFiles(log);
      await expect(chosenFiles(window)).toContainText('printer.log');
      await bringPicture(window, 'paste', 'label.png');
      await bringPicture(window, 'drop', 'gate.png');
      await expect(chosenFiles(window).getByRole('listitem')).toHaveCount(3);
    });

    await test.step('killed before they are attached, the draft still has them', async () => {
      await app.kill();
      app = await open(first);
      await expectOffline(app.window);
      await openByPalette(app.window, TITLE);
      await expect(chosenFiles(app.window).getByRole('listitem')).toHaveCount(3);
      await record(app.window)
        .getByRole('button', { name: /^Attach 3 files/ })
        .click();
      await expect(syncLine(app.window)).toContainText('3 files waiting');
      await expect(showPicture(app.window, 'label.png').locator('img')).toBeVisible();
    });

    await test.step('killed again, they are shown from this machine and still wait', async () => {
      await app.kill();
      app = await open(first);
      const { window } = app;
      await expect(syncLine(window)).toContainText('3 files waiting');
      await openByPalette(window, TITLE);
      await showPicture(window, 'gate.png').click();
      const viewer = window.getByRole('dialog', { name: 'gate.png' });
      await expectPicture(viewer, 'gate.png');
      expect(await violations(window)).toEqual([]);
      await window.keyboard.press('ArrowLeft');
      await expectPicture(window.getByRole('dialog', { name: 'label.png' }), 'label.png');
      await window.keyboard.press('Escape');
      await expect(window.getByRole('dialog')).toHaveCount(0);
      expect(await violations(window)).toEqual([]);
    });

    await test.step('the server comes back and gets them', async () => {
      server = await startSyncServer(dataDir, server.port);
      await expectUnsent(app.window, 0);
    });

    await test.step('somebody else sees the pictures, and the content on demand', async () => {
      const other = await open({
        profile: path.join(folder, 'second'),
        sessionFile: sessionOf(workspace.other),
      });
      const { window } = other;
      // Files stand beside the ticket where there is room for it.
      await resizeWindow(other, 1440, 860);
      await expectInContact(window);
      await expectRecords(window, workspace.records + 1);
      await openByPalette(window, TITLE);
      await expect(showPicture(window, 'label.png').locator('img')).toBeVisible();
      await showPicture(window, 'label.png').click();
      await expectPicture(window.getByRole('dialog', { name: 'label.png' }), 'label.png');
      await window.keyboard.press('Escape');
      const files = window.getByRole('list', { name: 'Files' });
      await expect(files.getByText('on this machine')).toHaveCount(1);
      await window.getByRole('button', { name: 'Keep offline' }).click();
      await expect(files.getByText('on this machine')).toHaveCount(3);
    });
  } finally {
    await server.stop();
  }
});

async function expectPicture(viewer: Locator, name: string): Promise<void> {
  const picture = viewer.getByRole('img', { name });
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((element) => (element as HTMLImageElement).naturalWidth))
    .toBe(1200);
}

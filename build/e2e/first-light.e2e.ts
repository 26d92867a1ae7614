import path from 'node:path';
import {
  commentPublicly,
  createIncident,
  editTitle,
  filterQueue,
  goTo,
  openByPalette,
  queueRows,
  record,
  timelineEntries,
} from './support/desk-work.ts';
import { findRealData } from './support/real-data.ts';
import { startSyncServer, writeSessionFile } from './support/sync-server.ts';
import {
  expectInContact,
  expectOffline,
  expectRecords,
  expectUnsent,
} from './support/sync-line.ts';
import { expect, test } from './support/test.ts';
import { fillWorkspace } from './support/workspaces.ts';

const EDITED = 'Handhelds of the night shift lose the dock list';
const CREATED = 'Forklift terminal 7 restarts at the ramp';
const COMMENT = 'We exchange the battery before the early shift.';

const data = findRealData();

test(`a day without the server, on ${data === null ? 'the demo workspace' : '20,000 real incidents'}`, async ({
  folder,
  open,
}) => {
  test.setTimeout(900_000);
  const dataDir = path.join(folder, 'data');
  let server = await startSyncServer(dataDir);
  try {
    const workspace = await fillWorkspace(server, data);
    const sessionOf = (user: typeof workspace.agent): string =>
      writeSessionFile(path.join(folder, `${user.userName}.json`), server, user);

    const first = {
      profile: path.join(folder, 'first'),
      sessionFile: sessionOf(workspace.agent),
    };
    let app = await open(first);
    await test.step('the first sync brings everything', async () => {
      await expectInContact(app.window);
      await expectRecords(app.window, workspace.records);
      await expectUnsent(app.window, 0);
    });

    await test.step('the server dies and the desk works on', async () => {
      await server.kill();
      await expectOffline(app.window);
      const { window } = app;

      await goTo(window, 'k');
      await window
        .getByRole('searchbox', { name: 'Search articles' })
        .fill(workspace.article.words);
      const hit = window.getByRole('row', { name: workspace.article.title });
      await hit.first().click();
      await window.keyboard.press('Enter');
      await expect(record(window).getByRole('heading', { level: 1 })).toHaveText(
        workspace.article.title,
      );

      await goTo(window, 'i');
      await filterQueue(window, '');
      await queueRows(window).first().click();
      await editTitle(window, EDITED);
      await expectUnsent(window, 1);

      const number = await createIncident(window, CREATED);
      expect(number).toMatch(/^INC-\d+$/);
      await expectUnsent(window, 2);
      await commentPublicly(window, COMMENT);
      await expectUnsent(window, 3);
      await expectOffline(window);
    });

    await test.step('killed and started again, nothing is missing', async () => {
      await app.kill();
      app = await open(first);
      const { window } = app;
      await expectUnsent(window, 3);
      await expectRecords(window, workspace.records + 1);
      await openByPalette(window, EDITED);
      await expect(record(window).getByRole('heading', { level: 2 })).toHaveText(EDITED);
      await openByPalette(window, CREATED);
      await expect(record(window).getByRole('heading', { level: 2 })).toHaveText(CREATED);
      await expect(timelineEntries(window, COMMENT)).toHaveCount(1);
      await expectOffline(window);
    });

    await test.step('the server comes back and gets all of it', async () => {
      server = await startSyncServer(dataDir, server.port);
      await expectUnsent(app.window, 0);
      await expectInContact(app.window);
    });

    await test.step('somebody else sees all of it, once', async () => {
      const other = await open({
        profile: path.join(folder, 'second'),
        sessionFile: sessionOf(workspace.other),
      });
      const { window } = other;
      await expectInContact(window);
      await expectRecords(window, workspace.records + 1);
      for (const title of [EDITED, CREATED]) {
        await filterQueue(window, `"${title}"`);
        await expect(queueRows(window)).toHaveCount(1);
        await openByPalette(window, title);
        await expect(record(window).getByRole('heading', { level: 2 })).toHaveText(title);
      }
      await expect(timelineEntries(window, COMMENT)).toHaveCount(1);
    });
  } finally {
    await server.stop();
  }
});

/**
 * `tsx build/e2e/screenshots.ts FOLDER [SCREEN…] [--size demo] [--scale 2]`: pictures of the real
 * window on the demo workspace, every screen in three widths, light and dark. For looking, and for
 * the README.
 */
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleAll } from '../bundle/bundle-all.ts';
import { ROOT } from '../runtime/paths.ts';
import { resolveElectron } from '../runtime/resolve-electron.ts';
import { runMain, say, SentenceError } from '../runtime/say.ts';
import { startVirtualDisplay } from '../runtime/virtual-display.ts';
import { openConsoleApp, resizeWindow, type ConsoleApp } from './support/console-app.ts';
import { runByPalette } from './support/desk-work.ts';
import { reportLateIncident } from './support/late-incident.ts';
import { leaveScreen, SCREENS, showScreen, type Screen } from './support/screens.ts';
import { runSyncServer, startSyncServer } from './support/sync-server.ts';
import { expectInContact, expectRecords } from './support/sync-line.ts';
import { DEMO_RECORDS_AT_LEAST } from './support/workspaces.ts';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 420, height: 860 },
] as const;
const THEMES = ['light', 'dark'] as const;
/** Wider and higher than the largest window. */
const DISPLAY = '3200x2000x24';

interface Shots {
  readonly folder: string;
  readonly screens: readonly Screen[];
  readonly size: string;
  readonly scaleFactor: number;
}

await runMain(async () => {
  const shots = readArguments();
  await bundleAll({ root: ROOT, only: ['main', 'preload', 'renderer'] });
  const electron = await resolveElectron();
  const display = process.platform === 'linux' ? await startVirtualDisplay(DISPLAY) : null;
  if (display !== null) process.env['DISPLAY'] = display.display;
  const work = await mkdtemp(path.join(os.tmpdir(), 'outpost-screenshots-'));
  try {
    await takeAll(shots, electron.path, work);
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 5 });
    await display?.stop();
  }
  return 0;
});

function readArguments(): Shots {
  const { values, positionals } = parseArgs({
    options: {
      size: { type: 'string', default: 'demo' },
      scale: { type: 'string', default: '1' },
    },
    allowPositionals: true,
  });
  const [folder, ...names] = positionals;
  const unknown = names.filter((name) => !SCREENS.some((screen) => screen.name === name));
  if (folder === undefined || unknown.length > 0) {
    throw new SentenceError(
      `Name a folder for the pictures, then the screens, all by default: ${SCREENS.map(({ name }) => name).join('; ')}.`,
    );
  }
  const screens = SCREENS.filter(({ name }) => names.length === 0 || names.includes(name));
  return { folder, screens, size: values.size, scaleFactor: Number(values.scale) };
}

async function takeAll(shots: Shots, electron: string, work: string): Promise<void> {
  mkdirSync(shots.folder, { recursive: true });
  const server = await startSyncServer(path.join(work, 'data'));
  try {
    await runSyncServer('seed', '--size', shots.size, '--data', server.dataDir);
    await reportLateIncident(server);
    const app = await openConsoleApp({
      electron,
      profile: path.join(work, 'profile'),
      sessionFile: path.join(server.dataDir, 'demo-session.json'),
      scaleFactor: shots.scaleFactor,
    });
    try {
      await expectInContact(app.window);
      await expectRecords(app.window, DEMO_RECORDS_AT_LEAST);
      for (const theme of THEMES) await takeTheme(app, shots, theme);
    } finally {
      await app.kill();
    }
  } finally {
    await server.stop();
  }
}

async function takeTheme(app: ConsoleApp, shots: Shots, theme: string): Promise<void> {
  const { window } = app;
  await runByPalette(window, `Theme: ${theme}`);
  for (const { width, height } of SIZES) {
    await resizeWindow(app, width, height);
    for (const screen of shots.screens) {
      await showScreen(window, screen);
      const name = `${screen.name.replaceAll(/[^a-z]+/g, '-')}-${String(width)}-${theme}.png`;
      await window.screenshot({ path: path.join(shots.folder, name) });
      await leaveScreen(window, screen);
      say(name);
    }
  }
}

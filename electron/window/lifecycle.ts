import { app, type BrowserWindow } from 'electron';
import type { Settling } from '../update/settling.ts';
import type { Vault } from '../vault/vault.ts';
import type { ConsoleWindows } from './console-windows.ts';

/** A person who closes the console waits so long for a push, and no longer (F50). */
const SETTLE_LIMIT_MS = 5_000;

export interface LifecycleDeps {
  readonly windows: ConsoleWindows;
  readonly settling: Settling<BrowserWindow>;
  readonly vault: Pick<Vault, 'close'>;
}

/**
 * Without windows the console ends, on macOS it waits to be asked for one. Before a window closes or
 * the console ends, what is being sent is finished.
 */
export function setupLifecycle({ windows, settling, vault }: LifecycleDeps): void {
  const settled = new WeakSet<BrowserWindow>();
  const settle = async (asked: readonly BrowserWindow[]): Promise<void> => {
    const open = asked.filter((window) => !settled.has(window) && canAnswer(window));
    await settling.settle(open, SETTLE_LIMIT_MS);
    for (const window of asked) settled.add(window);
  };
  let isEnding = false;
  let mayEnd = false;

  app.on('before-quit', (event) => {
    if (mayEnd) return;
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    void settle(windows.all())
      .then(() => vault.close())
      .finally(() => {
        mayEnd = true;
        app.quit();
      });
  });
  app.on('browser-window-created', (_event, window) => {
    let isClosing = false;
    window.on('close', (event) => {
      if (mayEnd || settled.has(window)) return;
      event.preventDefault();
      if (isClosing) return;
      isClosing = true;
      void settle([window]).then(() => {
        if (!window.isDestroyed()) window.close();
      });
    });
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (windows.all().length === 0) windows.open('/');
  });
}

function canAnswer(window: BrowserWindow): boolean {
  const { webContents } = window;
  return !window.isDestroyed() && !webContents.isCrashed() && !webContents.isLoadingMainFrame();
}

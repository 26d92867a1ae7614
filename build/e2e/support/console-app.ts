import type { BrowserWindow } from 'electron';
import { once } from 'node:events';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { consoleArguments, consoleEnvironment } from '../../start/launch-console.ts';

export interface ConsoleAppOptions {
  /** Electron's executable. */
  readonly electron: string;
  readonly profile: string;
  /** Signs a new profile in; null asks the person. */
  readonly sessionFile?: string | null;
  /** Suggested at the sign-in. */
  readonly serverUrl?: string | null;
  /** Device pixels of a CSS pixel; the display's own where it is left out. */
  readonly scaleFactor?: number;
}

/** The real application with its first window. */
export interface ConsoleApp {
  readonly electron: ElectronApplication;
  readonly window: Page;
  /** SIGKILL to the main process and all it started: what is not on disk is gone. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the built console; resolves when its first window is there. */
export async function openConsoleApp(options: ConsoleAppOptions): Promise<ConsoleApp> {
  const launch = {
    electron: options.electron,
    profile: options.profile,
    sessionFile: options.sessionFile ?? null,
    serverUrl: options.serverUrl ?? null,
    display: null,
  };
  const electron = await _electron.launch({
    executablePath: options.electron,
    args: [
      ...(options.scaleFactor === undefined
        ? []
        : [`--force-device-scale-factor=${String(options.scaleFactor)}`]),
      ...consoleArguments(process.getuid?.() === 0),
    ],
    env: definedOnly(consoleEnvironment(launch, process.env)),
  });
  const child = electron.process();
  const ended = once(child, 'exit');
  const window = await electron.firstWindow().catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    electron,
    window,
    async kill() {
      // Playwright starts it as the leader of a group of its own. The network service alone would
      // go on writing to the profile for a while.
      if (child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid!, 'SIGKILL');
      await ended;
    },
    close: () => electron.close(),
  };
}

/** Gives the window this size inside, in CSS pixels. */
export async function resizeWindow(
  { electron, window }: ConsoleApp,
  width: number,
  height: number,
): Promise<void> {
  const browserWindow = await electron.browserWindow(window);
  await browserWindow.evaluate(
    (native: BrowserWindow, size) => {
      native.setContentSize(size.width, size.height);
    },
    { width, height },
  );
  await window.waitForFunction((wanted) => innerWidth === wanted, width);
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

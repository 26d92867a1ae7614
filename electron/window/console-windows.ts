import path from 'node:path';
import { BrowserWindow, app, nativeTheme, screen } from 'electron';
import type { EventChannel, EventChannels } from '../../shared/protocol/ipc.ts';
import { send } from '../ipc/handle.ts';
import { consoleUrl } from '../protocol/console-url.ts';
import { readProfileFile, writeProfileFile } from '../system/profile-file.ts';
import { say } from '../system/say.ts';
import { addContextMenu } from './context-menu.ts';
import { reviveAfterCrash } from './revive-after-crash.ts';
import { backgroundColor } from './theme.ts';
import { windowOptions } from './window-options.ts';
import { cascade, restorePlace, type WindowPlace } from './window-place.ts';

/** The windows of this console, each a page of its own on the same local databases. */
export class ConsoleWindows {
  readonly #windows = new Set<BrowserWindow>();
  readonly #placeFile: string;

  constructor(
    profile: string,
    private readonly preload: string,
  ) {
    this.#placeFile = path.join(profile, 'window.json');
  }

  has(window: BrowserWindow): boolean {
    return this.#windows.has(window);
  }

  all(): readonly BrowserWindow[] {
    return [...this.#windows];
  }

  /** Opens a window on a route; beside the one it was asked from, else where the last one was left. */
  open(route: string, from?: BrowserWindow): void {
    const place = from === undefined ? this.#restore() : cascade(from.getNormalBounds());
    const window = new BrowserWindow(
      windowOptions({
        platform: process.platform,
        place,
        backgroundColor: backgroundColor(nativeTheme),
        preload: this.preload,
        hasDevTools: !app.isPackaged,
      }),
    );
    this.#windows.add(window);
    this.#watch(window, place.isMaximized);
    addContextMenu(window);
    reviveAfterCrash(window);
    void window.loadURL(consoleUrl(route)).catch(() => undefined);
  }

  /** Brings the console to the front and shows a route, if one is given. */
  show(route: string | null): void {
    const window = BrowserWindow.getFocusedWindow() ?? this.all().at(-1);
    if (window === undefined || !this.has(window)) {
      this.open(route ?? '/');
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    if (route === null) return;
    // A page that is still loading does not listen yet.
    if (window.webContents.isLoadingMainFrame()) {
      void window.loadURL(consoleUrl(route)).catch(() => undefined);
    } else {
      send(window, 'route:open', route);
    }
  }

  /** Tells every window. */
  tell<C extends EventChannel>(channel: C, payload: EventChannels[C]): void {
    for (const window of this.#windows) send(window, channel, payload);
  }

  #watch(window: BrowserWindow, isMaximized: boolean): void {
    window.once('ready-to-show', () => {
      if (isMaximized) window.maximize();
      window.show();
    });
    window.on('close', () => {
      this.#remember(window);
    });
    window.on('closed', () => {
      this.#windows.delete(window);
    });
  }

  #restore(): WindowPlace {
    const primary = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
    const areas = [primary, ...others].map((display) => display.workArea);
    return restorePlace(readProfileFile(this.#placeFile), areas);
  }

  #remember(window: BrowserWindow): void {
    const { x, y, width, height } = window.getNormalBounds();
    const place: WindowPlace = { x, y, width, height, isMaximized: window.isMaximized() };
    try {
      writeProfileFile(this.#placeFile, place);
    } catch (error) {
      say(`The place of the window could not be kept: ${String(error)}`);
    }
  }
}

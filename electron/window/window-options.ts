import type { BrowserWindowConstructorOptions } from 'electron';
import type { WindowPlace } from './window-place.ts';

export interface WindowSetting {
  readonly platform: NodeJS.Platform;
  readonly place: WindowPlace;
  readonly backgroundColor: string;
  readonly preload: string;
  /** False in a packaged console. */
  readonly hasDevTools: boolean;
}

/** Where the page draws title bar and buttons itself; macOS lays its own over the page. */
export function drawsWindowControls(platform: NodeJS.Platform): boolean {
  return platform !== 'darwin';
}

/** A console window: no Node, no shared context, no webview, its own process in the sandbox. */
export function windowOptions(setting: WindowSetting): BrowserWindowConstructorOptions {
  const { x, y, width, height } = setting.place;
  return {
    width,
    height,
    ...(x === undefined || y === undefined ? {} : { x, y }),
    // Field mode: one column with big targets.
    minWidth: 360,
    minHeight: 560,
    show: false,
    title: 'Outpost',
    backgroundColor: setting.backgroundColor,
    ...(drawsWindowControls(setting.platform)
      ? { frame: false }
      : { titleBarStyle: 'hiddenInset' as const }),
    webPreferences: {
      preload: setting.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: true,
      devTools: setting.hasDevTools,
    },
  };
}

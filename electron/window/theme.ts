import { nativeTheme, type BrowserWindow } from 'electron';

/** What is read of the system's theme. */
export interface Theme {
  readonly shouldUseDarkColors: boolean;
  readonly shouldUseHighContrastColors: boolean;
}

/** The colour of the console's chrome, shown until the page is drawn; `--surface-chrome` of the tokens. */
export function backgroundColor(theme: Theme): string {
  if (theme.shouldUseHighContrastColors) return theme.shouldUseDarkColors ? '#000000' : '#ffffff';
  return theme.shouldUseDarkColors ? '#121315' : '#efeeea';
}

/** Keeps the background of every window to the system's theme: it shows while a window is resized. */
export function setupTheme(windows: () => readonly BrowserWindow[]): void {
  nativeTheme.on('updated', () => {
    for (const window of windows()) window.setBackgroundColor(backgroundColor(nativeTheme));
  });
}

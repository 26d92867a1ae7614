import { app } from 'electron';
import type { ConsoleWindows } from './console-windows.ts';

/** Without windows the console ends, on macOS it waits to be asked for one. */
export function setupLifecycle(windows: ConsoleWindows): void {
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (windows.all().length === 0) windows.open('/');
  });
}

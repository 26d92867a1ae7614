import type { BrowserWindow } from 'electron';
import type { WindowControl } from '../../shared/protocol/ipc.ts';

/** Does what a title button of the page asks for. */
export function controlWindow(window: BrowserWindow, control: WindowControl): void {
  switch (control) {
    case 'minimize':
      window.minimize();
      return;
    case 'toggle-maximize':
      if (window.isMaximized()) window.unmaximize();
      else window.maximize();
      return;
    case 'close':
      window.close();
  }
}

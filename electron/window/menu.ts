import { Menu, app, type MenuItemConstructorOptions } from 'electron';

/**
 * The application menu. On macOS it is what people expect at the top; elsewhere it is never seen, as
 * the page draws the title bar, and only gives zoom, full screen and quit their keys. Ctrl+W belongs to
 * the page, which closes a tab with it.
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  hasDevTools: boolean,
): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions = {
    role: 'viewMenu',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...developerItems(hasDevTools),
    ],
  };
  if (platform !== 'darwin') return [{ label: 'Outpost', submenu: [{ role: 'quit' }] }, view];
  return [{ role: 'appMenu' }, { role: 'editMenu' }, view, { role: 'windowMenu' }];
}

export function setupMenu(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, !app.isPackaged)));
}

function developerItems(hasDevTools: boolean): MenuItemConstructorOptions[] {
  if (!hasDevTools) return [];
  return [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
}

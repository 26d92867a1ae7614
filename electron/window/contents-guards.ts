import { app, shell, type WebContents } from 'electron';
import { isNavigationAllowed } from '../protocol/console-url.ts';
import { externalLink } from './external-link.ts';

/** Whatever page there will ever be: it stays in the console, opens no windows and no webviews. */
export function setupContentsGuards(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
    });
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url);
      return { action: 'deny' };
    });
    guardNavigation(contents);
  });
}

function guardNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (isNavigationAllowed(event.url)) return;
    event.preventDefault();
    openOutside(event.url);
  });
  contents.on('will-redirect', (event) => {
    if (!isNavigationAllowed(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
}

function openOutside(url: string): void {
  const link = externalLink(url);
  if (link !== null) void shell.openExternal(link).catch(() => undefined);
}

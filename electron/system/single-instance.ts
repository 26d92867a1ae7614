import { app } from 'electron';
import { routeOfArguments, routeOfDeepLink } from './deep-link.ts';

/** Called for a second start and for a link: `route` is null where only the window is wanted. */
export type ShowConsole = (route: string | null) => void;

/**
 * Makes this the only console of its profile.
 *
 * @returns false where another one runs already; it was asked to come to the front.
 */
export function setupSingleInstance(show: ShowConsole): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', (_event, argv) => {
    show(routeOfArguments(argv));
  });
  return true;
}

/** Links of the form `outpost://record/…` from other programs. */
export function setupDeepLinks(show: ShowConsole): void {
  // A development start must not take the scheme over from an installed console.
  if (app.isPackaged) app.setAsDefaultProtocolClient('outpost');
  app.on('open-url', (event, link) => {
    event.preventDefault();
    const route = routeOfDeepLink(link);
    if (route !== null) show(route);
  });
}

import { CONSOLE_ORIGIN, COUCH_PATH } from '../../shared/protocol/ipc.ts';
import { parseUrl } from '../system/parse-url.ts';

const CONSOLE = new URL(CONSOLE_ORIGIN);

/**
 * Whether a URL belongs to the console. By protocol and host, since Node gives `null` as the origin
 * of every scheme it does not know.
 */
export function isConsoleUrl(text: string): boolean {
  const url = parseUrl(text);
  return url?.protocol === CONSOLE.protocol && url.host === CONSOLE.host;
}

/** The address of a route, e.g. `/incidents`. */
export function consoleUrl(route: string): string {
  return `${CONSOLE_ORIGIN}${route}`;
}

/** Whether a page may go to an address by itself: the console's own routes, nothing a server sent. */
export function isNavigationAllowed(url: string): boolean {
  return isConsoleUrl(url) && !new URL(url).pathname.startsWith(COUCH_PATH);
}

/** Exports the console itself made; nothing is saved straight from an address. */
export function isOwnDownload(url: string): boolean {
  return url.startsWith('blob:') && isConsoleUrl(url.slice('blob:'.length));
}

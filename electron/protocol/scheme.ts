import { protocol } from 'electron';
import { CONSOLE_ORIGIN, COUCH_PATH } from '../../shared/protocol/ipc.ts';
import { serveConsoleFile } from './console-files.ts';
import { isConsoleUrl } from './console-url.ts';
import type { CouchForwarder } from './couch-forwarder.ts';
import { inertHeaders } from './response-headers.ts';

const SCHEME = new URL(CONSOLE_ORIGIN).protocol.slice(0, -1);

/** Makes `app:` a scheme like https: an origin, storage, fetch, a code cache. Before `ready`. */
export function setupScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        stream: true,
        codeCache: true,
      },
    },
  ]);
}

/**
 * Answers `app://console`: its files, and below COUCH_PATH the server.
 *
 * @param folder of the built renderer.
 */
export function setupConsoleProtocol(folder: string, couch: CouchForwarder): void {
  protocol.handle(SCHEME, (request) => {
    if (!isConsoleUrl(request.url)) {
      return new Response('There is no such page.', { status: 404, headers: inertHeaders() });
    }
    return new URL(request.url).pathname.startsWith(COUCH_PATH)
      ? couch.forward(request)
      : serveConsoleFile(folder, request);
  });
}

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { COUCH_PATH } from '../../shared/protocol/ipc.ts';
import { serveConsoleFile } from '../../electron/protocol/console-files.ts';
import { fileHeaders } from '../../electron/protocol/response-headers.ts';
import { ROOT } from '../runtime/paths.ts';
import { SHELL_PATH } from './support/bridge-script.ts';
import { sendResponse, toRequest } from './support/node-http.ts';
import { WebShell, type WebShellOptions } from './support/web-shell.ts';

export interface WebHostOptions extends WebShellOptions {
  /** Folder of further pages: `NAME.js` in it is shown by `/pages/NAME`. */
  readonly pages?: string;
  /** Answers everything below `/couch/` in place of the shell's forwarder. */
  readonly couch?: (request: IncomingMessage, response: ServerResponse) => void;
}

export interface WebHost {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly origin: string;
  readonly shell: WebShell;
  close(): Promise<void>;
}

const CONSOLE = path.join(ROOT, 'dist', 'renderer');
const PAGES_PATH = '/pages/';

/**
 * Serves the built console to a plain browser on a free port, with the headers of `app://console`,
 * and stands in for the shell. The page needs BRIDGE_SCRIPT.
 */
export async function startWebHost(options: WebHostOptions = {}): Promise<WebHost> {
  const shell = new WebShell(options);
  const server = createServer((incoming, outgoing) => {
    if (options.couch !== undefined && incoming.url?.startsWith(COUCH_PATH) === true) {
      options.couch(incoming, outgoing);
      return;
    }
    answer(incoming, shell, options.pages)
      .then((response) => sendResponse(response, outgoing))
      .catch((error: unknown) => {
        outgoing.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    shell,
    async close() {
      await shell.close();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    },
  };
}

async function answer(
  incoming: IncomingMessage,
  shell: WebShell,
  pages: string | undefined,
): Promise<Response> {
  const request = await toRequest(incoming, 'http://127.0.0.1');
  const { pathname } = new URL(request.url);
  if (pathname.startsWith(COUCH_PATH)) return shell.couch.forward(request);
  if (pathname.startsWith(SHELL_PATH)) {
    const args = (await request.json()) as readonly unknown[];
    return Response.json(await shell.invoke(pathname.slice(SHELL_PATH.length), args));
  }
  if (pages !== undefined && pathname.startsWith(PAGES_PATH)) {
    return servePage(pages, pathname.slice(PAGES_PATH.length));
  }
  return serveConsoleFile(CONSOLE, request);
}

/** A script of the folder, or the empty page that loads it. */
function servePage(folder: string, name: string): Promise<Response> | Response {
  if (name.includes('.')) {
    return serveConsoleFile(folder, new Request(`http://127.0.0.1/${name}`));
  }
  const page = `<!doctype html><title>${name}</title><script type="module" src="${PAGES_PATH}${name}.js"></script>`;
  return new Response(page, { headers: fileHeaders('text/html; charset=utf-8') });
}

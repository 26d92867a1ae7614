import { app, session, type Session } from 'electron';
import type { Fetch } from '../session/account.ts';
import { parseServerUrl } from '../session/server-url.ts';
import { VERSION } from '../system/version.ts';
import { isOwnDownload } from './console-url.ts';

const NETWORK_URLS = ['http', 'https', 'ws', 'wss', 'file'].map((scheme) => `${scheme}://*/*`);

/**
 * The network as the main process uses it: Chromium's, so the system's proxy and certificates hold,
 * in a session for each server that keeps no cookie and no cache and shares nothing with the windows.
 */
export class ServerNetwork {
  readonly #hosts = new Set<string>();
  readonly #sessions = new Map<string, Session>();

  /** To be used after `ready`. */
  readonly fetch: Fetch = (url, init) => this.#sessionFor(new URL(url).hostname).fetch(url, init);

  /** Names the servers of this start before `ready`, when Chromium reads its command line. */
  expect(serverUrls: readonly (string | null | undefined)[]): void {
    for (const serverUrl of serverUrls) {
      const parsed = parseServerUrl(serverUrl ?? '');
      if (parsed.ok) this.#allowManyConnections(new URL(parsed.serverUrl).hostname);
    }
  }

  #sessionFor(host: string): Session {
    const present = this.#sessions.get(host);
    if (present !== undefined) return present;
    // A session reads the switch when it first connects, so a server signed in to later needs its own.
    this.#allowManyConnections(host);
    const created = session.fromPartition(`couch:${host}`, { cache: false });
    created.setPermissionRequestHandler((_contents, _permission, answer) => {
      answer(false);
    });
    created.setPermissionCheckHandler(() => false);
    created.setUserAgent(`Outpost/${VERSION}`);
    this.#sessions.set(host, created);
    return created;
  }

  /** Lifts Chromium's six connections a server, which open feeds of several databases would use up. */
  #allowManyConnections(host: string): void {
    this.#hosts.add(host);
    app.commandLine.appendSwitch('ignore-connections-limit', [...this.#hosts].join(','));
  }
}

/** The windows themselves have no network: even a page gone wrong reaches nothing but `app:`. */
export function setupWindowNetwork(windows: Session): void {
  windows.webRequest.onBeforeRequest({ urls: NETWORK_URLS }, (_details, answer) => {
    answer({ cancel: true });
  });
  windows.on('will-download', (event, item) => {
    if (!isOwnDownload(item.getURL())) event.preventDefault();
  });
}

import path from 'node:path';
import type { Page } from '@playwright/test';
import { replicaName } from '../../renderer/app/replica-name.ts';
import type { ReplicaSession } from '../../renderer/replica/replica.ts';
import { bundleAll } from '../bundle/bundle-all.ts';
import { ROOT } from '../runtime/paths.ts';
import { startWebHost, type WebHost } from '../e2e/web-host.ts';
import { callPage, withBrowser } from './browser.ts';

/** Nobody listens at this address: a console that starts without a network. */
const CREDENTIALS = {
  serverUrl: 'http://127.0.0.1:9',
  userName: 'tobias.brandt',
  password: 'unused',
} as const;
const SESSION = {
  userName: CREDENTIALS.userName,
  roles: ['agent', 'scope:nordlicht'],
  deviceId: 'BNCH',
} as const satisfies ReplicaSession;
const REPLICA = { replica: replicaName(CREDENTIALS), session: SESSION };
const TICKETS = 100_000;

export interface FillOptions {
  readonly chromium: string;
  /** Folder of the bundled pages. */
  readonly pages: string;
  /** Where the profile is made. */
  readonly folder: string;
  readonly scale: number;
}

/** The built console, offline, on a profile that holds the queue of a large desk. */
export interface FilledConsole {
  readonly host: WebHost;
  readonly tickets: number;
  /** To open its replica in a page of one's own. */
  readonly replica: { readonly replica: string; readonly session: ReplicaSession };
  /** Starts a browser of its own on the profile for every task. */
  open<T>(task: (page: Page) => Promise<T>, initScript?: string): Promise<T>;
}

/** Builds the console and fills a fresh profile in one page load. Its host is the caller's to close. */
export async function fillConsole(options: FillOptions): Promise<FilledConsole> {
  await bundleAll({ root: ROOT, only: ['renderer'] });
  const tickets = Math.round(TICKETS * options.scale);
  const host = await startWebHost({
    pages: options.pages,
    credentials: CREDENTIALS,
    roles: SESSION.roles,
    deviceId: SESSION.deviceId,
  });
  const browser = {
    executablePath: options.chromium,
    profile: path.join(options.folder, 'filled-profile'),
  };
  const open: FilledConsole['open'] = (task, initScript) =>
    withBrowser(initScript === undefined ? browser : { ...browser, initScript }, task);
  await open(async (page) => {
    await page.goto(`${host.origin}/pages/fill`);
    await callPage(page, 'fill', { ...REPLICA, tickets });
  });
  return { host, tickets, replica: REPLICA, open };
}

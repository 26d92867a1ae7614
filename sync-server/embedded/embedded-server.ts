import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Authenticator, type AdminCredentials } from './authenticator.ts';
import { Databases } from './databases.ts';
import { DEFAULT_ITERATIONS } from './passwords.ts';
import { buildServerApp, type ServerApp } from './server-app.ts';
import { loadServerState } from './server-state.ts';
import { USERS_DATABASE } from './user-documents.ts';

/** Where the server tells what its callers are not told. */
export interface EmbeddedLogger {
  error(message: string, error: unknown): void;
}

export interface EmbeddedServerOptions {
  /** Holds everything; made if absent. One process at a time. */
  readonly dataDir: string;
  /** Loopback unless the caller asks for another address: there is no TLS here. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port?: number;
  /** The server administrator. The password is kept in memory alone. */
  readonly admin: AdminCredentials;
  readonly logger?: EmbeddedLogger;
  /** PBKDF2 rounds for new passwords. */
  readonly passwordIterations?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface EmbeddedServer {
  /** Without credentials and without a trailing slash. */
  readonly url: string;
  readonly port: number;
  readonly routes: ServerApp['routes'];
  /** Ends feeds, lets running requests finish and closes the files. */
  close(): Promise<void>;
}

/** How long `close` waits for requests that run. */
const CLOSE_LIMIT_MS = 5000;

/**
 * Starts a CouchDB-compatible server on one data folder.
 * @throws where the folder is used by another process or the port is taken
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { dataDir, admin, host = '127.0.0.1', port = 0, now = Date.now } = options;
  if (admin.name === '' || admin.password === '' || admin.name.includes(':')) {
    throw new Error('The administrator needs a name without a colon and a password');
  }
  const state = await loadServerState(dataDir);
  const databases = await openDatabases(dataDir, now);
  const passwordIterations = options.passwordIterations ?? DEFAULT_ITERATIONS;
  const users = () => databases.get(USERS_DATABASE);
  const authenticator = new Authenticator(admin, users, state.secret, passwordIterations, now);
  const { app, routes } = buildServerApp({
    databases,
    authenticator,
    state,
    passwordIterations,
    now,
    logError: (message, error) => options.logger?.error(message, error),
  });
  const close = once(async () => {
    databases.endFeeds();
    await closeHttp(app);
    await databases.close();
  });
  try {
    await app.listen({ host, port });
  } catch (error) {
    await close();
    throw error;
  }
  const { port: actualPort } = app.server.address() as AddressInfo;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${shownHost}:${String(actualPort)}`, port: actualPort, routes, close };
}

/** Lets answers that are under way go out, then drops what is left. */
async function closeHttp(app: FastifyInstance): Promise<void> {
  // A connection kept alive becomes idle only when its answer is out: ask again until all are.
  const idle = setInterval(() => {
    app.server.closeIdleConnections();
  }, 20);
  const limit = setTimeout(() => {
    app.server.closeAllConnections();
  }, CLOSE_LIMIT_MS);
  await app.close();
  clearInterval(idle);
  clearTimeout(limit);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

async function openDatabases(dataDir: string, now: () => number): Promise<Databases> {
  const databases = await Databases.at(dataDir);
  try {
    if (!(await databases.find(USERS_DATABASE))) await databases.create(USERS_DATABASE, now());
  } catch (error) {
    throw new Error(`The data folder ${dataDir} cannot be opened; is another server using it?`, {
      cause: error,
    });
  }
  return databases;
}

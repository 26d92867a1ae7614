import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AdminCredentials } from './authenticator.ts';
import { startEmbeddedServer } from './embedded-server.ts';

export interface TestServer {
  /** Without credentials and without a trailing slash. */
  readonly url: string;
  readonly admin: AdminCredentials;
  /** With the administrator's credentials. */
  readonly adminUrl: string;
  /** False where `COUCHDB_URL` names a server of its own. */
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** PBKDF2 rounds that keep tests short. */
const TEST_ITERATIONS = 1000;

/**
 * A server for tests: an embedded one in a temporary folder, or the CouchDB that `COUCHDB_URL`
 * (with an administrator's credentials in it) points to, which `close` leaves as it is.
 */
export async function startTestServer(): Promise<TestServer> {
  const external = process.env['COUCHDB_URL'];
  if (external) return externalServer(external);
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'outpost-embedded-'));
  const admin = { name: 'admin', password: 'test-password' };
  const server = await startEmbeddedServer({
    dataDir,
    admin,
    passwordIterations: TEST_ITERATIONS,
    logger: console,
  });
  return {
    url: server.url,
    admin,
    adminUrl: withCredentials(server.url, admin),
    embedded: true,
    close: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function externalServer(address: string): TestServer {
  const parsed = new URL(address);
  const admin = {
    name: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
  };
  parsed.username = parsed.password = '';
  const url = parsed.href.replace(/\/$/, '');
  const adminUrl = withCredentials(url, admin);
  return { url, admin, adminUrl, embedded: false, close: () => Promise.resolve() };
}

/** The address with a person's name and password in it. */
export function withCredentials(url: string, { name, password }: AdminCredentials): string {
  const parsed = new URL(url);
  parsed.username = encodeURIComponent(name);
  parsed.password = encodeURIComponent(password);
  return parsed.href.replace(/\/$/, '');
}

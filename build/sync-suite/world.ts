import { randomInt } from 'node:crypto';
import { expect } from 'vitest';
import { filesDatabase } from '../../shared/model/blob.ts';
import { REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import { makeUlid } from '../../shared/model/ids.ts';
import { PRESENCE_DATABASE } from '../../shared/model/presence.ts';
import { scopeRole } from '../../shared/policy/roles.ts';
import type { Role } from '../../shared/policy/roles.ts';
import { provision } from '../../sync-server/couch/provision.ts';
import { removeUser } from '../../sync-server/couch/user-accounts.ts';
import { connectCouch } from '../../sync-server/couch/couch-server.ts';
import { startTestServer, type TestServer } from '../../sync-server/embedded/testing.ts';
import { createAdmin, type Admin } from './admin.ts';
import { startClient, type Client } from './client.ts';
import type { ClientSetup } from './client-protocol.ts';
import { eventually } from './eventually.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';

/** One console with the line it is connected by. */
export interface Station {
  readonly client: Client;
  readonly proxy: FaultProxy;
  readonly setup: ClientSetup;
  /** Opens the console, or opens it again after `close` or `die`; not started. */
  open(patch?: Partial<ClientSetup>): Promise<void>;
}

export interface World {
  readonly scope: string;
  readonly database: string;
  readonly server: TestServer;
  /** On the scope's database. */
  readonly admin: Admin;
  readonly reference: Admin;
  readonly stations: readonly Station[];
  close(): Promise<void>;
}

/** Short waits, so that a test takes as long as its faults and no longer. */
export const QUICK = {
  longPollMs: 5000,
  backoffFirstMs: 20,
  backoffMaxMs: 200,
  recheckMs: 50,
  slowCheckMs: 2000,
} as const;

const ROLES: readonly Role[] = ['agent', 'manager', 'admin'];

/** Names nobody else uses, so that a shared CouchDB stays as it was. */
function freshName(prefix: string): string {
  return `${prefix}${makeUlid(Date.now(), () => randomInt(2 ** 32) / 2 ** 32).toLowerCase()}`;
}

/** A server and the threads of a test file; a world of its own for every test. */
export class Suite {
  private readonly clients: Client[] = [];
  private server: TestServer | null = null;
  private hadReference = false;

  async start(stations: number): Promise<void> {
    this.server = await startTestServer();
    const couch = connectCouch(this.server.adminUrl);
    this.hadReference = (await couch.find({ db: REFERENCE_DATABASE })) !== null;
    while (this.clients.length < stations) this.clients.push(startClient());
  }

  async stop(): Promise<void> {
    await Promise.all(this.clients.splice(0).map((client) => client.terminate()));
    if (this.server && !this.hadReference) {
      await createAdmin(this.server.adminUrl, REFERENCE_DATABASE).destroy();
      await createAdmin(this.server.adminUrl, PRESENCE_DATABASE)
        .destroy()
        .catch(() => undefined);
    }
    await this.server?.close();
  }

  /** A fresh scope with a person at every console. */
  async world(setup: Partial<ClientSetup> = {}, roles: readonly Role[] = ROLES): Promise<World> {
    const server = this.server!;
    const scope = freshName('t');
    const people = this.clients.map((_client, index) => ({
      name: freshName(`p${index}-`),
      roles,
      scopes: [scope],
      password: 'correct horse',
    }));
    await provision({ url: server.adminUrl, scopes: [scope], users: people, q: 2 });
    const stations = await Promise.all(
      this.clients.map((client, index) =>
        makeStation(client, server.url, {
          name: freshName('r'),
          url: '',
          userName: people[index]!.name,
          password: people[index]!.password,
          roles: [...roles, scopeRole(scope)],
          deviceId: `D${index}`,
          scope,
          seed: index + 1,
          tuning: QUICK,
          numberPrefixes: [],
          engines: 1,
          trustsOwnClock: false,
          escalates: false,
          ...setup,
        }),
      ),
    );
    const database = scopeDatabase(scope);
    const admin = createAdmin(server.adminUrl, database);
    return {
      scope,
      database,
      server,
      admin,
      reference: createAdmin(server.adminUrl, REFERENCE_DATABASE),
      stations,
      async close() {
        for (const { client, proxy } of stations) {
          await client.close();
          await client.setClock(0);
          await proxy.close();
        }
        for (const each of [admin, createAdmin(server.adminUrl, filesDatabase(scope))]) {
          await each.destroy().catch(() => undefined);
        }
        const couch = connectCouch(server.adminUrl);
        for (const { name } of people) await removeUser(couch, name);
      },
    };
  }
}

async function makeStation(client: Client, serverUrl: string, plan: ClientSetup): Promise<Station> {
  const proxy = await startFaultProxy(serverUrl);
  const setup = { ...plan, url: proxy.url };
  const open = (patch: Partial<ClientSetup> = {}): Promise<void> =>
    client.open({ ...setup, ...patch });
  await open();
  return { client, proxy, setup, open };
}

const PATIENCE_MS = 15_000;

/** Waits for something that a console or the server will say in the end. */
export function soon<T>(check: () => T | Promise<T>): Promise<T> {
  return eventually(check, PATIENCE_MS);
}

export function phaseOf({ client }: Station, wanted: string): Promise<void> {
  return soon(async () => expect((await client.status()).phase).toBe(wanted));
}

/** Starts sync and waits until the console is live. */
export async function goLive(...stations: readonly Station[]): Promise<void> {
  for (const { client } of stations) await client.start();
  for (const station of stations) await phaseOf(station, 'live');
}

/** Waits until everything a console wrote is on the server. */
export function allSent({ client }: Station): Promise<void> {
  return soon(async () => expect((await client.unsent()).count).toBe(0));
}

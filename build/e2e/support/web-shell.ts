import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { IPC_VERSION } from '../../../shared/protocol/ipc.ts';
import type { AppInfo, InvokeChannels, Session } from '../../../shared/protocol/ipc.ts';
import { CouchForwarder } from '../../../electron/protocol/couch-forwarder.ts';
import type { Credentials } from '../../../electron/session/account.ts';
import { checkCredentials } from '../../../electron/session/check-credentials.ts';
import { SessionKeeper } from '../../../electron/session/session-keeper.ts';
import { ReplicaGenerations } from '../../../electron/vault/replica-generations.ts';
import { Vault } from '../../../electron/vault/vault.ts';
import type { StoredSession, StoredState } from '../../../electron/session/session-store.ts';

type Handlers = {
  readonly [C in keyof InvokeChannels]: (
    ...args: InvokeChannels[C]['args']
  ) => Promise<InvokeChannels[C]['result']>;
};

export interface WebShellOptions {
  /** Signed in from the start. */
  readonly credentials?: Credentials;
  /** Of that session, as the server confirmed them before; without them it is asked first. */
  readonly roles?: readonly string[];
  /** Offered at the sign-in. */
  readonly suggestedServerUrl?: string;
  readonly locale?: string;
  readonly deviceId?: string;
}

/** Session of a test's browser: in memory, gone with the host. */
class MemoryStore {
  #state: StoredState = { kind: 'never' };

  constructor({ credentials, roles }: WebShellOptions) {
    if (credentials === undefined || roles === undefined) return;
    const session: StoredSession = { ...credentials, roles, passwordKeptIn: 'file' };
    this.#state = { kind: 'signed-in', session };
  }

  load(): Promise<StoredState> {
    return Promise.resolve(this.#state);
  }

  save(credentials: Credentials, roles: readonly string[]): Promise<StoredSession> {
    const session: StoredSession = { ...credentials, roles, passwordKeptIn: 'file' };
    this.#state = { kind: 'signed-in', session };
    return Promise.resolve(session);
  }

  clear(): void {
    this.#state = { kind: 'signed-out' };
  }
}

/**
 * What the Electron shell does for a window, for a window in a plain browser: the same forwarder
 * and the same keeper of the session, on Node's network.
 */
export class WebShell {
  readonly couch: CouchForwarder;
  readonly #keeper: SessionKeeper;
  readonly #options: WebShellOptions;
  /** Stands in for the profile. */
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-web-shell-'));
  readonly #vault = new Vault(path.join(this.#folder, 'vault'), Date.now);
  readonly #generations = new ReplicaGenerations(this.#folder, Date.now);
  #isCut = false;

  constructor(options: WebShellOptions) {
    this.#options = options;
    const network = (url: string, init: RequestInit): Promise<Response> =>
      this.#isCut ? Promise.reject(new TypeError('the network was cut')) : fetch(url, init);
    this.#keeper = new SessionKeeper({
      store: new MemoryStore(options),
      check: (credentials) => checkCredentials(network, credentials),
      deviceId: options.deviceId ?? 'WEB1',
      handedOver: options.credentials ?? null,
      onChanged: () => undefined,
    });
    this.couch = new CouchForwarder({ fetch: network, account: () => this.#keeper.account() });
  }

  /** Has the roles of a session that was handed over, as after the first confirmation. */
  async ready(): Promise<Session | null> {
    await this.#keeper.refresh();
    return this.#keeper.get();
  }

  /** Ends what it would still try in the background. */
  async close(): Promise<void> {
    this.couch.cancelAll();
    await this.#keeper.signOut();
    await this.#vault.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** No way to the server any more: what is open ends, what comes finds nobody. */
  cut(): void {
    this.#isCut = true;
    this.couch.cancelAll();
  }

  mend(): void {
    this.#isCut = false;
  }

  /** Answers a call of the bridge. Throws for a channel that does not exist. */
  invoke(channel: string, args: readonly unknown[]): Promise<unknown> {
    const handlers = this.#handlers();
    if (!Object.hasOwn(handlers, channel)) throw new Error(`There is no channel ${channel}.`);
    const handler = handlers[channel as keyof InvokeChannels];
    return (handler as (...all: readonly unknown[]) => Promise<unknown>)(...args);
  }

  #handlers(): Handlers {
    return {
      'app:info': () => Promise.resolve(this.#info()),
      'session:get': () => this.#keeper.get(),
      'session:sign-in': (request) => this.#keeper.signIn(request),
      'session:refresh': () => this.#keeper.refresh(),
      'session:sign-out': async () => {
        await this.#keeper.signOut();
        return null;
      },
      'couch:cancel': (requestId) => {
        this.couch.cancel(requestId);
        return Promise.resolve(null);
      },
      // A browser has its own buttons, and its own windows.
      'window:control': () => Promise.resolve(null),
      'window:open': () => Promise.resolve(null),
      // The browser prints itself.
      'report:pdf': () => Promise.resolve({ kind: 'unavailable' }),
      // A page says it itself.
      'notification:show': () => Promise.resolve(false),
      'system:uptime': () => Promise.resolve(Math.round(os.uptime() * 1000)),
      ...this.#safekeeping(),
    };
  }

  #safekeeping() {
    const vault = this.#vault;
    const generations = this.#generations;
    return {
      'vault:append': (owner, replicaId, rows) => vault.append(owner, replicaId, rows),
      'vault:settle': (owner, replicaId, ids) => vault.settle(owner, replicaId, ids),
      'vault:dismiss': (owner, replicaIds) => vault.dismiss(owner, replicaIds),
      'vault:read': (owner) => vault.read(owner),
      'vault:summary': () => vault.summary(),
      'replica:generation': (owner) => Promise.resolve(generations.get(owner)),
      'replica:set-aside': (owner, generation) =>
        Promise.resolve(generations.setAside(owner, generation)),
      'replica:forgotten': (owner, forgotten) => {
        generations.forget(owner, forgotten);
        return Promise.resolve(null);
      },
      // A browser keeps its databases where no shell can move them.
      'storage:set-aside': () => Promise.resolve({ ok: false, message: 'Not in a browser.' }),
      'app:settled': () => Promise.resolve(null),
    } satisfies Partial<Handlers>;
  }

  #info(): AppInfo {
    const { suggestedServerUrl, locale } = this.#options;
    return {
      ipcVersion: IPC_VERSION,
      version: '0.0.0',
      platform: 'linux',
      drawsWindowControls: false,
      locale: locale ?? 'en',
      ...(suggestedServerUrl === undefined ? {} : { suggestedServerUrl }),
    };
  }
}

import type { Session, SignInRequest, SignInResult } from '../../shared/protocol/ipc.ts';
import { say } from '../system/say.ts';
import { toAccount, type Account, type Credentials } from './account.ts';
import type { CredentialsCheck } from './check-credentials.ts';
import { parseServerUrl } from './server-url.ts';
import type { SessionStore, StoredSession, StoredState } from './session-store.ts';

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;

export interface SessionKeeperDeps {
  readonly store: Pick<SessionStore, 'load' | 'save' | 'clear'>;
  readonly check: (credentials: Credentials) => Promise<CredentialsCheck>;
  readonly deviceId: string;
  /** From OUTPOST_SESSION_FILE, or null. */
  readonly handedOver: Credentials | null;
  /** The session as it now is; `accountChanged` where requests under way belong to nobody any more. */
  readonly onChanged: (session: Session | null, accountChanged: boolean) => void;
}

/**
 * Who is signed in. A stored session is good without a network; the server confirms its roles when
 * it can be reached and never takes it away: a password that no longer works is for the person to
 * mend, and until then everything kept here stays open.
 */
export class SessionKeeper {
  #session: StoredSession | null = null;
  #ready: Promise<void> | null = null;
  #retry: NodeJS.Timeout | null = null;

  constructor(private readonly deps: SessionKeeperDeps) {}

  /** Loads the stored session, once, and has it confirmed; everything else waits for the loading. */
  start(): Promise<void> {
    this.#ready ??= this.#load().then(() => {
      this.confirm();
    });
    return this.#ready;
  }

  /** The session as a window may see it. */
  async get(): Promise<Session | null> {
    await this.start();
    return this.#session === null ? null : this.#visible(this.#session);
  }

  /** What requests to the server need; null where nobody is signed in or the password is gone. */
  async account(): Promise<Account | null> {
    await this.start();
    const credentials = credentialsOf(this.#session);
    return credentials === null ? null : toAccount(credentials);
  }

  /** Checks name and password at the server and keeps them; where that fails nothing changes. */
  async signIn(request: SignInRequest): Promise<SignInResult> {
    await this.start();
    const url = parseServerUrl(request.serverUrl);
    if (!url.ok) return { ok: false, reason: 'bad-url', message: url.message };
    const userName = request.userName.trim();
    const fault = faultInUserName(userName);
    if (fault !== null) return { ok: false, reason: 'wrong-credentials', message: fault };
    const credentials = { serverUrl: url.serverUrl, userName, password: request.password };
    const check = await this.deps.check(credentials);
    if (!check.ok) return check;
    this.#stopRetry();
    const session = await this.#keep({ ...credentials, userName: check.userName }, check.roles);
    return { ok: true, session };
  }

  async signOut(): Promise<void> {
    await this.start();
    if (this.#session === null) return;
    this.#stopRetry();
    this.deps.store.clear(this.#session.serverUrl);
    this.#session = null;
    this.deps.onChanged(null, true);
  }

  /** Asks the server once who we are and keeps roles that changed. Null where nobody is signed in. */
  async refresh(): Promise<SignInResult | null> {
    await this.start();
    const asked = this.#session;
    const credentials = credentialsOf(asked);
    if (asked === null || credentials === null) return null;
    const check = await this.deps.check(credentials);
    // Somebody else may have signed in while the server was thinking.
    if (this.#session !== asked) {
      const session = await this.get();
      return session === null ? null : { ok: true, session };
    }
    if (!check.ok) return check;
    const session = sameRoles(asked.roles, check.roles)
      ? this.#visible(asked)
      : await this.#keep(credentials, check.roles);
    return { ok: true, session };
  }

  /** Refreshes in the background until the server has answered, for us or against us. */
  confirm(retryMs = FIRST_RETRY_MS): void {
    this.#stopRetry();
    this.refresh().then(
      (result) => {
        if (result === null || result.ok || !mayPass(result.reason)) return;
        this.#stopRetry();
        this.#retry = setTimeout(() => {
          this.confirm(Math.min(retryMs * 2, LONGEST_RETRY_MS));
        }, retryMs);
      },
      (error: unknown) => {
        say(`The roles of this session could not be kept: ${String(error)}`);
      },
    );
  }

  async #load(): Promise<void> {
    const state = await this.deps.store.load();
    const { handedOver } = this.deps;
    if (state.kind === 'signed-in') this.#session = state.session;
    if (handedOver !== null && isWanted(handedOver, state)) {
      this.#session = await this.#adopt(handedOver, this.#session?.roles ?? []);
    }
  }

  /** A profile that cannot be written, e.g. on a full disk, must still open. */
  async #adopt(handedOver: Credentials, roles: readonly string[]): Promise<StoredSession> {
    try {
      return await this.deps.store.save(handedOver, roles);
    } catch (error) {
      say(`The session handed over could not be kept: ${String(error)}`);
      return { ...handedOver, roles, passwordKeptIn: 'file' };
    }
  }

  async #keep(credentials: Credentials, roles: readonly string[]): Promise<Session> {
    const before = this.#session;
    const kept = await this.deps.store.save(credentials, roles);
    this.#session = kept;
    const session = this.#visible(kept);
    this.deps.onChanged(
      session,
      before?.serverUrl !== kept.serverUrl || before.userName !== kept.userName,
    );
    return session;
  }

  #visible({ userName, roles, serverUrl, passwordKeptIn }: StoredSession): Session {
    return { userName, roles, serverUrl, passwordKeptIn, deviceId: this.deps.deviceId };
  }

  #stopRetry(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
  }
}

/**
 * A handed over session signs in a profile that never had one, and corrects address and password of
 * the same person. It brings nobody back who signed out, and replaces nobody.
 */
function isWanted(handedOver: Credentials, state: StoredState): boolean {
  if (state.kind !== 'signed-in') return state.kind === 'never';
  const { userName, serverUrl, password } = state.session;
  if (userName !== handedOver.userName) return false;
  return serverUrl !== handedOver.serverUrl || password !== handedOver.password;
}

/** A captive portal looks like a server that is no CouchDB; both may be over in a minute. */
function mayPass(reason: Extract<SignInResult, { ok: false }>['reason']): boolean {
  return reason === 'unreachable' || reason === 'not-couchdb';
}

function credentialsOf(session: StoredSession | null): Credentials | null {
  if (session?.password == null) return null;
  const { serverUrl, userName, password } = session;
  return { serverUrl, userName, password };
}

function faultInUserName(userName: string): string | null {
  if (userName === '') return 'Enter your user name.';
  // HTTP Basic cuts name and password at the first colon.
  return userName.includes(':') ? 'A user name cannot contain a colon.' : null;
}

function sameRoles(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((role) => b.includes(role));
}

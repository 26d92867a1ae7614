import { createHmac } from 'node:crypto';
import { ADMIN_ROLE, type Actor } from './actor.ts';
import { forbidden, unauthorized } from './couch-error.ts';
import type { Database } from './database.ts';
import type { JsonObject } from './json.ts';
import { Lockout } from './lockout.ts';
import { equalInConstantTime, PasswordChecker } from './passwords.ts';
import { SESSION_MS, signSession, verifySession } from './session-cookie.ts';
import { rolesOf, userDocumentId } from './user-documents.ts';

export interface AdminCredentials {
  readonly name: string;
  readonly password: string;
}

interface Account {
  readonly roles: readonly string[];
  /** Changes with the password, so that sessions end with it. */
  readonly stamp: string;
  matches(password: string): Promise<boolean>;
}

export interface Credentials {
  readonly address: string;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
}

export interface Authentication {
  readonly actor: Actor | undefined;
  /** A session past half its time: its replacement. */
  readonly renewedCookie?: string;
}

/** Says who somebody is: the administrator given at the start, or a user of `_users`. */
export class Authenticator {
  private readonly lockout = new Lockout();
  private readonly checker = new PasswordChecker();

  constructor(
    private readonly admin: AdminCredentials,
    private readonly users: () => Promise<Database>,
    private readonly secret: string,
    private readonly iterations: number,
    private readonly now: () => number,
  ) {}

  /**
   * @returns no actor where there are no credentials or the session is over
   * @throws CouchError 401 for wrong ones, 403 while the account is locked
   */
  async authenticate(credentials: Credentials): Promise<Authentication> {
    const session = await this.fromCookie(credentials.cookie);
    if (session.actor) return session;
    const basic = parseBasic(credentials.authorization);
    if (!basic) return session;
    const roles = await this.signIn(basic.name, basic.password, credentials.address);
    return { actor: { name: basic.name, roles, via: 'default' } };
  }

  /** The roles of whoever has this name and password. @throws CouchError 401 or 403 */
  async signIn(name: string, password: string, address: string): Promise<readonly string[]> {
    if (this.lockout.isLocked(address, name, this.now())) {
      throw forbidden('Account is temporarily locked due to multiple authentication failures');
    }
    const account = await this.account(name);
    const right = account
      ? await account.matches(password)
      : await this.checker.decoy(password, this.iterations);
    if (account && right) return account.roles;
    this.lockout.record(address, name, this.now());
    throw unauthorized('Name or password is incorrect.');
  }

  /** A session cookie's value for a person who has just signed in. */
  async newSession(name: string): Promise<string> {
    const account = await this.account(name);
    return signSession(name, this.now(), this.keyFor(account));
  }

  private async fromCookie(cookie: string | undefined): Promise<Authentication> {
    if (cookie === undefined) return { actor: undefined };
    const session = await verifySession(cookie, async (name) => {
      return this.keyFor(await this.account(name));
    });
    const age = session ? Math.abs(this.now() - session.issuedAtMs) : Infinity;
    if (!session || age > SESSION_MS) return { actor: undefined };
    const roles = (await this.account(session.name))?.roles ?? [];
    const actor: Actor = { name: session.name, roles, via: 'cookie' };
    if (age <= SESSION_MS / 2) return { actor };
    return { actor, renewedCookie: await this.newSession(session.name) };
  }

  private keyFor(account: Account | undefined): string {
    // A name without an account gets a key that nothing was ever signed with.
    return this.secret + JSON.stringify(account?.stamp ?? null);
  }

  private async account(name: string): Promise<Account | undefined> {
    if (name === this.admin.name) return this.adminAccount();
    const user = await this.readUser(name);
    if (!user) return undefined;
    return {
      // System roles cannot be stored; should one be, it gives nothing.
      roles: rolesOf(user).filter((role) => !role.startsWith('_')),
      stamp: `user:${String(user['salt'])}:${String(user['derived_key'])}`,
      matches: (password) => this.checker.matches(password, user),
    };
  }

  private adminAccount(): Account {
    const { password } = this.admin;
    return {
      roles: [ADMIN_ROLE],
      stamp: `admin:${createHmac('sha256', this.secret).update(password).digest('hex')}`,
      matches: (candidate) => Promise.resolve(equalInConstantTime(candidate, password)),
    };
  }

  private async readUser(name: string): Promise<JsonObject | undefined> {
    const database = await this.users();
    return database.gate.share(async () => {
      const { level } = database;
      const [state] = await level.states(await level.metadata([userDocumentId(name)]));
      return !state || state.metadata.deleted ? undefined : (JSON.parse(state.text) as JsonObject);
    });
  }
}

function parseBasic(header: string | undefined): { name: string; password: string } | undefined {
  const match = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header ?? '');
  if (!match) return undefined;
  const text = Buffer.from(match[1] ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  return { name: text.slice(0, colon), password: text.slice(colon + 1) };
}

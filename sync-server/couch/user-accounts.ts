import { randomInt } from 'node:crypto';
import { IMPORTER_ROLE, isRole, scopeRole, scopesOf } from '../../shared/policy/roles.ts';
import type { Role } from '../../shared/policy/roles.ts';
import { CouchFailure } from './couch-failure.ts';
import type { CouchServer } from './couch-server.ts';
import { asRecord, asStrings, sameJson, type JsonRecord } from './json-record.ts';
import { passwordFits } from './password-hash.ts';

export const USERS_DATABASE = '_users';
const USER_ID_PREFIX = 'org.couchdb.user:';

export type UserRole = Role | typeof IMPORTER_ROLE;

/** What a person is to be able to do. */
export interface UserRequest {
  readonly name: string;
  readonly roles: readonly UserRole[];
  readonly scopes: readonly string[];
  /** Absent: kept, or made up for a new person. */
  readonly password?: string;
}

export interface UserOutcome {
  readonly name: string;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  /** Only where one was made up; it is not stored anywhere in clear. */
  readonly generatedPassword: string | null;
}

export interface UserSummary {
  readonly name: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
}

/** CouchDB forbids a leading underscore, Basic authentication a colon; authorship holds 80. */
const USER_NAME = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,79}$/;

/** Without 0/O and 1/l/I, to be read aloud. */
const PASSWORD_ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const PASSWORD_LENGTH = 20;

/** 20 characters of 56: 116 bits. */
export function generatePassword(): string {
  return Array.from({ length: PASSWORD_LENGTH }, () =>
    PASSWORD_ALPHABET.charAt(randomInt(PASSWORD_ALPHABET.length)),
  ).join('');
}

export function isUserRole(value: string): value is UserRole {
  return isRole(value) || value === IMPORTER_ROLE;
}

/** Roles that Outpost gives; others on a user are somebody else's and stay. */
function isOurs(role: string): boolean {
  return isUserRole(role) || scopesOf([role]).length > 0;
}

function wantedRoles(request: UserRequest, before: readonly string[]): readonly string[] {
  const ours = [...request.roles, ...request.scopes.map(scopeRole)];
  return [...new Set([...ours, ...before.filter((role) => !isOurs(role))])];
}

function userPath(name: string): string {
  return encodeURIComponent(`${USER_ID_PREFIX}${name}`);
}

async function refuseAdministrator(server: CouchServer, name: string): Promise<void> {
  const admins = asRecord(
    await server.find({ path: '_node/_local/_config/admins' }).catch(() => null),
  );
  if (!Object.hasOwn(admins, name)) return;
  throw new CouchFailure(
    'refused',
    `"${name}" is a server administrator; a user of that name could never sign in. Choose another name.`,
  );
}

function newUser(request: UserRequest, password: string): JsonRecord {
  return { name: request.name, type: 'user', roles: wantedRoles(request, []), password };
}

function changedUser(found: JsonRecord, request: UserRequest): JsonRecord | null {
  const before = asStrings(found['roles']);
  const roles = wantedRoles(request, before);
  const isSamePassword =
    request.password === undefined || passwordFits(found, request.password) === true;
  if (isSamePassword && sameJson([...roles].sort(), [...before].sort())) return null;
  return { ...found, roles, ...(isSamePassword ? {} : { password: request.password }) };
}

/**
 * Makes a person's account, or gives it these roles and scopes; what it had beyond them of Outpost's
 * is taken away. Doing it twice changes nothing.
 * @throws CouchFailure where the name cannot be one, or the server refuses.
 */
export async function ensureUser(server: CouchServer, request: UserRequest): Promise<UserOutcome> {
  const { name } = request;
  if (!USER_NAME.test(name)) {
    throw new CouchFailure(
      'refused',
      `"${name}" cannot be a user name: letters, digits, . _ @ + and -, at most 80, starting with a letter or digit.`,
    );
  }
  await refuseAdministrator(server, name);
  const path = userPath(name);
  const found = await server.find({ db: USERS_DATABASE, path });
  if (found === null) {
    const password = request.password ?? generatePassword();
    await server.request({
      method: 'PUT',
      db: USERS_DATABASE,
      path,
      body: newUser(request, password),
    });
    const generatedPassword = request.password === undefined ? password : null;
    return { name, outcome: 'created', generatedPassword };
  }
  const changed = changedUser(asRecord(found), request);
  if (changed === null) return { name, outcome: 'unchanged', generatedPassword: null };
  await server.request({ method: 'PUT', db: USERS_DATABASE, path, body: changed });
  return { name, outcome: 'updated', generatedPassword: null };
}

/** Everybody with an account, sorted by name. */
export async function listUsers(server: CouchServer): Promise<readonly UserSummary[]> {
  const answer = asRecord(
    await server.request({
      db: USERS_DATABASE,
      path: '_all_docs',
      query: {
        include_docs: true,
        // nano writes keys down as JSON.
        startkey: USER_ID_PREFIX,
        endkey: `${USER_ID_PREFIX}\uffff`,
      },
    }),
  );
  const rows = Array.isArray(answer['rows']) ? (answer['rows'] as unknown[]) : [];
  return rows
    .map((row) => asRecord(asRecord(row)['doc']))
    .filter((user) => typeof user['name'] === 'string')
    .map((user) => {
      const roles = asStrings(user['roles']);
      return {
        name: String(user['name']),
        roles: roles.filter((role) => scopesOf([role]).length === 0),
        scopes: scopesOf(roles),
      };
    });
}

/** Takes an account away. @returns False where there was none. */
export async function removeUser(server: CouchServer, name: string): Promise<boolean> {
  const path = userPath(name);
  const found = asRecord(await server.find({ db: USERS_DATABASE, path }));
  const rev = found['_rev'];
  if (typeof rev !== 'string') return false;
  await server.request({ method: 'DELETE', db: USERS_DATABASE, path, query: { rev } });
  return true;
}

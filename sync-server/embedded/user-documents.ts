import { isServerAdmin, type Actor } from './actor.ts';
import { CouchError, forbidden, notFound } from './couch-error.ts';
import { isJsonObject, isStringArray, type JsonObject } from './json.ts';
import { hashPassword, isUsableHash } from './passwords.ts';

export const USERS_DATABASE = '_users';
const PREFIX = 'org.couchdb.user:';

export const userDocumentId = (name: string): string => PREFIX + name;

/**
 * What is stored for a user document that a client sends: a `password` becomes CouchDB's PBKDF2
 * fields and is dropped.
 * @throws CouchError 400 for a password that is no text
 */
export async function storableUser(document: JsonObject, iterations: number): Promise<JsonObject> {
  const { password, ...rest } = document;
  if (password === undefined || password === null) return rest;
  if (typeof password !== 'string') {
    throw new CouchError(400, 'bad_request', 'Password must be a string.');
  }
  return { ...rest, ...(await hashPassword(password, iterations)) };
}

/**
 * The rules CouchDB keeps for `_users`: the owner or an administrator writes, only administrators
 * give roles, a name never changes.
 * @throws CouchError 403 with the rule broken; 404 for a stranger, who shall not learn who exists.
 */
export function checkUserDocument(
  next: JsonObject,
  previous: JsonObject | null,
  actor: Actor,
): void {
  const admin = isServerAdmin(actor);
  if (!admin && next['_id'] !== userDocumentId(actor.name)) throw notFound();
  if (next['_deleted'] === true) return;
  checkShape(next);
  checkNameAndRoles(next, previous);
  checkHash(next);
  if (!admin) checkRolesKept(next, previous);
}

function checkShape(next: JsonObject): void {
  if (next['type'] !== 'user') throw forbidden('doc.type must be user');
  if (typeof next['name'] !== 'string' || next['name'] === '') {
    throw forbidden('doc.name is required');
  }
  if (next['roles'] === undefined) throw forbidden('doc.roles must exist');
  if (!Array.isArray(next['roles'])) throw forbidden('doc.roles must be an array');
  if (!isStringArray(next['roles'])) throw forbidden('doc.roles can only contain strings');
}

function checkNameAndRoles(next: JsonObject, previous: JsonObject | null): void {
  const name = String(next['name']);
  if (next['_id'] !== userDocumentId(name)) {
    throw forbidden('Doc ID must be of the form org.couchdb.user:name');
  }
  if (previous && previous['name'] !== name) throw forbidden('Usernames can not be changed.');
  if (rolesOf(next).some((role) => role.startsWith('_'))) {
    throw forbidden('No system roles (starting with underscore) in users db.');
  }
  if (name.startsWith('_')) throw forbidden('Username may not start with underscore.');
  if (name.includes(':')) throw forbidden('Character `:` is not allowed in usernames.');
}

function checkHash(next: JsonObject): void {
  if (next['password_scheme'] !== 'pbkdf2') return;
  if (typeof next['iterations'] !== 'number') throw forbidden('iterations must be a number.');
  if (typeof next['derived_key'] !== 'string') throw forbidden('derived_key must be a string.');
  if (!isUsableHash(next)) throw forbidden('The password fields are out of range.');
}

function checkRolesKept(next: JsonObject, previous: JsonObject | null): void {
  const before = rolesOf(previous).sort();
  const after = rolesOf(next).sort();
  if (!previous && after.length > 0) throw forbidden('Only _admin may set roles');
  if (before.length !== after.length || before.some((role, index) => role !== after[index])) {
    throw forbidden('Only _admin may edit roles');
  }
}

export function rolesOf(user: unknown): string[] {
  return isJsonObject(user) && isStringArray(user['roles']) ? [...user['roles']] : [];
}

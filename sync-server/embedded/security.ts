import { ADMIN_ROLE, isServerAdmin, type Actor } from './actor.ts';
import { badRequest } from './couch-error.ts';
import { isJsonObject, isStringArray, type JsonObject } from './json.ts';

/** What a database is born with, as in CouchDB 3: nobody but administrators. */
export const ADMIN_ONLY: JsonObject = {
  members: { roles: [ADMIN_ROLE] },
  admins: { roles: [ADMIN_ROLE] },
};

/** @throws CouchError 400 unless it is an object whose groups hold arrays of strings. */
export function parseSecurity(value: unknown): JsonObject {
  if (!isJsonObject(value)) throw badRequest('The security object must be a JSON object');
  for (const group of ['members', 'admins']) {
    const names = value[group];
    if (names === undefined) continue;
    if (!isJsonObject(names)) throw badRequest(`${group} must be a JSON object`);
    for (const list of ['names', 'roles']) {
      if (names[list] !== undefined && !isStringArray(names[list])) {
        throw badRequest(`${group}.${list} must be a JSON list of strings`);
      }
    }
  }
  return value;
}

function isListed(security: JsonObject, group: 'members' | 'admins', actor: Actor): boolean {
  const lists = security[group];
  if (!isJsonObject(lists)) return false;
  const names = isStringArray(lists['names']) ? lists['names'] : [];
  const roles = isStringArray(lists['roles']) ? lists['roles'] : [];
  return names.includes(actor.name) || actor.roles.some((role) => roles.includes(role));
}

export function isDatabaseAdmin(security: JsonObject, actor: Actor): boolean {
  return isServerAdmin(actor) || isListed(security, 'admins', actor);
}

/** Members and administrators. A security object without members admits administrators alone. */
export function isDatabaseMember(security: JsonObject, actor: Actor): boolean {
  return isDatabaseAdmin(security, actor) || isListed(security, 'members', actor);
}

/** What a person is in Outpost; held as roles of the CouchDB user. */
export const ROLES = ['agent', 'technician', 'auditor', 'manager', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** A service user that writes what others did: authorship and state machines do not bind it. */
export const IMPORTER_ROLE = 'importer';

/** CouchDB's own role of a server administrator; no user document may carry it. */
export const SERVER_ADMIN_ROLE = '_admin';

const SCOPE_ROLE_PREFIX = 'scope:';

/** The role that opens a scope's database, `leipzig` → `scope:leipzig`. */
export function scopeRole(scope: string): string {
  return `${SCOPE_ROLE_PREFIX}${scope}`;
}

/** The scopes a person may read, in the order of the roles. */
export function scopesOf(roles: readonly string[]): string[] {
  return roles
    .filter((role) => role.startsWith(SCOPE_ROLE_PREFIX))
    .map((role) => role.slice(SCOPE_ROLE_PREFIX.length));
}

export function isRole(value: string): value is Role {
  return (ROLES as readonly string[]).includes(value);
}

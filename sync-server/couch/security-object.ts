import { IMPORTER_ROLE, ROLES, SERVER_ADMIN_ROLE, scopeRole } from '../../shared/policy/roles.ts';

export interface SecurityObject {
  readonly members: { readonly names: readonly string[]; readonly roles: readonly string[] };
  readonly admins: { readonly names: readonly string[]; readonly roles: readonly string[] };
}

/**
 * Who may open a database. Everybody with a role in Outpost reads the reference database, a scope's
 * database opens with its own role. Administrators are the server's alone: a database administrator
 * could replace the design document and this object, so Outpost's role `admin` is none.
 */
export function securityObject(scope: string | null): SecurityObject {
  return {
    members: {
      names: [],
      roles: scope === null ? [...ROLES, IMPORTER_ROLE] : [scopeRole(scope)],
    },
    admins: { names: [], roles: [SERVER_ADMIN_ROLE] },
  };
}

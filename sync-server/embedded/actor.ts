/** Who a request acts as, with the roles that hold at that moment. */
export interface Actor {
  readonly name: string;
  readonly roles: readonly string[];
  readonly via: 'cookie' | 'default';
}

/** CouchDB's role of a server administrator; no user document may carry it. */
export const ADMIN_ROLE = '_admin';

export function isServerAdmin(actor: Actor): boolean {
  return actor.roles.includes(ADMIN_ROLE);
}

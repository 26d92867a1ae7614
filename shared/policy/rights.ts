import type { CollectionName } from '../model/ids.ts';
import type { Role } from './roles.ts';
import { IMPORTER_ROLE, ROLES, SERVER_ADMIN_ROLE } from './roles.ts';

/** `remove` is the soft delete and its reversal; tombstones are the server's alone (L9). */
export type WriteAction = 'create' | 'update' | 'remove';

export type CollectionRights = Readonly<Record<WriteAction, readonly Role[]>>;

const EVERYBODY = ROLES;
const DESK: readonly Role[] = ['agent', 'technician', 'manager', 'admin'];
const LEAD: readonly Role[] = ['manager', 'admin'];
const AUDIT: readonly Role[] = ['auditor', 'manager', 'admin'];
const NOBODY: readonly Role[] = [];

/**
 * Who may do what. Auditors see records through scans and entries and leave correcting them to the
 * people who own them; settings and the catalog belong to managers; entries and scans are written
 * once (L7).
 */
export const RIGHTS: Readonly<Record<CollectionName, CollectionRights>> = {
  tickets: { create: DESK, update: DESK, remove: LEAD },
  entries: { create: EVERYBODY, update: NOBODY, remove: NOBODY },
  items: { create: DESK, update: DESK, remove: LEAD },
  relations: { create: DESK, update: DESK, remove: DESK },
  articles: { create: DESK, update: DESK, remove: LEAD },
  catalog: { create: LEAD, update: LEAD, remove: LEAD },
  policies: { create: LEAD, update: LEAD, remove: LEAD },
  people: {
    create: ['agent', 'manager', 'admin'],
    update: ['agent', 'manager', 'admin'],
    remove: LEAD,
  },
  places: { create: LEAD, update: LEAD, remove: LEAD },
  audits: { create: AUDIT, update: AUDIT, remove: LEAD },
  scans: { create: ['auditor', 'technician', 'manager', 'admin'], update: NOBODY, remove: NOBODY },
};

/** Documents of some kinds that belong to the person named in a field: theirs whatever their role. */
export interface OwnedKinds {
  readonly kinds: readonly string[];
  readonly field: string;
}

export const OWNED_KINDS: Readonly<Partial<Record<CollectionName, OwnedKinds>>> = {
  policies: { kinds: ['saved-view', 'canned-response', 'macro'], field: 'ownerUserName' },
  articles: { kinds: ['article-feedback'], field: 'ownerUserName' },
};

/** What an article said when it was published stays what it said. */
export const WRITTEN_ONCE: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  articles: ['article-version'],
};

/** May somebody with these roles do this at all? For buttons; `checkWrite` knows the document. */
export function mayWrite(
  roles: readonly string[],
  collection: CollectionName,
  action: WriteAction,
): boolean {
  if (roles.includes(SERVER_ADMIN_ROLE)) return true;
  if (roles.includes(IMPORTER_ROLE)) return RIGHTS[collection][action].length > 0;
  return RIGHTS[collection][action].some((role) => roles.includes(role));
}

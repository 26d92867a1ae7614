import { PRESENCE_DATABASE } from '../../shared/model/presence.ts';
import { validatePresenceSource } from '../../shared/policy/presence-policy.ts';
import { CouchFailure } from './couch-failure.ts';
import type { CouchServer } from './couch-server.ts';
import { DESIGN_ID, type DesignDocument } from './design-document.ts';

/** Every console writes its one document every half minute: its history is of no use to anybody. */
const REVISIONS_KEPT = 5;

export function presenceDesignDocument(): DesignDocument {
  return {
    _id: DESIGN_ID,
    language: 'javascript',
    validate_doc_update: validatePresenceSource(),
  };
}

/**
 * Keeps the tree of revisions short where the server lets it be set; the embedded one does not.
 * @returns Null there, else whether it had to be changed.
 */
export async function keepFewRevisions(server: CouchServer): Promise<boolean | null> {
  const limit = await server.find({ db: PRESENCE_DATABASE, path: '_revs_limit' });
  if (typeof limit !== 'number') return null;
  if (limit === REVISIONS_KEPT) return false;
  try {
    await server.request({
      method: 'PUT',
      db: PRESENCE_DATABASE,
      path: '_revs_limit',
      body: REVISIONS_KEPT,
    });
    return true;
  } catch (error) {
    if (error instanceof CouchFailure && error.status === 405) return null;
    throw error;
  }
}

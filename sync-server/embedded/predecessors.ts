import type { JsonObject } from './json.ts';
import type { LevelStore, StoredMetadata } from './level-store.ts';
import { revisionTrees } from './revision-tree.ts';

/**
 * What a document follows: `new` with the revision it replaces (`null` where there is none that
 * counts), a `conflict`, or `known` where the very revision is stored already.
 */
export type Predecessor =
  | { readonly kind: 'new'; readonly document: JsonObject | null }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'known' };

const CONFLICT: Predecessor = { kind: 'conflict' };

/**
 * Finds for each document the stored revision that CouchDB would hand to `validate_doc_update` as
 * the old one. For edits made here that is the leaf named by `_rev`; for replicated revisions the
 * nearest ancestor whose body is stored.
 */
export async function findPredecessors(
  store: LevelStore,
  documents: readonly JsonObject[],
  newEdits: boolean,
): Promise<Predecessor[]> {
  const metadata = await store.metadata(documents.map((each) => String(each['_id'])));
  const found = documents.map((document, index) => {
    const stored = metadata[index];
    return newEdits ? forEdit(document, stored) : forReplicated(document, stored);
  });
  const seqs = found.map((each) => (typeof each === 'number' ? each : 0));
  const bodies = await store.bodies(seqs);
  return found.map((each, index) => {
    if (typeof each !== 'number') return each;
    const text = bodies[index];
    const document = text === undefined ? null : (JSON.parse(text) as JsonObject);
    return { kind: 'new', document };
  });
}

/** The sequence of the old body, or what is known without one. */
function forEdit(document: JsonObject, stored: StoredMetadata | undefined): Predecessor | number {
  const rev = document['_rev'];
  if (!stored) return rev === undefined ? { kind: 'new', document: null } : CONFLICT;
  if (stored.deleted) {
    // CouchDB makes a deleted id anew only from the root: with the tombstone's _rev it conflicts.
    const anew = rev === undefined && document['_deleted'] !== true;
    return anew ? { kind: 'new', document: null } : CONFLICT;
  }
  const leaf = revisionTrees.collectLeaves(stored.rev_tree).find((each) => each.rev === rev);
  return leaf ? (stored.rev_map[leaf.rev] ?? 0) : CONFLICT;
}

function forReplicated(
  document: JsonObject,
  stored: StoredMetadata | undefined,
): Predecessor | number {
  const none: Predecessor = { kind: 'new', document: null };
  if (!stored) return none;
  if (revisionTrees.revExists(stored.rev_tree, String(document['_rev']))) return { kind: 'known' };
  const revisions = document['_revisions'] as { start: number; ids: string[] } | undefined;
  const ancestors = (revisions?.ids ?? []).map((id, index) => {
    return stored.rev_map[`${String((revisions?.start ?? 0) - index)}-${id}`];
  });
  return ancestors.find((seq) => seq !== undefined) ?? none;
}

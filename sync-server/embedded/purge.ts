import type { Database } from './database.ts';
import { bodyKey, documentKey, type StoredMetadata } from './level-store.ts';
import type { LevelDown, LevelOperation } from './pouch-store.ts';
import { revisionTrees, type RevisionTree } from './revision-tree.ts';

export interface PurgeRequest {
  readonly id: string;
  readonly revs: readonly string[];
}

/** pouchdb-adapter-leveldb's key for the number of documents that are not deleted. */
const COUNT_KEY = '\u00ffmeta-store\u00ff_local_doc_count';

/**
 * Removes leaf revisions for good, as CouchDB's `_purge`: no tombstone stays and no feed tells.
 * Attachments of theirs that nothing else uses stay in the files.
 * @returns the revisions that were leaves and are gone, by id
 */
export async function purgeRevisions(
  database: Database,
  requests: readonly PurgeRequest[],
): Promise<Record<string, string[]>> {
  const purged: Record<string, string[]> = {};
  await database.writes.run(async () => {
    const { doc_count: count } = await database.pouch.info();
    const stored = await database.level.metadata(requests.map((each) => each.id));
    const operations: LevelOperation[] = [];
    let remaining = count;
    requests.forEach(({ id, revs }, index) => {
      const metadata = stored[index];
      const result = metadata ? withoutLeaves(metadata, revs) : { removed: [], left: undefined };
      purged[id] = result.removed;
      if (!metadata || result.removed.length === 0) return;
      operations.push(...removal(metadata, result.left));
      const wasAlive = metadata.deleted ? 0 : 1;
      remaining += (result.left && !result.left.deleted ? 1 : 0) - wasAlive;
    });
    if (operations.length === 0) return;
    operations.push({ type: 'put', key: COUNT_KEY, value: JSON.stringify(remaining) });
    await database.rewrite((level) => writeBatch(level, operations));
    database.validators.invalidate();
  });
  return purged;
}

interface Purged {
  readonly removed: string[];
  readonly left: StoredMetadata | undefined;
}

function withoutLeaves(metadata: StoredMetadata, revs: readonly string[]): Purged {
  let tree: RevisionTree = metadata.rev_tree;
  const removed: string[] = [];
  for (const rev of revs) {
    if (!isLeaf(tree, rev)) continue;
    tree = withoutBranch(tree, rev);
    removed.push(rev);
  }
  if (tree.length === 0) return { removed, left: undefined };
  const kept = Object.entries(metadata.rev_map).filter(([rev]) =>
    revisionTrees.revExists(tree, rev),
  );
  const winningRev = revisionTrees.winningRev({ rev_tree: tree });
  const left: StoredMetadata = {
    ...metadata,
    rev_tree: tree,
    rev_map: Object.fromEntries(kept),
    winningRev,
    deleted: revisionTrees.isDeleted({ rev_tree: tree }, winningRev),
    seq: Math.max(...kept.map(([, seq]) => seq)),
  };
  return { removed, left };
}

const isLeaf = (tree: RevisionTree, rev: string): boolean =>
  revisionTrees.collectLeaves(tree).some((leaf) => leaf.rev === rev);

/** The tree without a leaf and without the ancestors that led to it alone. */
function withoutBranch(tree: RevisionTree, rev: string): RevisionTree {
  const path = revisionTrees.rootToLeaf(tree).find(({ pos, ids }) => {
    return rev === `${String(pos + ids.length - 1)}-${String(ids.at(-1)?.id)}`;
  });
  const { pos, ids } = path ?? { pos: 0, ids: [] };
  let rest = tree;
  for (let index = ids.length - 1; index >= 0; index -= 1) {
    const ancestor = `${String(pos + index)}-${String(ids[index]?.id)}`;
    if (!isLeaf(rest, ancestor)) break;
    rest = revisionTrees.removeLeafFromTree(rest, ancestor);
  }
  return rest;
}

function removal(before: StoredMetadata, left: StoredMetadata | undefined): LevelOperation[] {
  const key = documentKey(before.id);
  const keptSeqs = new Set(Object.values(left?.rev_map ?? {}));
  const bodies = Object.values(before.rev_map)
    .filter((seq) => !keptSeqs.has(seq))
    .map((seq): LevelOperation => ({ type: 'del', key: bodyKey(seq) }));
  const owner: LevelOperation = left
    ? { type: 'put', key, value: JSON.stringify(left) }
    : { type: 'del', key };
  return [owner, ...bodies];
}

function writeBatch(level: LevelDown, operations: readonly LevelOperation[]): Promise<void> {
  return new Promise((resolve, reject) => {
    level.batch(operations, { sync: true }, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

import { createRequire } from 'node:module';

/** PouchDB's revision tree: opaque here, walked by pouchdb-merge alone. */
export type RevisionTree = readonly unknown[];

interface Leaf {
  readonly rev: string;
  readonly opts: { readonly deleted?: boolean; readonly status?: string };
}

interface TreeOwner {
  readonly rev_tree: RevisionTree;
}

interface RevisionPath {
  readonly pos: number;
  readonly ids: readonly { readonly id: string }[];
}

interface PouchMerge {
  collectLeaves(tree: RevisionTree): Leaf[];
  collectConflicts(owner: TreeOwner): string[];
  winningRev(owner: TreeOwner): string;
  revExists(tree: RevisionTree, rev: string): boolean;
  isDeleted(owner: TreeOwner, rev: string): boolean;
  rootToLeaf(tree: RevisionTree): RevisionPath[];
  findPathToLeaf(tree: RevisionTree, rev: string): string[];
  removeLeafFromTree(tree: RevisionTree, rev: string): RevisionTree;
}

/** The library that PouchDB itself uses for these trees, in the version that it uses. */
export const revisionTrees = createRequire(createRequire(import.meta.url).resolve('pouchdb-core'))(
  'pouchdb-merge',
) as PouchMerge;

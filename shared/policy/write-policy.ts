import { COLLECTIONS, COLLECTION_NAMES } from '../model/collections.ts';
import { INSTANT_PATTERN } from '../model/envelope.ts';
import type { CollectionName } from '../model/ids.ts';
import { COLLECTION_PREFIXES, idPattern } from '../model/ids.ts';
import type { DocumentShape } from './document-shapes.ts';
import { documentShapes, envelopeShape } from './document-shapes.ts';
import { MAX_LEASE } from './numbers.ts';
import type { OwnedKinds, WriteAction } from './rights.ts';
import { OWNED_KINDS, RIGHTS, WRITTEN_ONCE } from './rights.ts';
import { IMPORTER_ROLE, ROLES, SERVER_ADMIN_ROLE } from './roles.ts';

/** A set of strings that survives JSON. */
export type NameSet = Readonly<Record<string, true>>;

/** States per kind, as `STATE_MACHINES` of the workflow gives them. */
export type StateTables = Readonly<
  Record<
    string,
    {
      readonly order: readonly string[];
      readonly states: Readonly<Record<string, { readonly next: readonly string[] } | undefined>>;
    }
  >
>;

export interface CollectionPolicy {
  readonly name: CollectionName;
  readonly idPattern: string;
  readonly appendOnly: boolean;
  /** Kinds whose documents are written once, in a collection where others change. */
  readonly writtenOnce: NameSet;
  readonly rights: Readonly<Record<WriteAction, NameSet>>;
  readonly owned: OwnedKinds | null;
  /** Fields that stay as they are once set. */
  readonly fixed: readonly string[];
  readonly kinds: Readonly<Record<string, DocumentShape>>;
  /** kind → state → states it may be in after one write; absent where there is no machine. */
  readonly moves: Readonly<Record<string, Readonly<Record<string, NameSet>>>>;
}

/** Everything `checkWrite` knows about one database; plain JSON. */
export interface WritePolicy {
  /** Null: the reference database. */
  readonly scope: string | null;
  /** By id prefix: the collections of this database. */
  readonly collections: Readonly<Record<string, CollectionPolicy>>;
  /** By id prefix: collections that live in the other sort of database. */
  readonly elsewhere: NameSet;
  readonly envelope: DocumentShape;
  readonly instantPattern: string;
  readonly members: NameSet;
  readonly serverAdmin: string;
  readonly importer: string;
  readonly maxLease: number;
}

/** Kept by every document: who made it, what it is and where it lives (L5, L20). */
const FIXED_EVERYWHERE = ['kind', 'scope', 'createdAt', 'createdBy', 'number'] as const;

const FIXED_BY_COLLECTION: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  relations: ['fromId', 'toId'],
  articles: ['articleId'],
};

/** Entries have kinds of the same names as tickets, and no states. */
const WITH_STATES: ReadonlySet<CollectionName> = new Set(['tickets', 'articles']);

function nameSet(names: readonly string[]): NameSet {
  return Object.fromEntries(names.map((name) => [name, true as const]));
}

/**
 * The states a record may be in after one write. The last event carries all moves made offline, so
 * every state that a path reaches counts; and a merge keeps the state further along its machine,
 * which no path need reach.
 */
function movesOf(machine: StateTables[string]): Readonly<Record<string, NameSet>> {
  const moves: Record<string, NameSet> = {};
  machine.order.forEach((from, index) => {
    const found = new Set([from]);
    for (const state of found)
      for (const next of machine.states[state]?.next ?? []) found.add(next);
    moves[from] = nameSet([...found, ...machine.order.slice(index)]);
  });
  return moves;
}

function rightsOf(collection: CollectionName): CollectionPolicy['rights'] {
  const withImporter = (action: WriteAction): NameSet => {
    const roles = RIGHTS[collection][action];
    return nameSet(roles.length > 0 ? [...roles, IMPORTER_ROLE] : roles);
  };
  return {
    create: withImporter('create'),
    update: withImporter('update'),
    remove: withImporter('remove'),
  };
}

function collectionPolicy(collection: CollectionName, machines: StateTables): CollectionPolicy {
  const kinds = documentShapes(collection);
  const moving = Object.entries(machines).filter(
    ([kind]) => WITH_STATES.has(collection) && Object.hasOwn(kinds, kind),
  );
  return {
    name: collection,
    idPattern: idPattern(COLLECTION_PREFIXES[collection]),
    appendOnly: COLLECTIONS[collection].appendOnly,
    writtenOnce: nameSet(WRITTEN_ONCE[collection] ?? []),
    rights: rightsOf(collection),
    owned: OWNED_KINDS[collection] ?? null,
    fixed: [...FIXED_EVERYWHERE, ...(FIXED_BY_COLLECTION[collection] ?? [])],
    kinds,
    moves: Object.fromEntries(moving.map(([kind, machine]) => [kind, movesOf(machine)])),
  };
}

/**
 * The policy of one database.
 * @param scope Name of the scope, or null for the reference database.
 * @param machines The state machines, `STATE_MACHINES` of `shared/workflow`.
 */
export function writePolicy(scope: string | null, machines: StateTables): WritePolicy {
  const here = (name: CollectionName): boolean =>
    (COLLECTIONS[name].database === 'reference') === (scope === null);
  const own = COLLECTION_NAMES.filter(here);
  const others = COLLECTION_NAMES.filter((name) => !here(name));
  return {
    scope,
    collections: Object.fromEntries(
      own.map((name) => [COLLECTION_PREFIXES[name], collectionPolicy(name, machines)]),
    ),
    elsewhere: nameSet(others.map((name) => COLLECTION_PREFIXES[name])),
    envelope: envelopeShape(),
    instantPattern: INSTANT_PATTERN,
    members: nameSet([...ROLES, IMPORTER_ROLE]),
    serverAdmin: SERVER_ADMIN_ROLE,
    importer: IMPORTER_ROLE,
    maxLease: MAX_LEASE,
  };
}

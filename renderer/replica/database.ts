import { createRxDatabase } from 'rxdb';
import type { RxCollection, RxConflictHandler, RxDatabase, RxJsonSchema, RxStorage } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { AnyDocument } from '../../shared/model/collections.ts';
import { COLLECTION_NAMES } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { replicaSchema } from '../../shared/model/rx-schema.ts';
import { isSameWrite, mergeDocuments } from '../../shared/merge/merge-documents.ts';
import { workflowMergeRules } from '../../shared/workflow/merge-rules.ts';
import { DEFAULT_MATRIX } from '../../shared/workflow/priority.ts';

/** The open replica: eleven replicated collections and `local`, of the 13 that may be open (L23). */
export interface ReplicaDatabase {
  readonly database: RxDatabase;
  readonly collections: Readonly<Record<CollectionName, RxCollection>>;
  readonly local: RxCollection;
}

export interface DatabaseOptions {
  readonly name: string;
  readonly storage?: RxStorage<unknown, unknown>;
  /** Several windows on one replica hear of each other's writes. */
  readonly multiInstance: boolean;
}

const LOCAL_SCHEMA = {
  title: 'local',
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 200 }, kind: { type: 'string', maxLength: 40 } },
  required: ['id', 'kind'],
} as const;

/** L8: no collection without a handler; the same merge that pull and push use. */
function conflictHandler(collection: CollectionName): RxConflictHandler<AnyDocument> {
  const rules = workflowMergeRules(DEFAULT_MATRIX);
  return {
    isEqual: (a, b) => isSameWrite(a, b),
    resolve: ({ assumedMasterState, realMasterState, newDocumentState }) =>
      Promise.resolve({
        ...mergeDocuments(
          collection,
          assumedMasterState ?? null,
          newDocumentState,
          realMasterState,
          rules,
        ).document,
        _deleted: false,
      }),
  };
}

/**
 * RxDB's Dexie storage prints an advertisement at its first write. It is caught there and nothing
 * else is: the console of a person's machine is for what went wrong.
 */
async function withoutAdvertisement<T>(task: () => Promise<T>): Promise<T> {
  const target = globalThis.console;
  const { warn } = target;
  target.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('RxDB Open Core RxStorage')) warn.apply(target, words);
  };
  try {
    return await task();
  } finally {
    target.warn = warn;
  }
}

/** Opens or creates the replica. Throws when the browser's storage cannot be opened. */
export function openDatabase(options: DatabaseOptions): Promise<ReplicaDatabase> {
  return withoutAdvertisement(async () => {
    const database = await createRxDatabase({
      name: options.name,
      storage: options.storage ?? getRxStorageDexie(),
      multiInstance: options.multiInstance,
      eventReduce: false,
      closeDuplicates: true,
    });
    const creators = Object.fromEntries(
      COLLECTION_NAMES.map((name) => [
        name,
        {
          schema: replicaSchema(name) as unknown as RxJsonSchema<AnyDocument>,
          conflictHandler: conflictHandler(name),
        },
      ]),
    );
    const added = await database.addCollections({
      ...creators,
      local: { schema: LOCAL_SCHEMA },
    });
    const { local, ...collections } = added as Record<string, RxCollection>;
    return {
      database,
      collections: collections as Record<CollectionName, RxCollection>,
      local: local!,
    };
  });
}

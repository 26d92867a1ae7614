import { createRxDatabase } from 'rxdb';
import type { RxCollection, RxDatabase, RxJsonSchema, RxStorage } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { AnyDocument } from '../../shared/model/collections.ts';
import { COLLECTION_NAMES } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { ID_MAX_LENGTH } from '../../shared/model/ids.ts';
import { replicaSchema } from '../../shared/model/rx-schema.ts';
import { LOCAL_INDEX } from './local-documents.ts';

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

/**
 * RxDB wants indexed fields to be required. Nothing validates that: rows that are about no document
 * are just not in the index.
 */
const LOCAL_SCHEMA = {
  title: 'local',
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 200 },
    kind: { type: 'string', maxLength: 40 },
    documentId: { type: 'string', maxLength: ID_MAX_LENGTH },
  },
  required: ['id', 'kind', 'documentId'],
  indexes: [LOCAL_INDEX],
} as const;

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

/**
 * Unsent work is on the disk before it counts as saved: since version 121 Chromium leaves a
 * finished transaction to the operating system, and a power cut would take the last notes along.
 * What came from the server can come again, and is written the quick way.
 */
function replicaStorage(): RxStorage<unknown, unknown> {
  const quick = getRxStorageDexie();
  const strict = getRxStorageDexie({ chromeTransactionDurability: 'strict' });
  const createQuick = quick.createStorageInstance.bind(quick);
  quick.createStorageInstance = (params) =>
    params.collectionName === 'local' ? strict.createStorageInstance(params) : createQuick(params);
  return quick;
}

async function addCollections(database: RxDatabase): Promise<ReplicaDatabase> {
  const creators = Object.fromEntries(
    COLLECTION_NAMES.map((name) => [
      name,
      { schema: replicaSchema(name) as unknown as RxJsonSchema<AnyDocument> },
    ]),
  );
  const added = await database.addCollections({ ...creators, local: { schema: LOCAL_SCHEMA } });
  const { local, ...collections } = added as Record<string, RxCollection>;
  return {
    database,
    collections: collections as Record<CollectionName, RxCollection>,
    local: local!,
  };
}

/**
 * Opens or creates the replica. Throws when the browser's storage cannot be opened. RxDB's own
 * conflict handlers never run, since nothing is written or replicated past `storage.ts`.
 */
export function openDatabase(options: DatabaseOptions): Promise<ReplicaDatabase> {
  return withoutAdvertisement(async () => {
    const database = await createRxDatabase({
      name: options.name,
      storage: options.storage ?? replicaStorage(),
      multiInstance: options.multiInstance,
      eventReduce: false,
      closeDuplicates: true,
    });
    try {
      return await addCollections(database);
    } catch (error) {
      await database.close();
      throw error;
    }
  });
}

import { createRxDatabase } from 'rxdb';
import type { RxCollection, RxDatabase, RxJsonSchema, RxStorage } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { AnyDocument } from '../../shared/model/collections.ts';
import { COLLECTION_NAMES } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { ID_MAX_LENGTH } from '../../shared/model/ids.ts';
import { LOCAL_INDEX, LocalDocuments } from './local-documents.ts';
import { refuseNewer } from './replica-meta.ts';
import type { ReplicaModel } from './replica-meta.ts';

/** The open replica: eleven replicated collections and `local`, of the 13 that may be open (L23). */
export interface ReplicaDatabase {
  readonly database: RxDatabase;
  readonly collections: Readonly<Record<CollectionName, RxCollection>>;
  readonly local: RxCollection;
}

export interface DatabaseOptions {
  readonly name: string;
  readonly storage?: RxStorage<unknown, unknown>;
  readonly model: ReplicaModel;
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

type DexieSettings = NonNullable<Parameters<typeof getRxStorageDexie>[0]>;
/** RxDB brings a Dexie of its own version along. */
type StorageDexie = Parameters<NonNullable<DexieSettings['onCreate']>>[0];

/**
 * RxDB's storage keeps two indexes of when a document was written, for its own replication and
 * cleanup, which are not used here. They are half of what a pulled ticket writes beside itself.
 */
function withoutWriteTimes(dexie: StorageDexie): void {
  const version = dexie.version.bind(dexie);
  dexie.version = (number) => {
    const made = version(number);
    const stores = made.stores.bind(made);
    made.stores = (tables) =>
      stores(Object.fromEntries(Object.entries(tables).map(([name, row]) => [name, lean(row)])));
    return made;
  };
}

/** The indexes of a table in Dexie's words, `id, [_deleted+id]`, without those of write times. */
function lean(row: string | null): string | null {
  const indexes = row?.split(', ').filter((index) => !index.includes('_meta.lwt'));
  return indexes?.join(', ') ?? null;
}

/**
 * Unsent work is on the disk before it counts as saved: since version 121 Chromium leaves a
 * finished transaction to the operating system, and a power cut would take the last notes along.
 * What came from the server can come again, and is written the quick way.
 */
function replicaStorage(): RxStorage<unknown, unknown> {
  const quick = getRxStorageDexie({ onCreate: withoutWriteTimes });
  const strict = getRxStorageDexie({
    onCreate: withoutWriteTimes,
    chromeTransactionDurability: 'strict',
  });
  const createQuick = quick.createStorageInstance.bind(quick);
  quick.createStorageInstance = (params) =>
    params.collectionName === 'local' ? strict.createStorageInstance(params) : createQuick(params);
  return quick;
}

/** `local` alone is opened first: it knows whether this build may touch the others (F39). */
async function addCollections(database: RxDatabase, model: ReplicaModel): Promise<ReplicaDatabase> {
  const { local } = await database.addCollections({ local: { schema: LOCAL_SCHEMA } });
  await refuseNewer(new LocalDocuments(local), model);
  const creators = Object.fromEntries(
    COLLECTION_NAMES.map((name) => [
      name,
      {
        schema: model.schemaOf(name) as unknown as RxJsonSchema<AnyDocument>,
        // What an earlier version stored is brought over by `migrateReplica`.
        autoMigrate: false,
      },
    ]),
  );
  const added = await database.addCollections(creators);
  return {
    database,
    collections: added as unknown as Record<CollectionName, RxCollection>,
    local,
  };
}

/**
 * Opens or creates the replica. Throws when the browser's storage cannot be opened, and
 * `NewerReplicaError` for one that a later build has written. RxDB's own
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
      return await addCollections(database, options.model);
    } catch (error) {
      await database.close();
      throw error;
    }
  });
}

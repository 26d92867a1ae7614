import { COLLECTION_NAMES } from '../../shared/model/collections.ts';
import { SCHEMA_VERSION } from '../../shared/model/envelope.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { replicaSchema } from '../../shared/model/rx-schema.ts';
import type { ReplicaSchema } from '../../shared/model/rx-schema.ts';
import { upgrade } from '../../shared/model/upgrade.ts';
import { validateDocument } from '../../shared/model/validate.ts';
import type { Validated } from '../../shared/model/validate.ts';
import type { LocalDocuments } from './local-documents.ts';

const META_ID = 'replica:meta';

/** What this build knows of documents; another one in tests of migrations. */
export interface ReplicaModel {
  readonly schemaVersion: number;
  readonly schemaOf: (collection: CollectionName) => ReplicaSchema;
  readonly upgrade: (document: Record<string, unknown>) => Record<string, unknown>;
  readonly validate: (value: unknown) => Validated;
}

export const CURRENT_MODEL: ReplicaModel = {
  schemaVersion: SCHEMA_VERSION,
  schemaOf: replicaSchema,
  upgrade,
  validate: validateDocument,
};

export type StorageVersions = Readonly<Partial<Record<CollectionName, number>>>;

/** Who this replica is and what wrote it. Its collection, `local`, never changes its schema. */
export interface ReplicaMeta {
  readonly id: typeof META_ID;
  readonly kind: 'replica';
  /** Random: records of the vault name it, so that work of a lost replica is told from its own. */
  readonly replicaId: string;
  /** Newest schema of documents in here. */
  readonly schemaVersion: number;
  /** Versions of the collections' storage. */
  readonly storage: StorageVersions;
}

/** A later version of Outpost wrote this replica (F39). Nothing was touched. */
export class NewerReplicaError extends Error {
  readonly canRetry = false;

  constructor() {
    super('A newer version of Outpost has worked on this machine.');
    this.name = 'NewerReplicaError';
  }
}

export function storageVersions({ schemaOf }: ReplicaModel): StorageVersions {
  return Object.fromEntries(COLLECTION_NAMES.map((name) => [name, schemaOf(name).version]));
}

export function readReplicaMeta(local: LocalDocuments): Promise<ReplicaMeta | null> {
  return local.get<ReplicaMeta>(META_ID);
}

/** To be called before anything but `local` is opened: throws for a replica of a later build. */
export async function refuseNewer(local: LocalDocuments, model: ReplicaModel): Promise<void> {
  const meta = await readReplicaMeta(local);
  if (!meta) return;
  const known = storageVersions(model);
  const isNewer =
    meta.schemaVersion > model.schemaVersion ||
    Object.entries(meta.storage).some(
      ([name, version]) => version > (known[name as CollectionName] ?? -1),
    );
  if (isNewer) throw new NewerReplicaError();
}

/**
 * The meta document, made on first use. One that is made for a replica of before there were any says
 * the oldest version there is, so that everything is looked at.
 */
export async function ensureReplicaMeta(
  local: LocalDocuments,
  random: () => number,
): Promise<ReplicaMeta> {
  const present = await readReplicaMeta(local);
  if (present) return present;
  const made: ReplicaMeta = {
    id: META_ID,
    kind: 'replica',
    replicaId: randomName(random),
    schemaVersion: 1,
    storage: {},
  };
  await local.put([made]);
  return made;
}

/** 130 bits: never the same twice. */
function randomName(random: () => number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  let name = '';
  for (let at = 0; at < 26; at += 1) name += letters.charAt(Math.floor(random() * 32));
  return name;
}

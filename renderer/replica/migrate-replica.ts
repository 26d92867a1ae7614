import { COLLECTION_NAMES } from '../../shared/model/collections.ts';
import type { AnyDocument } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { ReplicaDatabase } from './database.ts';
import type { LocalDocuments, QuarantineDocument } from './local-documents.ts';
import { quarantineId } from './local-documents.ts';
import { REFUSED } from './merge-rows.ts';
import { databaseNames, emptyOldStorage } from './migrate-old-storage.ts';
import type { OutboxRow } from './outbox-row.ts';
import type { ReplicaMeta, ReplicaModel } from './replica-meta.ts';
import { storageVersions } from './replica-meta.ts';
import { putAll, readPages, removeAll } from './storage.ts';
import type { Stored } from './storage.ts';

/*
 * Ours and not RxDB's: its plugin waits until this window leads, writes every document a second time
 * for its own bookkeeping, and gives up on the whole collection over one document that a strategy
 * throws on or drops.
 */

export interface MigrationParts {
  readonly database: ReplicaDatabase;
  readonly local: LocalDocuments;
  readonly model: ReplicaModel;
  /** ISO instant. */
  readonly now: string;
}

const PAGE = 500;

type Read = { readonly document: AnyDocument } | { readonly reason: string };

/** A document in this build's schema, or what is in the way. Never throws. */
function readWith(model: ReplicaModel, document: unknown): Read {
  try {
    const checked = model.validate(model.upgrade({ ...(document as Record<string, unknown>) }));
    return checked.ok ? { document: checked.document } : { reason: checked.message };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Stores a page in this build's schema. What cannot be brought there goes into the quarantine, whole
 * and with the reason, and leaves the collection: screens may rely on what they find there (F36). A
 * document with unsent work stays as it is: its rows say what is wrong, and the quarantine is for what
 * the server has.
 */
async function storePage(
  { database, local, model, unsent }: MigrationParts & { readonly unsent: ReadonlySet<string> },
  collection: CollectionName,
  page: readonly Stored[],
): Promise<void> {
  const readable: AnyDocument[] = [];
  const flagged: QuarantineDocument[] = [];
  for (const document of page) {
    const read = readWith(model, document);
    if ('document' in read) readable.push(read.document);
    else if (unsent.has(document.id)) readable.push(document as AnyDocument);
    else {
      const { id: documentId } = document;
      const { reason } = read;
      const id = quarantineId(documentId);
      flagged.push({ id, kind: 'quarantine', documentId, reason, document });
    }
  }
  const store = database.collections[collection];
  await putAll<AnyDocument>(store, readable);
  if (flagged.length === 0) return;
  await local.put(flagged);
  await removeAll(
    store,
    flagged.map(({ documentId }) => documentId),
  );
}

function oldDatabaseName(name: string, version: number, collection: CollectionName): string {
  return `rxdb-dexie-${name}--${String(version)}--${collection}`;
}

/** Earlier storages of collections that are still there. */
async function findOld({
  database: { database },
  model,
}: MigrationParts): Promise<
  readonly { readonly collection: CollectionName; readonly name: string }[]
> {
  const names = await databaseNames();
  return COLLECTION_NAMES.flatMap((collection) => {
    const { version } = model.schemaOf(collection);
    return Array.from({ length: version }, (_, before) => ({
      collection,
      name: oldDatabaseName(database.name, before, collection),
    })).filter(({ name }) => names.has(name));
  });
}

/** Unsent work in this build's schema; what cannot be brought there is kept and a person is asked. */
function upgradeRow(model: ReplicaModel, row: OutboxRow, at: string): OutboxRow {
  const document = readWith(model, row.document);
  const base = row.base === null ? null : readWith(model, row.base);
  if ('document' in document && (base === null || 'document' in base)) {
    return { ...row, document: document.document, base: base?.document ?? null };
  }
  const why = 'reason' in document ? document.reason : base && 'reason' in base ? base.reason : '';
  const reason = `This version of Outpost cannot read it (${why}). Save it to a file before you discard it.`;
  return { ...row, refused: { status: REFUSED.undecided, reason, at } };
}

async function upgradeOutbox({ local, model, now }: MigrationParts): Promise<void> {
  const rows = await local.outbox();
  await local.put(rows.map((row) => upgradeRow(model, row, now)));
}

async function upgradeInPlace(
  parts: MigrationParts & { readonly unsent: ReadonlySet<string> },
): Promise<void> {
  for (const collection of COLLECTION_NAMES) {
    await readPages<Stored>(parts.database.collections[collection], PAGE, async (page) => {
      await storePage(parts, collection, page);
      return true;
    });
  }
}

function isCurrent(meta: ReplicaMeta, model: ReplicaModel): boolean {
  const storage = storageVersions(model);
  return (
    meta.schemaVersion === model.schemaVersion &&
    COLLECTION_NAMES.every((name) => meta.storage[name] === storage[name])
  );
}

/**
 * Brings a replica of an earlier build to this one (L18): unsent work first, then collections whose
 * indexes changed, then documents of an older schema. The meta document is last and every step can be
 * done twice, so a kill anywhere in between is made up for at the next start (F35). Callers hold the
 * lock, and have unsent work in the vault.
 * @param onBegin Told where there is something to do, which may take a while.
 */
export async function migrateReplica(
  parts: MigrationParts,
  meta: ReplicaMeta,
  onBegin?: () => void,
): Promise<void> {
  const { local, model } = parts;
  if (isCurrent(meta, model)) return;
  const isOlder = meta.schemaVersion < model.schemaVersion;
  const old = await findOld(parts);
  if (isOlder || old.length > 0) onBegin?.();
  if (isOlder) await upgradeOutbox(parts);
  const unsent = new Set((await local.outbox()).map(({ documentId }) => documentId));
  for (const { collection, name } of old) {
    await emptyOldStorage(name, PAGE, (page) => storePage({ ...parts, unsent }, collection, page));
  }
  if (isOlder) await upgradeInPlace({ ...parts, unsent });
  const { schemaVersion } = model;
  await local.put([{ ...meta, schemaVersion, storage: storageVersions(model) }]);
}

/** Whether `migrateReplica` would do anything. */
export function needsMigration(meta: ReplicaMeta, model: ReplicaModel): boolean {
  return !isCurrent(meta, model);
}

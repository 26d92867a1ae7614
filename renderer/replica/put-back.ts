import type { AnyDocument } from '../../shared/model/collections.ts';
import { COLLECTION_NAMES, databaseOf } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { CommandContext } from '../../shared/workflow/command.ts';
import type { NewRow } from './outbox.ts';
import { appendToOutbox } from './outbox.ts';
import type { OutboxRow } from './outbox-row.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { storeDocuments } from './replica-parts.ts';
import { readPages } from './storage.ts';

/*
 * A server restored from a copy shows the past (F13, L13). Every console puts back what its own
 * person wrote: the server takes authorship from nobody else, and so every document comes back once,
 * under its author's name. What others wrote stays here as it is until their consoles were there.
 */

/** What is stored here and what a restored server shows instead. */
export interface Overtaken {
  readonly stored: AnyDocument;
  readonly theirs: AnyDocument;
}

function nameOf(document: AnyDocument): string {
  if ('number' in document) return document.number;
  return 'name' in document ? document.name : document.id;
}

function toNewRow(
  collection: CollectionName,
  base: AnyDocument | null,
  document: AnyDocument,
  now: string,
): NewRow {
  return {
    mutationId: document.mutationId,
    collection,
    base,
    document,
    label: `Put back after a restore: ${nameOf(document)}`,
    writtenAt: now,
  };
}

/**
 * Queues own documents whose newer state the server lost. With equal versions somebody wrote anew
 * after the restore: those rows have no common base and are for a merge. Callers hold the lock.
 */
export function putBackNewer(
  parts: ReplicaParts,
  collection: CollectionName,
  overtaken: readonly Overtaken[],
): Promise<readonly OutboxRow[]> {
  const { now, userName } = parts.context();
  const own = overtaken.filter(({ stored }) => stored.updatedBy === userName);
  if (own.length === 0) return Promise.resolve([]);
  const news = own.map(({ stored, theirs }) =>
    toNewRow(collection, stored.version > theirs.version ? theirs : null, stored, now),
  );
  return appendToOutbox(parts.local, news);
}

/** A document that does not exist on the server may only come from the person who created it. */
function asOwn(document: AnyDocument, context: CommandContext): AnyDocument {
  if (document.updatedBy === context.userName) return document;
  return {
    ...document,
    version: document.version + 1,
    mutationId: context.ulid(),
    updatedAt: context.now,
    updatedBy: context.userName,
    deviceId: context.deviceId,
  };
}

/**
 * Queues documents of this person that the server has not at all, as new ones; what others created
 * is left to their consoles. Callers hold the lock.
 */
export async function putBackOnlyHere(
  parts: ReplicaParts,
  collection: CollectionName,
  documents: readonly AnyDocument[],
): Promise<void> {
  const context = parts.context();
  const news = documents
    .filter((document) => isPutBackBy(document, context))
    .map((document) => toNewRow(collection, null, asOwn(document, context), context.now));
  if (news.length === 0) return;
  await storeDocuments(parts.database, await appendToOutbox(parts.local, news));
}

/** Removed ones as well: whoever removed them still has them, and all consoles are to say the same. */
function isPutBackBy(document: AnyDocument, { userName }: CommandContext): boolean {
  return document.createdBy === userName;
}

/** Two dozen milliseconds of reading at a time. */
const PAGE = 1_000;

/**
 * Queues own documents of a database that a restored server did not show at all. What it has after
 * all is found there when it is sent, and nothing is written. Callers hold the lock.
 * @param seen Ids it did show, as far as they are known.
 */
export async function putBackMissing(
  parts: ReplicaParts,
  database: string,
  seen: ReadonlySet<string>,
): Promise<void> {
  const context = parts.context();
  const unsent = new Set((await parts.local.outbox()).map(({ documentId }) => documentId));
  const news: NewRow[] = [];
  for (const name of COLLECTION_NAMES) {
    await readPages<AnyDocument>(parts.database.collections[name], PAGE, (page) => {
      for (const document of page) {
        if (!isPutBackBy(document, context) || databaseOf(name, document) !== database) continue;
        if (seen.has(document.id) || unsent.has(document.id)) continue;
        news.push(toNewRow(name, null, asOwn(document, context), context.now));
      }
      return true;
    });
  }
  await storeDocuments(parts.database, await appendToOutbox(parts.local, news));
}

import type { AnyDocument } from '../../shared/model/collections.ts';
import { databaseOf } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { CounterDocument, LocalDocument, LocalDocuments } from './local-documents.ts';
import { outboxId } from './local-documents.ts';
import type { OutboxRow, PendingDocument, Refusal } from './outbox-row.ts';

const COUNTER_ID = 'counter:outbox';

/** A row before it has its place in the queue. */
export interface NewRow {
  readonly mutationId: string;
  readonly collection: CollectionName;
  readonly base: AnyDocument | null;
  readonly startedFrom?: AnyDocument;
  readonly document: AnyDocument;
  readonly label: string;
  readonly writtenAt: string;
  /** Waits for a person from the start. */
  readonly refused?: Refusal;
}

/**
 * Stores rows, the counter behind them and whatever must be stored or removed with them, in one
 * transaction: from here on the work cannot be lost, and no sequence is ever given twice. Callers
 * hold the replica's lock.
 */
export async function appendToOutbox(
  local: LocalDocuments,
  news: readonly NewRow[],
  together: {
    readonly put?: readonly LocalDocument[];
    readonly remove?: readonly string[];
  } = {},
): Promise<readonly OutboxRow[]> {
  const first = (await local.get<CounterDocument>(COUNTER_ID))?.next ?? 1;
  const rows = news.map((row, at): OutboxRow => ({
    id: outboxId(first + at),
    kind: 'outbox',
    seq: first + at,
    documentId: row.document.id,
    database: databaseOf(row.collection, row.document),
    ...row,
  }));
  const next = first + rows.length;
  const counter: CounterDocument = { id: COUNTER_ID, kind: 'counter', next };
  await local.change({ ...together, put: [...(together.put ?? []), ...rows, counter] });
  return rows;
}

/** Rows by document, in the order of their first row. */
export function groupByDocument(
  rows: readonly OutboxRow[],
): ReadonlyMap<string, readonly OutboxRow[]> {
  const groups = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const group = groups.get(row.documentId);
    if (group) group.push(row);
    else groups.set(row.documentId, [row]);
  }
  return groups;
}

/** What a document's rows ask of the server together: from the first base to the last state. */
export function pendingOf(rows: readonly OutboxRow[]): PendingDocument {
  const first = rows[0]!;
  const last = rows[rows.length - 1]!;
  return {
    documentId: first.documentId,
    collection: first.collection,
    base: first.base,
    document: last.document,
    upToSeq: last.seq,
  };
}

/** Looked up one by one up to here; more documents than that are found faster by reading all rows. */
const FEW = 100;

/** Unsent rows of these documents, in their order. */
export async function unsentOf(
  local: LocalDocuments,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly OutboxRow[]>> {
  const few = documentIds.length <= FEW;
  return groupByDocument(await (few ? local.outboxOfMany(documentIds) : local.outbox()));
}

/** Rows read at a time: a batch of pending work is found in the first of them, as a rule. */
const WINDOW = 200;

/**
 * Unsent documents of a database that are not refused, in the order people made them. Reads no more
 * of the outbox than it takes to find `limit` of them, so that the cost of a batch does not grow
 * with the length of the queue.
 */
export async function pendingOfDatabase(
  local: LocalDocuments,
  database: string,
  limit: number,
): Promise<PendingDocument[]> {
  const found: PendingDocument[] = [];
  const looked = new Set<string>();
  let after = 'outbox:';
  while (found.length < limit) {
    const window = await local.outboxAfter(after, WINDOW);
    const wanted = window.filter(
      (row) => row.database === database && !row.refused && !looked.has(row.documentId),
    );
    const ids = [...new Set(wanted.map(({ documentId }) => documentId))];
    const groups = groupByDocument(await local.outboxOfMany(ids));
    for (const id of ids) {
      looked.add(id);
      // Acknowledged rows of other windows may be gone by now.
      const rows = groups.get(id) ?? [];
      if (rows.length > 0 && rows.every((row) => !row.refused)) found.push(pendingOf(rows));
    }
    const last = window.at(-1);
    if (!last || window.length < WINDOW) break;
    after = last.id;
  }
  return found.slice(0, limit);
}

/** How many things a person did that the server does not have yet. */
export function countUnsent(rows: Iterable<OutboxRow>): number {
  const mutations = new Set<string>();
  for (const row of rows) mutations.add(row.mutationId);
  return mutations.size;
}

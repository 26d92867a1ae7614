import type { AnyDocument } from '../../shared/model/collections.ts';
import { databaseOf } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { CounterDocument, LocalDocument, LocalDocuments } from './local-documents.ts';
import { outboxId } from './local-documents.ts';
import type { OutboxRow, PendingDocument } from './outbox-row.ts';

const COUNTER_ID = 'counter:outbox';

/** A row before it has its place in the queue. */
export interface NewRow {
  readonly mutationId: string;
  readonly collection: CollectionName;
  readonly base: AnyDocument | null;
  readonly document: AnyDocument;
  readonly label: string;
  readonly writtenAt: string;
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

/** How many things a person did that the server does not have yet. */
export function countUnsent(rows: Iterable<OutboxRow>): number {
  const mutations = new Set<string>();
  for (const row of rows) mutations.add(row.mutationId);
  return mutations.size;
}

import type { AnyDocument } from '../../shared/model/collections.ts';
import { databaseOf } from '../../shared/model/collections.ts';
import type { CommandResult } from '../../shared/workflow/command.ts';
import type { LocalDocuments, CounterDocument } from './local-documents.ts';
import { outboxId } from './local-documents.ts';
import type { OutboxRow, PendingDocument } from './outbox-row.ts';

const COUNTER_ID = 'counter:outbox';

/**
 * Stores a command's rows and the counter in one transaction: from here on the work cannot be
 * lost. Callers hold the replica's lock.
 */
export async function appendToOutbox(
  local: LocalDocuments,
  command: CommandResult,
  label: string,
  now: string,
): Promise<readonly OutboxRow[]> {
  const counter = await local.get<CounterDocument>(COUNTER_ID);
  let seq = counter?.next ?? 1;
  const rows = command.writes.map((write): OutboxRow => {
    const row: OutboxRow = {
      id: outboxId(seq),
      kind: 'outbox',
      seq,
      mutationId: command.mutationId,
      collection: write.collection,
      documentId: write.document.id,
      database: databaseOf(write.collection, write.document),
      base: write.base,
      document: write.document,
      label,
      writtenAt: now,
    };
    seq += 1;
    return row;
  });
  await local.put([...rows, { id: COUNTER_ID, kind: 'counter', next: seq }]);
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

/**
 * The rows of one document after a merge: one row, from the server's state to the merged one. A
 * refused one stays refused until a person sends it again.
 */
export function rebasedRow(
  rows: readonly OutboxRow[],
  base: AnyDocument,
  document: AnyDocument,
): OutboxRow {
  return { ...rows[rows.length - 1]!, base, document };
}

/** How many things a person did that the server does not have yet. */
export function countUnsent(rows: Iterable<OutboxRow>): number {
  const mutations = new Set<string>();
  for (const row of rows) mutations.add(row.mutationId);
  return mutations.size;
}

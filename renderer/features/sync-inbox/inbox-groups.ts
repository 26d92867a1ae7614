import type { DiscardedDocument } from '../../replica/local-documents.ts';
import type { OutboxRow } from '../../replica/outbox-row.ts';
import { writeUnsentFile } from '../../replica/unsent-file.ts';

/** One thing a person did, with every document it wrote. */
export interface InboxAct {
  readonly mutationId: string;
  readonly label: string;
  readonly writtenAt: string;
  readonly rows: readonly OutboxRow[];
  /** The record it is about, for the link. */
  readonly recordId: string;
  /** The server's words, when it refused any part of it. */
  readonly reason: string | null;
}

function recordIdOf(rows: readonly OutboxRow[]): string {
  const record = rows.find((row) => row.collection !== 'entries' && row.collection !== 'relations');
  if (record) return record.documentId;
  const first = rows[0]!.document;
  return 'recordId' in first ? first.recordId : first.id;
}

/** Outbox rows by what the person did, oldest first. */
export function groupActs(rows: readonly OutboxRow[]): readonly InboxAct[] {
  const byMutation = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const group = byMutation.get(row.mutationId);
    if (group) group.push(row);
    else byMutation.set(row.mutationId, [row]);
  }
  return [...byMutation].map(([mutationId, group]) => ({
    mutationId,
    label: group[0]!.label,
    writtenAt: group[0]!.writtenAt,
    rows: group,
    recordId: recordIdOf(group),
    reason: group.find((row) => row.refused)?.refused?.reason ?? null,
  }));
}

/** Work that was taken off the list, by what the person did. */
export interface DiscardedAct {
  readonly act: InboxAct;
  readonly discardedAt: string;
  /** Ids of the kept documents, for sending them again. */
  readonly documentIds: readonly string[];
}

/** Discarded work, newest first. */
export function groupDiscarded(kept: readonly DiscardedDocument[]): readonly DiscardedAct[] {
  const when = new Map(kept.map(({ row, discardedAt }) => [row.mutationId, discardedAt]));
  return (
    groupActs(kept.map(({ row }) => row))
      .map((act) => ({
        act,
        discardedAt: when.get(act.mutationId) ?? act.writtenAt,
        documentIds: [...new Set(act.rows.map(({ documentId }) => documentId))],
      }))
      // What a later act only touched went along with it.
      .filter(({ act }) => act.rows.some((row) => differencesOf(row).length > 0))
      .sort((a, b) => (a.discardedAt < b.discardedAt ? 1 : -1))
  );
}

export interface FieldDifference {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

const BOOKKEEPING = new Set([
  'id',
  'kind',
  'version',
  'mutationId',
  'schemaVersion',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'deviceId',
  'activityAt',
  'scope',
  'recordId',
  'at',
  'open',
  'number',
  'openedAt',
]);

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || JSON.stringify(value) === '[]';
}

/** What a row changes, field by field, without bookkeeping. */
export function differencesOf(
  row: Pick<OutboxRow, 'base' | 'document'>,
): readonly FieldDifference[] {
  const before = (row.base ?? {}) as Readonly<Record<string, unknown>>;
  const after = row.document as unknown as Readonly<Record<string, unknown>>;
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return fields
    .filter((field) => !BOOKKEEPING.has(field))
    .map((field) => ({ field, before: before[field], after: after[field] }))
    .filter(({ before: old, after: now }) => !(isNothing(old) && isNothing(now)))
    .filter(({ before: old, after: now }) => JSON.stringify(old) !== JSON.stringify(now));
}

/** Rows of which something can be shown; what only tells about others needs no place of its own. */
export function tellingRows(act: InboxAct): readonly OutboxRow[] {
  const telling = act.rows.filter(({ document }) => {
    if (document.kind === 'change' || document.kind === 'state') return false;
    return document.kind !== 'merge' && document.kind !== 'link';
  });
  return telling.length > 0 ? telling : act.rows;
}

/** A file of some of the unsent work, as `Replica.exportUnsent` writes all of it. */
export function toFile(
  rows: readonly OutboxRow[],
  by: { readonly userName: string; readonly deviceId: string },
  nowMs: number,
): string {
  const { userName, deviceId } = by;
  return writeUnsentFile({ userName, deviceId, writtenAt: new Date(nowMs).toISOString(), rows });
}

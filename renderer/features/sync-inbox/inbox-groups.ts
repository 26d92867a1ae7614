import type { OutboxRow } from '../../replica/outbox-row.ts';

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

export interface FieldDifference {
  readonly field: string;
  readonly before: string;
  readonly after: string;
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
]);

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}

/** What a row changes, field by field, without bookkeeping. */
export function differencesOf(row: OutboxRow): readonly FieldDifference[] {
  const before = (row.base ?? {}) as Readonly<Record<string, unknown>>;
  const after = row.document as unknown as Readonly<Record<string, unknown>>;
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return fields
    .filter((field) => !BOOKKEEPING.has(field))
    .map((field) => ({ field, before: shown(before[field]), after: shown(after[field]) }))
    .filter((difference) => difference.before !== difference.after);
}

/** A file that holds unsent work whole, so that nobody depends on this machine alone. */
export function toExportText(rows: readonly OutboxRow[], now: string): string {
  return JSON.stringify({ format: 'outpost-unsent-work', version: 1, savedAt: now, rows }, null, 2);
}

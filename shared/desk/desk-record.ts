import type { Priority, TicketKind } from '../model/ticket.ts';

/** What figures of the desk need of a record; instants in milliseconds since 1970. */
export interface DeskRecord {
  readonly id: string;
  readonly kind: TicketKind;
  readonly priority: Priority;
  readonly openedMs: number;
  readonly respondedMs: number | null;
  readonly resolvedMs: number | null;
  /** When the work on it ended: resolved, closed or cancelled; null while it is open. */
  readonly endedMs: number | null;
  readonly teamId: string | null;
  readonly siteId: string | null;
  readonly serviceId: string | null;
  readonly category: string | null;
  readonly reassignments: number;
  readonly reopens: number;
  /** 1 bad to 5 good. */
  readonly satisfaction: number | null;
}

export const DESK_GROUPS = ['team', 'site', 'category', 'service', 'priority', 'kind'] as const;
export type DeskGroupBy = (typeof DESK_GROUPS)[number];

/** What of all records is counted; null or absent: all of them. */
export interface DeskFilter {
  readonly kind?: TicketKind | null;
  readonly teamId?: string | null;
  readonly siteId?: string | null;
  readonly serviceId?: string | null;
  readonly category?: string | null;
  readonly priority?: Priority | null;
}

/** A stretch of time that one figure is for; `toMs` is outside. */
export interface DeskSlot {
  readonly key: string;
  readonly fromMs: number;
  readonly toMs: number;
}

const FILTERED = ['kind', 'teamId', 'siteId', 'serviceId', 'category', 'priority'] as const;

/** The records that a filter leaves. */
export function filterRecords(
  records: readonly DeskRecord[],
  filter: DeskFilter,
): readonly DeskRecord[] {
  const wanted = FILTERED.filter((field) => (filter[field] ?? null) !== null);
  if (wanted.length === 0) return records;
  return records.filter((record) => wanted.every((field) => record[field] === filter[field]));
}

/** The group a record belongs to; null where it has none. */
export function groupKeyOf(record: DeskRecord, by: DeskGroupBy): string | null {
  switch (by) {
    case 'team':
      return record.teamId;
    case 'site':
      return record.siteId;
    case 'category':
      return record.category;
    case 'service':
      return record.serviceId;
    case 'priority':
      return String(record.priority);
    case 'kind':
      return record.kind;
  }
}

/** Records by group, the largest group first; groups of one size by their key. */
export function groupRecords(
  records: readonly DeskRecord[],
  by: DeskGroupBy,
): readonly { readonly key: string | null; readonly records: readonly DeskRecord[] }[] {
  const groups = new Map<string | null, DeskRecord[]>();
  for (const record of records) {
    const key = groupKeyOf(record, by);
    const present = groups.get(key);
    if (present) present.push(record);
    else groups.set(key, [record]);
  }
  return [...groups]
    .map(([key, own]) => ({ key, records: own }))
    .sort(
      (a, b) =>
        b.records.length - a.records.length || String(a.key).localeCompare(String(b.key), 'en'),
    );
}

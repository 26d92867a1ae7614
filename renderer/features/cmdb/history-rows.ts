import type { Entry } from '../../../shared/model/entry.ts';

/** A line of an item's history: one field, before and after. */
export interface HistoryRow {
  readonly key: string;
  readonly at: string;
  /** CouchDB user name. */
  readonly userName: string;
  readonly entryId: string;
  readonly field: HistoryField;
  readonly before: unknown;
  readonly after: unknown;
  /** How it came about, where it was not typed in here. */
  readonly through: Through;
}

export type HistoryField =
  | { readonly kind: 'base'; readonly name: string }
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'relation'; readonly type: string }
  | { readonly kind: 'text'; readonly what: 'comment' | 'note' | 'time' | 'attachment' };

export type Through =
  | { readonly kind: 'hand' }
  | { readonly kind: 'new' }
  | { readonly kind: 'import'; readonly system: string }
  | { readonly kind: 'merge'; readonly userName: string };

type Part = Pick<HistoryRow, 'field' | 'before' | 'after'> & { readonly through?: Through };

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Attributes are stored as one field; people changed one or two of them. */
function attributeParts(before: unknown, after: unknown): readonly Part[] {
  const old = isPlain(before) ? before : {};
  const now = isPlain(after) ? after : {};
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]))
    .map((name) => ({
      field: { kind: 'attribute', name },
      before: old[name],
      after: now[name],
    }));
}

function fieldParts(field: string, before: unknown, after: unknown): readonly Part[] {
  return field === 'attributes'
    ? attributeParts(before, after)
    : [{ field: { kind: 'base', name: field }, before, after }];
}

function partsOf(entry: Entry): readonly Part[] {
  switch (entry.kind) {
    case 'change':
      return entry.changes.flatMap(({ field, before, after }) => fieldParts(field, before, after));
    case 'state':
      return [
        {
          field: { kind: 'base', name: 'status' },
          before: entry.from ?? undefined,
          after: entry.to,
          ...(entry.from === null ? { through: { kind: 'new' } as const } : {}),
        },
      ];
    case 'link': {
      const field = { kind: 'relation', type: entry.relation } as const;
      return [
        entry.removed === true
          ? { field, before: entry.otherId, after: undefined }
          : { field, before: undefined, after: entry.otherId },
      ];
    }
    case 'merge':
      return entry.decisions.flatMap(({ field, mine, theirs, kept }) =>
        fieldParts(field, JSON.stringify(kept) === JSON.stringify(mine) ? theirs : mine, kept).map(
          (part) => ({ ...part, through: { kind: 'merge', userName: entry.otherUser } as const }),
        ),
      );
    case 'comment':
    case 'note':
      return [{ field: { kind: 'text', what: entry.kind }, before: undefined, after: entry.body }];
    case 'attachment':
      return [
        { field: { kind: 'text', what: 'attachment' }, before: undefined, after: entry.name },
      ];
    case 'verdict':
    case 'escalation':
    case 'communication':
    case 'approval':
      // Of tickets; an item has none.
      return [];
    case 'time':
      return [
        {
          field: { kind: 'text', what: 'time' },
          before: undefined,
          after: `${entry.minutes} min, ${entry.activity}`,
        },
      ];
  }
}

/** The timeline of an item as fields with before and after, newest first. */
export function historyRows(entries: readonly Entry[]): readonly HistoryRow[] {
  return entries
    .flatMap((entry) => {
      const usual: Through = entry.source
        ? { kind: 'import', system: entry.source.system }
        : { kind: 'hand' };
      return partsOf(entry).map((part, i): HistoryRow => ({
        through: usual,
        ...part,
        key: `${entry.id}.${i}`,
        at: entry.at,
        userName: entry.createdBy,
        entryId: entry.id,
      }));
    })
    .reverse();
}

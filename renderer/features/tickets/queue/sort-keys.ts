import type { RowClock } from '../../../replica/clocks.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import type { RowIndex } from './row-index.ts';

export const SORT_COLUMNS = [
  'priority',
  'number',
  'title',
  'requester',
  'left',
  'assignee',
  'updated',
] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

export function isSortColumn(id: string): id is SortColumn {
  return (SORT_COLUMNS as readonly string[]).includes(id);
}

/** Keys behind every instant of this century: what waits, what has no clock, what is done. */
export const WAITING_FROM = 3_500_000_000;
export const NEVER_DUE = 3_400_000_000;
export const NO_CLOCK = 4_200_000_000;
export const DONE = 4_200_000_001;
const LAST = 0xffffffff;

/** Due instants in seconds, then what is never due, what waits by the time it has left, the rest. */
export function leftKey(row: TicketRow, clockOf: (id: string) => RowClock): number {
  if (!row.open) return DONE;
  const clock = clockOf(row.id);
  if (clock.state === 'none' || clock.state === 'met') return NO_CLOCK;
  if (clock.state === 'paused') {
    const left = Math.min(600_000_000, Math.max(0, Math.floor(clock.remainingMs / 1000)));
    return WAITING_FROM + left;
  }
  return clock.dueAt === null ? NEVER_DUE : Math.floor(clock.dueAt / 1000);
}

/** Ranks of names in the person's language; equal names share one. */
export function nameRanks(
  named: ReadonlyMap<string, { readonly name: string }>,
  locale: string,
): ReadonlyMap<string, number> {
  const collator = new Intl.Collator(locale, { sensitivity: 'base' });
  const sorted = [...named].sort(([, a], [, b]) => collator.compare(a.name, b.name));
  const ranks = new Map<string, number>();
  let rank = -1;
  let last: string | null = null;
  for (const [id, { name }] of sorted) {
    if (last === null || collator.compare(last, name) !== 0) rank += 1;
    last = name;
    ranks.set(id, rank);
  }
  return ranks;
}

/** Ranks of titles, ignoring case. The only keys that cost more than a frame at 100,000 rows. */
export function titleRanks(titles: readonly string[]): Uint32Array {
  const distinct = [...new Set(titles)].sort();
  const rankOf = new Map(distinct.map((title, rank) => [title, rank]));
  return Uint32Array.from(titles, (title) => rankOf.get(title)!);
}

export interface SortSources {
  readonly reference: ReferenceSnapshot;
  readonly locale: string;
  readonly clockOf: (id: string) => RowClock;
}

/** Kept, so that a second sort by the same column costs the sort alone. */
const ranksOfTitles = new WeakMap<readonly string[], Uint32Array>();
const ranksOfPeople = new WeakMap<object, ReadonlyMap<string, number>>();

interface ColumnKeys {
  /** What beside the rows the keys were made of. */
  readonly source: unknown;
  readonly keys: Uint32Array;
}
const columnKeys = new WeakMap<readonly TicketRow[], Map<string, ColumnKeys>>();

function ranksFor(titles: readonly string[]): Uint32Array {
  let ranks = ranksOfTitles.get(titles);
  if (!ranks) {
    ranks = titleRanks(titles);
    ranksOfTitles.set(titles, ranks);
  }
  return ranks;
}

function peopleRanks({ reference, locale }: SortSources): ReadonlyMap<string, number> {
  let ranks = ranksOfPeople.get(reference.people);
  if (!ranks) {
    ranks = nameRanks(reference.people, locale);
    ranksOfPeople.set(reference.people, ranks);
  }
  return ranks;
}

function kept(
  { rows }: RowIndex,
  column: SortColumn,
  source: unknown,
  keyOf: (row: TicketRow) => number,
): Uint32Array {
  const columns = columnKeys.get(rows) ?? new Map<string, ColumnKeys>();
  columnKeys.set(rows, columns);
  const present = columns.get(column);
  if (present && present.source === source) return present.keys;
  const keys = new Uint32Array(rows.length);
  for (let i = 0; i < keys.length; i += 1) keys[i] = keyOf(rows[i]!);
  columns.set(column, { source, keys });
  return keys;
}

function personKeys(
  index: RowIndex,
  column: 'requester' | 'assignee',
  ranks: ReadonlyMap<string, number>,
): Uint32Array {
  const field = column === 'requester' ? 'requesterId' : 'assigneeId';
  return kept(index, column, ranks, (row) => {
    const id = row[field];
    return id === undefined ? LAST : (ranks.get(id) ?? LAST);
  });
}

/** Works out ahead what a click on a column head would have to wait for. */
export function prepareSorting(index: RowIndex, sources: SortSources): void {
  ranksFor(index.titles);
  peopleRanks(sources);
}

/** The key of every row in `order` for a column; rows without a value come last. */
export function sortKeys(
  column: SortColumn,
  index: RowIndex,
  order: Uint32Array,
  sources: SortSources,
): Uint32Array {
  switch (column) {
    case 'priority':
      return kept(index, column, null, (row) => row.priority);
    case 'number':
      return index.numbers;
    case 'title':
      return ranksFor(index.titles);
    case 'left': {
      const keys = new Uint32Array(index.rows.length);
      for (let at = 0; at < order.length; at += 1) {
        const place = order[at]!;
        keys[place] = leftKey(index.rows[place]!, sources.clockOf);
      }
      return keys;
    }
    case 'updated':
      return kept(index, column, null, (row) => Math.floor(row.activityAt / 1000));
    case 'requester':
      return personKeys(index, column, peopleRanks(sources));
    case 'assignee':
      return personKeys(index, column, peopleRanks(sources));
  }
}

/** The same keys for the other direction; the missing stay last. */
export function reversed(keys: Uint32Array): Uint32Array {
  const turned = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i]!;
    turned[i] = key === LAST ? LAST : LAST - 1 - key;
  }
  return turned;
}

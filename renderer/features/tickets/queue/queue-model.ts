import type { RowClock } from '../../../replica/clocks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { RowTest } from './compile-filter.ts';
import type { GroupColumn } from './column-list.ts';
import { DUE_GROUPS, dueGroupOf, dueLimits } from './due-groups.ts';
import { groupIdOf } from './group-ids.ts';
import { radixSort } from './radix-sort.ts';
import type { RowIndex } from './row-index.ts';
import { reversed, sortKeys } from './sort-keys.ts';
import type { SortColumn } from './sort-keys.ts';

export interface QueueSort {
  readonly id: SortColumn;
  readonly dir: 'asc' | 'desc';
}

export interface QueueRequest {
  readonly index: RowIndex;
  readonly kinds: ReadonlySet<TicketKind>;
  readonly test: RowTest;
  readonly sort: QueueSort;
  /** Null: no groups; absent: by due time where that is what the list is sorted by. */
  readonly groupBy?: GroupColumn | null;
  readonly numberOf?: (id: string) => string | undefined;
  readonly reference: ReferenceSnapshot;
  readonly locale: string;
  readonly clockOf: (id: string) => RowClock;
  readonly nowMs: number;
}

export interface QueueGroup {
  /** See `groupIdOf`. */
  readonly group: string;
  /** Place of its first row in `order`. */
  readonly from: number;
  readonly count: number;
}

export interface Queue {
  readonly index: RowIndex;
  /** Places of the shown rows in the index, in their order. */
  readonly order: Uint32Array;
  /** What the groups are made by; null: there are none. */
  readonly groupBy: GroupColumn | null;
  readonly groups: readonly QueueGroup[];
}

/** Places of the rows that pass, in the order of the index. */
export function filterRows(
  index: RowIndex,
  kinds: ReadonlySet<TicketKind>,
  test: RowTest,
): Uint32Array {
  const { rows, titles } = index;
  const places = new Uint32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    if (!kinds.has(row.kind) || !test(row, titles[i]!)) continue;
    places[count] = i;
    count += 1;
  }
  return places.slice(0, count);
}

/** Of each row the number of the group by due time it belongs to. */
function dueKeys(order: Uint32Array, left: Uint32Array, nowMs: number): Uint32Array {
  const limits = dueLimits(nowMs);
  const keys = new Uint32Array(left.length);
  for (let at = 0; at < order.length; at += 1) {
    const place = order[at]!;
    keys[place] = DUE_GROUPS.indexOf(dueGroupOf(left[place]!, limits));
  }
  return keys;
}

/** The runs of rows that have a key in common. */
function groupRows(
  { rows }: RowIndex,
  order: Uint32Array,
  keys: Uint32Array,
  groupBy: GroupColumn,
): readonly QueueGroup[] {
  const groups: { group: string; from: number; count: number }[] = [];
  let last = -1;
  for (let at = 0; at < order.length; at += 1) {
    const place = order[at]!;
    const key = keys[place]!;
    if (key === last) {
      groups.at(-1)!.count += 1;
      continue;
    }
    const group = groupBy === 'left' ? DUE_GROUPS[key]! : groupIdOf(groupBy, rows[place]!);
    groups.push({ group, from: at, count: 1 });
    last = key;
  }
  // Where nothing has a clock, as with problems, one header over everything says nothing.
  return groups.length === 1 && groups[0]?.group === 'unclocked' ? [] : groups;
}

/**
 * What a queue shows: filtered, sorted, grouped. Rows that are equal stand by the time left, and
 * those by priority; groups stand in the order of their column.
 */
export function buildQueue(request: QueueRequest): Queue {
  const { index, sort, nowMs } = request;
  const groupBy = request.groupBy === undefined ? usualGroups(sort) : request.groupBy;
  const order = filterRows(index, request.kinds, request.test);
  const keysOf = (column: SortColumn): Uint32Array => sortKeys(column, index, order, request);
  const left = keysOf('left');
  const primary = sort.id === 'left' ? left : keysOf(sort.id);
  radixSort(order, sort.id === 'left' ? keysOf('priority') : left);
  radixSort(order, sort.dir === 'desc' ? reversed(primary) : primary);
  if (groupBy === null) return { index, order, groupBy, groups: [] };
  const groupKeys = groupBy === 'left' ? dueKeys(order, left, nowMs) : keysOf(groupBy);
  // What it is sorted by already stands together.
  if (sort.id !== groupBy) radixSort(order, groupKeys);
  return { index, order, groupBy, groups: groupRows(index, order, groupKeys, groupBy) };
}

function usualGroups(sort: QueueSort): GroupColumn | null {
  return sort.id === 'left' ? 'left' : null;
}

/** The row shown at a place of the queue. */
export function rowAt(queue: Queue, at: number): TicketRow | undefined {
  const place = queue.order[at];
  return place === undefined ? undefined : queue.index.rows[place];
}

import type { RowClock } from '../../../replica/clocks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { RowTest } from './compile-filter.ts';
import { dueGroupOf, dueLimits } from './due-groups.ts';
import type { DueGroup } from './due-groups.ts';
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
  readonly reference: ReferenceSnapshot;
  readonly locale: string;
  readonly clockOf: (id: string) => RowClock;
  readonly nowMs: number;
}

export interface QueueGroup {
  readonly group: DueGroup;
  /** Place of its first row in `order`. */
  readonly from: number;
  readonly count: number;
}

export interface Queue {
  readonly index: RowIndex;
  /** Places of the shown rows in the index, in their order. */
  readonly order: Uint32Array;
  /** Empty unless sorted by the time left. */
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

function groupRows(order: Uint32Array, keys: Uint32Array, nowMs: number): readonly QueueGroup[] {
  const limits = dueLimits(nowMs);
  const groups: { group: DueGroup; from: number; count: number }[] = [];
  for (let at = 0; at < order.length; at += 1) {
    const group = dueGroupOf(keys[order[at]!]!, limits);
    const last = groups.at(-1);
    if (last?.group === group) last.count += 1;
    else groups.push({ group, from: at, count: 1 });
  }
  // Where nothing has a clock, as with problems, one header over everything says nothing.
  return groups.length === 1 && groups[0]?.group === 'unclocked' ? [] : groups;
}

/**
 * What a queue shows: filtered, sorted, grouped when sorted by the time left. Rows that are equal
 * stand by the time left, and those by priority.
 */
export function buildQueue(request: QueueRequest): Queue {
  const { index, sort } = request;
  const order = filterRows(index, request.kinds, request.test);
  const keysOf = (column: SortColumn): Uint32Array => sortKeys(column, index, order, request);
  const primary = keysOf(sort.id);
  radixSort(order, sort.id === 'left' ? keysOf('priority') : keysOf('left'));
  radixSort(order, sort.dir === 'desc' ? reversed(primary) : primary);
  const groups = sort.id === 'left' ? groupRows(order, primary, request.nowMs) : [];
  return { index, order, groups };
}

/** The row shown at a place of the queue. */
export function rowAt(queue: Queue, at: number): TicketRow | undefined {
  const place = queue.order[at];
  return place === undefined ? undefined : queue.index.rows[place];
}

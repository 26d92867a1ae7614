import type { TicketKind } from '../../../../shared/model/ticket.ts';
import type { TermKey } from '../../../../shared/query/ticket-query.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import type { RowTest } from './compile-filter.ts';
import { valueOfName } from './query-text.ts';
import type { RowIndex } from './row-index.ts';

/** How many rows have each value of a field, by the value as it stands in the text, in lower case. */
export type FacetCounts = ReadonlyMap<string, number>;

interface Facets {
  readonly index: RowIndex;
  readonly kinds: readonly TicketKind[];
  /** Everything the filter asks but what it asks of this field. */
  readonly test: RowTest;
  readonly reference: ReferenceSnapshot;
  readonly meId: string | null;
  readonly userName: string;
  readonly unsentIds: ReadonlySet<string>;
}

type Named = ReadonlyMap<string, { readonly name: string }>;

const NONE = 'none';

/** The parts of a row that are counted; several where it counts for several values. */
function partsOf(
  key: TermKey,
  { reference, meId, userName, unsentIds }: Facets,
): ((row: TicketRow) => readonly (string | undefined)[]) | null {
  switch (key) {
    case 'state':
      return (row) => [row.state, row.open ? 'open' : 'done'];
    case 'priority':
      return (row) => [String(row.priority)];
    case 'assignee':
      return (row) => [row.assigneeId, ...(row.assigneeId === meId ? ['me'] : [])];
    case 'team':
      return (row) => [row.teamId];
    case 'requester':
      return (row) => [row.requesterId];
    case 'site':
      return (row) => [row.siteId];
    case 'service':
      return (row) => [row.serviceId];
    case 'category':
      return (row) => [row.category];
    case 'subcategory':
      return (row) => [row.subcategory];
    case 'kind':
      return (row) => [row.kind];
    case 'origin':
      return (row) => [row.origin];
    case 'hold':
      return (row) => [row.holdReason?.replace('awaiting-', '')];
    case 'major':
      return (row) => [row.majorStage];
    case 'watcher':
      return (row) =>
        row.watchers.length === 0
          ? [undefined]
          : [...row.watchers, ...(row.watchers.includes(userName) ? ['me'] : [])];
    case 'is':
      return (row) => [
        ...(row.major ? ['major'] : []),
        ...(unsentIds.has(row.id) ? ['unsent'] : []),
        ...(row.knownError ? ['known-error'] : []),
        ...(row.watchers.includes(userName) ? ['watched'] : []),
        ...(isVip(row, reference) ? ['vip'] : []),
      ];
    default:
      return null;
  }
}

function isVip({ requesterId }: TicketRow, { people }: ReferenceSnapshot): boolean {
  const requester = requesterId === undefined ? undefined : people.get(requesterId);
  return requester?.kind === 'person' && requester.vip !== undefined;
}

function namesOf(key: TermKey, { people, places, catalog }: ReferenceSnapshot): Named | null {
  if (key === 'site') return places;
  if (key === 'service') return catalog;
  return key === 'assignee' || key === 'team' || key === 'requester' ? people : null;
}

/** The value a part stands for in the text. */
function valueOf(key: TermKey, part: string, { reference }: Facets): string {
  if (part === 'me') return part;
  if (key === 'watcher') return valueOfName(reference.byUserName.get(part)?.name ?? part);
  const names = namesOf(key, reference);
  return valueOfName(names === null ? part : (names.get(part)?.name ?? NONE));
}

/** Counts the values of a field over the rows that pass; null: they are not counted for this one. */
export function facetCounts(key: TermKey, facets: Facets): FacetCounts | null {
  const parts = partsOf(key, facets);
  if (parts === null) return null;
  const { rows, titles } = facets.index;
  const kinds = new Set(facets.kinds);
  const counts = new Map<string | undefined, number>();
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    if (!kinds.has(row.kind) || !facets.test(row, titles[i]!)) continue;
    for (const part of parts(row)) counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  const byValue = new Map<string, number>();
  for (const [part, count] of counts) {
    const value = part === undefined ? NONE : valueOf(key, part, facets).toLowerCase();
    byValue.set(value, (byValue.get(value) ?? 0) + count);
  }
  return byValue;
}

import type { RowClock } from '../../../replica/clocks.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import {
  HOLD_REASONS,
  MAJOR_STAGES,
  ORIGINS,
  TICKET_KINDS,
} from '../../../../shared/model/ticket.ts';
import { isQueueColumn, QUEUE_COLUMNS } from './column-list.ts';
import type { QueueColumn } from './column-list.ts';
import { numberKey } from './number-key.ts';
import type { RowIndex } from './row-index.ts';

/** A list can be sorted by whatever it can show. */
export const SORT_COLUMNS = QUEUE_COLUMNS;
export type SortColumn = QueueColumn;
export const isSortColumn = isQueueColumn;

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
  /** The number of another ticket, for the parent's column. */
  readonly numberOf?: (id: string) => string | undefined;
}

/** Kept, so that a second sort by the same column costs the sort alone. */
const ranksOfTitles = new WeakMap<readonly string[], Uint32Array>();
const ranksOfNames = new WeakMap<object, ReadonlyMap<string, number>>();

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

function ranksOf(
  named: ReadonlyMap<string, { readonly name: string }>,
  locale: string,
): ReadonlyMap<string, number> {
  let ranks = ranksOfNames.get(named);
  if (!ranks) {
    ranks = nameRanks(named, locale);
    ranksOfNames.set(named, ranks);
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

type NameField = 'requesterId' | 'assigneeId' | 'teamId' | 'siteId' | 'serviceId';

function nameKeys(
  index: RowIndex,
  column: SortColumn,
  field: NameField,
  ranks: ReadonlyMap<string, number>,
): Uint32Array {
  return kept(index, column, ranks, (row) => {
    const id = row[field];
    return id === undefined ? LAST : (ranks.get(id) ?? LAST);
  });
}

/** Texts of few different values, as people read them. */
function textKeys(
  index: RowIndex,
  column: SortColumn,
  locale: string,
  of: (row: TicketRow) => string | undefined,
): Uint32Array {
  let ranks: Map<string, number> | null = null;
  return kept(index, column, locale, (row) => {
    ranks ??= ranksOfTexts(new Set(index.rows.map(of)), locale);
    return ranks.get(of(row) ?? '') ?? LAST;
  });
}

function ranksOfTexts(texts: ReadonlySet<string | undefined>, locale: string): Map<string, number> {
  const collator = new Intl.Collator(locale, { sensitivity: 'base' });
  const distinct = [...texts].filter((text): text is string => text !== undefined && text !== '');
  return new Map(distinct.sort(collator.compare).map((text, rank) => [text, rank]));
}

/** From what is new to what is over, whatever the kind. */
const STATE_ORDER = [
  'new',
  'draft',
  'assess',
  'authorize',
  'scheduled',
  'in-progress',
  'root-cause-analysis',
  'fix-in-progress',
  'implement',
  'review',
  'on-hold',
  'resolved',
  'fulfilled',
  'done',
  'closed',
  'cancelled',
];

function wordKeys(
  index: RowIndex,
  column: SortColumn,
  words: readonly string[],
  of: (row: TicketRow) => string | undefined,
): Uint32Array {
  const ranks = new Map(words.map((word, rank) => [word, rank]));
  return kept(index, column, null, (row) => ranks.get(of(row) ?? '') ?? LAST);
}

const seconds = (at: number | undefined): number =>
  at === undefined ? LAST : Math.floor(at / 1000);

function leftKeys({ rows }: RowIndex, order: Uint32Array, sources: SortSources): Uint32Array {
  const keys = new Uint32Array(rows.length);
  for (let at = 0; at < order.length; at += 1) {
    const place = order[at]!;
    keys[place] = leftKey(rows[place]!, sources.clockOf);
  }
  return keys;
}

function parentKeys(index: RowIndex, { numberOf }: SortSources): Uint32Array {
  return kept(index, 'parent', null, ({ parentId }) => {
    const number = parentId === undefined ? undefined : numberOf?.(parentId);
    return number === undefined ? LAST : numberKey(number);
  });
}

type MakeKeys = (index: RowIndex, sources: SortSources, order: Uint32Array) => Uint32Array;

const KEYS: Readonly<Record<SortColumn, MakeKeys>> = {
  priority: (index) => kept(index, 'priority', null, (row) => row.priority),
  number: (index) => index.numbers,
  title: (index) => ranksFor(index.titles),
  state: (index) => wordKeys(index, 'state', STATE_ORDER, (row) => row.state),
  requester: (index, { reference, locale }) =>
    nameKeys(index, 'requester', 'requesterId', ranksOf(reference.people, locale)),
  left: (index, sources, order) => leftKeys(index, order, sources),
  assignee: (index, { reference, locale }) =>
    nameKeys(index, 'assignee', 'assigneeId', ranksOf(reference.people, locale)),
  team: (index, { reference, locale }) =>
    nameKeys(index, 'team', 'teamId', ranksOf(reference.people, locale)),
  site: (index, { reference, locale }) =>
    nameKeys(index, 'site', 'siteId', ranksOf(reference.places, locale)),
  service: (index, { reference, locale }) =>
    nameKeys(index, 'service', 'serviceId', ranksOf(reference.catalog, locale)),
  category: (index, { locale }) => textKeys(index, 'category', locale, (row) => row.category),
  kind: (index) => wordKeys(index, 'kind', TICKET_KINDS, (row) => row.kind),
  origin: (index) => wordKeys(index, 'origin', ORIGINS, (row) => row.origin),
  opened: (index) => kept(index, 'opened', null, (row) => seconds(row.openedAt)),
  updated: (index) => kept(index, 'updated', null, (row) => seconds(row.activityAt)),
  resolved: (index) => kept(index, 'resolved', null, (row) => seconds(row.resolvedAt)),
  hold: (index) => wordKeys(index, 'hold', HOLD_REASONS, (row) => row.holdReason),
  reopens: (index) => kept(index, 'reopens', null, (row) => row.reopens),
  reassignments: (index) => kept(index, 'reassignments', null, (row) => row.reassignments),
  satisfaction: (index) => kept(index, 'satisfaction', null, (row) => row.satisfaction ?? LAST),
  watchers: (index) => kept(index, 'watchers', null, (row) => row.watchers.length),
  parent: parentKeys,
  major: (index) => wordKeys(index, 'major', MAJOR_STAGES, (row) => row.majorStage),
  knownError: (index) => kept(index, 'knownError', null, (row) => (row.knownError ? 0 : LAST)),
};

/** Works out ahead what a click on a column head would have to wait for. */
export function prepareSorting(index: RowIndex, { reference, locale }: SortSources): void {
  ranksFor(index.titles);
  ranksOf(reference.people, locale);
}

/** The key of every row in `order` for a column; rows without a value come last. */
export function sortKeys(
  column: SortColumn,
  index: RowIndex,
  order: Uint32Array,
  sources: SortSources,
): Uint32Array {
  return KEYS[column](index, sources, order);
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

import type { Entry } from '../../../../shared/model/entry.ts';
import { msg } from '../../../ui/i18n.ts';

/** What a timeline can be narrowed to, in the order it is offered. */
export const TIMELINE_FILTERS = [
  'all',
  'comments',
  'notes',
  'states',
  'time',
  'approvals',
  'files',
  'communications',
  'changes',
  'sync',
  'clocks',
] as const;
export type TimelineFilter = (typeof TIMELINE_FILTERS)[number];

export const FILTER_LABELS: Readonly<Record<TimelineFilter, string>> = {
  all: msg('All'),
  comments: msg('Comments'),
  notes: msg('Notes'),
  states: msg('States'),
  time: msg('Time'),
  approvals: msg('Approvals'),
  files: msg('Files'),
  communications: msg('Communications'),
  changes: msg('Changes'),
  sync: msg('Sync'),
  clocks: msg('Service levels'),
};

/** Every kind belongs to one filter, so that the counts add up. */
const FILTER_OF: Readonly<Record<Entry['kind'], Exclude<TimelineFilter, 'all'>>> = {
  comment: 'comments',
  note: 'notes',
  state: 'states',
  time: 'time',
  approval: 'approvals',
  attachment: 'files',
  communication: 'communications',
  change: 'changes',
  link: 'changes',
  merge: 'sync',
  verdict: 'clocks',
  escalation: 'clocks',
};

/** Settling what two people changed belongs to the merge it settles. */
function filterOf(entry: Entry): TimelineFilter {
  const isSettled = entry.kind === 'change' && entry.resolves !== undefined;
  return isSettled ? 'sync' : FILTER_OF[entry.kind];
}

/** Is an entry shown under a filter? */
export function isShown(entry: Entry, filter: TimelineFilter): boolean {
  return filter === 'all' || filterOf(entry) === filter;
}

/** How many entries each filter shows. */
export function countEntries(entries: readonly Entry[]): Readonly<Record<TimelineFilter, number>> {
  const counts = Object.fromEntries(TIMELINE_FILTERS.map((filter) => [filter, 0])) as Record<
    TimelineFilter,
    number
  >;
  for (const entry of entries) counts[filterOf(entry)] += 1;
  counts.all = entries.length;
  return counts;
}

/** Those that are always offered; others where they show something. */
const ALWAYS: ReadonlySet<TimelineFilter> = new Set(['all', 'comments', 'notes', 'time']);

/** The filters that are offered; the chosen one stays, though it came to show nothing. */
export function filtersOf(
  counts: Readonly<Record<TimelineFilter, number>>,
  chosen: TimelineFilter,
): readonly TimelineFilter[] {
  return TIMELINE_FILTERS.filter(
    (filter) => ALWAYS.has(filter) || counts[filter] > 0 || filter === chosen,
  );
}

import { useEffect, useMemo } from 'react';
import type { SavedView } from '../../../../shared/model/policy.ts';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import { asksForClocks, parseTicketQuery } from '../../../../shared/query/ticket-query.ts';
import type { ParsedQuery } from '../../../../shared/query/ticket-query.ts';
import { useMe, useReference, useUnsent } from '../../../replica/hooks.ts';
import type { ListRoute } from '../../../state/navigation.ts';
import { usePanels } from '../../../state/panels.ts';
import { pathOf } from '../../../state/routes.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useClockOf, useFilterClockOf } from '../use-clock-of.ts';
import { useRowIndex } from '../use-row-index.ts';
import { listTitle } from '../../../words/ticket-words.ts';
import { compileFilter } from './compile-filter.ts';
import { asksForOpen } from './query-text.ts';
import { buildQueue } from './queue-model.ts';
import type { Queue, QueueSort } from './queue-model.ts';
import { isSortColumn, prepareSorting } from './sort-keys.ts';

const DEFAULT_FILTER = 'state:open';
const DEFAULT_SORT: QueueSort = { id: 'left', dir: 'asc' };
/** Groups by due time move on within the minute. */
const REGROUP_MS = 60_000;

/** Which tickets a list is about, before any filter. */
export interface QueueSubject {
  readonly path: string;
  readonly kinds: readonly TicketKind[];
  readonly view: SavedView | null;
  readonly defaultFilter: string;
}

/** What a person chose for this list. */
export interface QueueChoice {
  readonly text: string;
  readonly query: ParsedQuery;
  readonly sort: QueueSort;
  setText(text: string): void;
  sortBy(column: string): void;
}

export function useQueueSubject(list: ListRoute): QueueSubject {
  const reference = useReference();
  const path = pathOf(list);
  return useMemo(() => {
    if (list.kind === 'tickets') {
      return { path, kinds: [list.ticketKind], view: null, defaultFilter: DEFAULT_FILTER };
    }
    const policy = reference.policies.get(list.id);
    const view = policy?.kind === 'saved-view' ? policy : null;
    return {
      path,
      kinds: view?.ticketKinds ?? [],
      view,
      defaultFilter: view?.query ?? DEFAULT_FILTER,
    };
  }, [list, path, reference.policies]);
}

export function useQueueChoice({ path, defaultFilter }: QueueSubject): QueueChoice {
  const text = usePanels((state) => state.filters[path]) ?? defaultFilter;
  const kept = usePanels((state) => state.sorts[path]);
  const setFilter = usePanels((state) => state.setFilter);
  const setSort = usePanels((state) => state.setSort);
  const query = useMemo(() => parseTicketQuery(text), [text]);
  return useMemo(() => {
    const sort: QueueSort =
      kept && isSortColumn(kept.id) ? { id: kept.id, dir: kept.dir } : DEFAULT_SORT;
    return {
      text,
      query,
      sort,
      setText: (next) => setFilter(path, next),
      sortBy: (column) => {
        if (!isSortColumn(column)) return;
        // What is new is what one looks for first; everything else starts at its beginning.
        const first = column === 'updated' ? 'desc' : 'asc';
        const turned = sort.dir === 'asc' ? 'desc' : 'asc';
        setSort(path, { id: column, dir: sort.id === column ? turned : first });
      },
    };
  }, [text, query, kept, path, setFilter, setSort]);
}

/** The rows of a list, filtered, sorted and grouped in memory. */
export function useQueue(subject: QueueSubject, choice: QueueChoice): Queue {
  const index = useRowIndex();
  const reference = useReference();
  const unsent = useUnsent();
  const me = useMe();
  const clockOf = useClockOf();
  const locale = useLocale();
  const nowMs = useNow(REGROUP_MS);
  const { kinds } = subject;
  const { query, sort } = choice;
  // Only a filter about clocks has to be asked again when one of them moved.
  const filterClockOf = useFilterClockOf(asksForClocks(query));
  const test = useMemo(
    () =>
      compileFilter(query, {
        reference,
        unsentIds: unsent.documentIds,
        meId: me?.id ?? null,
        clockOf: filterClockOf,
      }),
    [query, reference, unsent.documentIds, me, filterClockOf],
  );
  useEffect(() => {
    const wait = setTimeout(() => prepareSorting(index, { reference, locale, clockOf }), 1_000);
    return () => clearTimeout(wait);
  }, [index, reference, locale, clockOf]);
  return useMemo(
    () =>
      buildQueue({ index, kinds: new Set(kinds), test, sort, reference, locale, clockOf, nowMs }),
    [index, kinds, test, sort, reference, locale, clockOf, nowMs],
  );
}

export function queueTitle({ view, kinds }: QueueSubject, text: string): string {
  if (view) return view.name;
  const [kind] = kinds;
  return kind === undefined ? t('Saved view') : listTitle(kind, asksForOpen(text));
}

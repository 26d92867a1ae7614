import { useCallback, useEffect, useMemo } from 'react';
import type { SavedView } from '../../../../shared/model/policy.ts';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import { asksForClocks, asksForTime } from '../../../../shared/query/ticket-query.ts';
import {
  useMe,
  useReference,
  useReplica,
  useUnsent,
  useWorkspace,
} from '../../../replica/hooks.ts';
import type { ListRoute } from '../../../state/navigation.ts';
import { pathOf } from '../../../state/routes.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useClockOf, useFilterClockOf } from '../use-clock-of.ts';
import { useRowIndex } from '../use-row-index.ts';
import { isVisibleTo } from '../views/visible-views.ts';
import { listTitle } from '../../../words/ticket-words.ts';
import { localDay } from '../../../replica/query-row.ts';
import { compileFilter } from './compile-filter.ts';
import type { RowTest } from './compile-filter.ts';
import type { QueueChoice } from './queue-choice.ts';
import { asksForOpen } from './query-text.ts';
import { buildQueue } from './queue-model.ts';
import type { Queue } from './queue-model.ts';
import type { RowIndex } from './row-index.ts';
import { prepareSorting } from './sort-keys.ts';

export type { QueueChoice } from './queue-choice.ts';
export { useQueueChoice } from './queue-choice.ts';

const DEFAULT_FILTER = 'state:open';
/** Groups by due time, and what was how long ago, move on within the minute. */
const REGROUP_MS = 60_000;

/** Which tickets a list is about, before any filter. */
export interface QueueSubject {
  readonly path: string;
  readonly kinds: readonly TicketKind[];
  readonly view: SavedView | null;
  readonly defaultFilter: string;
}

export function useQueueSubject(list: ListRoute): QueueSubject {
  const { policies } = useReference();
  const { session } = useReplica();
  const path = pathOf(list);
  return useMemo(() => {
    if (list.kind === 'tickets') {
      return { path, kinds: [list.ticketKind], view: null, defaultFilter: DEFAULT_FILTER };
    }
    const policy = policies.get(list.id);
    const isMine = policy?.kind === 'saved-view' && isVisibleTo(policy, session.userName);
    const view = isMine ? policy : null;
    return {
      path,
      kinds: view?.ticketKinds ?? [],
      view,
      defaultFilter: view?.query ?? DEFAULT_FILTER,
    };
  }, [list, path, policies, session.userName]);
}

/** The filter of a list as a test of its rows. */
export function useRowTest({ query }: QueueChoice): RowTest {
  const { tickets } = useWorkspace();
  const { session } = useReplica();
  const reference = useReference();
  const unsent = useUnsent();
  const me = useMe();
  const minuteMs = useNow(REGROUP_MS);
  const nowMs = asksForTime(query) ? minuteMs : 0;
  // Only a filter about clocks has to be asked again when one of them moved.
  const clockOf = useFilterClockOf(asksForClocks(query));
  return useMemo(
    () =>
      compileFilter(query, {
        reference,
        unsentIds: unsent.documentIds,
        meId: me?.id ?? null,
        userName: session.userName,
        time: { nowMs, dayOf: localDay },
        clockOf,
        numberOf: (id) => tickets.get(id)?.number,
      }),
    [query, reference, unsent.documentIds, me, session, nowMs, clockOf, tickets],
  );
}

/** The rows of a list, filtered, sorted and grouped in memory. */
export function useQueue(subject: QueueSubject, choice: QueueChoice): Queue {
  const index: RowIndex = useRowIndex();
  const { tickets } = useWorkspace();
  const reference = useReference();
  const clockOf = useClockOf();
  const locale = useLocale();
  const nowMs = useNow(REGROUP_MS);
  const { kinds } = subject;
  const { sort, groupBy } = choice;
  const test = useRowTest(choice);
  const numberOf = useCallback((id: string) => tickets.get(id)?.number, [tickets]);
  useEffect(() => {
    const wait = setTimeout(() => prepareSorting(index, { reference, locale, clockOf }), 1_000);
    return () => clearTimeout(wait);
  }, [index, reference, locale, clockOf]);
  return useMemo(() => {
    const sources = { reference, locale, clockOf, numberOf };
    return buildQueue({ index, kinds: new Set(kinds), test, sort, groupBy, nowMs, ...sources });
  }, [index, kinds, test, sort, groupBy, reference, locale, clockOf, numberOf, nowMs]);
}

export function queueTitle({ view, kinds }: QueueSubject, text: string): string {
  if (view) return view.name;
  const [kind] = kinds;
  return kind === undefined ? t('Saved view') : listTitle(kind, asksForOpen(text));
}

import { useCallback } from 'react';
import { parseTicketQuery } from '../../../../shared/query/ticket-query.ts';
import type { TermKey } from '../../../../shared/query/ticket-query.ts';
import {
  useMe,
  useReference,
  useReplica,
  useUnsent,
  useWorkspace,
} from '../../../replica/hooks.ts';
import { useFilterClockOf } from '../use-clock-of.ts';
import { useRowIndex } from '../use-row-index.ts';
import { localDay } from '../../../replica/query-row.ts';
import { compileFilter } from './compile-filter.ts';
import { facetCounts } from './facet-counts.ts';
import type { FacetCounts } from './facet-counts.ts';
import type { QueueChoice, QueueSubject } from './use-queue.ts';

/** Counts the values of a field within the rest of the filter, when they are asked for. */
export function useFacets(
  { kinds }: QueueSubject,
  { text }: QueueChoice,
): (key: TermKey) => FacetCounts | null {
  const index = useRowIndex();
  const { tickets } = useWorkspace();
  const replica = useReplica();
  const reference = useReference();
  const unsent = useUnsent();
  const meId = useMe()?.id ?? null;
  const clockOf = useFilterClockOf(false);
  return useCallback(
    (key) => {
      const { userName } = replica.session;
      const query = parseTicketQuery(text);
      const rest = { ...query, terms: query.terms.filter((term) => term.key !== key) };
      const test = compileFilter(rest, {
        reference,
        unsentIds: unsent.documentIds,
        meId,
        userName,
        time: { nowMs: replica.now(), dayOf: localDay },
        clockOf,
        numberOf: (id) => tickets.get(id)?.number,
      });
      const unsentIds = unsent.documentIds;
      return facetCounts(key, { index, kinds, test, reference, meId, userName, unsentIds });
    },
    [index, kinds, text, tickets, replica, reference, unsent.documentIds, meId, clockOf],
  );
}

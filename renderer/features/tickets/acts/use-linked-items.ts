import { useMemo } from 'react';
import { useRelations } from '../../../replica/hooks.ts';

/** Ids of the configuration items a record is about. */
export function useLinkedItems(recordId: string): readonly string[] {
  const relations = useRelations(recordId);
  return useMemo(
    () =>
      (relations ?? []).flatMap(({ type, fromId, toId }) =>
        type === 'affects' && fromId === recordId ? [toId] : [],
      ),
    [relations, recordId],
  );
}

import { useMemo } from 'react';
import { affectedServices } from '../../../../shared/desk/affected-services.ts';
import type { AffectedService } from '../../../../shared/desk/affected-services.ts';
import { impactOf } from '../../../../shared/graph/impact.ts';
import type { Incident } from '../../../../shared/model/ticket.ts';
import { useReference, useRelations, useWorkspace } from '../../../replica/hooks.ts';
import { useDependencyGraph } from '../../../replica/relation-store.ts';

export interface AffectedState {
  readonly services: readonly AffectedService[];
  /** Linked things that the reasoning starts from. */
  readonly linked: number;
  /** False while relations are being read: there may be more. */
  readonly isComplete: boolean;
  nameOf(id: string): string;
}

/** What the failure of the linked items takes along, by the graph. */
export function useAffectedServices(incident: Incident): AffectedState {
  const { graph, isComplete } = useDependencyGraph();
  const relations = useRelations(incident.id);
  const { items } = useWorkspace();
  const { catalog } = useReference();
  const { id, serviceId } = incident;
  const failedIds = useMemo(
    () =>
      (relations ?? [])
        .filter(({ type, fromId }) => type === 'affects' && fromId === id)
        .map(({ toId }) => toId)
        .filter((toId) => graph.node(toId) !== undefined),
    [relations, graph, id],
  );
  const services = useMemo(() => {
    const failures = failedIds.map((failedId) => impactOf(graph, failedId, 'stops'));
    const isService = (each: string): boolean => catalog.get(each)?.kind === 'service';
    return affectedServices(failures, isService, serviceId);
  }, [failedIds, graph, catalog, serviceId]);
  return {
    services,
    linked: failedIds.length,
    isComplete,
    nameOf: (each) => items.get(each)?.name ?? catalog.get(each)?.name ?? each,
  };
}

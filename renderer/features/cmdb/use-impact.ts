import { useMemo, useState } from 'react';
import { create } from 'zustand';
import type { DependencyGraph, Severity } from '../../../shared/graph/dependency-graph.ts';
import { impactOf } from '../../../shared/graph/impact.ts';
import type { Impact } from '../../../shared/graph/impact.ts';
import { impactView } from './impact-view.ts';
import type { ImpactView, Steps } from './impact-view.ts';
import { useRecordFacts } from './record-facts.ts';
import type { FactsOf } from './record-facts.ts';
import { useDependencyGraph } from '../../replica/relation-store.ts';

interface ImpactChoice {
  readonly failure: Severity;
  readonly steps: Steps;
}

/** The same question is asked of one record after the other, so the choice stays. */
export const useImpactChoice = create<ImpactChoice>(() => ({ failure: 'stops', steps: '3' }));

export interface ImpactState {
  readonly graph: DependencyGraph;
  readonly impact: Impact;
  readonly view: ImpactView;
  readonly factsOf: FactsOf;
  /** False while relations are still being read: there may be more. */
  readonly isComplete: boolean;
  readonly opened: ReadonlySet<string>;
  /** Draws the members of a group one by one. */
  open(key: string): void;
  closeAll(): void;
}

/** What the failure of an item does, as it is drawn and listed. */
export function useImpact(id: string): ImpactState {
  const { graph, isComplete } = useDependencyGraph();
  const factsOf = useRecordFacts();
  const { failure, steps } = useImpactChoice();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const impact = useMemo(() => impactOf(graph, id, failure), [graph, id, failure]);
  const view = useMemo(
    () => impactView(graph, impact, { steps, factsOf, opened }),
    [graph, impact, steps, factsOf, opened],
  );
  return {
    graph,
    impact,
    view,
    factsOf,
    isComplete,
    opened,
    open: (key) => setOpened(new Set([...opened, key])),
    closeAll: () => setOpened(new Set()),
  };
}

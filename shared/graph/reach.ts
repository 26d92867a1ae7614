import type { DependencyGraph, Need } from './dependency-graph.ts';

/** How far a walk goes. */
export interface Limits {
  /** Steps from the start; unbounded unless told. */
  readonly maxDepth?: number;
  /** Records visited; `DEFAULT_MAX_NODES` unless told. */
  readonly maxNodes?: number;
}

/** More records than any picture or list shows; a walk over them takes a few frames. */
export const DEFAULT_MAX_NODES = 20_000;

/** A record and the shortest way to it. */
export interface Reached {
  readonly id: string;
  /** Steps from the start; the length of `path`. */
  readonly depth: number;
  /** From the start to the record. */
  readonly path: readonly Need[];
}

export interface Reach {
  /** Nearest first, then by id; the start itself is not among them. */
  readonly reached: readonly Reached[];
  /** There is more, behind `maxNodes`. */
  readonly truncated: boolean;
}

export type Direction = 'dependencies' | 'dependants';

/** How each record was reached first: the step before it, null for the start. */
export interface Steps {
  readonly via: ReadonlyMap<string, Need | null>;
  readonly truncated: boolean;
}

function neighbours(graph: DependencyGraph, id: string, direction: Direction): readonly Need[] {
  return direction === 'dependencies' ? graph.needs(id) : graph.neededBy(id);
}

function farEnd(need: Need, direction: Direction): string {
  return direction === 'dependencies' ? need.dependency : need.dependant;
}

function nearEnd(need: Need, direction: Direction): string {
  return direction === 'dependencies' ? need.dependant : need.dependency;
}

/** Breadth first, so that the first way to a record is a shortest one; every record once. */
export function walk(
  graph: DependencyGraph,
  startId: string,
  direction: Direction,
  { maxDepth = Infinity, maxNodes = DEFAULT_MAX_NODES }: Limits = {},
): Steps {
  const via = new Map<string, Need | null>([[startId, null]]);
  let frontier = [startId];
  for (let depth = 1; depth <= maxDepth && frontier.length > 0; depth += 1) {
    const next: string[] = [];
    for (const id of frontier) {
      for (const need of neighbours(graph, id, direction)) {
        const farId = farEnd(need, direction);
        if (via.has(farId)) continue;
        if (via.size > maxNodes) return { via, truncated: true };
        via.set(farId, need);
        next.push(farId);
      }
    }
    frontier = next.sort();
  }
  return { via, truncated: false };
}

/** The way to a record as a list of steps, from the start. */
export function pathTo(
  via: ReadonlyMap<string, Need | null>,
  id: string,
  direction: Direction,
): readonly Need[] {
  const path: Need[] = [];
  for (let need = via.get(id); need; need = via.get(nearEnd(need, direction))) path.push(need);
  return path.reverse();
}

/**
 * What a record needs (`dependencies`) or what needs it (`dependants`), with the shortest path that
 * explains each. Cycles end; the same graph gives the same answer.
 */
export function reach(
  graph: DependencyGraph,
  startId: string,
  direction: Direction,
  limits: Limits = {},
): Reach {
  const { via, truncated } = walk(graph, startId, direction, limits);
  const reached = [...via.keys()]
    .filter((id) => id !== startId)
    .map((id) => {
      const path = pathTo(via, id, direction);
      return { id, depth: path.length, path };
    })
    .sort((a, b) => a.depth - b.depth || (a.id < b.id ? -1 : 1));
  return { reached, truncated };
}

import type { DependencyGraph, Need } from '../../../shared/graph/dependency-graph.ts';
import { groupAlike } from '../../../shared/graph/group-alike.ts';
import type { Group } from '../../../shared/graph/group-alike.ts';
import type { Hit, Impact, Outcome } from '../../../shared/graph/impact.ts';
import { reach } from '../../../shared/graph/reach.ts';

/** The four parts of the picture, from left to right. */
export type Band = 'dependency' | 'this' | 'dependant' | 'service';

/** How far the picture goes: one step, three, or as far as there is anything. */
export type Steps = '1' | '3' | 'all';

/** A box: one record or several alike. */
export interface ViewNode {
  readonly key: string;
  readonly memberIds: readonly string[];
  readonly band: Band;
  /** The failed record is 0, what it needs is to the left. */
  readonly column: number;
  readonly outcome: Outcome | 'cause' | 'none';
  /** Why it is held or softened; the same for all members. */
  readonly hit: Hit | undefined;
  /** Held right where the failure ends, not somewhere behind. */
  readonly isBarrier: boolean;
}

/** A line from what is needed to what needs it. */
export interface ViewEdge {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly look: 'hit' | 'held' | 'plain';
}

export interface ImpactView {
  readonly nodes: readonly ViewNode[];
  readonly edges: readonly ViewEdge[];
  /** Records drawn, also within groups. */
  readonly shown: number;
  /** Records that depend on it or that it depends on. */
  readonly total: number;
}

/** What makes two records alike. */
export interface Facts {
  readonly className: string;
  readonly placeId: string;
  readonly siteId: string;
  readonly isService: boolean;
}

export interface ViewOptions {
  readonly steps: Steps;
  readonly factsOf: (id: string) => Facts;
  /** Keys of groups that are drawn as single boxes. */
  readonly opened: ReadonlySet<string>;
  /** Boxes a column before coarser grouping sets in. */
  readonly limit?: number;
}

/** Eight boxes of 42 px with their gaps are as high as the picture. */
const COLUMN_LIMIT = 8;
/** What a dependant leans on is drawn this deep to the left; "All" goes on. */
const DEPENDENCY_STEPS: Readonly<Record<Steps, number>> = { '1': 1, '3': 1, all: 12 };
const DEPENDANT_STEPS: Readonly<Record<Steps, number>> = { '1': 1, '3': 3, all: 40 };

interface Placed {
  readonly id: string;
  readonly band: Band;
  readonly column: number;
  readonly outcome: ViewNode['outcome'];
  readonly hit: Hit | undefined;
  readonly isBarrier: boolean;
}

function place(graph: DependencyGraph, impact: Impact, options: ViewOptions): readonly Placed[] {
  const { steps, factsOf } = options;
  const held = new Set(impact.hits.filter((hit) => hit.outcome === 'held').map((hit) => hit.id));
  const near = impact.hits.filter((hit) => hit.depth <= DEPENDANT_STEPS[steps]);
  const taken = new Set([impact.failedId, ...near.map((hit) => hit.id)]);
  const dependencies = reach(graph, impact.failedId, 'dependencies', {
    maxDepth: DEPENDENCY_STEPS[steps],
  }).reached.filter(({ id }) => !taken.has(id));
  const items = near.filter((hit) => !factsOf(hit.id).isService);
  const last = items.reduce((deepest, hit) => Math.max(deepest, hit.depth), 0) + 1;
  return [
    ...dependencies.map(({ id, depth }) => ({
      id,
      band: 'dependency' as const,
      column: -depth,
      outcome: 'none' as const,
      hit: undefined,
      isBarrier: false,
    })),
    {
      id: impact.failedId,
      band: 'this',
      column: 0,
      outcome: 'cause',
      hit: undefined,
      isBarrier: false,
    },
    ...near.map((hit) => {
      const isService = factsOf(hit.id).isService;
      return {
        id: hit.id,
        band: isService ? ('service' as const) : ('dependant' as const),
        column: isService ? last : hit.depth,
        outcome: hit.outcome,
        hit,
        isBarrier: held.has(hit.id) && !held.has(hit.path.at(-1)?.dependency ?? ''),
      };
    }),
  ];
}

/** The boxes of one column: alike ones as one, unless the person opened the group. */
function boxes(column: readonly Placed[], options: ViewOptions): readonly ViewNode[] {
  const { factsOf, opened, limit = COLUMN_LIMIT } = options;
  const toNode = ({ key, members }: Group<Placed>): ViewNode => {
    const { band, column: at, outcome, hit, isBarrier } = members[0]!;
    const memberIds = members.map((each) => each.id);
    const isMixed = members.some((each) => each.outcome !== outcome);
    const worst = isMixed ? members.find((each) => each.outcome === 'stops') : undefined;
    return {
      key: memberIds.length === 1 ? memberIds[0]! : `${at}/${key}`,
      memberIds,
      band,
      column: at,
      outcome: worst?.outcome ?? outcome,
      hit,
      isBarrier,
    };
  };
  const services = column.filter((each) => each.band === 'service');
  const items = column.filter((each) => each.band !== 'service');
  const alike =
    (...parts: (keyof Facts)[]) =>
    (each: Placed): string => {
      const facts = factsOf(each.id);
      return [each.outcome, ...parts.map((part) => String(facts[part]))].join('|');
    };
  const idOf = (each: Placed): string => each.id;
  const likeness = [
    alike('className', 'placeId'),
    alike('className', 'siteId'),
    alike('className'),
  ];
  return [
    ...groupAlike(services, { idOf, alike: [], limit }),
    ...groupAlike(items, { idOf, alike: likeness, limit }),
  ]
    .map(toNode)
    .flatMap((node) =>
      opened.has(node.key) && node.memberIds.length > 1
        ? node.memberIds.map((id) => ({ ...node, key: id, memberIds: [id] }))
        : [node],
    );
}

function lookOf(from: ViewNode, to: ViewNode, carriers: ReadonlySet<string>): ViewEdge['look'] {
  if (from.outcome === 'none' || to.outcome === 'none') return 'plain';
  if (to.outcome === 'held' || from.outcome === 'held') return 'held';
  return carriers.has(`${from.key}>${to.key}`) ? 'hit' : 'plain';
}

/** Lines between boxes, one for all needs between their members. */
function join(
  graph: DependencyGraph,
  nodes: readonly ViewNode[],
  impact: Impact,
): readonly ViewEdge[] {
  const boxOf = new Map(nodes.flatMap((node) => node.memberIds.map((id) => [id, node] as const)));
  const keyOf = ({ dependency, dependant }: Need): string =>
    `${boxOf.get(dependency)?.key ?? ''}>${boxOf.get(dependant)?.key ?? ''}`;
  // Every last step of a hit's way is one that carries it there.
  const carriers = new Set(
    impact.hits.flatMap((hit) => (hit.outcome === 'held' ? [] : hit.path.slice(-1).map(keyOf))),
  );
  const edges = new Map<string, ViewEdge>();
  for (const to of nodes) {
    for (const id of to.memberIds) {
      for (const need of graph.needs(id)) {
        const from = boxOf.get(need.dependency);
        const key = keyOf(need);
        if (!from || from === to || edges.has(key)) continue;
        edges.set(key, { key, from: from.key, to: to.key, look: lookOf(from, to, carriers) });
      }
    }
  }
  return [...edges.values()];
}

/**
 * What is drawn of an impact: boxes in columns and the lines between them. Everything that the
 * failure reaches within the chosen steps is in exactly one box.
 */
export function impactView(
  graph: DependencyGraph,
  impact: Impact,
  options: ViewOptions,
): ImpactView {
  const placed = place(graph, impact, options);
  const columns = new Map<number, Placed[]>();
  for (const each of placed) columns.set(each.column, [...(columns.get(each.column) ?? []), each]);
  const nodes = [...columns.keys()]
    .sort((a, b) => a - b)
    .flatMap((column) => boxes(columns.get(column) ?? [], options));
  const all = reach(graph, impact.failedId, 'dependencies').reached.map(({ id }) => id);
  const total = new Set([...all, ...impact.hits.map((hit) => hit.id)]).size + 1;
  return { nodes, edges: join(graph, nodes, impact), shown: placed.length, total };
}

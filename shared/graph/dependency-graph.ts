import type { RelationKind } from '../model/item.ts';
import type { Link } from './relation-index.ts';

/** What happens to a record: it does nothing any more, or it does worse. */
export type Severity = 'stops' | 'degrades';

/** What the reasoning knows of an item or service. */
export interface GraphNode {
  readonly id: string;
  /** Things of one class can stand in for each other. */
  readonly className: string;
  /** Only what works can take over from another. */
  readonly isWorking: boolean;
}

/** One record needs another: `dependant` fails or suffers when `dependency` does. */
export interface Need {
  readonly relationId: string;
  readonly kind: NeedKind;
  readonly dependant: string;
  readonly dependency: string;
  /** The worst that this relation passes on. */
  readonly carries: Severity;
}

/**
 * Relations that pass a failure on, and how hard. A lost connection counts as degraded, since what
 * is connected still runs. `provides` points from what provides to the service, so the service is
 * the one in need.
 */
const NEED_KINDS = {
  'depends-on': { carries: 'stops', needy: 'from' },
  'runs-on': { carries: 'stops', needy: 'from' },
  'powered-by': { carries: 'stops', needy: 'from' },
  'part-of': { carries: 'stops', needy: 'from' },
  'connected-to': { carries: 'degrades', needy: 'from' },
  provides: { carries: 'stops', needy: 'to' },
} as const satisfies Partial<
  Record<RelationKind, { readonly carries: Severity; readonly needy: 'from' | 'to' }>
>;
export type NeedKind = keyof typeof NEED_KINDS;

function isNeedKind(kind: RelationKind): kind is NeedKind {
  return Object.hasOwn(NEED_KINDS, kind);
}

/** Where the graph reads from; both functions are asked again and again and should be quick. */
export interface GraphSource {
  /** Undefined for what is unknown or removed; relations to it count for nothing. */
  node(id: string): GraphNode | undefined;
  relationsOf(id: string): Iterable<Link>;
}

/** Who needs whom, in both directions, each list in a fixed order. */
export interface DependencyGraph {
  node(id: string): GraphNode | undefined;
  /** What a record needs. */
  needs(id: string): readonly Need[];
  /** What needs a record. */
  neededBy(id: string): readonly Need[];
  /** What takes over from a record, as recorded; whether it can is another question. */
  backups(id: string): readonly string[];
}

interface Neighbours {
  readonly needs: readonly Need[];
  readonly neededBy: readonly Need[];
  readonly backups: readonly string[];
}

function byEnds(a: Need, b: Need): number {
  return (
    compare(a.dependency, b.dependency) ||
    compare(a.dependant, b.dependant) ||
    compare(a.kind, b.kind) ||
    compare(a.relationId, b.relationId)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toNeed(link: Link): Need | null {
  if (!isNeedKind(link.type) || link.fromId === link.toId) return null;
  const { carries, needy } = NEED_KINDS[link.type];
  const [dependant, dependency] =
    needy === 'from' ? [link.fromId, link.toId] : [link.toId, link.fromId];
  return { relationId: link.id, kind: link.type, dependant, dependency, carries };
}

/** The same two records related twice in the same way are one need. */
function once(needs: readonly Need[]): readonly Need[] {
  const sorted = [...needs].sort(byEnds);
  return sorted.filter((need, i) => {
    const before = sorted[i - 1];
    return (
      before?.dependency !== need.dependency ||
      before.dependant !== need.dependant ||
      before.kind !== need.kind
    );
  });
}

/**
 * The dependency graph over relations and records. Nodes are read when they are asked for, so
 * making a graph costs nothing; it remembers what it read, so make a new one after a change.
 */
export function createGraph(source: GraphSource): DependencyGraph {
  const known = new Map<string, Neighbours>();
  const read = (id: string): Neighbours => {
    const needs: Need[] = [];
    const neededBy: Need[] = [];
    const backups = new Set<string>();
    for (const link of source.relationsOf(id)) {
      const otherId = link.fromId === id ? link.toId : link.fromId;
      if (otherId === id || !source.node(otherId)) continue;
      if (link.type === 'backed-up-by' && link.fromId === id) backups.add(otherId);
      const need = toNeed(link);
      if (need?.dependant === id) needs.push(need);
      if (need?.dependency === id) neededBy.push(need);
    }
    return { needs: once(needs), neededBy: once(neededBy), backups: [...backups].sort(compare) };
  };
  const at = (id: string): Neighbours => {
    const present = known.get(id);
    if (present) return present;
    const made = read(id);
    known.set(id, made);
    return made;
  };
  return {
    node: (id) => source.node(id),
    needs: (id) => at(id).needs,
    neededBy: (id) => at(id).neededBy,
    backups: (id) => at(id).backups,
  };
}

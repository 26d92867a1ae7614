import type { DependencyGraph, Need, Severity } from './dependency-graph.ts';
import { pathTo, walk } from './reach.ts';
import type { Limits } from './reach.ts';

/** Why a record is hit no worse, or at all. */
export type Cause =
  /** Nothing else is recorded that could do what the failed one did. */
  | { readonly kind: 'only-one' }
  /** The relation itself passes on no more than a degradation. */
  | { readonly kind: 'connection' }
  /** What it needs is only degraded itself. */
  | { readonly kind: 'degraded-dependency' }
  /** Another working one of the same class, needed in the same way, carries on. */
  | { readonly kind: 'alternative'; readonly byId: string }
  /** `byId` is recorded as taking over from `ofId`. */
  | { readonly kind: 'backup'; readonly ofId: string; readonly byId: string };

export type Outcome = Severity | 'held';

/** What a failure does to one record. */
export interface Hit {
  readonly id: string;
  readonly outcome: Outcome;
  /** Steps from what failed; the length of `path`. */
  readonly depth: number;
  /** From what failed to this record. */
  readonly path: readonly Need[];
  readonly cause: Cause;
}

export interface Impact {
  readonly failedId: string;
  readonly failure: Severity;
  /** What stops first, then what degrades, then what is held; each nearest first, then by id. */
  readonly hits: readonly Hit[];
  /** There are more dependants than were looked at. */
  readonly truncated: boolean;
}

interface Redundancy {
  /** A working record that takes over from a failed one. */
  backup(failedId: string): string | undefined;
  /** A working record that serves the dependant of a need as its dependency did. */
  alternative(need: Need): string | undefined;
}

/**
 * A stand-in counts only if it works and the failure cannot reach it even when no redundancy is
 * counted at all. That is cautious where two stand-ins need each other, and it has one answer where
 * "held because its holder is held" would have several.
 */
function redundancyOf(graph: DependencyGraph, reachable: ReadonlyMap<string, unknown>): Redundancy {
  const canHelp = (id: string): boolean => !reachable.has(id) && graph.node(id)?.isWorking === true;
  return {
    backup: (failedId) => graph.backups(failedId).find(canHelp),
    alternative: (need) => {
      const className = graph.node(need.dependency)?.className;
      return graph
        .needs(need.dependant)
        .find(
          (other) =>
            other.dependency !== need.dependency &&
            other.kind === need.kind &&
            graph.node(other.dependency)?.className === className &&
            canHelp(other.dependency),
        )?.dependency;
    },
  };
}

type Steps = Map<string, { readonly need: Need | null; readonly cause: Cause }>;
const ONLY_ONE: Cause = { kind: 'only-one' };

/** Records that stop, each with the step before it: whole failures over whole needs. */
function spreadStops(graph: DependencyGraph, failedId: string, limits: Scope): Steps {
  const { reachable, redundancy } = limits;
  const stopped: Steps = new Map([[failedId, { need: null, cause: ONLY_ONE }]]);
  let frontier = [failedId];
  while (frontier.length > 0) {
    const next: string[] = [];
    for (const id of frontier) {
      if (redundancy.backup(id) !== undefined) continue;
      for (const need of graph.neededBy(id)) {
        const { dependant } = need;
        if (stopped.has(dependant) || !reachable.has(dependant) || need.carries !== 'stops')
          continue;
        if (redundancy.alternative(need) !== undefined) continue;
        stopped.set(dependant, { need, cause: ONLY_ONE });
        next.push(dependant);
      }
    }
    frontier = next.sort();
  }
  return stopped;
}

interface Scope {
  readonly reachable: ReadonlyMap<string, Need | null>;
  readonly redundancy: Redundancy;
}

/** What a need passes on from a record that stopped or degraded, short of a stop. */
function degradation(need: Need, from: Severity, redundancy: Redundancy): Cause | null {
  const byId = redundancy.alternative(need);
  if (from === 'degrades' || need.carries === 'degrades') {
    if (byId !== undefined) return null;
    return { kind: from === 'degrades' ? 'degraded-dependency' : 'connection' };
  }
  return byId === undefined ? ONLY_ONE : { kind: 'alternative', byId };
}

/** Records that degrade, nearest to the failure first. */
function spreadDegradation(
  graph: DependencyGraph,
  stopped: Steps,
  start: readonly string[],
  { reachable, redundancy }: Scope,
): Steps {
  const degraded: Steps = new Map();
  const depthOf = new Map<string, number>();
  const waiting: string[][] = [];
  const wait = (id: string, depth: number): void => {
    depthOf.set(id, depth);
    (waiting[depth] ??= []).push(id);
  };
  for (const id of start) {
    degraded.set(id, { need: null, cause: ONLY_ONE });
    wait(id, 0);
  }
  for (const [id, { need }] of stopped)
    wait(id, need ? (depthOf.get(need.dependency) ?? 0) + 1 : 0);
  for (let depth = 0; depth < waiting.length; depth += 1) {
    for (const id of (waiting[depth] ?? []).sort()) {
      if (redundancy.backup(id) !== undefined) continue;
      const from: Severity = stopped.has(id) ? 'stops' : 'degrades';
      for (const need of graph.neededBy(id)) {
        const { dependant } = need;
        if (stopped.has(dependant) || degraded.has(dependant) || !reachable.has(dependant))
          continue;
        const cause = degradation(need, from, redundancy);
        if (cause === null) continue;
        degraded.set(dependant, { need, cause });
        wait(dependant, depth + 1);
      }
    }
  }
  return degraded;
}

/** Why a record that lies in the way of the failure is not hit. */
function holderOf(path: readonly Need[], hit: ReadonlySet<string>, redundancy: Redundancy): Cause {
  const barrier = path.find((need) => !hit.has(need.dependant));
  if (!barrier) return ONLY_ONE;
  const backup = redundancy.backup(barrier.dependency);
  if (backup !== undefined) return { kind: 'backup', ofId: barrier.dependency, byId: backup };
  const byId = redundancy.alternative(barrier);
  return byId === undefined ? ONLY_ONE : { kind: 'alternative', byId };
}

const ORDER: Readonly<Record<Outcome, number>> = { stops: 0, degrades: 1, held: 2 };

function byWeight(a: Hit, b: Hit): number {
  return ORDER[a.outcome] - ORDER[b.outcome] || a.depth - b.depth || (a.id < b.id ? -1 : 1);
}

/**
 * What happens when a record fails.
 *
 * A failure passes along needs: a stop stays a stop over `depends-on`, `runs-on`, `powered-by`,
 * `part-of` and `provides`, and becomes a degradation over `connected-to`; a degradation stays one.
 * Redundancy softens it: where a working record is recorded as backup of a failed one, everything
 * behind the failed one is held; where the dependant needs another working record of the same class
 * in the same way, a stop becomes a degradation and a degradation is held. `held` are all records
 * that would be hit if no redundancy were counted.
 *
 * Safe on cycles and deterministic. Looks at `maxNodes` records at most and says so.
 * @param failure What happens to the record itself.
 */
export function impactOf(
  graph: DependencyGraph,
  failedId: string,
  failure: Severity,
  limits: Pick<Limits, 'maxNodes'> = {},
): Impact {
  const { via: reachable, truncated } = walk(graph, failedId, 'dependants', limits);
  const redundancy = redundancyOf(graph, reachable);
  const scope: Scope = { reachable, redundancy };
  const stopped: Steps =
    failure === 'stops' ? spreadStops(graph, failedId, scope) : new Map<string, never>();
  const start = failure === 'stops' ? [] : [failedId];
  const degraded = spreadDegradation(graph, stopped, start, scope);
  const hit = new Set([...stopped.keys(), ...degraded.keys()]);
  const via = new Map([...degraded, ...stopped].map(([id, { need }]) => [id, need]));
  const hits = [...reachable.keys()].flatMap((id): Hit[] => {
    if (id === failedId) return [];
    const step = stopped.get(id) ?? degraded.get(id);
    const path = pathTo(step ? via : reachable, id, 'dependants');
    const outcome = stopped.has(id) ? 'stops' : step ? 'degrades' : 'held';
    const cause = step?.cause ?? holderOf(path, hit, redundancy);
    return [{ id, outcome, depth: path.length, path, cause }];
  });
  return { failedId, failure, hits: hits.sort(byWeight), truncated };
}

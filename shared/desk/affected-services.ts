/** What a failure does to a record, as shared/graph works it out. */
export interface ServiceHit {
  readonly id: string;
  readonly outcome: 'stops' | 'degrades' | 'held';
  /** Steps from what failed to this record. */
  readonly path: readonly { readonly dependency: string; readonly dependant: string }[];
}

/** What follows from the failure of one linked item or service. */
export interface FailureOf {
  readonly failedId: string;
  readonly hits: readonly ServiceHit[];
}

/** A service that a major incident takes along, and the shortest way that explains it. */
export interface AffectedService {
  readonly serviceId: string;
  readonly outcome: ServiceHit['outcome'];
  /** Ids from what failed to the service, both included; alone where it is named on the record. */
  readonly way: readonly string[];
  /** Linked things whose failure reaches it just as badly, that of the way among them. */
  readonly failedIds: readonly string[];
}

const WEIGHT: Readonly<Record<ServiceHit['outcome'], number>> = { stops: 0, degrades: 1, held: 2 };

/**
 * Services that the failure of several records reaches, each once: by what hits it worst, and of
 * those by the shortest way. The worst first, then the nearest, then by id.
 *
 * @param namedId The service the record itself names; it counts as stopped by its own.
 */
export function affectedServices(
  failures: readonly FailureOf[],
  isService: (id: string) => boolean,
  namedId: string | undefined,
): readonly AffectedService[] {
  const found = new Map<string, AffectedService>();
  const meet = (next: AffectedService): void => {
    const known = found.get(next.serviceId);
    found.set(next.serviceId, known === undefined ? next : worse(known, next));
  };
  for (const { failedId, hits } of failures) {
    if (isService(failedId)) {
      meet({ serviceId: failedId, outcome: 'stops', way: [failedId], failedIds: [failedId] });
    }
    for (const { id, outcome, path } of hits) {
      if (!isService(id)) continue;
      const way = [failedId, ...path.map(({ dependant }) => dependant)];
      meet({ serviceId: id, outcome, way, failedIds: [failedId] });
    }
  }
  // A way through the graph says more than the name alone.
  if (namedId !== undefined && found.get(namedId)?.outcome !== 'stops') {
    meet({ serviceId: namedId, outcome: 'stops', way: [namedId], failedIds: [] });
  }
  return [...found.values()].sort(inOrder);
}

function inOrder(a: AffectedService, b: AffectedService): number {
  return (
    WEIGHT[a.outcome] - WEIGHT[b.outcome] ||
    a.way.length - b.way.length ||
    (a.serviceId < b.serviceId ? -1 : Number(a.serviceId > b.serviceId))
  );
}

function worse(a: AffectedService, b: AffectedService): AffectedService {
  if (a.outcome !== b.outcome) return WEIGHT[a.outcome] < WEIGHT[b.outcome] ? a : b;
  const nearer = b.way.length < a.way.length ? b : a;
  return { ...nearer, failedIds: [...new Set([...a.failedIds, ...b.failedIds])] };
}

import type { RelationKind } from '../model/item.ts';
import { createGraph } from './dependency-graph.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import { RelationIndex } from './relation-index.ts';
import type { Link } from './relation-index.ts';

/** `app runs-on vm`, for tests; the relation's id is the line itself. */
export function link(line: string): Link {
  const [fromId = '', type = '', toId = ''] = line.split(' ');
  return { id: line, fromId, type: type as RelationKind, toId };
}

/**
 * A graph from lines. A record's class is its name without the digits at its end, so `app1` and
 * `app2` are of one class; those listed in `broken` do not work.
 */
export function graphOf(
  lines: readonly (string | Link)[],
  broken: readonly string[] = [],
): DependencyGraph {
  const index = new RelationIndex(
    lines.map((each) => (typeof each === 'string' ? link(each) : each)),
  );
  return createGraph({
    node: (id) =>
      index.count(id) > 0
        ? { id, className: id.replace(/\d+$/, ''), isWorking: !broken.includes(id) }
        : undefined,
    relationsOf: (id) => index.of(id),
  });
}

import { Graph, layout } from '@dagrejs/dagre';

export interface StateMapMove {
  readonly from: string;
  readonly to: string;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface StateMapLayout {
  /** Left upper corner of each box, CSS px. */
  readonly at: ReadonlyMap<string, Point>;
  /** Path of each arrow, in the order of the moves. */
  readonly paths: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** CSS px. */
export const STATE_BOX = { width: 148, height: 32 } as const;
const MARGIN = 8;
const GAP = { along: 44, across: 20 } as const;

type Drawing = Graph<object, Point, { readonly points?: readonly Point[] }>;

/** Through the points, rounded: straight to half way between them, curved at each. */
function pathThrough([first, ...rest]: readonly Point[]): string {
  if (!first) return '';
  const at = ({ x, y }: Point): string => `${Math.round(x)} ${Math.round(y)}`;
  const last = rest.at(-1) ?? first;
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    const half = { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q ${at(point)} ${at(half)}`;
  });
  return [`M ${at(first)}`, ...bends, `L ${at(last)}`].join(' ');
}

/**
 * Places the states of a machine, first ones first; dagre (Gansner et al., "A Technique for Drawing
 * Directed Graphs", 1993) orders them so that arrows cross little.
 */
export function layoutStates(
  ids: readonly string[],
  moves: readonly StateMapMove[],
  direction: 'LR' | 'TB',
): StateMapLayout {
  const drawing: Drawing = new Graph();
  drawing.setGraph({
    rankdir: direction,
    ranksep: GAP.along,
    nodesep: GAP.across,
    edgesep: 12,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  for (const id of ids) drawing.setNode(id, { ...STATE_BOX, x: 0, y: 0 });
  for (const { from, to } of moves) drawing.setEdge(from, to, {});
  layout(drawing);
  const at = new Map(
    ids.map((id) => {
      const { x, y } = drawing.node(id);
      return [id, { x: x - STATE_BOX.width / 2, y: y - STATE_BOX.height / 2 }];
    }),
  );
  const { width = 0, height = 0 } = drawing.graph() as { width?: number; height?: number };
  const paths = moves.map(({ from, to }) => pathThrough(drawing.edge(from, to).points ?? []));
  return { at, paths, width: Math.ceil(width), height: Math.ceil(height) };
}

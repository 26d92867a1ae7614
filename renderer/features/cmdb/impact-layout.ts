import { Graph, layout } from '@dagrejs/dagre';
import type { ImpactView } from './impact-view.ts';

/** A box, CSS px; as in the design. */
export const BOX = { width: 166, height: 42 } as const;
/** Four columns stand as in the design, more move together. */
const COLUMN_GAP = { few: 46, many: 32 } as const;
const ROW_GAP = 22;
/** Room above the first box for the names of the columns. */
const TOP = 44;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  /** Left upper corner of each box. */
  readonly at: ReadonlyMap<string, Point>;
  /** By line: where it passes a column that it only crosses. */
  readonly passes: ReadonlyMap<string, readonly Point[]>;
  readonly width: number;
  readonly height: number;
}

type Drawing = Graph<object, { readonly y?: number }, { readonly points?: readonly Point[] }>;

/** Boxes of a column from top to bottom; those that nothing pulls may share a place and are spread. */
function stack(drawing: Drawing, keys: readonly string[]): readonly (readonly [string, number])[] {
  let free = -Infinity;
  return keys
    .map((key) => ({ key, y: (drawing.node(key).y ?? 0) - BOX.height / 2 }))
    .sort((a, b) => a.y - b.y)
    .map(({ key, y }) => {
      const top = Math.max(y, free);
      free = top + BOX.height + ROW_GAP;
      return [key, top] as const;
    });
}

/** Where a long line crosses the columns between its ends, as dagre keeps room for it. */
function passesOf(
  points: readonly Point[],
  between: readonly number[],
  shift: number,
): readonly Point[] {
  return between.map((x) => {
    const centre = x + BOX.width / 2;
    const [nearest] = [...points].sort((a, b) => Math.abs(a.x - centre) - Math.abs(b.x - centre));
    return { x, y: Math.round((nearest?.y ?? 0) + shift) };
  });
}

/**
 * Places the boxes: columns are given, dagre (Gansner et al., "A Technique for Drawing Directed
 * Graphs", 1993) orders them so that lines cross little. Lines within a column or backwards do not
 * pull.
 */
export function layoutOf({ nodes, edges }: ImpactView): Layout {
  const columnOf = new Map(nodes.map((node) => [node.key, node.column]));
  const columns = [...new Set(columnOf.values())].sort((a, b) => a - b);
  const gap = columns.length > 4 ? COLUMN_GAP.many : COLUMN_GAP.few;
  const xOf = (column: number): number => columns.indexOf(column) * (BOX.width + gap);
  const placeOf = (key: string): number => columns.indexOf(columnOf.get(key) ?? 0);
  const drawing = new Graph({ directed: true })
    .setGraph({ rankdir: 'LR', nodesep: ROW_GAP, ranksep: gap, edgesep: ROW_GAP })
    .setDefaultEdgeLabel(() => ({})) as unknown as Drawing & Graph;
  for (const node of nodes) drawing.setNode(node.key, { ...BOX });
  const forward = edges.filter(({ from, to }) => placeOf(to) > placeOf(from));
  for (const { from, to } of forward) {
    const span = placeOf(to) - placeOf(from);
    drawing.setEdge(from, to, { minlen: span, weight: span === 1 ? 3 : 1 });
  }
  layout(drawing);
  const tops = columns.flatMap((column) =>
    stack(
      drawing,
      nodes.filter((node) => node.column === column).map((node) => node.key),
    ),
  );
  const shift = TOP - Math.min(...tops.map(([, y]) => y));
  const at = new Map(
    tops.map(([key, y]) => [key, { x: xOf(columnOf.get(key) ?? 0), y: Math.round(y + shift) }]),
  );
  const passes = new Map(
    forward
      .filter(({ from, to }) => placeOf(to) - placeOf(from) > 1)
      .map(({ key, from, to }) => {
        const between = columns.slice(placeOf(from) + 1, placeOf(to)).map(xOf);
        return [key, passesOf(drawing.edge(from, to).points ?? [], between, shift)];
      }),
  );
  return {
    at,
    passes,
    width: columns.length * (BOX.width + gap) - gap,
    height: Math.max(...[...at.values()].map(({ y }) => y)) + BOX.height,
  };
}

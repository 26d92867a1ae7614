interface Point {
  readonly x: number;
  readonly y: number;
}

function nearest(boxes: readonly (readonly [string, Point])[], y: number): string | undefined {
  return [...boxes].sort(
    (a, b) => Math.abs(a[1].y - y) - Math.abs(b[1].y - y) || a[1].y - b[1].y,
  )[0]?.[0];
}

/**
 * Where an arrow key leads from a box: to the next one above or below, or to the nearest of the
 * next column. Undefined where there is none, or the key is another.
 */
export function nextBox(
  at: ReadonlyMap<string, Point>,
  from: string,
  key: string,
): string | undefined {
  const here = at.get(from);
  if (!here) return undefined;
  const boxes = [...at];
  switch (key) {
    case 'ArrowUp':
    case 'ArrowDown': {
      const isBeyond = (y: number): boolean => (key === 'ArrowUp' ? y < here.y : y > here.y);
      return nearest(
        boxes.filter(([, point]) => point.x === here.x && isBeyond(point.y)),
        here.y,
      );
    }
    case 'ArrowLeft':
    case 'ArrowRight': {
      const columns = [...new Set(boxes.map(([, point]) => point.x))].sort((a, b) => a - b);
      const column = columns[columns.indexOf(here.x) + (key === 'ArrowLeft' ? -1 : 1)];
      return nearest(
        boxes.filter(([, point]) => point.x === column),
        here.y,
      );
    }
    default:
      return undefined;
  }
}

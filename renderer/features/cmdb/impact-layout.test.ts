import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf } from '../../../shared/graph/graph-kit.ts';
import { impactOf } from '../../../shared/graph/impact.ts';
import { BOX, layoutOf } from './impact-layout.ts';
import { impactView } from './impact-view.ts';

const name = fc.constantFrom('x', 'a', 'b', 'c', 'd', 'e', 'f', 'g');
const type = fc.constantFrom('runs-on', 'depends-on', 'connected-to');
const lines = fc.array(
  fc.tuple(name, type, name).map((parts) => parts.join(' ')),
  {
    minLength: 1,
    maxLength: 16,
  },
);

describe('layoutOf', () => {
  it('lays no box over another and keeps the columns in order', () => {
    fc.assert(
      fc.property(lines, (list) => {
        const graph = graphOf(['x runs-on base', ...list]);
        const view = impactView(graph, impactOf(graph, 'x', 'stops'), {
          steps: 'all',
          opened: new Set(),
          factsOf: (id) => ({ className: id, placeId: '', siteId: '', isService: false }),
        });
        const { at } = layoutOf(view);
        const placed = view.nodes.map((node) => ({ node, ...at.get(node.key)! }));
        for (const a of placed) {
          for (const b of placed) {
            if (a.node.column < b.node.column) expect(a.x + BOX.width).toBeLessThan(b.x);
            if (a !== b && a.x === b.x)
              expect(Math.abs(a.y - b.y)).toBeGreaterThanOrEqual(BOX.height);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { graphOf } from '../../../shared/graph/graph-kit.ts';
import { impactOf } from '../../../shared/graph/impact.ts';
import { impactView } from './impact-view.ts';
import type { ViewOptions } from './impact-view.ts';

const options: ViewOptions = {
  steps: '3',
  opened: new Set(),
  factsOf: (id) => ({
    className: id.replace(/\d+$/, ''),
    placeId: 'hall 3',
    siteId: 'leipzig',
    isService: id.startsWith('service'),
  }),
};

function viewOf(lines: readonly string[], own: Partial<ViewOptions> = {}) {
  const graph = graphOf(lines);
  return impactView(graph, impactOf(graph, 'x', 'stops'), { ...options, ...own });
}

const PRINTERS = Array.from({ length: 12 }, (_, i) => `printer${i} depends-on x`);

describe('impactView', () => {
  it('draws what it needs to the left and services last', () => {
    const { nodes } = viewOf(['x runs-on host', 'app runs-on x', 'app provides service']);
    expect(nodes.map((node) => [node.key, node.column, node.band])).toEqual([
      ['host', -1, 'dependency'],
      ['x', 0, 'this'],
      ['app', 1, 'dependant'],
      ['service', 2, 'service'],
    ]);
  });

  it('draws twelve printers of a hall as one, with one line', () => {
    const { nodes, edges, shown, total } = viewOf(PRINTERS);
    expect(nodes.map((node) => node.memberIds.length)).toEqual([1, 12]);
    expect(edges).toHaveLength(1);
    expect([shown, total]).toEqual([13, 13]);
  });

  it('draws them one by one when the group was opened', () => {
    const key = viewOf(PRINTERS).nodes[1]!.key;
    const { nodes, edges } = viewOf(PRINTERS, { opened: new Set([key]) });
    expect(nodes).toHaveLength(13);
    expect(edges).toHaveLength(12);
  });

  it('keeps to the steps and says how much there is', () => {
    const lines = ['a runs-on x', 'b runs-on a', 'c runs-on b'];
    const { nodes, shown, total } = viewOf(lines, { steps: '1' });
    expect(nodes.map((node) => node.key)).toEqual(['x', 'a']);
    expect([shown, total]).toEqual([2, 4]);
  });

  it('tells lines that carry from those that are held and those that only relate', () => {
    const { edges } = viewOf([
      'x runs-on host',
      'app runs-on x',
      'app connected-to db',
      'db runs-on x',
      'dc runs-on x',
      'dc backed-up-by y',
      'y runs-on elsewhere',
      'held depends-on dc',
    ]);
    const look = new Map(edges.map((edge) => [edge.key, edge.look]));
    expect(look.get('host>x')).toBe('plain');
    expect(look.get('x>app')).toBe('hit');
    expect(look.get('db>app')).toBe('plain');
    expect(look.get('dc>held')).toBe('held');
  });

  it('draws a record in a circle once', () => {
    const { nodes } = viewOf(['a runs-on x', 'x runs-on a']);
    expect(nodes.map((node) => node.key)).toEqual(['x', 'a']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf } from './graph-kit.ts';
import { impactOf } from './impact.ts';
import type { Impact, Outcome } from './impact.ts';
import { reach } from './reach.ts';
import type { Link } from './relation-index.ts';

const NEEDS = [
  'depends-on',
  'runs-on',
  'connected-to',
  'powered-by',
  'part-of',
  'provides',
] as const;
const RELATIONS = [...NEEDS, 'backed-up-by', 'relates-to'] as const;

/** Small and dense, so that circles, diamonds and doubles are the rule. */
function linksOf(types: readonly Link['type'][], name: fc.Arbitrary<string>): fc.Arbitrary<Link[]> {
  return fc
    .array(fc.record({ type: fc.constantFrom(...types), fromId: name, toId: name }), {
      maxLength: 40,
    })
    .map((links) => links.map((each, i) => ({ ...each, id: `r${i}` })));
}

/** Two records a class, so that alternatives occur. */
const shared = fc.constantFrom('a1', 'a2', 'b1', 'b2', 'c1', 'c2', 'd1', 'd2', 'e1', 'e2');
/** Every record a class of its own: no alternatives. */
const single = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j');
const failure = fc.constantFrom('stops' as const, 'degrades' as const);

const SEVERITY: Readonly<Record<Outcome, number>> = { held: 0, degrades: 1, stops: 2 };

function severities(impact: Impact): Map<string, number> {
  return new Map(impact.hits.map((hit) => [hit.id, SEVERITY[hit.outcome]]));
}

/** No record is worse off in `after` than in `before`. */
function expectNoWorse(after: Impact, before: Impact): void {
  const known = severities(before);
  for (const [id, severity] of severities(after)) {
    expect(severity, id).toBeLessThanOrEqual(known.get(id) ?? 0);
  }
}

describe('graph reasoning', () => {
  it('gives the same answer twice and in whatever order relations come', () => {
    fc.assert(
      fc.property(linksOf(RELATIONS, shared), failure, (links, how) => {
        const once = impactOf(graphOf(links), 'a1', how);
        const again = impactOf(graphOf([...links].reverse()), 'a1', how);
        const plain = (impact: Impact) =>
          impact.hits.map(({ id, outcome, depth, cause }) => ({ id, outcome, depth, cause }));
        expect(plain(again)).toEqual(plain(once));
      }),
    );
  });

  it('names every dependant once, never the failed one, with a way that leads there', () => {
    fc.assert(
      fc.property(linksOf(RELATIONS, shared), failure, (links, how) => {
        const graph = graphOf(links);
        const { hits } = impactOf(graph, 'a1', how);
        const all = reach(graph, 'a1', 'dependants').reached.map((each) => each.id);
        expect(hits.map((hit) => hit.id).sort()).toEqual(all.sort());
        for (const { id, path, depth } of hits) {
          expect(path).toHaveLength(depth);
          expect(path[0]?.dependency).toBe('a1');
          expect(path.at(-1)?.dependant).toBe(id);
          for (const [i, need] of path.slice(1).entries())
            expect(need.dependency).toBe(path[i]?.dependant);
        }
      }),
    );
  });

  it('never adds impact when a relation goes, where nothing is redundant', () => {
    fc.assert(
      fc.property(linksOf(NEEDS, single), failure, fc.nat(39), (links, how, which) => {
        const fewer = links.filter((_, i) => i !== which);
        expectNoWorse(impactOf(graphOf(fewer), 'a', how), impactOf(graphOf(links), 'a', how));
      }),
    );
  });

  it('never adds impact when a backup is recorded', () => {
    fc.assert(
      fc.property(linksOf(RELATIONS, shared), failure, shared, shared, (links, how, of, by) => {
        const safer = [
          ...links,
          { id: 'more', type: 'backed-up-by' as const, fromId: of, toId: by },
        ];
        expectNoWorse(impactOf(graphOf(safer), 'a1', how), impactOf(graphOf(links), 'a1', how));
      }),
    );
  });

  it('is no worse when the record only degrades', () => {
    fc.assert(
      fc.property(linksOf(RELATIONS, shared), (links) => {
        const graph = graphOf(links);
        expectNoWorse(impactOf(graph, 'a1', 'degrades'), impactOf(graph, 'a1', 'stops'));
      }),
    );
  });

  it('reaches back whom it was reached from, at the same distance', () => {
    fc.assert(
      fc.property(linksOf(NEEDS, single), (links) => {
        const graph = graphOf(links);
        for (const { id, depth } of reach(graph, 'a', 'dependencies').reached) {
          const back = reach(graph, id, 'dependants').reached.find((each) => each.id === 'a');
          expect(back?.depth).toBe(depth);
        }
      }),
    );
  });

  it('stops at the depth and the number it is given', () => {
    fc.assert(
      fc.property(linksOf(NEEDS, single), fc.integer({ min: 0, max: 4 }), (links, maxDepth) => {
        const graph = graphOf(links);
        const all = reach(graph, 'a', 'dependants').reached;
        const near = reach(graph, 'a', 'dependants', { maxDepth }).reached;
        expect(near).toEqual(all.filter((each) => each.depth <= maxDepth));
        const few = reach(graph, 'a', 'dependants', { maxNodes: maxDepth });
        expect(few.reached.length).toBeLessThanOrEqual(maxDepth);
        expect(few.truncated).toBe(all.length > maxDepth);
      }),
    );
  });
});

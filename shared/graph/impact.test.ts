import { describe, expect, it } from 'vitest';
import { graphOf } from './graph-kit.ts';
import { impactOf } from './impact.ts';
import type { Hit } from './impact.ts';

interface Row {
  readonly name: string;
  readonly links: readonly string[];
  readonly broken?: readonly string[];
  readonly failure?: 'stops' | 'degrades';
  /** `record outcome cause` in the order they come. */
  readonly expected: readonly string[];
}

function spell({ id, outcome, cause }: Hit): string {
  const by = 'byId' in cause ? `:${cause.byId}` : '';
  return `${id} ${outcome} ${cause.kind}${by}`;
}

const rows: readonly Row[] = [
  { name: 'a record nothing needs hits nobody', links: ['x needs y', 'x runs-on y'], expected: [] },
  {
    name: 'a stop goes along the whole chain',
    links: ['vm runs-on x', 'app runs-on vm', 'app provides service', 'disk part-of x'],
    expected: [
      'disk stops only-one',
      'vm stops only-one',
      'app stops only-one',
      'service stops only-one',
    ],
  },
  {
    name: 'a lost connection degrades, and what stands behind it too',
    links: ['host connected-to x', 'vm runs-on host'],
    expected: ['host degrades connection', 'vm degrades degraded-dependency'],
  },
  {
    name: 'what only degrades degrades others',
    links: ['app runs-on x', 'app provides service'],
    failure: 'degrades',
    expected: ['app degrades degraded-dependency', 'service degrades degraded-dependency'],
  },
  {
    name: 'the worse of two ways counts',
    links: ['app connected-to x', 'vm runs-on x', 'app runs-on vm'],
    expected: ['vm stops only-one', 'app stops only-one'],
  },
  {
    name: 'a backup holds everything behind the failed one',
    links: ['x backed-up-by y', 'app depends-on x', 'app provides service'],
    expected: ['app held backup:y', 'service held backup:y'],
  },
  {
    name: 'a backup that does not work holds nothing',
    links: ['x backed-up-by y', 'app depends-on x'],
    broken: ['y'],
    expected: ['app stops only-one'],
  },
  {
    name: 'a backup that falls with the same failure holds nothing',
    links: ['a1 backed-up-by a2', 'a1 runs-on x', 'a2 runs-on x', 'app depends-on a1'],
    expected: ['a1 stops only-one', 'a2 stops only-one', 'app stops only-one'],
  },
  {
    name: 'a backup in the middle of the way holds what is behind it',
    links: ['dc1 runs-on x', 'dc1 backed-up-by dc2', 'dc2 runs-on host', 'app depends-on dc1'],
    expected: ['dc1 stops only-one', 'app held backup:dc2'],
  },
  {
    name: 'being the backup of a failed one is no harm',
    links: ['y backed-up-by x'],
    expected: [],
  },
  {
    name: 'a second of the same class, needed in the same way, turns a stop into a degradation',
    links: ['x1 provides service', 'x2 provides service'],
    expected: ['service degrades alternative:x2'],
  },
  {
    name: 'a second connection holds',
    links: ['host connected-to x1', 'host connected-to x2'],
    expected: ['host held alternative:x2'],
  },
  {
    name: 'another class is no alternative',
    links: ['app depends-on x', 'app depends-on database'],
    expected: ['app stops only-one'],
  },
  {
    name: 'another way of needing it is no alternative',
    links: ['app depends-on x1', 'app connected-to x2'],
    expected: ['app stops only-one'],
  },
  {
    name: 'an alternative that is down itself is none',
    links: ['x1 provides service', 'x2 provides service'],
    broken: ['x2'],
    expected: ['service stops only-one'],
  },
  {
    name: 'two records that need each other do not hold each other',
    links: ['vm runs-on x', 'dc1 runs-on vm', 'vm depends-on dc1', 'dc1 backed-up-by vm'],
    expected: ['vm stops only-one', 'dc1 stops only-one'],
  },
  {
    name: 'a circle back to the failed one ends',
    links: ['b depends-on x', 'c depends-on b', 'x depends-on c'],
    expected: ['b stops only-one', 'c stops only-one'],
  },
];

const START: Readonly<Record<string, string>> = {
  'a second of the same class, needed in the same way, turns a stop into a degradation': 'x1',
  'a second connection holds': 'x1',
  'another way of needing it is no alternative': 'x1',
  'an alternative that is down itself is none': 'x1',
};

describe('impactOf', () => {
  it.each(rows)('$name', ({ name, links, broken, failure, expected }) => {
    const { hits } = impactOf(graphOf(links, broken), START[name] ?? 'x', failure ?? 'stops');
    expect(hits.map(spell)).toEqual(expected);
  });

  it('explains each hit by the way the failure takes', () => {
    const graph = graphOf(['vm runs-on x', 'app runs-on vm', 'app connected-to x']);
    const app = impactOf(graph, 'x', 'stops').hits.find((hit) => hit.id === 'app');
    expect(app?.path.map((need) => `${need.dependency}>${need.dependant}`)).toEqual([
      'x>vm',
      'vm>app',
    ]);
  });

  it('says when there is more than it looked at', () => {
    const graph = graphOf(Array.from({ length: 50 }, (_, i) => `n${i} runs-on x`));
    const { hits, truncated } = impactOf(graph, 'x', 'stops', { maxNodes: 10 });
    expect(truncated).toBe(true);
    expect(hits).toHaveLength(10);
  });
});

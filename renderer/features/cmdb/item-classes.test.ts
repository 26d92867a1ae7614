import { describe, expect, it } from 'vitest';
import type { ItemClass } from '../../../shared/model/policy.ts';
import {
  attributesOf,
  classIconOf,
  classKeysUnder,
  classNameOf,
  classTree,
  lineageOf,
} from './item-classes.ts';

function itemClass(key: string, parentKey: string | undefined, attributes: string[], icon = '') {
  return [
    key,
    {
      key,
      name: key.toUpperCase(),
      icon,
      ...(parentKey ? { parentKey } : {}),
      attributes: attributes.map((each) => ({ key: each, label: `${key} ${each}`, type: 'text' })),
    } as unknown as ItemClass,
  ] as const;
}

const classes = new Map<string, ItemClass>([
  itemClass('hardware', undefined, ['mac', 'firmware'], 'box'),
  itemClass('server', 'hardware', ['memory', 'firmware'], 'server'),
  itemClass('vm', 'server', ['datastore'], 'no-such-icon'),
  itemClass('app', undefined, []),
  itemClass('round', 'about', []),
  itemClass('about', 'round', []),
]);

describe('item classes', () => {
  it('inherit attributes, their own first, and redefine them', () => {
    expect(attributesOf(classes, 'vm').map((each) => each.label)).toEqual([
      'vm datastore',
      'server memory',
      'server firmware',
      'hardware mac',
    ]);
  });

  it('take the icon of the nearest parent that has one', () => {
    expect(classIconOf(classes, 'vm')).toBe('server');
    expect(classIconOf(classes, 'unheard-of')).toBe('box');
  });

  it('survive parents that go in a circle', () => {
    expect(lineageOf(classes, 'round').length).toBeLessThanOrEqual(2);
    expect(() => classTree(classes, new Map())).not.toThrow();
  });

  it('count what is below them', () => {
    const tree = classTree(
      classes,
      new Map([
        ['vm', 3],
        ['server', 2],
        ['alien', 1],
      ]),
    );
    const hardware = tree.find((each) => each.key === 'hardware');
    expect(hardware?.count).toBe(5);
    expect(hardware?.children[0]?.children[0]).toMatchObject({ key: 'vm', count: 3 });
    expect(tree.find((each) => each.key === 'alien')).toMatchObject({ name: 'alien', count: 1 });
  });

  it('are found with everything below them', () => {
    expect([...classKeysUnder(classes, 'server')].sort()).toEqual(['server', 'vm']);
    expect(classNameOf(classes, 'nobody-knows')).toBe('nobody-knows');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupAlike } from './group-alike.ts';

interface Thing {
  readonly id: string;
  readonly className: string;
  readonly room: string;
}

function things(className: string, room: string, count: number): Thing[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `${className}-${room}-${i}`,
    className,
    room,
  }));
}

const options = {
  idOf: (each: Thing) => each.id,
  alike: [(each: Thing) => `${each.className}/${each.room}`, (each: Thing) => each.className],
};

function sizes(groups: readonly { readonly members: readonly unknown[] }[]): number[] {
  return groups.map((group) => group.members.length);
}

describe('groupAlike', () => {
  it('draws the printers of a hall together and leaves two alone', () => {
    const all = [...things('printer', 'hall 3', 12), ...things('switch', 'hall 3', 2)];
    expect(sizes(groupAlike(all, { ...options, limit: 8 }))).toEqual([12, 1, 1]);
  });

  it('takes rooms together when there would be too many groups', () => {
    const all = Array.from({ length: 9 }, (_, i) => things('printer', `hall ${i}`, 3)).flat();
    expect(sizes(groupAlike(all, { ...options, limit: 8 }))).toEqual([27]);
  });

  it('puts what is still too much into a last group', () => {
    const all = Array.from({ length: 20 }, (_, i) => things(`class ${i}`, 'hall', 1)).flat();
    const groups = groupAlike(all, { ...options, limit: 8 });
    expect(sizes(groups)).toEqual([1, 1, 1, 1, 1, 1, 1, 13]);
    expect(groups.at(-1)?.key).toBe('rest');
  });

  it('loses nothing, doubles nothing and keeps to the limit', () => {
    const thing = fc.record({
      className: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      room: fc.constantFrom('x', 'y', 'z'),
    });
    fc.assert(
      fc.property(fc.array(thing), fc.integer({ min: 1, max: 9 }), (list, limit) => {
        const all = list.map((each, i) => ({ ...each, id: String(i) }));
        const groups = groupAlike(all, { ...options, limit });
        expect(groups.length).toBeLessThanOrEqual(limit);
        const ids = groups.flatMap((group) => group.members.map((each) => each.id));
        expect(ids.sort()).toEqual(all.map((each) => each.id).sort());
        expect(new Set(groups.map((group) => group.key)).size).toBe(groups.length);
      }),
    );
  });
});

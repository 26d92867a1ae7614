import { describe, expect, it } from 'vitest';
import { link } from './graph-kit.ts';
import { RelationIndex } from './relation-index.ts';

function ids(index: RelationIndex, id: string): string[] {
  return [...index.of(id)].map((each) => each.id).sort();
}

describe('RelationIndex', () => {
  it('finds a relation from both of its ends', () => {
    const index = new RelationIndex([link('a runs-on b'), link('c runs-on b')]);
    expect(ids(index, 'a')).toEqual(['a runs-on b']);
    expect(ids(index, 'b')).toEqual(['a runs-on b', 'c runs-on b']);
    expect(index.count('b')).toBe(2);
  });

  it('forgets a relation at both ends, once', () => {
    const index = new RelationIndex([link('a runs-on b')]);
    index.delete('a runs-on b');
    index.delete('a runs-on b');
    expect(ids(index, 'a')).toEqual([]);
    expect(ids(index, 'b')).toEqual([]);
    expect(index.size).toBe(0);
  });

  it('moves a relation whose ends changed', () => {
    const index = new RelationIndex([{ ...link('a runs-on b'), id: 'r' }]);
    index.set({ ...link('a runs-on c'), id: 'r' });
    expect(ids(index, 'b')).toEqual([]);
    expect(ids(index, 'c')).toEqual(['r']);
    expect(index.size).toBe(1);
  });

  it('counts a relation of a record to itself once', () => {
    const index = new RelationIndex([link('a relates-to a')]);
    expect(index.count('a')).toBe(1);
  });
});

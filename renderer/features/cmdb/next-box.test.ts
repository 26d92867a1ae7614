import { describe, expect, it } from 'vitest';
import { nextBox } from './next-box.ts';

const at = new Map([
  ['left', { x: 0, y: 100 }],
  ['this', { x: 200, y: 100 }],
  ['high', { x: 400, y: 0 }],
  ['level', { x: 400, y: 110 }],
  ['low', { x: 400, y: 200 }],
]);

describe('nextBox', () => {
  it.each([
    ['this', 'ArrowRight', 'level'],
    ['this', 'ArrowLeft', 'left'],
    ['level', 'ArrowUp', 'high'],
    ['level', 'ArrowDown', 'low'],
    ['left', 'ArrowLeft', undefined],
    ['low', 'ArrowDown', undefined],
    ['this', 'Enter', undefined],
    ['gone', 'ArrowUp', undefined],
  ])('from %s %s leads to %s', (from, key, to) => {
    expect(nextBox(at, from, key)).toBe(to);
  });
});

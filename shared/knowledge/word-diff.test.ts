import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords } from './word-diff.ts';

describe('marking what a person changed in a text', () => {
  it('marks words, not letters and not whole lines', () => {
    expect(diffWords('Swap the red cable.', 'Swap the long red cable.')).toEqual([
      { kind: 'same', text: 'Swap the ' },
      { kind: 'added', text: 'long ' },
      { kind: 'same', text: 'red cable.' },
    ]);
  });

  it('marks words changed one after the other as one change', () => {
    const parts = diffWords('The ribbon did not help at all.', 'The ribbon helped a bit at all.');
    expect(parts.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'same The ribbon ',
      'removed did not help',
      'added helped a bit',
      'same  at all.',
    ]);
  });

  it('marks nothing in a text that has little to do with the other', () => {
    expect(diffWords('Swap the cable.', 'Denise rang: it works again.')).toEqual([
      { kind: 'same', text: 'Denise rang: it works again.' },
    ]);
  });

  it('never changes a word of either text', () => {
    const text = fc.array(fc.constantFrom('a', 'b', ' ', '\n', 'ä'), { maxLength: 30 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [before, after] = [a.join(''), b.join('')];
        const parts = diffWords(before, after);
        const without = (kind: string): string =>
          parts.flatMap((part) => (part.kind === kind ? [] : [part.text])).join('');
        expect(without('removed')).toBe(after);
        if (parts.some(({ kind }) => kind === 'removed')) expect(without('added')).toBe(before);
      }),
    );
  });

  it('does not stand still on a megabyte', () => {
    const long = 'word '.repeat(200_000);
    expect(diffWords(long, `${long}end`).at(-1)?.text).toContain('end');
  });
});

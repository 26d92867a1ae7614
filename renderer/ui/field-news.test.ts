import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absorb, beginEditing, movedCaret, settleClash } from './field-news.ts';
import type { Editing } from './field-news.ts';

const typed = (base: string, text: string): Editing => ({ ...beginEditing(base, base), text });

describe('news about a text while it is edited', () => {
  it.each([
    ['lines', 'a\nb\nc\nd', 'A\nb\nc\nd', 'a\nb\nc\nD', 'A\nb\nc\nD'],
    [
      'words of a title',
      'labels are blank today',
      'all labels are blank today',
      'labels are blank again',
      'all labels are blank again',
    ],
    ['nothing typed yet', 'a', 'a', 'b', 'b'],
  ])('keep both: %s', (_name, base, mine, theirs, both) => {
    expect(absorb(typed(base, mine), theirs)).toEqual({
      text: both,
      base: theirs,
      seen: theirs,
      news: { kind: 'merged', value: theirs },
    });
  });

  it('ask where the same place was changed, and keep what was typed until then', () => {
    const clash = absorb(typed('Blank labels', 'Blank labels, Hall 3'), 'Blank labels, Hall 4');
    expect(clash).toMatchObject({ text: 'Blank labels, Hall 3', news: { kind: 'clash' } });
    expect(settleClash(clash, 'mine', '\n')).toMatchObject({
      text: 'Blank labels, Hall 3',
      base: 'Blank labels, Hall 4',
      news: null,
    });
    expect(settleClash(clash, 'theirs', '\n').text).toBe('Blank labels, Hall 4');
    expect(settleClash(clash, 'both', '\n').text).toBe(
      'Blank labels, Hall 4\nBlank labels, Hall 3',
    );
  });

  it('are over when the other takes it back, or writes what was typed here', () => {
    const clash = absorb(typed('a', 'b'), 'c');
    expect(clash.news).toMatchObject({ kind: 'clash' });
    expect(absorb(clash, 'a')).toMatchObject({ text: 'b', news: null });
    expect(absorb(clash, 'b')).toMatchObject({ text: 'b', base: 'b', news: null });
  });

  it('lose no line that either side wrote, over any number of changes', () => {
    const line = fc.constantFrom('one', 'two', 'three', '', 'four');
    const text = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 4 }), (base, mine, changes) => {
        let editing = typed(base, mine);
        for (const value of changes) {
          const before = editing;
          editing = absorb(editing, value);
          if (editing.news?.kind === 'clash') expect(editing.text).toBe(before.text);
          expect(editing.seen).toBe(value);
        }
      }),
    );
  });
});

describe('the caret', () => {
  it.each([
    ['before the change', 'abc def', 'abc xx def', 2, 2],
    ['behind it', 'abc def', 'xx abc def', 7, 10],
    ['in what was replaced', 'abc def', 'zz', 5, 2],
  ])('stays %s', (_name, before, after, caret, expected) => {
    expect(movedCaret(before, after, caret)).toBe(expected);
  });

  it('is always inside the text', () => {
    const texts = fc.tuple(fc.string(), fc.string(), fc.nat());
    fc.assert(
      fc.property(texts, ([before, after, at]) => {
        const caret = movedCaret(before, after, Math.min(at, before.length));
        expect(caret).toBeGreaterThanOrEqual(0);
        expect(caret).toBeLessThanOrEqual(after.length);
      }),
    );
  });
});
